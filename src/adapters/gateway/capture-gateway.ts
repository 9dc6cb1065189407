// One capture's way out: a SOCKS5 listener on loopback that lets through what the page may reach,
// keeps a record of all it was asked for, and stays small whatever a page asks.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { isBrowsersOwnHost } from '../../formats/netlog/browsers-own.js';
import { type Instant, instantOf } from '../../model/instant.js';
import type { Refusal, VantageExit } from '../../model/snapshot.js';
import type { Clock } from '../../ports/clock.js';
import type { Gateway, GatewayConnection } from '../../ports/egress.js';
import { endpoint, normaliseName } from './address-policy.js';
import { isOwnPeer } from './peer.js';
import type { UpstreamProxy } from './proxy.js';
import { Refusals } from './refusals.js';
import { relay, resetNow } from './relay.js';
import { createResolver, type Resolver, type ResolveSettings } from './resolve.js';
import { acceptRequest, REPLY, reply, type SocksTarget } from './socks5.js';
import type { LookupNames } from './system-lookup.js';
import {
  connectDirectly,
  connectThrough,
  type Dial,
  isReachable,
  type Route,
  type Upstream,
} from './upstream.js';

export interface GatewayParts {
  readonly settings: ResolveSettings;
  /** In the order in which they are gone through; empty for this machine's own connection. */
  readonly proxies: readonly UpstreamProxy[];
  readonly clock: Clock;
  readonly lookupNames: LookupNames;
  readonly dial: Dial;
}

/** Chromium itself keeps to 32 connections and 255 WebSockets to one proxy. */
const MAX_OPEN = 1_024;
/** Of one visit; the most crowded pages make some hundreds to some dozens of hosts. */
const MAX_CONNECTIONS = 10_000;
const MAX_HOSTS = 1_000;
/** A browser speaks at once. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** What was found out of the proxy holds for connections that broke at the same moment. */
const PROBE_AGE_MS = 2_000;

/** What happens to one connection, filled in as it goes. */
type Entry = { -readonly [K in keyof GatewayConnection]: GatewayConnection[K] };

/** Starts listening. */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  const gateway = new CaptureGateway(parts);
  await gateway.listen();
  return gateway;
}

class CaptureGateway implements Gateway {
  readonly #parts: GatewayParts;
  readonly #route: Route;
  readonly #resolver: Resolver;
  readonly #server: Server;
  readonly #ending = new AbortController();
  readonly #connections: Entry[] = [];
  readonly #hosts = new Set<string>();
  readonly #refusals = new Refusals();
  readonly #exitAddresses = new Set<string>();
  readonly #open = new Set<Socket>();
  #maxBytes: number | null = null;
  #passedBytes = 0;
  #isExhausted = false;
  #probe: { readonly atMs: number; readonly isUp: Promise<boolean> } | null = null;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    const { settings, clock, lookupNames, dial } = parts;
    this.#resolver = createResolver(settings, clock, lookupNames, this.#ending.signal);
    this.#route = { resolver: this.#resolver, dial, track: (socket) => this.#track(socket) };
    this.#server = createServer({ allowHalfOpen: true }, (browser) => {
      // A fault of ours in one connection must not end the process, with all it has under way.
      this.#serve(browser).catch((error: unknown) => {
        this.#refuse(NOWHERE, 'bad-request', `the gateway failed: ${String(error)}`);
        resetNow(browser);
      });
    });
    this.#server.maxConnections = MAX_OPEN;
    this.#server.on('drop', () => {
      this.#refuse(NOWHERE, 'too-many', `more than ${MAX_OPEN} connections at once`);
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo | null)?.port ?? 0;
  }

  connections = (): readonly GatewayConnection[] => this.#connections.map((each) => ({ ...each }));
  dns = () => this.#resolver.answers();
  refused = (): readonly Refusal[] => this.#refusals.list();
  exhausted = (): boolean => this.#isExhausted;

  exit(): VantageExit | null {
    const { proxies } = this.#parts;
    if (proxies.length === 0) return null;
    return {
      proxies: proxies.map(({ kind, host, port }) => `${kind}://${endpoint(host, port)}`),
      addresses: [...this.#exitAddresses].sort(),
    };
  }

  begin({ maxBytes }: { maxBytes: number }): void {
    this.#maxBytes = maxBytes;
  }

  exhaust(): void {
    this.#isExhausted = true;
    for (const socket of this.#open) resetNow(socket);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    for (const socket of this.#open) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #now(): Instant {
    return instantOf(this.#parts.clock.nowMs());
  }

  #refuse(target: SocksTarget, reason: Refusal['reason'], detail: string): void {
    this.#refusals.note(this.#now(), target, reason, detail);
  }

  #track(socket: Socket): void {
    if (this.#ending.signal.aborted) return void socket.destroy();
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }

  #count(sizeBytes: number): boolean {
    this.#passedBytes += sizeBytes;
    if (this.#passedBytes > (this.#maxBytes ?? 0)) this.#isExhausted = true;
    return !this.#isExhausted;
  }

  async #serve(browser: Socket): Promise<void> {
    this.#track(browser);
    browser.on('error', () => {});
    browser.setNoDelay(true);
    browser.setTimeout(HANDSHAKE_TIMEOUT_MS);
    const clientPort = browser.remotePort ?? 0;
    const [isOwn, request] = await Promise.all([
      isOwnPeer(clientPort, this.port),
      acceptRequest(browser),
    ]);
    if (!isOwn) {
      this.#refuse(NOWHERE, 'bad-request', 'another user of this machine asked');
      return void browser.destroy();
    }
    if (!request.ok) {
      this.#refuse(NOWHERE, 'bad-request', request.detail);
      return void browser.destroySoon();
    }
    browser.setTimeout(0);
    const { target } = request;
    const why = this.#whyNot(target);
    if (why !== null) {
      this.#refuse(target, ...why);
      return reply(browser, REPLY.notAllowed);
    }
    const at = this.#now();
    const entry: Entry = {
      at,
      ...target,
      clientPort,
      isConnected: false,
      remoteAddress: null,
      failure: null,
      detail: '',
    };
    this.#connections.push(entry);
    await this.#connect(browser, target, entry);
  }

  /** Why the target is out of the question before anybody is asked for it. */
  #whyNot(target: SocksTarget): readonly [Refusal['reason'], string] | null {
    if (isBrowsersOwnHost(target.host)) return ['not-the-page', 'a service of the browser itself'];
    if (this.#maxBytes === null) return ['not-the-page', 'asked for before the visit began'];
    if (this.#isExhausted) return ['bytes-limit', 'the capture has reached its limit of bytes'];
    if (this.#connections.length >= MAX_CONNECTIONS) {
      return ['too-many', `the page made ${MAX_CONNECTIONS} connections before`];
    }
    this.#hosts.add(normaliseName(target.host));
    if (this.#hosts.size <= MAX_HOSTS) return null;
    this.#hosts.delete(normaliseName(target.host));
    return ['too-many', `the page asked for ${MAX_HOSTS} other hosts before`];
  }

  async #connect(browser: Socket, target: SocksTarget, entry: Entry): Promise<void> {
    const { proxies } = this.#parts;
    const upstream =
      proxies.length === 0
        ? await connectDirectly(target, this.#route)
        : await connectThrough(proxies, target, this.#route);
    if (!upstream.ok) {
      entry.failure = upstream.failure;
      entry.detail = upstream.detail;
      if (upstream.failure === 'private-address' || upstream.failure === 'dns-bogon') {
        this.#refuse(target, 'private-address', upstream.detail);
      }
      return reply(browser, replyFor(upstream));
    }
    if (browser.destroyed) return void upstream.socket.destroy();
    entry.isConnected = true;
    entry.remoteAddress = upstream.remoteAddress;
    if (upstream.exitAddress !== null) this.#exitAddresses.add(upstream.exitAddress);
    reply(browser, REPLY.succeeded);
    relay(browser, upstream.socket, {
      count: (sizeBytes) => {
        if (this.#count(sizeBytes)) return true;
        entry.failure = 'bytes-limit';
        entry.detail = 'the capture reached its limit of bytes';
        return false;
      },
      reset: () => {
        entry.failure = 'reset';
        entry.detail = `${entry.remoteAddress ?? endpoint(target.host, target.port)} reset the connection`;
      },
      ...(proxies.length === 0 ? {} : { gone: () => this.#findWhoIsGone(entry) }),
    });
  }

  /** Where a proxy stands between, it may be the proxy that is gone, and then the site did nothing. */
  async #findWhoIsGone(entry: Entry): Promise<void> {
    if (this.#probe === null || performance.now() - this.#probe.atMs > PROBE_AGE_MS) {
      const isUp = isReachable(this.#parts.proxies, this.#route);
      this.#probe = { atMs: performance.now(), isUp };
    }
    if (await this.#probe.isUp) return;
    entry.failure = 'vantage-down';
    entry.detail = "the vantage's proxy went away in the middle of the connection";
  }
}

const NOWHERE: SocksTarget = { host: '', port: 0 };

function replyFor(upstream: Extract<Upstream, { ok: false }>): number {
  if (upstream.failure === 'refused') return REPLY.refused;
  if (upstream.failure === 'private-address') return REPLY.notAllowed;
  if (upstream.failure === 'vantage-down') return REPLY.generalFailure;
  return REPLY.hostUnreachable;
}
