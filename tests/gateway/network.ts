// A small internet for one test: names with public addresses that lead to servers on loopback, and
// private places nobody may reach, which count who comes.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EgressSettings, openEgress } from '../../src/adapters/gateway/egress.js';
import type { Dial } from '../../src/adapters/gateway/upstream.js';
import { createBrowser } from '../../src/adapters/playwright/browser.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Visit, VisitRequest } from '../../src/model/visit.js';
import type { Browser } from '../../src/ports/browser.js';

/** What is to be undone at the end, last first. */
export type CleanUp = (() => unknown)[];

export interface PrivatePlace {
  /** Addresses of this machine on which somebody listens, at `port`, over TCP and UDP. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Connections and datagrams that came. */
  visitors(): number;
}

/** Listens on every address of this machine; whoever comes is counted and told a secret. */
export async function startPrivatePlace(cleanUp: CleanUp): Promise<PrivatePlace> {
  let visitors = 0;
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const isLinkLocal = (address: string): boolean => address.startsWith('fe80:');
  const wanted = own.map((each) => each.address).filter((address) => !isLinkLocal(address));
  const addresses: string[] = [];
  let port = 0;
  for (const host of new Set(['127.0.0.1', '127.0.0.2', ...wanted])) {
    const server = createTcpServer((socket) => {
      visitors += 1;
      socket.on('error', () => {});
      socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\n\r\nsecret');
    });
    const listening = once(server, 'listening');
    server.listen({ host, port, ipv6Only: true });
    if ((await listening.catch(() => null)) === null) continue;
    cleanUp.push(() => server.close());
    port = (server.address() as AddressInfo).port;
    addresses.push(host);
    const udp = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    udp.on('message', () => {
      visitors += 1;
    });
    udp.bind(port, host);
    await once(udp, 'listening');
    cleanUp.push(() => udp.close());
  }
  return { addresses, port, visitors: () => visitors };
}

/** Serves on loopback. Its port. */
export async function serveHttp(handle: RequestListener, cleanUp: CleanUp): Promise<number> {
  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Public addresses that lead to ports of loopback; every other address leads to itself. */
export function dialInto(places: Readonly<Record<string, number>>): Dial {
  return (host, port) => {
    const at = places[host];
    const to = at === undefined ? { host, port } : { host: '127.0.0.1', port: at };
    return connect({ ...to, allowHalfOpen: true });
  };
}

const clock = createSystemClock();
const packageDir = fileURLToPath(new URL('../..', import.meta.url));

export interface World {
  readonly names: (name: string) => readonly string[];
  readonly places: Readonly<Record<string, number>>;
}

/** A browser as the product makes it, in the given world. */
export async function startBrowser(
  world: World,
  cleanUp: CleanUp,
  options: {
    readonly settings?: Partial<EgressSettings>;
    readonly warm?: number;
    readonly browserArguments?: readonly string[];
    /** Told where visits keep their files while they last. */
    readonly onDirectory?: (tmpDir: string) => void;
  } = {},
): Promise<Browser> {
  const tmpDir = await mkdtemp(join(tmpdir(), 'vestige-gateway-'));
  options.onDirectory?.(tmpDir);
  cleanUp.push(() => rm(tmpDir, { recursive: true, force: true }));
  const egress = openEgress(
    {
      allowPrivateAddresses: false,
      resolve: {},
      vantages: { default: { proxy: null } },
      ...options.settings,
    },
    clock,
    { lookupNames: async (name) => world.names(name), dial: dialInto(world.places) },
  );
  const viewport = { widthPx: 800, heightPx: 600 };
  const browser = await createBrowser(
    {
      packageDir,
      tmpDir,
      viewport,
      language: 'zh-CN',
      warm: options.warm ?? 0,
      browserArguments: options.browserArguments ?? [],
    },
    egress,
    clock,
    { info: () => {}, warn: () => {} },
  );
  cleanUp.push(() => browser.close());
  return browser;
}

export interface Seen {
  readonly visit: Visit;
  /** The main document's body as it was sent. */
  readonly body: Buffer | null;
}

/** Visits and puts everything away again. */
export async function look(
  browser: Browser,
  url: string,
  request: Partial<VisitRequest> = {},
): Promise<Seen> {
  const { visit, dispose } = await browser.visit({
    url,
    vantage: 'default',
    language: null,
    ignore: [],
    select: [],
    timeoutMs: 40_000,
    settleMs: 200,
    maxBytes: 50_000_000,
    userAgent: null,
    ...request,
  });
  const { digest } = visit.exchanges[visit.mainExchange ?? -1]?.responseBody ?? { digest: '' };
  const path = visit.spooled.find((each) => each.digest === digest)?.path;
  const body = path === undefined ? null : await readFile(path);
  await dispose();
  return { visit, body };
}

/** Undoes all, last first. */
export async function undo(cleanUp: CleanUp): Promise<void> {
  for (const each of cleanUp.splice(0).reverse()) await each();
}
