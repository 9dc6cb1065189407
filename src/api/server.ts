// The service's face: guard, API with its OpenAPI, feed, live state, and the dashboard's files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import {
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import { software } from '../software.js';
import { addAccessRoutes } from './access.js';
import { type App, holderOf, type NoteAct } from './app.js';
import { addCaptureRoutes } from './captures.js';
import { addFeed, addFlagRoutes } from './flags.js';
import {
  CHANGE_HEADER,
  guard,
  isLocal,
  refuseUnsafe,
  SESSION_COOKIE,
  type ServerSettings,
} from './guard.js';
import { addImportedRoutes } from './imported.js';
import { addLiveRoutes } from './live.js';
import { addMementoRoutes } from './memento.js';
import { addNotifierRoutes } from './notifiers.js';
import { tellOperation } from './openapi.js';
import { answerProblems } from './problems.js';
import { addProofRoutes } from './proof.js';
import { addReplayRoute } from './replay/route.js';
import { type ReplayServer, startReplay } from './replay/server.js';
import { addWatchRoutes } from './watches.js';
import { addWords } from './words.js';

export interface RunningServer {
  readonly url: string;
  /** Opens the dashboard once; null where people sign in with accounts. */
  readonly signInUrl: string | null;
  close(): Promise<void>;
}

const LARGEST_BUNDLE_BYTES = 20 * 1024 ** 3;
/** Addresses of the dashboard's pages: the same shell for each. */
const PAGES = [
  '/',
  '/watches',
  '/watches/:id',
  '/captures/:id',
  '/compare',
  '/flags/:id',
  '/cases',
  '/cases/:id',
  '/exports',
  '/verify',
  '/log',
  '/settings',
];

/** Starts listening. @throws PORT_IN_USE, ACCESS_UNSAFE */
export async function startServer(
  archive: Archive,
  settings: ServerSettings,
  log: Logger,
): Promise<RunningServer> {
  await refuseUnsafe(archive, settings);
  const { host, port, publicUrl } = settings;
  const replay = await startReplay(archive, settings);
  const app = await build(archive, settings, replay, log);
  app.addHook('onClose', () => replay.close());
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    throw new VestigeError('PORT_IN_USE', `Cannot listen on ${host}:${port}.`, { cause });
  }
  const address = app.server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  const scheme = settings.tls === null ? 'http' : 'https';
  const name = host.includes(':') ? `[${host}]` : host;
  const url = publicUrl ?? `${scheme}://${name}:${boundPort}`;
  const link = isLocal(settings) ? await archive.makeSignInLink() : null;
  return {
    url,
    signInUrl: link === null ? null : `${url}/sign-in?token=${link.secret}`,
    close: () => app.close(),
  };
}

async function build(
  archive: Archive,
  settings: ServerSettings,
  replay: ReplayServer,
  log: Logger,
): Promise<App> {
  const { tls, publicUrl } = settings;
  const app = Fastify({
    forceCloseConnections: true,
    // The proxy in front is on this machine or in its network; nobody else reaches the port then.
    trustProxy: publicUrl === null ? false : ['loopback', 'linklocal', 'uniquelocal'],
    ...(tls === null
      ? {}
      : { https: { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) } }),
  }) as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: [...replay.origins],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
  await app.register(multipart, { limits: { fileSize: LARGEST_BUNDLE_BYTES, files: 1 } });
  guard(app, archive, settings);
  await app.register(rateLimit, { global: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vestige',
        version: software().version,
        description: 'Errors are RFC 9457 problem documents; lists are paged by `cursor`.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: `A browser's; whatever changes something carries \`${CHANGE_HEADER}: 1\` too.`,
          },
        },
      },
    },
    transform: tellOperation,
    transformObject: jsonSchemaTransformObject,
  });
  answerProblems(app, log);
  const noteAct: NoteAct = (request, act, subject, note) =>
    archive.noteAct({
      by: holderOf(request),
      act,
      subject,
      ...(note === undefined ? {} : { note }),
    });
  addWatchRoutes(app, archive, { noteAct });
  addCaptureRoutes(app, archive, { noteAct });
  addReplayRoute(app, replay, { noteAct });
  addMementoRoutes(app, archive, { noteAct });
  addFlagRoutes(app, archive, { noteAct });
  await addProofRoutes(app, archive, { noteAct });
  addNotifierRoutes(app, archive, { noteAct });
  addAccessRoutes(app, archive, settings, { noteAct });
  addWords(app);
  addImportedRoutes(app, archive);
  addLiveRoutes(app, archive);
  addFeed(app, archive);
  await addDashboard(app);
  const needs = 'open';
  app.get('/api/openapi.json', { config: { needs }, schema: { hide: true } }, async () =>
    app.swagger(),
  );
  return app;
}

async function addDashboard(app: App): Promise<void> {
  const root = join(software().dir, 'dist', 'dashboard');
  await app.register(fastifyStatic, { root, serve: false });
  const open = { config: { needs: 'open' as const }, schema: { hide: true } };
  for (const page of PAGES) {
    app.get(page, open, async (_, reply) => reply.sendFile('index.html'));
  }
  for (const file of ['app.js', 'app.css', 'icon.svg']) {
    app.get(`/${file}`, open, async (_, reply) => reply.sendFile(file, { cacheControl: false }));
  }
  // To be saved and opened without us: then nothing of ours can speak for a bundle of ours.
  app.get('/verify.html', open, async (_, reply) =>
    reply
      .header('content-disposition', 'attachment; filename="vestige-verify.html"')
      .sendFile('verify.html', join(software().dir, 'dist')),
  );
}
