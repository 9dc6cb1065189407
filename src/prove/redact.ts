// Captures and what is to be left out of them -> the contents that go, wherever they stand, and what
// the report may still tell. The sealed originals are not touched.
import { VestigeError } from '../errors.js';
import { canonicalJson } from '../formats/canonical-json.js';
import { contentsOf, type Redaction } from '../formats/redactions.js';
import type { Capture } from '../model/capture.js';
import type { Digest } from '../model/digest.js';
import type { Flag } from '../model/flag.js';
import type { FileRole, Manifest } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { ExportedCapture } from './export-input.js';
import { mentions } from './mentions.js';
import type { RedactionWish } from './redaction-list.js';

/** What stands where something was taken out of a sentence. */
const BLACK = '█████';
const PICTURES: readonly FileRole[] = ['screenshot', 'view', 'thumbnail'];
const TEXTS: readonly FileRole[] = ['dom', 'text', 'reading'];

export interface RedactionPlan {
  readonly redacted: readonly Redaction[];
  /** The captures as the report may tell of them. */
  readonly shown: readonly ExportedCapture[];
  /** The same of a flag. */
  readonly hide: (flag: Flag) => Flag;
  /** Captures that lack a content, each with what for. */
  readonly reasons: ReadonlyMap<Capture, readonly string[]>;
}

/**
 * Finds everything that goes with what is to be left out: a picture in all its sizes, a text in all its
 * forms and with the pictures that show it.
 * @throws INPUT_INVALID where something is not there, or stands in what the log has sealed
 */
export async function planRedactions(
  blobs: Pick<BlobStore, 'get'>,
  captures: readonly ExportedCapture[],
  wishes: readonly RedactionWish[],
): Promise<RedactionPlan> {
  const found = new Map<Digest, Redaction>();
  const leaveOut = (of: readonly Redaction[]) => {
    for (const one of of)
      if (one.sizeBytes > 0 && !found.has(one.digest)) found.set(one.digest, one);
    return of.length > 0;
  };
  for (const wish of wishes) {
    const hits: boolean[] = [];
    for (const { manifest } of captures) hits.push(leaveOut(await matching(blobs, manifest, wish)));
    if (!hits.includes(true)) {
      const { kind } = wish;
      const what =
        kind === 'words'
          ? wish.words
          : kind === 'content'
            ? wish.digest
            : `the ${kind} of ${wish.capture}`;
      throw new VestigeError(
        'INPUT_INVALID',
        `Nothing was exported: ${what} is in none of these captures.`,
      );
    }
  }
  const redacted = [...found.values()];
  const lacking = captures.map(({ capture, manifest }) => {
    const own = contentsOf(manifest).filter(({ digest }) => found.has(digest));
    const reasons = own.map(({ digest, what }) => `${what}: ${found.get(digest)?.reason}`);
    return [capture, [...new Set(reasons)]] as const;
  });
  const words = wishes.flatMap((wish) => (wish.kind === 'words' ? [wish.words] : []));
  const textless = new Set(
    captures
      .filter(({ manifest }) => textOf(manifest).some(({ digest }) => found.has(digest)))
      .map(({ capture }) => capture.id),
  );
  return {
    redacted,
    shown: captures.map((one) => shownOf(one, { found, words, textless })),
    hide: (flag) => ({ ...flag, summary: textless.size > 0 ? BLACK : flag.summary }),
    reasons: new Map(lacking.filter(([, reasons]) => reasons.length > 0)),
  };
}

async function matching(
  blobs: Pick<BlobStore, 'get'>,
  manifest: Manifest,
  wish: RedactionWish,
): Promise<readonly Redaction[]> {
  const because = (of: readonly Omit<Redaction, 'reason'>[]) =>
    of.map(({ digest, sizeBytes }) => ({ digest, sizeBytes, reason: wish.reason }));
  const all = contentsOf(manifest);
  const pictures = manifest.files.filter(({ role }) => PICTURES.includes(role));
  if (wish.kind === 'content') return because(all.filter(({ digest }) => digest === wish.digest));
  if (wish.kind !== 'words') {
    if (manifest.capture !== wish.capture) return [];
    return because(wish.kind === 'picture' ? pictures : textOf(manifest));
  }
  if (mentions(Buffer.from(canonicalJson(manifest)), null, wish.words)) {
    throw new VestigeError(
      'INPUT_INVALID',
      `Nothing was exported: an address, a header or the title of ${manifest.capture} says "${wish.words}", and the log has sealed those: they cannot be left out. Leave out the capture.`,
    );
  }
  const said: Omit<Redaction, 'reason'>[] = [];
  for (const one of all) {
    if (pictures.some(({ digest }) => digest === one.digest)) continue;
    const head = manifest.exchanges.find(({ responseBody }) => responseBody?.digest === one.digest);
    if (mentions(await blobs.get(one.digest), head?.responseHead ?? null, wish.words))
      said.push(one);
  }
  const text = textOf(manifest);
  // What a text says its pictures show, and a form of it may say it in a way that was not found.
  const isSeen = text.some(({ digest }) => said.some((one) => one.digest === digest));
  return because(isSeen ? [...said, ...text, ...pictures] : said);
}

/** All forms of a page's text: as it was sent, rendered, and read. */
function textOf({
  files,
  exchanges,
  mainExchange,
}: Manifest): readonly Omit<Redaction, 'reason'>[] {
  const body = exchanges[mainExchange ?? -1]?.responseBody ?? null;
  return [...files.filter(({ role }) => TEXTS.includes(role)), ...(body === null ? [] : [body])];
}

interface Hidden {
  readonly found: ReadonlyMap<Digest, Redaction>;
  readonly words: readonly string[];
  readonly textless: ReadonlySet<string>;
}

function shownOf(one: ExportedCapture, { found, words, textless }: Hidden): ExportedCapture {
  const { capture, manifest } = one;
  const { id, comparedWith, observation } = capture;
  const isTextless = textless.has(id) || (comparedWith !== null && textless.has(comparedWith));
  const say = (text: string) => words.reduce((said, each) => said.replaceAll(each, BLACK), text);
  const quote = (text: string | null) => (text === null ? null : isTextless ? BLACK : say(text));
  const files = manifest.files.filter(({ digest }) => !found.has(digest));
  return {
    ...one,
    lacks: contentsOf(manifest).flatMap(({ digest }) => (found.has(digest) ? [digest] : [])),
    manifest: { ...manifest, files },
    capture: {
      ...capture,
      observation: {
        ...observation,
        summary: textless.has(id) ? BLACK : say(observation.summary),
        signals: textless.has(id) ? [] : observation.signals,
      },
      changes:
        capture.changes?.map((change) => ({
          ...change,
          summary: quote(change.summary) ?? '',
          ...{ before: quote(change.before), after: quote(change.after), where: say(change.where) },
        })) ?? null,
      claims: capture.claims.map((claim) => ({
        ...{ ...claim, text: say(claim.text), found: quote(claim.found) },
        where: claim.where === null ? null : say(claim.where),
      })),
    },
  };
}
