// The service's face on loopback: a plain status page, read-only JSON, health and metrics.
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Archive } from '../archive.js';
import { ERROR_CODES, VestigeError } from '../errors.js';
import type { WatchId } from '../model/id.js';
import { presentCapture, presentFlag, presentWatch } from '../present.js';
import { STYLE, statusPage } from './status-page.js';

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

// A page on the internet can make a browser ask us under a name of its own (DNS rebinding): only
// the names of this machine are answered.
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Starts listening. @throws PORT_IN_USE */
export async function startServer(
  archive: Archive,
  { host, port }: ServerSettings,
  log: Logger,
): Promise<RunningServer> {
  const server = Fastify({ logger: false, forceCloseConnections: true });
  guard(server, host);
  addPages(server, archive);
  addApi(server, archive);
  server.setErrorHandler((error, _request, reply) => sendProblem(reply, error, log));
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send({ status: 404, title: `Nothing is at ${request.url}.` }),
  );
  try {
    await server.listen({ host, port });
  } catch (cause) {
    throw new VestigeError('PORT_IN_USE', `Cannot listen on ${host}:${port}.`, { cause });
  }
  const address = server.server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://${host}:${boundPort}`, close: () => server.close() };
}

function guard(server: FastifyInstance, host: string): void {
  server.addHook('onRequest', async (request, reply) => {
    const name = request.host.replace(/:\d+$/, '');
    if (!LOCAL_NAMES.has(name) && name !== host) {
      await reply
        .code(421)
        .type('text/plain')
        .send('This service answers only on its own address.\n');
      return;
    }
    reply.headers({
      'content-security-policy':
        "default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
}

function addPages(server: FastifyInstance, archive: Archive): void {
  server.get('/', async (_request, reply) => {
    const [watches, flags, queue] = await Promise.all([
      archive.listWatches({}),
      archive.listFlags({ open: true }),
      archive.queueDepth(),
    ]);
    return reply.type('text/html; charset=utf-8').send(statusPage({ watches, flags, queue }));
  });
  server.get('/style.css', async (_request, reply) => reply.type('text/css').send(STYLE));
  server.get<{ Params: { id: string } }>('/captures/:id/thumbnail.jpg', async (request, reply) => {
    const { capture } = await archive.getCapture(request.params.id);
    const { thumbnail } = capture.files;
    if (thumbnail === null) return reply.code(404).send();
    return reply.type('image/jpeg').send(await archive.readBlob(thumbnail));
  });
  server.get('/healthz', async () => ({ ok: true, queue: await archive.queueDepth() }));
  server.get('/metrics', async (_request, reply) => {
    const { queued, running } = await archive.queueDepth();
    const watches = await archive.listWatches({});
    const open = await archive.listFlags({ open: true });
    return reply
      .type('text/plain; version=0.0.4')
      .send(
        [
          metric('vestige_watches', 'Watches registered', watches.length),
          metric('vestige_flags_open', 'Flags open', open.length),
          metric('vestige_jobs_queued', 'Captures waiting', queued),
          metric('vestige_jobs_running', 'Captures running', running),
        ].join(''),
      );
  });
}

function addApi(server: FastifyInstance, archive: Archive): void {
  type ById = { Params: { id: string } };
  server.get('/api/v1/watches', async () => ({
    watches: (await archive.listWatches({})).map(presentWatch),
  }));
  server.get<ById>('/api/v1/watches/:id', async (request) =>
    presentWatch(await archive.getWatch(request.params.id)),
  );
  server.get<ById>('/api/v1/watches/:id/captures', async (request) => ({
    captures: (await archive.listCaptures(request.params.id)).captures.map(presentCapture),
  }));
  server.get<ById>('/api/v1/captures/:id', async (request) =>
    presentCapture((await archive.getCapture(request.params.id)).capture),
  );
  server.get<{ Querystring: { open?: string; watch?: string } }>(
    '/api/v1/flags',
    async (request) => {
      const { open, watch } = request.query;
      const flags = await archive.listFlags({
        ...(open === 'true' ? { open: true } : {}),
        ...(watch === undefined ? {} : { watchId: watch as WatchId }),
      });
      return { flags: flags.map(presentFlag) };
    },
  );
}

/** RFC 9457 problem document. */
function sendProblem(reply: FastifyReply, error: unknown, log: Logger): void {
  const known =
    error instanceof VestigeError
      ? error
      : new VestigeError('INTERNAL', 'Something failed inside Vestige.', { cause: error });
  if (known.code === 'INTERNAL') log.error({ err: error }, 'a request failed');
  const { http, hint } = ERROR_CODES[known.code];
  reply
    .code(http)
    .type('application/problem+json')
    .send({
      type: `urn:vestige:error:${known.code}`,
      title: known.message,
      status: http,
      code: known.code,
      detail: hint,
    });
}

function metric(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;
}
