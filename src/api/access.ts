// /sign-in and /api/v1/session, accounts, tokens, settings: who comes in, and what holds here.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Archive, FreshPass } from '../archive.js';
import { VestigeError } from '../errors.js';
import { ROLES, SCOPES } from '../model/access.js';
import { type App, holderOf, type Parts } from './app.js';
import { isLocal, SESSION_COOKIE, type ServerSettings } from './guard.js';
import { account, byId, pass } from './schemas.js';

const tags = ['access'];
/** Enough for a person who mistypes; a guesser gets nowhere. */
const ATTEMPTS = { max: 10, timeWindow: 60_000 };

const session = z.object({
  holder: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  hasAccounts: z.boolean(),
});

/** Adds the routes of signing in. */
export function addAccessRoutes(
  app: App,
  archive: Archive,
  settings: ServerSettings,
  { noteAct }: Parts,
): void {
  const isSecure = settings.tls !== null || settings.publicUrl?.startsWith('https:') === true;
  const letIn = (reply: FastifyReply, { secret, pass: { expiresAt } }: FreshPass) =>
    reply.setCookie(SESSION_COOKIE, secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: isSecure,
      ...(expiresAt === null ? {} : { expires: new Date(expiresAt) }),
    });
  app.get(
    '/sign-in',
    {
      config: { needs: 'open', rateLimit: ATTEMPTS },
      schema: { hide: true, querystring: z.object({ token: z.string().max(100).default('') }) },
    },
    async (request, reply) => {
      const fresh = isLocal(settings)
        ? await archive.signInByLink(request.query.token, browserOf(request))
        : null;
      if (fresh !== null) letIn(reply, fresh);
      // A link opened twice leads in as well while the session it made is there.
      const isIn = fresh !== null || request.pass !== null;
      return reply.redirect(isIn ? '/' : '/?link=used', 303);
    },
  );
  app.post(
    '/api/v1/session',
    {
      config: { needs: 'open', rateLimit: ATTEMPTS },
      schema: {
        tags,
        body: z.strictObject({ name: z.string().max(64), password: z.string().max(1024) }),
        response: { 200: session },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const fresh = await archive.signIn(name, password, browserOf(request));
      letIn(reply, fresh);
      const { holder, scopes } = fresh.pass;
      return { holder, scopes: [...scopes], hasAccounts: true };
    },
  );
  app.get(
    '/api/v1/session',
    { config: { needs: 'open' }, schema: { tags, response: { 200: session } } },
    async (request) => ({
      holder: request.pass === null ? '' : holderOf(request),
      scopes: [...(request.pass?.scopes ?? [])],
      hasAccounts: (await archive.listAccounts()).length > 0,
    }),
  );
  app.delete(
    '/api/v1/session',
    { config: { needs: 'read' }, schema: { tags, response: { 204: z.null() } } },
    async (request, reply) => {
      if (request.pass !== null) await archive.revokePass(request.pass.id);
      return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send(null);
    },
  );
  addAccounts(app, archive, { noteAct });
  addPasses(app, archive, { noteAct });
  app.get(
    '/api/v1/settings',
    {
      config: { needs: 'read' },
      schema: { tags, response: { 200: z.looseObject({ software: z.string() }) } },
    },
    async ({ pass: asking }) => {
      const { config, software } = archive;
      const isAdmin = asking?.scopes.includes('admin') === true;
      return { software, config: isAdmin ? config : withoutReceivers(config) };
    },
  );
}

/** Who is told, and by whom it is noticed that we are gone, is for admins to know. */
function withoutReceivers(config: Archive['config']) {
  const { notify, watchdog } = config;
  return {
    ...config,
    notify: notify.map(({ kind, name }) => ({ kind, name })),
    watchdog: { ...watchdog, pingUrl: watchdog.pingUrl === null ? null : '…' },
  };
}

function addAccounts(app: App, archive: Archive, { noteAct }: Parts): void {
  app.get(
    '/api/v1/accounts',
    {
      config: { needs: 'admin' },
      schema: { tags, response: { 200: z.object({ accounts: z.array(account) }) } },
    },
    async () => ({ accounts: [...(await archive.listAccounts())] }),
  );
  app.post(
    '/api/v1/accounts',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        body: z.strictObject({
          name: z.string(),
          role: z.enum(ROLES),
          password: z.string(),
        }),
        response: { 201: account },
      },
    },
    async (request, reply) => {
      const { name, role, password } = request.body;
      const made = await archive.putAccount(name, role, password);
      await noteAct(request, 'account-set', made.name);
      return reply.code(201).send(made);
    },
  );
  app.delete(
    '/api/v1/accounts/:id',
    { config: { needs: 'admin' }, schema: { tags, params: byId, response: { 204: z.null() } } },
    async (request, reply) => {
      await archive.removeAccount(request.params.id);
      await noteAct(request, 'account-removed', request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function addPasses(app: App, archive: Archive, { noteAct }: Parts): void {
  app.get(
    '/api/v1/passes',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'Sessions and tokens: your own, for an admin all.',
        response: { 200: z.object({ passes: z.array(pass) }) },
      },
    },
    async (request) => {
      const all = [
        ...(await archive.listPasses('session')),
        ...(await archive.listPasses('token')),
      ];
      const isAdmin = request.pass?.scopes.includes('admin') === true;
      const shown = all.filter(({ holder }) => isAdmin || holder === holderOf(request));
      return { passes: shown.map((one) => ({ ...one, scopes: [...one.scopes] })) };
    },
  );
  app.post(
    '/api/v1/tokens',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        body: z.strictObject({
          label: z.string().min(1).max(200),
          scopes: z.array(z.enum(SCOPES)).min(1),
          days: z.number().int().min(1).max(3650).nullable().default(365),
        }),
        response: { 201: pass.extend({ secret: z.string() }) },
      },
    },
    async (request, reply) => {
      const { label, scopes, days } = request.body;
      const beyond = scopes.find((scope) => request.pass?.scopes.includes(scope) !== true);
      if (beyond !== undefined) {
        throw new VestigeError('NOT_ALLOWED', `You have no scope "${beyond}" to give.`);
      }
      const made = await archive.makeToken({ holder: holderOf(request), label, scopes, days });
      await noteAct(request, 'token-made', made.pass.id);
      return reply.code(201).send({ ...made.pass, scopes, secret: made.secret });
    },
  );
  app.delete(
    '/api/v1/passes/:id',
    { config: { needs: 'read' }, schema: { tags, params: byId, response: { 204: z.null() } } },
    async (request, reply) => {
      const found = await archive.findPass(request.params.id);
      const isAdmin = request.pass?.scopes.includes('admin') === true;
      if (!isAdmin && found.holder !== holderOf(request)) {
        throw new VestigeError('NOT_ALLOWED', 'This session or token is somebody else’s.');
      }
      await archive.revokePass(found.id);
      await noteAct(request, 'pass-revoked', found.id);
      return reply.code(204).send(null);
    },
  );
}

function browserOf({ headers }: FastifyRequest): string {
  return headers['user-agent'] ?? '';
}
