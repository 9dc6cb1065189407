// A file a page links to -> its bytes, asked for from within the page, as a click on the link would.
import { expressionOf } from './in-page.js';

export interface FileLimits {
  readonly url: string;
  readonly maxBytes: number;
}

export interface FetchedFile {
  /** Null where there was no answer: the line, or the page's own Content-Security-Policy. */
  readonly status: number | null;
  readonly sizeBytes: number;
}

/** The expression that asks for a file and gives a FetchedFile; the bytes are in the network log. */
export function fetchFileExpression(limits: FileLimits): string {
  return expressionOf([fetchFile], fetchFile.name, limits);
}

async function fetchFile({ url, maxBytes }: FileLimits): Promise<FetchedFile> {
  const given = new AbortController();
  let status: number | null = null;
  let sizeBytes = 0;
  try {
    const response = await fetch(url, { cache: 'no-store', signal: given.signal });
    status = response.status;
    const reader = response.body?.getReader();
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) break;
      sizeBytes += piece.value.length;
      if (sizeBytes > maxBytes) given.abort();
    }
  } catch {
    // What kept it from coming is in the network log.
  }
  return { status, sizeBytes };
}
