// A snapshot -> the text of its page as the server sent it, before any script ran; null where it
// cannot be read. Scripts may draw notices the server never gave.
import { brotliDecompressSync, unzipSync } from 'node:zlib';
import type { Exchange } from '../model/exchange.js';
import type { Snapshot } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';

/** A notice is short; a page that unfolds to more is none. */
const LONGEST_BYTES = 2_000_000;

/** The main document's source without its scripts, character references undone. */
export async function sourceOf(
  blobs: Pick<BlobStore, 'get'>,
  { manifest, reading }: Snapshot,
): Promise<string | null> {
  const main = manifest.exchanges[manifest.mainExchange ?? -1];
  const body = main?.responseBody;
  if (main === undefined || body == null || body.sizeBytes > LONGEST_BYTES) return null;
  try {
    const bytes = decoded(await blobs.get(body.digest), main);
    const text = new TextDecoder(reading?.characterSet ?? 'utf-8').decode(bytes);
    // What a script holds is not on the page until the script puts it there.
    const said = text.replace(/<script\b[\s\S]*?(?:<\/script|$)/gi, '');
    return said.replace(/&#(x[0-9a-f]{1,6}|[0-9]{1,7});/gi, (_, code: string) =>
      String.fromCodePoint(Number(/^x/i.test(code) ? `0${code}` : code)),
    );
  } catch {
    // Damaged, of an unknown coding or character set: then nothing is said of it.
    return null;
  }
}

/** The text of one answer, as UTF-8, or GB18030 where it is none; null where it is too long, damaged or coded unknown ways. */
export async function textOf(
  blobs: Pick<BlobStore, 'get'>,
  exchange: Exchange,
): Promise<string | null> {
  const { responseBody: body } = exchange;
  if (body === null) return '';
  if (body.sizeBytes > LONGEST_BYTES) return null;
  try {
    const bytes = decoded(await blobs.get(body.digest), exchange);
    return utf8Of(bytes) ?? new TextDecoder('gb18030').decode(bytes);
  } catch {
    return null;
  }
}

function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decoded(bytes: Uint8Array, { responseHead }: Exchange): Uint8Array {
  const coding = /^content-encoding:[ \t]*([^\r\n]*)/im.exec(responseHead ?? '')?.[1]?.trim();
  const options = { maxOutputLength: LONGEST_BYTES };
  switch (coding?.toLowerCase() ?? '') {
    case '':
    case 'identity':
      return bytes;
    case 'br':
      return brotliDecompressSync(bytes, options);
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return unzipSync(bytes, options);
    default:
      throw new RangeError(`unknown content coding ${coding}`);
  }
}
