// /api/v1/notifiers, messages: whether people can be told, and what could not be told yet.
import { z } from 'zod';
import type { Archive } from '../archive.js';
import type { App, Parts } from './app.js';

const tags = ['notifiers'];
const byName = z.object({ name: z.string().max(64) });

const notifier = z.object({
  name: z.string(),
  kind: z.string(),
  where: z.string(),
  isConfigured: z.boolean(),
  canSend: z.boolean(),
  waiting: z.number(),
  failing: z.number(),
  dead: z.number(),
  lastToldAt: z.string().nullable(),
  detail: z.string(),
});

const message = z.object({
  notifier: z.string(),
  state: z.enum(['wanted', 'told', 'dead']),
  /** Kind of the flag, trouble of the monitor, or `test`. */
  about: z.string(),
  flag: z.string().nullable(),
  at: z.string(),
  tries: z.number(),
  nextAt: z.string(),
  toldAt: z.string().nullable(),
  detail: z.string(),
});

/** Adds the routes of telling people; they show addresses and are for admins. */
export function addNotifierRoutes(app: App, archive: Archive, { noteAct }: Parts): void {
  app.get(
    '/api/v1/notifiers',
    {
      config: { needs: 'admin' },
      schema: { tags, response: { 200: z.object({ notifiers: z.array(notifier) }) } },
    },
    async () => {
      const found = await archive.listNotifiers();
      return {
        notifiers: found.map(({ notifier: name, wanted, ...rest }) => ({
          ...{ name, waiting: wanted },
          ...rest,
        })),
      };
    },
  );
  app.get(
    '/api/v1/messages',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
        response: { 200: z.object({ messages: z.array(message) }) },
      },
    },
    async ({ query: { limit } }) => {
      const found = await archive.listMessages(limit);
      return {
        messages: found.map(({ event, key: _, thread: _thread, ...rest }) => ({
          ...rest,
          at: event.at,
          about:
            event.type === 'flag'
              ? event.kind
              : event.type === 'monitor'
                ? event.trouble
                : event.type,
          flag: event.type === 'flag' ? event.flag : null,
        })),
      };
    },
  );
  app.post(
    '/api/v1/notifiers/:name/test',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        description: 'Sends a message of no consequence at once.',
        params: byName,
        response: { 200: z.object({ where: z.string(), remark: z.string() }) },
      },
    },
    async (request) => {
      await noteAct(request, 'notifier-test', request.params.name);
      return archive.testNotifier(request.params.name);
    },
  );
  app.post(
    '/api/v1/notifiers/:name/retry',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        description: 'Has what was given up tried again.',
        params: byName,
        response: { 200: z.object({ messages: z.number() }) },
      },
    },
    async (request) => {
      await noteAct(request, 'notifier-retry', request.params.name);
      return { messages: await archive.retryMessages(request.params.name) };
    },
  );
}
