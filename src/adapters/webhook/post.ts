// One POST to the address that was configured, and to no other: redirects are refused, an answer is
// waited for so long and read so far.
import { VestigeError } from '../../errors.js';

const TIMEOUT_MS = 20_000;
/** Of an answer, as much as says what is wrong. */
const MAX_ANSWER_BYTES = 300;
/** Refusals that pass by themselves. */
const PASSING = new Set([408, 425, 429]);

/** `where` names the receiver in messages: addresses may hold secrets. @throws NOTIFIER_FAILED */
export async function post(
  where: string,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Vestige', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw failed(where, reasonOf(cause), false, cause);
  }
  if (response.ok) {
    await response.body?.cancel();
    return;
  }
  const said = await readSome(response).catch(() => '');
  const { status } = response;
  const isPermanent = status >= 400 && status < 500 && !PASSING.has(status);
  throw failed(where, `it answered HTTP ${status}${said === '' ? '' : `: ${said}`}`, isPermanent);
}

async function readSome(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_ANSWER_BYTES);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function failed(where: string, reason: string, permanent: boolean, cause?: unknown) {
  return new VestigeError('NOTIFIER_FAILED', `${where} did not take it: ${reason}`, {
    cause,
    details: { permanent },
  });
}
