// /api/v1/flags and the Atom feed: what a person should look at.
import { Feed } from 'feed';
import { z } from 'zod';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import { SEVERITIES } from '../model/change.js';
import { FLAG_KINDS, type Flag } from '../model/flag.js';
import type { WatchId } from '../model/id.js';
import { presentFlag } from '../present.js';
import { type App, holderOf, type Parts } from './app.js';
import { bytes } from './openapi.js';
import { byId, flag, listOf, pageOf } from './schemas.js';

const tags = ['flags'];
const FEED_ENTRIES = 100;
/** RFC 4287 §4.1.1: a feed without one is none. */
const AUTHOR = { name: 'Vestige' };

/** Place of the last flag told: what is opened, closed or judged anew meanwhile moves nothing. */
const CURSOR = new RegExp(`^(open|closed)\\.(${SEVERITIES.join('|')})\\.(f_[0-9A-Z]{26})$`);

/** Adds the routes of flags. */
export function addFlagRoutes(app: App, archive: Archive, { noteAct }: Parts): void {
  const one = { tags, params: byId, response: { 200: flag } };
  app.get(
    '/api/v1/flags',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        querystring: z.object({
          ...pageOf(CURSOR),
          open: z.stringbool().optional(),
          acknowledged: z.stringbool().optional(),
          case: z.string().optional(),
          watch: z.string().optional(),
          kind: z.enum(FLAG_KINDS).optional(),
        }),
        response: { 200: listOf('flags', flag) },
      },
    },
    async ({ query: { cursor, limit, open, acknowledged, case: caseName, watch, kind } }) => {
      const shown = await archive.listFlags({
        ...(open === undefined ? {} : { open }),
        ...(acknowledged === undefined ? {} : { acknowledged }),
        ...(caseName === undefined ? {} : { caseName }),
        ...(watch === undefined ? {} : { watchId: watch as WatchId }),
        ...(kind === undefined ? {} : { kind }),
        ...(cursor === undefined ? {} : { after: placeOf(cursor) }),
        limit,
      });
      const last = shown.length === limit ? shown.at(-1) : undefined;
      const next = last === undefined ? null : cursorOf(last);
      return { flags: shown.map(shape), next };
    },
  );
  app.get('/api/v1/flags/:id', { config: { needs: 'read' }, schema: one }, async ({ params }) =>
    shape(await archive.getFlag(params.id)),
  );
  app.post(
    '/api/v1/flags/:id/ack',
    {
      config: { needs: 'write' },
      schema: { ...one, body: z.strictObject({ note: z.string().max(10_000).default('') }) },
    },
    async (request) => {
      const acked = await archive.acknowledgeFlag(request.params.id, request.body.note);
      await noteAct(request, 'flag-acknowledged', acked.id);
      return shape(acked);
    },
  );
  app.delete(
    '/api/v1/flags/:id/ack',
    { config: { needs: 'write' }, schema: one },
    async (request) => {
      const reopened = await archive.reopenFlag(request.params.id);
      await noteAct(request, 'flag-acknowledgement-taken-back', reopened.id);
      return shape(reopened);
    },
  );
  app.put(
    '/api/v1/flags/:id/assignee',
    {
      config: { needs: 'write' },
      schema: {
        ...one,
        body: z.strictObject({
          assignee: z.string().max(64).nullable().describe('A name; `me` for who asks.'),
        }),
      },
    },
    async (request) => {
      const wanted = request.body.assignee;
      const assignee = wanted === 'me' ? holderOf(request) : wanted;
      const flagged = await archive.assignFlag(request.params.id, assignee);
      await noteAct(request, 'flag-assigned', flagged.id);
      return shape(flagged);
    },
  );
}

function cursorOf({ closedAt, severity, id }: Flag): string {
  return `${closedAt === null ? 'open' : 'closed'}.${severity}.${id}`;
}

function placeOf(cursor: string): Pick<Flag, 'id' | 'severity' | 'closedAt'> {
  const [, state, severity, id] = CURSOR.exec(cursor) ?? [];
  return {
    id: id as Flag['id'],
    severity: severity as Flag['severity'],
    closedAt: state === 'open' ? null : '',
  };
}

/** The same value under the type that zod wants. */
function shape(one: Flag): z.infer<typeof flag> {
  return presentFlag(one) as unknown as z.infer<typeof flag>;
}

/** Adds /feed.atom: feed readers cannot sign in, so their address carries a token. */
export function addFeed(app: App, archive: Archive): void {
  app.get(
    '/feed.atom',
    {
      config: { needs: 'open' },
      schema: {
        tags,
        description: 'The newest flags; the token is one with the scope `feed`.',
        querystring: z.object({ token: z.string().max(100).optional() }),
        response: { 200: bytes('An Atom feed.', 'application/atom+xml') },
      },
    },
    async ({ query, pass, protocol, host }, reply) => {
      const { token } = query;
      const reader = token === undefined ? pass : await archive.identify('token', token);
      if (token !== undefined && reader?.scopes.includes('feed') !== true) {
        throw new VestigeError('SIGN_IN_NEEDED', 'The token of this feed is void.');
      }
      const isAllowed = reader?.scopes.includes('feed') === true;
      const flags = isAllowed
        ? await archive.listFlags({ order: 'newest', limit: FEED_ENTRIES })
        : [];
      return reply
        .type('application/atom+xml; charset=utf-8')
        .send(isAllowed ? feedOf(flags, `${protocol}://${host}`) : closedFeed());
    },
  );
}

function feedOf(flags: readonly Flag[], origin: string): string {
  const newest = flags
    .map(({ openedAt }) => openedAt)
    .sort()
    .at(-1);
  const feed = new Feed({
    id: 'urn:vestige:flags',
    title: 'Vestige: flags',
    copyright: '',
    updated: new Date(newest ?? 0),
    link: `${origin}/`,
    feedLinks: { atom: `${origin}/feed.atom` },
    author: AUTHOR,
  });
  for (const { id, severity, kind, summary, openedAt } of flags) {
    feed.addItem({
      id: `urn:vestige:${id}`,
      title: `[${severity}] ${kind}`,
      link: `${origin}/flags/${id}`,
      date: new Date(openedAt),
      description: asHtml(summary),
    });
  }
  return feed.atom1();
}

/** The feed's summaries are HTML, and what a page wrote stands in them. */
function asHtml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');
}

/** Says where the feed is, and nothing of what is watched. */
function closedFeed(): string {
  const feed = new Feed({
    id: 'urn:vestige:flags',
    title: 'Vestige: sign in for the flags',
    copyright: '',
    updated: new Date(0),
    author: AUTHOR,
  });
  feed.addItem({
    id: 'urn:vestige:closed',
    title: 'This feed needs a token',
    link: 'about:blank',
    date: new Date(0),
    description: 'Make a token with the scope "feed" and subscribe to /feed.atom?token=…',
  });
  return feed.atom1();
}
