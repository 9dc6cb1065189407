// The only way out, spoken to as a browser does: SOCKS5 over real sockets to real servers.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/adapters/gateway/address-policy.js';
import { type EgressSettings, openEgress } from '../../src/adapters/gateway/egress.js';
import type { LookupNames } from '../../src/adapters/gateway/system-lookup.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Gateway } from '../../src/ports/egress.js';

const clock = createSystemClock();
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

async function serve(handle: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function open(
  settings: Partial<EgressSettings>,
  { maxBytes = 1_000_000, lookup }: { maxBytes?: number | null; lookup?: LookupNames } = {},
): Promise<Gateway> {
  const egress = openEgress(
    {
      allowPrivateAddresses: true,
      resolve: {},
      vantages: { default: { proxy: null } },
      ...settings,
    },
    clock,
    lookup === undefined ? {} : { lookupNames: lookup },
  );
  const gateway = await egress.open('default');
  cleanUp.push(() => gateway.close());
  if (maxBytes !== null) gateway.begin({ maxBytes });
  return gateway;
}

interface Spoken {
  /** SOCKS reply code, or null when the gateway closed instead. */
  readonly code: number | null;
  readonly socket: Socket;
}

/** Asks the gateway for a connection; a host of digits is sent as IPv4 (ATYP 1). */
async function ask(gateway: Gateway, host: string, port: number): Promise<Spoken> {
  const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true });
  cleanUp.push(() => socket.destroy());
  socket.on('error', () => {});
  socket.write(Buffer.from([5, 1, 0]));
  await read(socket, 2);
  const isAddress = /^[0-9.]+$/.test(host);
  const name = Buffer.from(host);
  const target = isAddress
    ? Buffer.from([1, ...host.split('.').map(Number)])
    : Buffer.concat([Buffer.from([3, name.length]), name]);
  socket.write(
    Buffer.concat([Buffer.from([5, 1, 0]), target, Buffer.from([port >> 8, port & 255])]),
  );
  const answer = await read(socket, 10);
  return { code: answer?.[1] ?? null, socket };
}

async function read(socket: Socket, sizeBytes: number): Promise<Buffer | null> {
  for (;;) {
    const bytes: unknown = socket.read(sizeBytes);
    if (Buffer.isBuffer(bytes)) return bytes;
    if (socket.readableEnded || socket.destroyed) return null;
    await Promise.race([once(socket, 'readable'), once(socket, 'close'), once(socket, 'end')]);
  }
}

async function readAll(socket: Socket): Promise<{ bytes: Buffer; error: string | null }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    return { bytes: Buffer.concat(chunks), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error: (error as NodeJS.ErrnoException).code ?? '' };
  }
}

describe('a capture’s way out', () => {
  it('refuses everything before the visit begins', async () => {
    const port = await serve((socket) => socket.end('secret'));
    const gateway = await open({}, { maxBytes: null });
    expect((await ask(gateway, '127.0.0.1', port)).code).toBe(2);
    expect(gateway.connections()).toEqual([]);
  });

  it('connects names to where the configuration says, and passes bytes untouched', async () => {
    const sent = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    const port = await serve((socket) => socket.pipe(socket));
    const gateway = await open({ resolve: { 'DongHai.test': `127.0.0.1:${port}` } });
    const { code, socket } = await ask(gateway, 'donghai.test', 443);
    const clientPort = socket.localPort;
    expect(code).toBe(0);
    socket.end(sent);
    expect((await readAll(socket)).bytes.equals(sent)).toBe(true);
    expect(gateway.connections()).toMatchObject([
      {
        host: 'donghai.test',
        port: 443,
        remoteAddress: `127.0.0.1:${port}`,
        clientPort,
        failure: null,
      },
    ]);
    expect(gateway.dns()).toMatchObject([
      { host: 'donghai.test', source: 'config', addresses: ['127.0.0.1'], error: null },
    ]);
  });

  it('lets one side go on speaking when the other has finished', async () => {
    const port = await serve((socket) => {
      socket.on('end', () => socket.end('after your end'));
      socket.resume();
    });
    const gateway = await open({ resolve: { 'a.test': `127.0.0.1:${port}` } });
    const { socket } = await ask(gateway, 'a.test', 80);
    socket.end('done');
    expect((await readAll(socket)).bytes.toString()).toBe('after your end');
  });

  it('passes a reset on as a reset, and what came before it', async () => {
    const port = await serve((socket) => {
      socket.once('data', () => {
        socket.write('half');
        socket.once('data', () => Object.assign(socket, { resetAndClosing: true }).destroy());
      });
    });
    const gateway = await open({ resolve: { 'a.test': `127.0.0.1:${port}` } });
    const { socket } = await ask(gateway, 'a.test', 80);
    socket.write('go on');
    expect((await read(socket, 4))?.toString()).toBe('half');
    socket.write('go on');
    expect((await readAll(socket)).error).toBe('ECONNRESET');
    expect(gateway.connections()[0]).toMatchObject({ failure: 'reset' });
  });

  it('tells a refused connection', async () => {
    const port = await serve(() => {});
    await Promise.all(cleanUp.splice(0).map((each) => each()));
    const gateway = await open({ resolve: { 'a.test': `127.0.0.1:${port}` } });
    expect((await ask(gateway, 'a.test', 80)).code).toBe(5);
    expect(gateway.connections()[0]).toMatchObject({ failure: 'refused', remoteAddress: null });
  });

  it('stops at its limit of bytes, and refuses what comes after', async () => {
    const port = await serve((socket) => socket.write(Buffer.alloc(500_000)));
    const gateway = await open(
      { resolve: { 'a.test': `127.0.0.1:${port}` } },
      { maxBytes: 100_000 },
    );
    const { socket } = await ask(gateway, 'a.test', 80);
    const { bytes, error } = await readAll(socket);
    expect(bytes.length).toBeLessThanOrEqual(100_000);
    expect(error).toBe('ECONNRESET');
    expect(gateway.exhausted()).toBe(true);
    expect(gateway.connections()[0]).toMatchObject({ failure: 'bytes-limit' });
    expect((await ask(gateway, 'a.test', 80)).code).toBe(2);
    expect(gateway.refused()).toMatchObject([{ reason: 'bytes-limit', host: 'a.test' }]);
  });

  it('does not read faster than the other side takes', async () => {
    let written = 0;
    const total = 64 * 1_048_576;
    const port = await serve((socket) => {
      const fill = (): void => {
        while (written < total && socket.write(Buffer.alloc(65_536))) written += 65_536;
      };
      socket.on('drain', fill);
      fill();
    });
    const gateway = await open(
      { resolve: { 'a.test': `127.0.0.1:${port}` } },
      { maxBytes: total * 2 },
    );
    const { socket } = await ask(gateway, 'a.test', 80);
    // The browser takes one piece and no more: what was written settles far below the whole.
    await read(socket, 1);
    let before = -1;
    while (before !== written) {
      before = written;
      for (let turn = 0; turn < 2_000; turn += 1) await new Promise(setImmediate);
    }
    expect(written).toBeLessThan(total / 2);
  });

  it('answers what is no CONNECT with a refusal on record', async () => {
    const gateway = await open({});
    const socket = connect({ port: gateway.port, host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.end('GET / HTTP/1.1\r\n\r\n');
    await readAll(socket);
    expect(gateway.refused()).toMatchObject([{ reason: 'bad-request' }]);
  });

  it('refuses the browser’s own services as not the page’s', async () => {
    const gateway = await open({});
    expect((await ask(gateway, 'update.googleapis.com', 443)).code).toBe(2);
    expect((await ask(gateway, 'accounts.browsers-own.invalid', 443)).code).toBe(2);
    expect(gateway.refused().map((each) => each.reason)).toEqual(['not-the-page', 'not-the-page']);
    expect(gateway.connections()).toEqual([]);
  });
});

describe('addresses outside the public internet', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '2130706433', '0x7f.1', '127.1'],
    ...['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '::127.0.0.1'],
    ...['2001:db8::1', '[::1]', 'nonsense'],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '93.184.216.34',
    '2606:2800:220:1:248:1893:25c8:1946',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  const settings = { allowPrivateAddresses: false };

  it('are refused as literals, as localhost and when the configuration names them', async () => {
    const gateway = await open({ ...settings, resolve: { 'a.test': '127.0.0.1:80' } });
    for (const host of [
      '127.0.0.1',
      'localhost',
      'x.localhost',
      'localhost.',
      'a.test',
      '0x7f.1',
    ]) {
      expect((await ask(gateway, host, 80)).code, host).toBe(2);
    }
    expect(gateway.connections().map((each) => each.failure)).toEqual(
      Array.from({ length: 6 }, () => 'private-address'),
    );
    expect(gateway.refused()).toHaveLength(6);
  });

  it('are a forged answer when a public name leads only there', async () => {
    const gateway = await open(settings, { lookup: async () => ['127.0.0.1', '::ffff:10.0.0.1'] });
    expect((await ask(gateway, 'news.example', 80)).code).toBe(4);
    expect(gateway.connections()[0]).toMatchObject({ failure: 'dns-bogon' });
    expect(gateway.dns()[0]?.addresses).toEqual(['127.0.0.1', '::ffff:10.0.0.1']);
  });

  it('are not reached by an answer that changes: the first is kept', async () => {
    const first = await serve((socket) => socket.end('first'));
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const gateway = await open({}, { lookup: async () => answers.shift() ?? [] });
    for (let time = 0; time < 2; time += 1) {
      const { code, socket } = await ask(gateway, 'rebind.example', first);
      expect(code).toBe(0);
      expect((await readAll(socket)).bytes.toString()).toBe('first');
    }
    expect(gateway.dns()).toHaveLength(1);
  });
});

describe('names that do not resolve', () => {
  const failing = (code: string): LookupNames => {
    return async () => {
      throw Object.assign(new Error(code), { code });
    };
  };

  it.each([
    ['ENOTFOUND', 'nxdomain'],
    // No server could be asked at all: that is our own line.
    ['EAI_AGAIN', 'offline'],
    ['ESERVFAIL', 'dns-fail'],
  ])('%s is %s', async (code, failure) => {
    const gateway = await open({}, { lookup: failing(code) });
    expect((await ask(gateway, 'gone.example', 80)).code).toBe(4);
    expect(gateway.connections()[0]).toMatchObject({ failure });
    expect(gateway.dns()[0]).toMatchObject({ host: 'gone.example', error: code, source: 'system' });
  });

  it('names under invalid do not exist, and no resolver is asked', async () => {
    const gateway = await open({}, { lookup: failing('EAI_AGAIN') });
    await ask(gateway, 'xn--fiq73f.invalid', 80);
    expect(gateway.connections()[0]).toMatchObject({ failure: 'nxdomain' });
  });
});

describe('a vantage with a proxy', () => {
  it('goes through SOCKS5, which resolves the name', async () => {
    const port = await serve((socket) => socket.end('through'));
    const far = await open({ resolve: { 'a.test': `127.0.0.1:${port}` } });
    const gateway = await open({
      vantages: { default: { proxy: `socks5://127.0.0.1:${far.port}` } },
    });
    const { code, socket } = await ask(gateway, 'a.test', 80);
    expect(code).toBe(0);
    expect((await readAll(socket)).bytes.toString()).toBe('through');
    expect(far.connections()[0]?.host).toBe('a.test');
    expect(gateway.dns()).toMatchObject([{ host: 'a.test', source: 'proxy', addresses: [] }]);
  });

  it('goes through HTTP CONNECT, with credentials from the environment only', async () => {
    let head = '';
    const proxyPort = await serve((socket) => {
      socket.once('data', (bytes: Buffer) => {
        head = bytes.toString();
        socket.end('HTTP/1.1 200 Connection established\r\n\r\nthrough');
      });
    });
    process.env.VESTIGE_PROXY_DEFAULT_USERNAME = 'lan';
    process.env.VESTIGE_PROXY_DEFAULT_PASSWORD = 'secret';
    cleanUp.push(() => {
      delete process.env.VESTIGE_PROXY_DEFAULT_USERNAME;
      delete process.env.VESTIGE_PROXY_DEFAULT_PASSWORD;
    });
    const gateway = await open({
      vantages: { default: { proxy: `http://127.0.0.1:${proxyPort}` } },
    });
    const { code, socket } = await ask(gateway, 'a.test', 443);
    expect(code).toBe(0);
    expect((await readAll(socket)).bytes.toString()).toBe('through');
    expect(head).toContain('CONNECT a.test:443 HTTP/1.1\r\n');
    expect(head).toContain(`Basic ${Buffer.from('lan:secret').toString('base64')}\r\n`);
  });

  it('that is dead is our fault, not the site’s', async () => {
    const port = await serve(() => {});
    await Promise.all(cleanUp.splice(0).map((each) => each()));
    const gateway = await open({ vantages: { default: { proxy: `socks5://127.0.0.1:${port}` } } });
    expect((await ask(gateway, 'a.test', 80)).code).toBe(1);
    expect(gateway.connections()[0]).toMatchObject({ failure: 'vantage-down' });
  });

  it('that hangs up or refuses the tunnel is our fault too', async () => {
    for (const answer of ['', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n']) {
      const port = await serve((socket) => socket.once('data', () => socket.end(answer)));
      const gateway = await open({ vantages: { default: { proxy: `http://127.0.0.1:${port}` } } });
      await ask(gateway, 'a.test', 80);
      expect(gateway.connections()[0]).toMatchObject({ failure: 'vantage-down' });
    }
  });

  it('is not used to reach private addresses', async () => {
    const port = await serve(() => {});
    const gateway = await open({
      allowPrivateAddresses: false,
      vantages: { default: { proxy: `socks5://127.0.0.1:${port}` } },
    });
    expect((await ask(gateway, '169.254.169.254', 80)).code).toBe(2);
    expect((await ask(gateway, 'localhost', 80)).code).toBe(2);
  });

  it('must be one that exists', async () => {
    const egress = openEgress(
      { allowPrivateAddresses: true, resolve: {}, vantages: { hk: { proxy: 'ftp://x' } } },
      clock,
    );
    await expect(egress.open('de')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(egress.open('hk')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
