// Bytes of one HTTP/1.x exchange on a connection -> its head, exactly, and its body (RFC 9112).

/** A head as an isomorphic string, and what followed it. */
export interface SplitHead {
  readonly head: string;
  readonly rest: Buffer;
}

const LF = 0x0a;
const CR = 0x0d;

/** The first head of `bytes` with what follows, or null while its empty line is not there. */
export function splitHead(bytes: Buffer): SplitHead | null {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] !== LF) continue;
    const head = bytes.toString('latin1', 0, next + 1);
    return { head: head.replace(/\r?\n/g, '\r\n'), rest: bytes.subarray(next + 1) };
  }
  return null;
}

/** The head of the final response, interim ones (1xx but 101) passed over; null where none is whole. */
export function splitFinalHead(bytes: Buffer): SplitHead | null {
  let split = splitHead(bytes);
  while (split !== null && /^HTTP\/1\.[01] 1(?!01)[0-9]{2}/.test(split.head)) {
    split = splitHead(split.rest);
  }
  return split?.head.startsWith('HTTP/') === true ? split : null;
}

/** The value of the first field of that name (lower case), or null. */
export function fieldOf(head: string, name: string): string | null {
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) {
      return line.slice(colon + 1).trim();
    }
  }
  return null;
}

/** The entity body in the bytes behind a head, and whether it is all of it. */
export function decodeBody(head: string, bytes: Buffer): { body: Buffer; isWhole: boolean } {
  if (/(^|,\s*)chunked\s*$/i.test(fieldOf(head, 'transfer-encoding') ?? '')) return dechunk(bytes);
  const length = fieldOf(head, 'content-length');
  if (length === null) return { body: bytes, isWhole: true };
  const sizeBytes = Number.parseInt(length, 10);
  return { body: bytes.subarray(0, sizeBytes), isWhole: bytes.length >= sizeBytes };
}

// RFC 9112 §7.1
function dechunk(bytes: Buffer): { body: Buffer; isWhole: boolean } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0) break;
    const sizeBytes = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!Number.isSafeInteger(sizeBytes)) break;
    if (sizeBytes === 0) return { body: Buffer.concat(chunks), isWhole: true };
    const start = lineEnd + 1;
    chunks.push(bytes.subarray(start, start + sizeBytes));
    if (start + sizeBytes > bytes.length) break;
    // Behind each chunk stands its own line end.
    at = bytes.indexOf(LF, start + sizeBytes) + 1;
    if (at === 0) break;
  }
  return { body: Buffer.concat(chunks), isWhole: false };
}
