// RFC 7089 from outside: a program that knows nothing but the standard finds a page's past.
import { expect, test } from 'vitest';
import type { Capture } from '../../src/model/capture.js';
import type { Visit } from '../../src/model/visit.js';
import { at } from '../contracts/records.js';
import { sampleVisit } from '../store/sample-visit.js';
import type { Client } from './client.js';
import type { TestService } from './service.js';

const ORIGINAL = 'https://donghai.test/%E8%82%9D%E7%A7%BB%E6%A4%8D?id=1&x=%E7%AD%89';
const TYPED = 'https://donghai.test/肝移植?id=1&x=等';

/** Registers the cases; client and service are there once they run. */
export function mementoCases(made: () => { client: Client; service: TestService }): void {
  test('a page’s past is found by TimeMap and TimeGate, and comes as it was archived', async () => {
    const { client, service } = made();
    const { seed, origin, cookie } = service;
    const watch = await seed.watch('/肝移植?id=1&x=等');
    const seen = async (seconds: number, change: Partial<Visit> = {}) =>
      seed.capture(watch, {
        ...(await sampleVisit(`${seed.root}/spool`, `第${seconds}秒`)),
        startedAt: at(seconds),
        finishedAt: at(seconds + 3),
        ...change,
      });
    const seconds = [0, 3600, 3600.5, 86_400];
    const captures: Capture[] = [];
    for (const second of seconds) captures.push(await seen(second));
    // A look that brought nothing is no memento.
    await seen(90_000, { exchanges: [], mainExchange: null, outcome: failed });

    const path = { url: TYPED };
    const timemap = await client.ask('GET /timemap/link/{url}', { path });
    expect(timemap.headers.get('content-type')).toBe('application/link-format');
    const links = parseLinks(await timemap.text());
    expect(links.map(({ rel }) => rel)).toEqual([
      ...['original', 'self', 'timegate'],
      ...['first memento', 'memento', 'memento', 'last memento'],
    ]);
    expect(links[0]?.url).toBe(ORIGINAL);
    expect(links[1]).toMatchObject({
      url: `${origin}/timemap/link/${ORIGINAL}`,
      from: new Date(at(0)).toUTCString(),
      until: new Date(at(86_400)).toUTCString(),
    });
    const mementos = links.slice(3);
    expect(new Set(mementos.map(({ url }) => url)).size).toBe(4);

    const gate = async (date?: string) => {
      const headers: Record<string, string> = date === undefined ? {} : { 'accept-datetime': date };
      const answer = await client.ask('GET /timegate/{url}', { path, headers });
      expect([answer.status, answer.headers.get('vary')]).toEqual([302, 'accept-datetime']);
      expect(answer.headers.get('memento-datetime')).toBeNull();
      const related = parseLinks(answer.headers.get('link') ?? '').map(({ rel }) => rel);
      expect(related).toEqual(['original', 'timegate', 'timemap']);
      return mementos.findIndex(({ url }) => url === answer.headers.get('location'));
    };
    expect(await gate()).toBe(3);
    expect(await gate('Sat, 21 Nov 2026 08:10:00 GMT')).toBe(0);
    expect(await gate('Sat, 21 Nov 2026 09:00:00 GMT')).toBe(1);
    expect(await gate('Mon, 01 Jan 1990 00:00:00 GMT')).toBe(0);
    const wrong = { path, headers: { 'accept-datetime': 'yesterday' } };
    await client.json('GET /timegate/{url}', wrong, 400);

    for (const [place, { url, datetime }] of mementos.entries()) {
      const answer = await fetch(url, { headers: { cookie } });
      const { headers } = answer;
      expect([answer.status, headers.get('memento-datetime')]).toEqual([200, datetime]);
      expect(headers.get('content-disposition')).toContain(captures[place]?.id);
      expect(headers.get('content-disposition')).toMatch(/^attachment/);
      expect(headers.get('content-security-policy')).toMatch(/^sandbox/);
      expect(await answer.text()).toContain(`第${seconds[place]}秒`);
    }
    const exact = { time: '20261121080000', url: TYPED };
    const memento = await client.ask('GET /memento/{time}/{url}', { path: exact });
    expect(parseLinks(memento.headers.get('link') ?? '')[0]?.url).toBe(ORIGINAL);
    const about = await client.ask('GET /memento/{time}/{url}', {
      path: { ...path, time: '2026' },
    });
    expect([about.status, about.headers.get('location')]).toEqual([302, mementos[0]?.url]);
    expect((await fetch(mementos[0]?.url ?? '')).status).toBe(401);

    const events = await service.archive.listCustody(captures[0]?.id ?? '');
    expect(events).toContainEqual(expect.objectContaining({ event: 'viewed', note: 'html' }));

    const unknown = { path: { url: 'https://nowhere.test/' } };
    await client.json('GET /timemap/link/{url}', unknown, 404);
    await client.json('GET /timegate/{url}', unknown, 404);
    await client.json('GET /timegate/{url}', { path: { url: 'ftp://donghai.test/' } }, 400);
  });
}

const failed: Visit['outcome'] = {
  kind: 'failed',
  ...{ step: 'dns', failure: 'nxdomain', detail: 'no address', netError: null },
};

/** RFC 8288 §3, as far as anybody uses it. */
function parseLinks(text: string) {
  return [...text.matchAll(/<([^>]*)>((?:; ?\w+="[^"]*")*)/g)].map(([, url = '', rest = '']) => {
    const named = [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    const fields: Record<string, string> = Object.fromEntries(named);
    return { url, ...fields } as Record<string, string> & { url: string };
  });
}
