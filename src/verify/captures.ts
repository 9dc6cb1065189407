// The manifests of a bundle -> the few facts of each capture that several checks need, so that no
// manifest is read for each of them and none is kept.
import { createHash } from 'node:crypto';
import { captureOfPath, capturePaths } from '../formats/bundle.js';
import { parseLogEntry, parseManifest } from '../formats/manifest.js';
import type { WaczPage } from '../formats/wacz.js';
import { hasPage, pageInstantOf, pageUrlOf } from '../formats/warc-snapshot.js';
import { type Digest, digestOf } from '../model/digest.js';
import { type Instant, msOf } from '../model/instant.js';
import type { LogEntry } from '../model/log.js';
import type { Manifest } from '../model/snapshot.js';
import type { BundleFile } from './bundle-file.js';
import { Failure, within } from './checks.js';

/** What is left of a manifest. */
export interface CaptureFacts {
  readonly id: string;
  /** Of the manifest's bytes. */
  readonly digest: Digest;
  readonly watch: string;
  readonly url: string;
  readonly finalUrl: string | null;
  readonly vantage: string;
  /** What a log entry must name as its target: SHA-256 of salt ‖ URL. */
  readonly target: Digest;
  /** Null for a visit without an answer. */
  readonly status: number | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Of the first and the last thing it says when it happened. */
  readonly momentsMs: readonly [first: number, last: number];
  /** Its line in pages.jsonl, or null. */
  readonly page: WaczPage | null;
}

/** Ids of the captures that the bundle says it holds, in the order of the zip. */
export function captureIdsOf(bundle: BundleFile): readonly string[] {
  return bundle.names.map(captureOfPath).filter((id) => id !== null);
}

/** A capture's manifest. @throws Failure */
export async function readManifest(bundle: BundleFile, id: string): Promise<Manifest> {
  return (await readBoth(bundle, id)).manifest;
}

interface Read {
  readonly manifest: Manifest;
  readonly digest: Digest;
}

/** Manifests are asked for by several checks; so many bytes of them are kept as read. */
const MAX_KEPT_BYTES = 8 * 2 ** 20;
const kept = new WeakMap<BundleFile, { bytes: number; readonly byId: Map<string, Read> }>();

async function readBoth(bundle: BundleFile, id: string): Promise<Read> {
  const own = kept.get(bundle) ?? { bytes: 0, byId: new Map<string, Read>() };
  const before = own.byId.get(id);
  if (before !== undefined) return before;
  const path = capturePaths(id).manifest;
  return within(path, async () => {
    const bytes = await bundle.read(path);
    const manifest = parseManifest(bytes);
    if (manifest.capture !== id) throw new Failure('it is the manifest of another capture');
    const read = { manifest, digest: digestOf(bytes) };
    if (own.bytes + bytes.length <= MAX_KEPT_BYTES) {
      own.bytes += bytes.length;
      own.byId.set(id, read);
      kept.set(bundle, own);
    }
    return read;
  });
}

/** The captures of a bundle: their facts, or why a manifest has none. */
export class Captures {
  readonly #facts: readonly (CaptureFacts | Failure)[];

  private constructor(facts: readonly (CaptureFacts | Failure)[]) {
    this.#facts = facts;
  }

  static async read(bundle: BundleFile): Promise<Captures> {
    const facts: (CaptureFacts | Failure)[] = [];
    for (const id of captureIdsOf(bundle)) {
      try {
        const { manifest, digest } = await readBoth(bundle, id);
        facts.push(await within(id, () => factsOf(manifest, digest)));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        facts.push(error);
      }
    }
    return new Captures(facts);
  }

  /** All of them. @throws Failure where there are none, or one cannot be read */
  get all(): readonly CaptureFacts[] {
    if (this.#facts.length === 0) throw new Failure('there is no capture in the bundle');
    return this.#facts.map((facts) => {
      if (facts instanceof Failure) throw facts;
      return facts;
    });
  }
}

function factsOf(manifest: Manifest, digest: Digest): CaptureFacts {
  const { capture: id, watch, url, finalUrl, vantage, startedAt, finishedAt } = manifest;
  const { exchanges, dns, outcome, control } = manifest;
  const salted = createHash('sha256').update(Buffer.from(manifest.salt, 'hex')).update(url);
  const moments = [...exchanges.map((one) => one.startedAt), ...dns.map(({ at }) => at), startedAt];
  if (control !== undefined) moments.push(control.startedAt, control.finishedAt);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of moments) {
    first = Math.min(first, msOf(at));
    last = Math.max(last, msOf(at));
  }
  return {
    ...{ id, digest, watch, url, finalUrl, vantage, startedAt, finishedAt },
    target: `sha256:${salted.digest('hex')}`,
    status: outcome.kind === 'answered' ? outcome.status : null,
    momentsMs: [first, last],
    page: pageOf(manifest),
  };
}

function pageOf(manifest: Manifest): WaczPage | null {
  if (!hasPage(manifest)) return null;
  const url = pageUrlOf(manifest);
  const { capture: id, title } = manifest;
  return { id, url, ts: pageInstantOf(manifest), title: title || url };
}

/** A capture with its entry. */
export interface LoggedCapture {
  readonly facts: CaptureFacts;
  readonly entry: LogEntry;
  readonly bytes: Buffer;
}

/** The captures of a bundle with their entries. @throws Failure where one has none */
export async function* loggedCaptures(
  bundle: BundleFile,
  captures: Captures,
): AsyncGenerator<LoggedCapture> {
  for (const facts of captures.all) {
    const path = capturePaths(facts.id).entry;
    if (!bundle.has(path)) throw new Failure(`${facts.id} has no log entry`);
    const bytes = await bundle.read(path);
    yield { facts, bytes, entry: await within(path, () => parseLogEntry(bytes)) };
  }
}
