// A hostile page in a real Chromium: nothing private is reached, and what was refused is on record.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visit } from '../../src/model/visit.js';
import { DOORS, hostileSite, LYING_NAMES, PRIVATE_HOSTS } from './hostile-page.js';
import {
  type CleanUp,
  look,
  type PrivatePlace,
  serveHttp,
  startBrowser,
  startPrivatePlace,
  undo,
} from './network.js';

const cleanUp: CleanUp = [];
const PUBLIC_ADDRESS = '93.184.216.34';
let inside: PrivatePlace;
let visit: Visit;
const asked: string[] = [];

beforeAll(async () => {
  inside = await startPrivatePlace(cleanUp);
  const answer = hostileSite(inside.port, inside.addresses);
  const port = await serveHttp((request, response) => {
    const { status, headers, body } = answer(request.url ?? '/');
    response.writeHead(status, headers).end(body);
  }, cleanUp);
  let rebound = 0;
  const names = (name: string): readonly string[] => {
    asked.push(name);
    if (name === 'hospital.example') return [PUBLIC_ADDRESS];
    if (name === 'private.example') return ['127.0.0.1', '10.0.0.1'];
    if (name === 'mixed.example') return ['127.0.0.1', PUBLIC_ADDRESS, '::1'];
    if (name === 'rebind.example') {
      rebound += 1;
      return rebound === 1 ? [PUBLIC_ADDRESS] : ['127.0.0.1'];
    }
    return ['127.0.0.1', '::1'];
  };
  const browser = await startBrowser({ names, places: { [PUBLIC_ADDRESS]: port } }, cleanUp);
  ({ visit } = await look(browser, 'http://hospital.example/', { settleMs: 1_000 }));
});
afterAll(() => undo(cleanUp));

describe('a page that tries every door', () => {
  it('is itself captured', () => {
    expect(visit.outcome).toEqual({ kind: 'answered', status: 200 });
    expect(visit.dom).toContain('肝移植说明');
  });

  it('reaches nothing private, over TCP or UDP', () => {
    expect(inside.addresses).toContain('127.0.0.1');
    expect(inside.visitors()).toBe(0);
  });

  it.each(DOORS)('is refused at %s, on record', (door) => {
    const host = `${door}.inside.example`;
    expect(visit.refused).toContainEqual(
      expect.objectContaining({ host, port: inside.port, reason: 'private-address' }),
    );
  });

  it.each(PRIVATE_HOSTS)('is refused at http://%s/, on record', (spelling) => {
    const host = new URL(`http://${spelling}/`).hostname.replace(/^\[|\]$/g, '');
    expect(visit.refused).toContainEqual(
      expect.objectContaining({ host, port: inside.port, reason: 'private-address' }),
    );
  });

  it('gets no further by names that lie or change', () => {
    const [lying, mixed, rebound] = LYING_NAMES;
    expect(visit.refused).toContainEqual(
      expect.objectContaining({ host: lying, reason: 'private-address' }),
    );
    const to = (name: string) =>
      visit.exchanges
        .filter((each) => new URL(each.url).hostname === name)
        .map((each) => each.remoteAddress);
    const isPublic = `${PUBLIC_ADDRESS}:${inside.port}`;
    for (const name of [mixed, rebound]) expect(new Set(to(name))).toEqual(new Set([isPublic]));
    expect(asked.filter((name) => name === rebound)).toHaveLength(1);
    expect(visit.dns).toContainEqual(
      expect.objectContaining({ host: mixed, addresses: ['127.0.0.1', PUBLIC_ADDRESS, '::1'] }),
    );
  });
});
