// A web archive as RFC 7089 wants it, on a real socket -> what `import memento` takes in, and what not.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Archive } from '../../src/archive.js';
import { openArchive } from '../../src/compose.js';
import { linksOf } from '../../src/store/mementos.js';
import { configFor } from '../backup/config.js';

const ORIGINAL = 'http://donghai.test/移植/等待时间';
const CLAIM = '等待时间一般为两周';
const page = (sentence: string) =>
  `<!doctype html><meta charset=utf-8><title>东海医院</title><h1>肝移植</h1><p>${sentence}。</p><p>مدة الانتظار أسبوعان</p>`;

interface Kept {
  readonly at: string;
  readonly body: string;
  readonly status?: number;
  readonly broken?: boolean;
}
let kept: Record<string, Kept> = {};
let listed: readonly string[] = [];
let asked: string[] = [];
let root: string;
let server: Server;
let archive: Archive;
let watchId: string;
const at = (path: string) => `http://archive.test${path}`;

/** The archive: `/m/1` mementos, `/timemap` in two pages, `/page` that names it, `/plain` that does not. */
function answer(path: string): readonly [number, Record<string, string>, string] {
  const original = `<${new URL(ORIGINAL).href}>; rel="original"`;
  const memento = kept[path];
  if (memento?.broken) return [503, {}, 'busy'];
  if (memento !== undefined) {
    const headers = {
      'Memento-Datetime': new Date(memento.at).toUTCString(),
      Link: `${original}, <${at('/timemap')}>; rel="timemap"; type="application/link-format"`,
      'Content-Type': 'text/html; charset=utf-8',
    };
    return [memento.status ?? 200, headers, memento.body];
  }
  const lines = (from: number, to: number) =>
    listed.slice(from, to).map((one) => {
      const time = new Date(kept[one]?.at ?? 0).toUTCString();
      return `<${at(one)}>; rel="memento"; datetime="${time}"`;
    });
  const map = { 'Content-Type': 'application/link-format' };
  if (path === '/timemap') {
    const next = `<${at('/timemap/2')}>; rel="timemap"; type="application/link-format"`;
    return [200, map, [original, next, ...lines(0, 2)].join(',\n')];
  }
  if (path === '/timemap/2') return [200, map, [original, ...lines(2, 9)].join(',\n')];
  if (path === '/go') return [302, { Location: '/m/1' }, ''];
  if (path === '/page') return [200, { Link: `<${at('/timemap')}>; rel="timemap"` }, page('x')];
  if (path === '/nobodys') {
    return [200, { 'Memento-Datetime': new Date(0).toUTCString() }, page('x')];
  }
  return [200, { 'Content-Type': 'text/html' }, page('x')];
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-memento-'));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const [status, headers, body] = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = configFor(join(root, 'archive'));
  const egress = {
    ...config.egress,
    allowPrivateAddresses: true,
    resolve: { 'archive.test': `127.0.0.1:${port}` },
  };
  archive = await openArchive({ config: { ...config, egress }, log: pino({ level: 'silent' }) });
  const [added] = await archive.addWatches([{ url: ORIGINAL, claims: [CLAIM] }]);
  watchId = added?.watch.id ?? '';
});
afterAll(async () => {
  await archive.close();
  server.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  kept = {
    '/m/1': { at: '2014-03-01T00:00:00Z', body: page(CLAIM) },
    '/m/2': { at: '2016-05-02T10:00:00Z', body: page('等待时间请致电') },
    '/m/3': { at: '2019-07-03T00:00:00Z', body: page('页面不存在'), status: 404 },
  };
  listed = ['/m/1', '/m/2', '/m/3'];
  asked = [];
});

const take = (path: string, most = 100) =>
  archive.importMementos({ url: at(path), most, note: '来自网络档案馆' });
const code = (name: string) => expect.objectContaining({ code: name });

describe('a web archive', () => {
  test('gives one memento, with the time it gives and the claim in it', async () => {
    const result = await take('/go');
    expect(result).toMatchObject({ imported: 1, existing: 0, failed: [], leftOut: 0 });
    expect(result.pages[0]).toMatchObject({
      watchId,
      takenAt: '2014-03-01T00:00:00.000Z',
      status: 200,
      title: '东海医院',
      source: { name: 'archive.test', note: '来自网络档案馆' },
      claims: [{ text: CLAIM, state: 'present' }],
    });
    expect(await take('/m/1')).toMatchObject({ imported: 0, existing: 1 });
  });

  test('gives the newest of a TimeMap in pages, however one comes to it', async () => {
    const some = await take('/timemap', 2);
    expect(some).toMatchObject({ imported: 2, leftOut: 1 });
    expect(some.pages.map(({ takenAt, status }) => [takenAt.slice(0, 4), status])).toEqual([
      ['2019', 404],
      ['2016', 200],
    ]);
    expect(asked).not.toContain('/m/1');
    expect(await take('/page')).toMatchObject({ leftOut: 0, failed: [] });
    const all = await archive.listImported(watchId);
    expect(new Set(all.map(({ takenAt }) => takenAt.slice(0, 4)))).toEqual(
      new Set(['2014', '2016', '2019']),
    );
  });

  test('that fails for one memento still gives the others, and the failure is told', async () => {
    kept['/m/4'] = { at: '2020-01-01T00:00:00Z', body: '', broken: true };
    listed = [...listed, '/m/4'];
    const { failed } = await take('/timemap');
    expect(failed).toEqual([
      { url: at('/m/4'), reason: expect.stringContaining('Memento-Datetime') },
    ]);
  });

  test.each([
    ['/plain', 'IMPORT_INVALID', /neither a memento nor a TimeMap/],
    ['/nobodys', 'IMPORT_INVALID', /names no original/],
  ])('that says too little gives nothing: %s', async (path, name, words) => {
    await expect(take(path)).rejects.toMatchObject({
      code: name,
      message: expect.stringMatching(words),
    });
    expect(await readdir(join(root, 'archive', 'tmp'))).toEqual([]);
  });

  test('that lists pages nobody watches gives nothing', async () => {
    const [other] = await archive.addWatches([{ url: 'http://other.test/' }]);
    await archive.removeWatch(watchId);
    await expect(take('/m/1')).rejects.toEqual(code('IMPORT_INVALID'));
    expect(await archive.listImported(other?.watch.id ?? '')).toEqual([]);
  });

  test('that is not there is named', async () => {
    const gone = { url: 'http://archive.invalid/timemap', most: 1, note: '' };
    await expect(archive.importMementos(gone)).rejects.toMatchObject({
      code: 'MEMENTO_UNREACHABLE',
      message: expect.stringContaining('archive.invalid'),
    });
  });
});

test('links are read as RFC 8288 writes them', () => {
  const text =
    '<http://a.test/x,y;z>;rel="first memento";datetime="Tue, 01 Mar 2014 00:00:00 GMT" , <b>; rel=original,<http://c.test/>;type="a,b"';
  expect(linksOf(text, 'http://base.test/')).toEqual([
    {
      url: 'http://a.test/x,y;z',
      rels: ['first', 'memento'],
      datetime: 'Tue, 01 Mar 2014 00:00:00 GMT',
    },
    { url: 'http://base.test/b', rels: ['original'], datetime: null },
    { url: 'http://c.test/', rels: [''], datetime: null },
  ]);
});
