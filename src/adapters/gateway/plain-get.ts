// An address -> what answers a plain GET there, over connections that others make and check.
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { VestigeError } from '../../errors.js';
import type { Connect, PlainAnswer } from '../../ports/egress.js';

const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;
/** A page, not a film. */
const MAX_BYTES = 64 * 1024 * 1024;

/** @throws MEMENTO_UNREACHABLE */
export async function plainGet(connect: Connect, from: string): Promise<PlainAnswer> {
  let url = new URL(from);
  for (let step = 0; step <= MAX_REDIRECTS; step += 1) {
    const answer = await getOnce(connect, url).catch((cause: unknown) => {
      throw unreachable(url, cause instanceof Error ? cause.message : String(cause), cause);
    });
    const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    // A memento of a redirect is kept as one: the archive says so with Memento-Datetime.
    const isMemento = answer.headers.some(([name]) => name.toLowerCase() === 'memento-datetime');
    const isOn = answer.status >= 300 && answer.status < 400 && location !== undefined;
    if (!isOn || isMemento) return answer;
    if (!URL.canParse(location, url)) throw unreachable(url, `it redirects to "${location}"`);
    url = new URL(location, url);
    if (!/^https?:$/.test(url.protocol)) throw unreachable(url, 'that is no address of the web');
  }
  throw unreachable(url, `it redirects more than ${MAX_REDIRECTS} times`);
}

async function getOnce(connect: Connect, url: URL): Promise<PlainAnswer> {
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  const socket = await connect({ host, port });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const headers = { 'user-agent': 'Vestige', accept: '*/*', 'accept-encoding': 'identity' };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const createConnection = () =>
        isTls ? connectTls({ socket, servername: host, ALPNProtocols: ['http/1.1'] }) : socket;
      const ask = isTls ? requestHttps : requestHttp;
      ask(url, { headers, signal, createConnection }, resolve).on('error', reject).end();
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
      chunks.push(chunk);
    }
    return {
      url: url.href,
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? '',
      headers: pairsOf(response.rawHeaders),
      body: Buffer.concat(chunks),
    };
  } finally {
    socket.destroy();
  }
}

function pairsOf(raw: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, at) => {
    return [raw[2 * at] ?? '', raw[2 * at + 1] ?? ''] as const;
  });
}

function unreachable(url: URL, reason: string, cause?: unknown): VestigeError {
  return new VestigeError('MEMENTO_UNREACHABLE', `${url.href} gave no answer: ${reason}.`, {
    cause,
  });
}
