// A vantage's proxies that are dead, lie, refuse, fall silent or die: what is the site's and what is
// ours, through the gateway alone and through a real browser.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Gateway } from '../../src/ports/egress.js';
import { type CleanUp, look, serveHttp, startBrowser, undo } from './network.js';
import { askGateway, bytesOf } from './socks-client.js';

const clock = createSystemClock();
const cleanUp: CleanUp = [];
afterEach(() => undo(cleanUp));

interface Listener {
  readonly port: number;
  /** As if the machine had been switched off: nobody listens, and all connections are gone. */
  die(): void;
}

async function serve(handle: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const die = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  cleanUp.push(die);
  return { port: (server.address() as AddressInfo).port, die };
}

/** A SOCKS5 proxy that answers its clients' requests with `reply`, and joins them to `to` on success. */
async function socksProxy(
  reply: readonly number[],
  options: { to?: number; credentials?: string } = {},
): Promise<Listener & { readonly asked: string[] }> {
  const asked: string[] = [];
  const listener = await serve((client) => {
    let step = 0;
    client.on('data', (bytes: Buffer) => {
      step += 1;
      if (step === 1) return void client.write(Buffer.from([5, options.credentials ? 2 : 0]));
      if (step === 2 && options.credentials !== undefined) {
        const isRight = bytes.toString('latin1').includes(options.credentials);
        return void client.write(Buffer.from([1, isRight ? 0 : 1]));
      }
      asked.push(bytes.toString('latin1', 5, bytes.length - 2));
      client.write(Buffer.from(reply));
      client.removeAllListeners('data');
      if (reply[1] !== 0 || options.to === undefined) return;
      const site = connect(options.to, '127.0.0.1');
      site.on('error', () => client.destroy());
      client.on('close', () => site.destroy());
      client.pipe(site).pipe(client);
    });
  });
  return { ...listener, asked };
}

const GRANTED = [5, 0, 0, 1, 203, 0, 113, 7, 0x12, 0x34];

async function open(proxy: string | readonly string[]): Promise<Gateway> {
  const settings = { allowPrivateAddresses: false, resolve: {}, vantages: { hk: { proxy } } };
  const names: string[] = [];
  const egress = openEgress(settings, clock, {
    lookupNames: async (name) => {
      names.push(name);
      return [];
    },
  });
  const gateway = await egress.open('hk');
  cleanUp.push(() => gateway.close());
  // Names are the vantage's to find: nobody here is ever asked for one.
  cleanUp.push(() => expect(names).toEqual([]));
  gateway.begin({ maxBytes: 1_000_000 });
  return gateway;
}

/** How asking for the site ends through this proxy. */
async function failureThrough(proxy: string | readonly string[]) {
  const gateway = await open(proxy);
  const { socket } = await askGateway(gateway.port, 'hospital.example', 443);
  socket.destroy();
  return gateway.connections()[0];
}

describe('a SOCKS proxy', () => {
  it.each([
    [1, 'vantage-down'],
    [2, 'vantage-down'],
    [3, 'vantage-down'],
    [4, 'timeout'],
    [5, 'refused'],
    [6, 'timeout'],
    [7, 'vantage-down'],
    [8, 'vantage-down'],
    [99, 'vantage-down'],
  ])('that replies %i is understood as %s', async (code, failure) => {
    const { port } = await socksProxy([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
    const found = await failureThrough(`socks5://127.0.0.1:${port}`);
    expect(found).toMatchObject({ failure, isConnected: false });
    if (failure !== 'vantage-down') expect(found?.detail).toContain(`SOCKS reply ${code}`);
  });

  it('is told names, and its exit is kept as it tells it', async () => {
    const site = await serve((socket) => socket.end('through'));
    const proxy = await socksProxy(GRANTED, { to: site.port });
    const gateway = await open(`socks5://127.0.0.1:${proxy.port}`);
    const { socket } = await askGateway(gateway.port, 'hospital.example', 80);
    expect((await bytesOf(socket)).toString()).toBe('through');
    expect(proxy.asked).toEqual(['hospital.example']);
    expect(gateway.exit()).toEqual({
      proxies: [`socks5://127.0.0.1:${proxy.port}`],
      addresses: ['203.0.113.7:4660'],
    });
    expect(gateway.connections()[0]).toMatchObject({ isConnected: true, remoteAddress: null });
  });

  it('gets credentials from the environment, and nobody else does', async () => {
    process.env.VESTIGE_PROXY_HK_USERNAME = 'lan';
    process.env.VESTIGE_PROXY_HK_PASSWORD = 's3cret';
    cleanUp.push(() => {
      delete process.env.VESTIGE_PROXY_HK_USERNAME;
      delete process.env.VESTIGE_PROXY_HK_PASSWORD;
    });
    for (const [expected, failure] of [
      ['s3cret', null],
      ['other', 'vantage-down'],
    ] as const) {
      const proxy = await socksProxy(GRANTED, { credentials: expected });
      const gateway = await open(`socks5://127.0.0.1:${proxy.port}`);
      const { socket } = await askGateway(gateway.port, 'hospital.example', 80);
      socket.destroy();
      const record = { connections: gateway.connections(), exit: gateway.exit() };
      expect(record.connections[0]).toMatchObject({ failure });
      expect(JSON.stringify({ ...record, refused: gateway.refused() })).not.toMatch(/lan\b|s3cret/);
    }
  });
});

describe('an HTTP proxy', () => {
  it.each([
    ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'timeout'],
    ['HTTP/1.1 504 Gateway Timeout\r\n\r\n', 'timeout'],
    ['HTTP/1.1 503 Service Unavailable\r\n\r\n', 'vantage-down'],
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'vantage-down'],
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'vantage-down'],
    [
      'HTTP/1.1 502 Bad Gateway\r\nProxy-Status: hk; error=dns_error; rcode="NXDOMAIN"\r\n\r\n',
      'dns-fail',
    ],
    ['HTTP/1.1 502 Bad Gateway\r\nProxy-Status: hk; error=connection_refused\r\n\r\n', 'refused'],
    [
      'HTTP/1.1 502 Bad Gateway\r\nProxy-Status: hk; error=proxy_internal_error\r\n\r\n',
      'vantage-down',
    ],
    ['HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n\r\n', 'dns-fail'],
    ['HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\n\r\n', 'refused'],
    ['SSH-2.0-OpenSSH_9.2\r\n\r\n', 'vantage-down'],
    ['HTTP/1.1 2000 What\r\n\r\n', 'vantage-down'],
    ['\0'.repeat(20_000), 'vantage-down'],
    ['', 'vantage-down'],
  ])('that answers %j is understood as %s', async (answer, failure) => {
    const { port } = await serve((socket) => socket.once('data', () => socket.end(answer)));
    expect(await failureThrough(`http://127.0.0.1:${port}`)).toMatchObject({ failure });
  });
});

describe('a chain of proxies', () => {
  it('is gone through in its order, and only the last learns the name', async () => {
    const site = await serve((socket) => socket.end('through both'));
    const second = await socksProxy(GRANTED, { to: site.port });
    const first = await socksProxy([5, 0, 0, 1, 0, 0, 0, 0, 0, 0], { to: second.port });
    const chain = [`socks5://127.0.0.1:${first.port}`, 'socks5://second.proxy.example:1080'];
    const gateway = await open(chain);
    const { socket } = await askGateway(gateway.port, 'hospital.example', 80);
    expect((await bytesOf(socket)).toString()).toBe('through both');
    // A second time to see whether it still stands, when the tunnel ended.
    expect(new Set(first.asked)).toEqual(new Set(['second.proxy.example']));
    expect(second.asked).toEqual(['hospital.example']);
    expect(gateway.exit()?.proxies).toEqual(chain);
  });

  it('whose second proxy cannot be reached is our fault, whatever the first says of it', async () => {
    const first = await socksProxy([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]);
    const chain = [`socks5://127.0.0.1:${first.port}`, 'http://second.proxy.example:8080'];
    expect(await failureThrough(chain)).toMatchObject({ failure: 'vantage-down' });
  });
});

describe('a browser behind a vantage', () => {
  it('puts what the proxy broke down to the vantage, and what the site did to the site', async () => {
    const paths: string[] = [];
    const onPath: Record<string, () => void> = {};
    const site = await serveHttp((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': '90000',
      });
      response.write(`<title>东海</title><p>肝移植</p>${'长'.repeat(5_000)}`);
      if (request.url === '/cut')
        response.once('drain', () => {}) && setImmediate(() => response.destroy());
      onPath[request.url ?? '']?.();
    }, cleanUp);
    const living = await socksProxy(GRANTED, { to: site });
    const dying = await socksProxy(GRANTED, { to: site });
    onPath['/die'] = () => dying.die();
    const dead = await socksProxy(GRANTED, { to: site });
    dead.die();
    const silent = await serve(() => {});
    const vantages = Object.fromEntries(
      Object.entries({ living, dying, dead, silent }).map(([name, { port }]) => [
        name,
        { proxy: `socks5://127.0.0.1:${port}` },
      ]),
    );
    const names = (name: string): never => {
      throw new Error(`${name} was looked up beside the vantage`);
    };
    const browser = await startBrowser({ names, places: {} }, cleanUp, { settings: { vantages } });
    const at = async (vantage: string, path: string, timeoutMs = 20_000) => {
      const seen = await look(browser, `http://hospital.example${path}`, { vantage, timeoutMs });
      return seen.visit;
    };
    const [cut, died, none, mute] = [
      await at('living', '/cut'),
      await at('dying', '/die'),
      await at('dead', '/'),
      await at('silent', '/', 5_000),
    ];
    expect(cut.outcome).toMatchObject({ kind: 'answered', status: 200 });
    expect(cut.provenance?.exit?.addresses).toEqual(['203.0.113.7:4660']);
    expect(cut.exchanges[0]?.remoteAddress).toBeNull();
    expect(died.outcome).toMatchObject({ kind: 'not-made', fault: 'vantage-down' });
    expect(none.outcome).toMatchObject({ kind: 'not-made', fault: 'vantage-down' });
    expect(mute.outcome).toMatchObject({ kind: 'not-made', fault: 'vantage-down' });
    expect(paths).toContain('/die');
    expect(cut.dns).toMatchObject([{ host: 'hospital.example', source: 'proxy', addresses: [] }]);
  });
});
