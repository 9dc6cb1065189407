// A witness over HTTP: POST …/add-checkpoint (C2SP tlog-witness), answered with a line or a status.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { parseAddCheckpoint, SIZE_TYPE } from '../formats/tlog-witness.js';
import type { Cosigning, Refusal } from './cosign-checkpoint.js';
import type { Witness } from './witness.js';

export interface WitnessServer {
  /** Submission prefix, to be named in the archive's configuration. */
  readonly url: string;
  stop(): Promise<void>;
}

const STATUS: Readonly<Record<Refusal, number>> = {
  malformed: 400,
  'not-signed': 403,
  'unknown-log': 404,
  conflict: 409,
  'not-consistent': 422,
};
/** A proof of 63 hashes and a note of a hundred signatures have less. */
const MAX_BODY_BYTES = 32 * 1024;
const REQUEST_MS = 10_000;

/** Listens until it is stopped. */
export async function serveWitness(
  witness: Pick<Witness, 'addCheckpoint'>,
  { host, port, log }: { readonly host: string; readonly port: number; readonly log: Logger },
): Promise<WitnessServer> {
  const server = createServer((request, response) => {
    handle(witness, request, response, log).catch((error: unknown) => {
      log.error({ err: error }, 'a checkpoint could not be answered; nothing was cosigned');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = REQUEST_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  witness: Pick<Witness, 'addCheckpoint'>,
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
): Promise<void> {
  const say = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' });
    response.end(text);
  };
  if (request.url !== '/add-checkpoint') return say(404, 'there is only /add-checkpoint\n');
  if (request.method !== 'POST') return say(405, 'a checkpoint is sent with POST\n');
  const body = await readBody(request);
  if (body === null) return say(413, `a request has at most ${MAX_BODY_BYTES} bytes\n`);
  const answer = await answerTo(witness, body);
  if (answer.status === 'cosigned') {
    log.info({ size: answer.size }, 'cosigned');
    return say(200, answer.line);
  }
  const { refusal, reason, size } = answer;
  log.warn({ refusal, size }, `not cosigned: ${reason}`);
  if (refusal === 'conflict') return say(409, `${size}\n`, SIZE_TYPE);
  return say(STATUS[refusal], `${reason}\n`);
}

async function answerTo(witness: Pick<Witness, 'addCheckpoint'>, body: Buffer): Promise<Cosigning> {
  let request: ReturnType<typeof parseAddCheckpoint>;
  try {
    request = parseAddCheckpoint(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'refused', refusal: 'malformed', reason, size: null };
  }
  return witness.addCheckpoint(request);
}

/** Null when there is too much of it. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
