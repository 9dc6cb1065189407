// /api/v1/events, /healthz, /metrics: what goes on now.
import { z } from 'zod';
import type { Archive } from '../archive.js';
import type { App } from './app.js';
import { bytes } from './openapi.js';

/** Other processes capture too, so the catalogue is asked; a second is soon enough for people. */
const LOOK_EVERY_MS = 1000;
const KEEP_ALIVE_MS = 25_000;

const queue = z.object({
  queued: z.number(),
  running: z.number(),
  nextAt: z.string().nullable(),
});

/** Adds the routes that tell of the service itself. */
export function addLiveRoutes(app: App, archive: Archive): void {
  const tags = ['live'];
  app.get(
    '/healthz',
    {
      config: { needs: 'open' },
      schema: { tags, response: { 200: z.object({ ok: z.literal(true), queue }) } },
    },
    async () => ({ ok: true as const, queue: await archive.queueDepth() }),
  );
  app.get(
    '/metrics',
    {
      config: { needs: 'metrics' },
      schema: { tags, response: { 200: bytes('For Prometheus.', 'text/plain') } },
    },
    async (_, reply) => reply.type('text/plain; version=0.0.4').send(await metrics(archive)),
  );
  app.get(
    '/api/v1/status',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        response: {
          200: z.object({ logSize: z.number(), openFlags: z.number(), queue }),
        },
      },
    },
    async () => pulse(archive),
  );
  const listeners = new Set<(text: string) => void>();
  let last = '';
  const timer = setInterval(() => {
    if (listeners.size === 0) return;
    void pulse(archive)
      .then((now) => {
        const text = JSON.stringify(now);
        if (text === last) return;
        last = text;
        for (const tell of listeners) tell(`event: status\ndata: ${text}\n\n`);
      })
      // The database may be held by another process; the next look is a second away.
      .catch(() => undefined);
  }, LOOK_EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  app.get(
    '/api/v1/events',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'Server-sent events `status`, whenever something was captured or flagged.',
        response: {
          200: bytes('Events, each with the JSON of /api/v1/status.', 'text/event-stream'),
        },
      },
    },
    async (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const tell = (text: string) => raw.write(text);
      listeners.add(tell);
      const alive = setInterval(() => tell(': alive\n\n'), KEEP_ALIVE_MS);
      request.raw.once('close', () => {
        clearInterval(alive);
        listeners.delete(tell);
      });
      tell(`event: status\ndata: ${JSON.stringify(await pulse(archive))}\n\n`);
    },
  );
}

async function pulse(archive: Archive) {
  const [{ size }, queue, openFlags] = await Promise.all([
    archive.treeHead(),
    archive.queueDepth(),
    archive.countUnseenFlags(),
  ]);
  return { logSize: size, openFlags, queue };
}

async function metrics(archive: Archive): Promise<string> {
  const { logSize, openFlags, queue } = await pulse(archive);
  const { total, overdue, paused } = await archive.countWatches();
  return [
    gauge('vestige_watches', 'Pages watched', total),
    gauge('vestige_watches_paused', 'Of them paused', paused),
    gauge('vestige_watches_overdue', 'Of them an hour or more behind', overdue),
    gauge('vestige_flags_open', 'Flags nobody has acknowledged', openFlags),
    gauge('vestige_jobs_queued', 'Captures waiting', queue.queued),
    gauge('vestige_jobs_running', 'Captures running', queue.running),
    gauge('vestige_log_size', 'Entries of the log', logSize),
  ].join('');
}

function gauge(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;
}
