// The SOCKS listener against everything that is not a browser: garbage, halves, other users, too many.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Gateway } from '../../src/ports/egress.js';
import { askGateway, bytesOf } from '../gateway/socks-client.js';

const clock = createSystemClock();
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

/** Where connections to were begun; none ever comes about. */
const dialled: string[] = [];

async function open(): Promise<Gateway> {
  dialled.length = 0;
  const settings = {
    allowPrivateAddresses: false,
    resolve: {},
    vantages: { default: { proxy: null } },
  };
  const egress = openEgress(settings, clock, {
    lookupNames: async () => [],
    dial: (host, port) => {
      dialled.push(`${host}:${port}`);
      return new Socket().destroy(Object.assign(new Error(), { code: 'ECONNREFUSED' }));
    },
  });
  const gateway = await egress.open('default');
  cleanUp.push(() => gateway.close());
  gateway.begin({ maxBytes: 1_000_000 });
  return gateway;
}

/** Says it and hangs up; what the gateway answered until it ended. */
async function say(gateway: Gateway, bytes: Uint8Array): Promise<Buffer> {
  const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.end(bytes);
  return bytesOf(socket).catch(() => Buffer.alloc(0));
}

const GREETING = [5, 1, 0];
const named = (name: string): number[] => [3, name.length, ...Buffer.from(name, 'latin1')];

/** The target of a CONNECT to an IPv4 address, where the bytes are one (RFC 1928 §4). */
function ipv4AskedFor(bytes: readonly number[]): string | null {
  const [a, b, c, d, high = 0, low = 0] = bytes.slice(GREETING.length + 4);
  const isAsked = [...GREETING, 5, 1].every((byte, i) => bytes[i] === byte) && bytes[6] === 1;
  return isAsked ? `${a}.${b}.${c}.${d}:${high * 256 + low}` : null;
}

describe('what is no request of a browser', () => {
  it.each([
    ['another version', [4, 1, 0, 80, 127, 0, 0, 1, 0]],
    ['HTTP', [...Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
    ['half a greeting', [5]],
    ['a list of methods that is cut off', [5, 255, 0, 0]],
    ['only methods we do not have', [5, 2, 1, 2]],
    ['half a request', [...GREETING, 5, 1]],
    ['BIND', [...GREETING, 5, 2, 0, 1, 8, 8, 8, 8, 0, 80]],
    ['UDP ASSOCIATE', [...GREETING, 5, 3, 0, 1, 8, 8, 8, 8, 0, 80]],
    ['an unknown type of address', [...GREETING, 5, 1, 0, 9, 8, 8, 8, 8, 0, 80]],
    ['a name of no length', [...GREETING, 5, 1, 0, ...named(''), 0, 80]],
    ['a name longer than names can be', [...GREETING, 5, 1, 0, ...named('a'.repeat(255)), 0, 80]],
    ['a name with NUL', [...GREETING, 5, 1, 0, ...named('localhost\0.example.com'), 0, 80]],
    ['a name with a line end', [...GREETING, 5, 1, 0, ...named('a.example\r\nX: y'), 0, 80]],
    ['a name in other than ASCII', [...GREETING, 5, 1, 0, ...named('\u00e4.example'), 0, 80]],
  ])('%s is refused, on record', async (_what, bytes) => {
    const gateway = await open();
    await say(gateway, Uint8Array.from(bytes));
    // Written down once it is known who asked, which may be after the answer.
    await expect.poll(() => gateway.refused()).toMatchObject([{ reason: 'bad-request' }]);
    expect(gateway.connections()).toEqual([]);
    expect(gateway.dns()).toEqual([]);
    expect(dialled).toEqual([]);
  });

  it('is never let out and never stops the gateway, whatever the bytes', async () => {
    const gateway = await open();
    const byte = fc.integer({ min: 0, max: 255 });
    const request = fc.tuple(
      fc.constantFrom([], [5], GREETING, [5, 255], [4, 1]),
      fc.constantFrom([], [5, 1, 0, 3], [5, 1, 0, 1], [5, 1, 0, 4], [5, 2, 0, 3], [5, 3, 0, 1]),
      fc.array(byte, { maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(request, async (parts) => {
        const bytes = parts.flat();
        const before = dialled.length;
        await say(gateway, Uint8Array.from(bytes));
        // Some of it is a request after all: then it is the very address that was asked for.
        for (const endpoint of dialled.slice(before)) expect(endpoint).toBe(ipv4AskedFor(bytes));
      }),
      { numRuns: 300, examples: [[[GREETING, [5, 1, 0, 1], [8, 8, 8, 8, 0, 80]]]] },
    );
    expect(dialled).toContain('8.8.8.8:80');
    expect((await askGateway(gateway.port, '127.0.0.1', 80)).code).toBe(2);
    for (const each of [...gateway.connections(), ...gateway.refused()]) {
      // Nothing that could break a line of the manifest.
      expect(each.host).toMatch(/^[\x21-\x7e]*$/);
    }
  });
});

describe('what is bounded', () => {
  it('refusals stand on the list once each, and no more than a thousand', async () => {
    const gateway = await open();
    for (let time = 0; time < 3; time += 1) await askGateway(gateway.port, 'router', 80);
    expect(gateway.refused()).toMatchObject([{ host: 'router', times: 3 }]);
    for (let port = 1; port <= 1_100; port += 1) {
      const { socket } = await askGateway(gateway.port, '127.0.0.1', port);
      socket.destroy();
    }
    const refused = gateway.refused();
    expect(refused).toHaveLength(1_001);
    expect(refused.at(-1)).toMatchObject({ host: '', reason: 'too-many', times: 101 });
  });

  it('more than a thousand connections at once are not taken', async () => {
    const gateway = await open();
    const sockets: Socket[] = [];
    cleanUp.push(() => {
      for (const socket of sockets) socket.destroy();
    });
    while (!gateway.refused().some((each) => each.reason === 'too-many')) {
      const socket = connect(gateway.port, '127.0.0.1');
      socket.on('error', () => {});
      sockets.push(socket);
      await once(socket, 'connect');
    }
    expect(sockets.length).toBeGreaterThan(1_000);
    expect(sockets.length).toBeLessThan(1_200);
  });

  it('after its end nobody is listening', async () => {
    const gateway = await open();
    const { port } = gateway;
    await gateway.close();
    const [error] = await once(connect(port, '127.0.0.1'), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('another user of the machine', () => {
  // Only root can become somebody else; only Linux tells who is at the other end.
  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
    'is turned away',
    async () => {
      const gateway = await open();
      const script = `const s = require('net').connect(${gateway.port}, '127.0.0.1');
      s.on('error', () => {}); s.on('data', () => {}); s.on('close', () => process.exit());
      s.write(Buffer.from([5, 1, 0, 5, 1, 0, 1, 8, 8, 8, 8, 0, 80]));`;
      const other = spawn(process.execPath, ['-e', script], {
        uid: 65_534,
        cwd: '/',
        stdio: 'ignore',
      });
      await once(other, 'exit');
      expect(gateway.refused()).toMatchObject([
        { reason: 'bad-request', detail: 'another user of this machine asked' },
      ]);
      expect(gateway.connections()).toEqual([]);
    },
  );
});
