// What one visit may ask of its gateway, asked without a browser, which would be too slow to get there.
import { afterEach, expect, it } from 'vitest';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Gateway } from '../../src/ports/egress.js';
import { type CleanUp, undo } from './network.js';
import { askGateway } from './socks-client.js';

const cleanUp: CleanUp = [];
afterEach(() => undo(cleanUp));

const HOSTS = 1_000;
/** As many as Chromium has open to one proxy. */
const AT_ONCE = 32;

async function open(): Promise<{ gateway: Gateway; looked: string[] }> {
  const settings = {
    allowPrivateAddresses: false,
    resolve: {},
    vantages: { default: { proxy: null } },
  };
  const looked: string[] = [];
  const lookupNames = async (name: string): Promise<readonly string[]> => {
    looked.push(name);
    throw Object.assign(new Error(), { code: 'ENOTFOUND' });
  };
  const gateway = await openEgress(settings, createSystemClock(), { lookupNames }).open('default');
  cleanUp.push(() => gateway.close());
  gateway.begin({ maxBytes: 1_000_000 });
  return { gateway, looked };
}

async function askMany(gateway: Gateway, hosts: number): Promise<void> {
  const turns = Array.from({ length: hosts }).keys();
  const work = async (): Promise<void> => {
    for (const turn of turns) {
      const { socket } = await askGateway(gateway.port, `n${turn}.flood.example`, 443);
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

it('no more than a thousand hosts are looked up, and the others are refused on record', async () => {
  const { gateway, looked } = await open();
  await askMany(gateway, HOSTS + 300);
  expect(looked).toHaveLength(HOSTS);
  expect(gateway.dns()).toHaveLength(HOSTS);
  expect(gateway.refused()).toHaveLength(300);
  expect(gateway.refused()[0]).toMatchObject({ reason: 'too-many', port: 443 });
});
