// The replay origin: a second port that shows one capture behind an unguessable address for a while,
// and knows nothing else: no session, no API, no other file (docs/decisions/0005-replay-apart.md).
import { randomBytes } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Archive, ReplayPage } from '../../archive.js';
import { VestigeError } from '../../errors.js';
import { isLocal, type ServerSettings } from '../guard.js';
import { FRAME_CSS, FRAME_SCRIPT, framePage, type ReplayLanguage, workerScript } from './files.js';
import { COMMON_HEADERS, type Confinement, frameHeaders, workerHeaders } from './policy.js';

export interface ReplayWish {
  readonly capture: string;
  readonly language: ReplayLanguage;
  /** Origin of the dashboard that will frame it. */
  readonly dashboard: string;
}

export interface ReplayServer {
  /** Where the dashboard's frames may lead; none where captured pages are not shown. */
  readonly origins: readonly string[];
  /** An address that shows the capture until `expiresAt`. @throws REPLAY_OFF, CAPTURE_NOT_FOUND, NOTHING_THERE */
  show(wish: ReplayWish): Promise<{ readonly url: string; readonly expiresAt: string }>;
  close(): Promise<void>;
}

interface View extends Confinement {
  readonly file: string;
  readonly page: ReplayPage;
  readonly language: ReplayLanguage;
  readonly until: number;
}

const SHOWN_FOR_MS = 30 * 60_000;
/** Each is a file as large as its capture. */
const MOST_VIEWS = 16;

/** Starts it beside the dashboard. @throws PORT_IN_USE for a port that was named */
export async function startReplay(
  archive: Archive,
  settings: ServerSettings,
): Promise<ReplayServer> {
  const { replayUrl } = settings;
  if (!isLocal(settings) && replayUrl === null) return OFF;
  const dir = join(archive.dir, 'replay');
  // What an earlier process left: nobody has its address any more.
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const views = new Map<string, View>();
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    void answerView(views, request, response).catch(() => response.destroy());
  const port = await listen(answer, settings);
  const scheme = settings.tls === null ? 'http' : 'https';
  const own = ['127.0.0.1', 'localhost'].map((name) => `${scheme}://${name}:${port.number}`);
  const forget = (token: string) => {
    const view = views.get(token);
    views.delete(token);
    if (view !== undefined) void rm(view.file, { force: true });
  };
  const timer = setInterval(() => {
    for (const [token, { until }] of views) if (until < Date.now()) forget(token);
  }, 60_000);
  timer.unref();
  return {
    origins: replayUrl === null ? own : [new URL(replayUrl).origin],
    async show({ capture, language, dashboard }) {
      const token = randomBytes(16).toString('hex');
      const file = join(dir, token);
      const page = await archive.writeReplay(capture, file);
      const origin = replayUrl ?? `${scheme}://${hostFor(dashboard)}:${port.number}`;
      const base = new URL(`/${token}/`, origin).href;
      const until = Date.now() + SHOWN_FOR_MS;
      views.set(token, { base, dashboard, file, page, language, until });
      for (const oldest of [...views.keys()].slice(0, -MOST_VIEWS)) forget(oldest);
      return { url: base, expiresAt: new Date(until).toISOString() };
    },
    async close() {
      clearInterval(timer);
      await port.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const OFF: ReplayServer = {
  origins: [],
  show: async () => {
    throw new VestigeError('REPLAY_OFF', 'Captured pages have no address of their own here.');
  },
  close: async () => undefined,
};

/**
 * The dashboard's own name: browsers that refuse storage to foreign frames (private windows) would not
 * start the engine under another. The page runs nothing that could use what they share, their cookies.
 */
function hostFor(dashboard: string): string {
  return new URL(dashboard).hostname === '127.0.0.1' ? '127.0.0.1' : 'localhost';
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  { host, port, replayPort, tls }: ServerSettings,
): Promise<{ readonly number: number; close(): Promise<void> }> {
  const server =
    tls === null
      ? createServer(answer)
      : createTlsServer(
          { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) },
          answer,
        );
  const bind = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await bind(replayPort ?? (port === 0 || port === 65_535 ? 0 : port + 1));
  } catch (cause) {
    if (replayPort !== null) {
      throw new VestigeError('PORT_IN_USE', `Cannot listen on ${host}:${replayPort}.`, { cause });
    }
    // Nobody asked for this very port.
    await bind(0);
  }
  const address = server.address();
  return {
    number: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerView(
  views: ReadonlyMap<string, View>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '', headers } = request;
  const [, token = '', name = ''] = /^\/([0-9a-f]{32})\/([a-z.]*)$/.exec(url) ?? [];
  const view = views.get(token);
  const isOurs = view !== undefined && new URL(view.base).host === headers.host;
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isOurs || !isRead || view.until < Date.now() || !isAskedFromInside(name, headers)) {
    response.writeHead(404, { ...COMMON_HEADERS, 'content-security-policy': 'sandbox' }).end();
    return;
  }
  if (name === 'capture.wacz') return sendFile(view.file, request, response);
  const found = await fileOf(view, token, name);
  if (found === null) {
    response.writeHead(404, COMMON_HEADERS).end();
    return;
  }
  const [kind, body] = found;
  response.writeHead(
    200,
    kind === 'text/javascript' ? workerHeaders(view) : kindHeaders(kind, view),
  );
  response.end(method === 'HEAD' ? undefined : body);
}

function kindHeaders(kind: string, view: View): Readonly<Record<string, string>> {
  if (kind === 'text/html') return frameHeaders(view);
  return { ...COMMON_HEADERS, 'content-type': `${kind}; charset=utf-8` };
}

/** The page only in a frame, everything else only from there: where the browser says who asks. */
function isAskedFromInside(name: string, headers: IncomingMessage['headers']): boolean {
  const { 'sec-fetch-dest': use = 'iframe', 'sec-fetch-site': site = 'same-origin' } = headers;
  return name === '' ? use === 'iframe' : site === 'same-origin';
}

async function fileOf(view: View, token: string, name: string) {
  const { page, language } = view;
  if (name === '') return ['text/html', framePage(page, token, language)] as const;
  if (name === 'frame.css') return ['text/css', FRAME_CSS] as const;
  if (name === 'frame.js') return ['text/javascript', FRAME_SCRIPT] as const;
  if (name === 'worker.js') return ['text/javascript', workerScript(view)] as const;
  if (name === 'engine.js') return ['text/javascript', await readEngine()] as const;
  return null;
}

let engine: Promise<Buffer> | null = null;

/** The engine of ReplayWeb.page, its file as it was published (AGPL-3.0). */
function readEngine(): Promise<Buffer> {
  const main = createRequire(import.meta.url).resolve('@webrecorder/wabac');
  engine ??= readFile(join(dirname(main), 'sw.js'));
  return engine;
}

/** RFC 9110 §14: one range, as the engine asks for it. */
async function sendFile(
  file: string,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { size } = await stat(file);
  const [asked, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const start = from === '' ? Math.max(0, to === '' ? 0 : size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  const common = {
    ...COMMON_HEADERS,
    'content-type': 'application/wacz',
    'accept-ranges': 'bytes',
  };
  if (start > end) {
    response.writeHead(416, { ...common, 'content-range': `bytes */${size}` }).end();
    return;
  }
  response.writeHead(asked === undefined ? 200 : 206, {
    ...common,
    'content-length': end - start + 1,
    ...(asked === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  if (method === 'HEAD') response.end();
  else createReadStream(file, { start, end }).pipe(response);
}
