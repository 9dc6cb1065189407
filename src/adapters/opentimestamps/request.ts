// One question over HTTP to a calendar or an explorer, and no more of an answer than one has.

const MAX_ANSWER_BYTES = 64 * 1024;
const TYPE = 'application/vnd.opentimestamps.v1';

/** Null where there is nothing yet (404). @throws Error */
export async function request(
  url: string,
  timeoutMs: number,
  body: Uint8Array | null,
): Promise<Buffer | null> {
  const response = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers: { accept: `${TYPE}, */*;q=0.1`, 'content-type': 'application/x-www-form-urlencoded' },
    ...(body === null ? {} : { body: new Uint8Array(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status === 404 && body === null) return null;
  if (!response.ok) throw new Error(`it answered HTTP ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`it answered with over ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
