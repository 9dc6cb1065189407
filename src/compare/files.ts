// Files linked from or loaded by two snapshots -> gone, or replaced under the same address, by the digest
// of their bytes.
import { namesFile } from '../formats/file-names.js';
import type { Change } from '../model/change.js';
import { type Digest, hexOf } from '../model/digest.js';
import type { Manifest, Snapshot } from '../model/snapshot.js';
import { changeOf } from './change.js';
import { steadyUrl } from './steady-url.js';

/** Documents that the same address now answers with other bytes, or no longer answers. */
export function changesOfFiles(before: Snapshot, after: Snapshot): readonly Change[] {
  const now = bodiesOf(after.manifest);
  return [...bodiesOf(before.manifest)].flatMap(([key, old]) => {
    const fresh = endOf(now.get(key), now);
    // The address as the page has it: http and https are one only for finding the file again.
    const url = fresh?.url ?? old.url;
    const isFile = old.isFile || namesFile(url);
    if (!isFile || fresh === undefined || old.digest === null) return [];
    const isSentAway = (fresh.status ?? 0) >= 300 && (fresh.status ?? 0) < 400;
    if (fresh.status === 404 || fresh.status === 410 || isSentAway) {
      const summary = isSentAway
        ? `The file ${url} is no longer there: its address now leads to ${fresh.leadsTo ?? 'another'}.`
        : `The file ${url} now answers with status ${fresh.status}.`;
      return [changeOf('file-removed', summary, { before: old.digest, after: null }, url)];
    }
    if (fresh.digest === null || fresh.digest === old.digest) return [];
    const sizes =
      old.sizeBytes === fresh.sizeBytes
        ? `of the same size, ${fresh.sizeBytes} bytes`
        : `${old.sizeBytes} bytes before, ${fresh.sizeBytes} bytes now`;
    const summary = `The file ${url} has other content, ${sizes} (SHA-256 ${short(old.digest)} before, ${short(fresh.digest)} now).`;
    const sides = { before: old.digest, after: fresh.digest };
    return [changeOf('file-replaced', summary, sides, url)];
  });
}

/**
 * Where the file that `url` led to stands now, the same to the byte, among the addresses `now`; null
 * where it is none of them, or its bytes did not come both times.
 */
export function sameFileAmong(
  before: Manifest,
  after: Manifest,
): (url: string, now: readonly string[]) => string | null {
  const [old, fresh] = [bodiesOf(before), bodiesOf(after)];
  return (url, now) => {
    const was = endOf(old.get(steadyUrl(url)), old);
    const digest = was?.digest ?? null;
    if (digest === null || was?.sizeBytes === 0) return null;
    return now.find((one) => endOf(fresh.get(steadyUrl(one)), fresh)?.digest === digest) ?? null;
  };
}

/** As much of a digest as a person compares by eye. */
function short(digest: Digest): string {
  return `${hexOf(digest).slice(0, 12)}…`;
}

/** What an address answers with in the end: a file may have gone to another host and still be there. */
function endOf(body: Body | undefined, now: ReadonlyMap<string, Body>): Body | undefined {
  let end = body;
  for (let hops = 0; hops < MOST_HOPS && end?.leadsTo != null; hops += 1) {
    end = now.get(steadyUrl(end.leadsTo));
  }
  return end !== undefined && end.status === 200 && (end.isFile || namesFile(end.url)) ? end : body;
}

const MOST_HOPS = 5;

interface Body {
  /** As requested. */
  readonly url: string;
  readonly digest: Digest | null;
  readonly sizeBytes: number;
  readonly status: number | null;
  readonly leadsTo: string | null;
  readonly isFile: boolean;
}

function bodiesOf(manifest: Manifest): ReadonlyMap<string, Body> {
  const found = new Map<string, Body>();
  for (const exchange of manifest.exchanges) {
    const type = /^content-type:\s*([^;\r\n]*)/im.exec(exchange.responseHead ?? '')?.[1] ?? '';
    found.set(steadyUrl(exchange.url), {
      url: exchange.url,
      // What broke off has another digest each time.
      digest:
        exchange.status === 200 && exchange.truncated === null
          ? (exchange.responseBody?.digest ?? null)
          : null,
      sizeBytes: exchange.responseBody?.sizeBytes ?? 0,
      status: exchange.status,
      leadsTo: exchange.redirectsTo,
      isFile: /pdf|msword|officedocument|ms-excel|zip|octet-stream/i.test(type),
    });
  }
  return found;
}
