// One POST to the address that was configured, and to no other: redirects are not followed, an answer is
// waited for so long and read so far.
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { VestigeError } from '../../errors.js';
import type { Connect } from '../../ports/egress.js';

const TIMEOUT_MS = 20_000;
/** Of an answer, as much as says what is wrong. */
const MAX_ANSWER_BYTES = 300;
/** Refusals that pass by themselves. */
const PASSING = new Set([408, 425, 429]);

/** Whom to tell, and how to get there. */
export interface Receiver {
  /** Names the receiver in messages: addresses may hold secrets. */
  readonly where: string;
  readonly url: string;
  /** The way through a vantage's proxies; without it the receiver is asked directly. */
  readonly connect?: Connect | null | undefined;
}

/** @throws NOTIFIER_FAILED */
export async function post(
  receiver: Receiver,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { where } = receiver;
  let answer: IncomingMessage;
  try {
    answer = await ask(receiver, body, headers);
  } catch (cause) {
    throw failed(where, reasonOf(cause), false, cause);
  }
  const { statusCode: status = 0 } = answer;
  if (status >= 200 && status < 300) {
    answer.destroy();
    return;
  }
  const said = await readSome(answer).catch(() => '');
  const isPermanent = status >= 400 && status < 500 && !PASSING.has(status);
  throw failed(where, `it answered HTTP ${status}${said === '' ? '' : `: ${said}`}`, isPermanent);
}

async function ask(
  { url, connect = null }: Receiver,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  const to = new URL(url);
  const isTls = to.protocol === 'https:';
  const host = to.hostname.replace(/^\[|\]$/g, '');
  const port = to.port === '' ? (isTls ? 443 : 80) : Number(to.port);
  const socket = connect === null ? null : await connect({ host, port });
  const servername = isIP(host) === 0 ? host : '';
  const way =
    socket === null
      ? { agent: false as const }
      : { createConnection: () => (isTls ? connectTls({ socket, servername }) : socket) };
  return new Promise((resolve, reject) => {
    const request = (isTls ? requestHttps : requestHttp)(
      to,
      {
        ...way,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Vestige',
          ...headers,
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      resolve,
    );
    request.on('error', reject).end(body);
  });
}

async function readSome(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, MAX_ANSWER_BYTES);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AbortError' ? 'it did not answer in time' : error.message;
}

function failed(where: string, reason: string, permanent: boolean, cause?: unknown) {
  return new VestigeError('NOTIFIER_FAILED', `${where} did not take it: ${reason}`, {
    cause,
    details: { permanent },
  });
}
