// The settings page's side of telling people, and the feed, over HTTP; no browser is started.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { type RunningServer, startServer } from '../../src/api/server.js';
import type { Archive } from '../../src/archive.js';
import { openArchive } from '../../src/compose.js';
import { loadConfig } from '../../src/config.js';
import { addition, at, draft, job, openFlag, recordOf } from '../contracts/records.js';
import { drafts, route, takedown } from './events.js';
import { type MailSink, startMailSink } from './mail-sink.js';

const log = pino({ level: 'silent' });
let root: string;
let sink: MailSink;
let archive: Archive;
let server: RunningServer;
let admin: string;
let reader: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-notify-api-'));
  sink = await startMailSink();
  const packageDir = resolve(import.meta.dirname, '../..');
  const shipped = loadConfig({ file: null, env: {}, cwd: root, packageDir });
  const base = { ...route({ name: 'lead', language: 'zh' }), vantage: null };
  const smtp = { host: '127.0.0.1', port: sink.port, security: 'none' } as const;
  const config = {
    ...shipped,
    archive: join(root, 'archive'),
    notify: [
      { ...base, kind: 'email', smtp, from: 'v@example.test', to: ['anna@example.test'] },
      { ...base, name: 'chat', kind: 'slack', urlEnv: 'VESTIGE_TEST_NOT_SET' },
    ],
  } as const;
  archive = await openArchive({ config, log });
  server = await startServer(archive, { ...config.server, port: 0 }, log);
  const token = async (scopes: ('admin' | 'feed' | 'read')[]) =>
    (await archive.makeToken({ holder: 'local', label: 't', scopes, days: 1 })).secret;
  admin = await token(['admin', 'read']);
  reader = await token(['read', 'feed']);
});
afterAll(async () => {
  await server.close();
  await archive.close();
  await sink.stop();
  await rm(root, { recursive: true, force: true });
});

const ask = (path: string, method = 'GET', token = admin) =>
  fetch(`${server.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${token}` } });

test('an admin tries a notifier, sees what waits, and has it tried again; others do not', async () => {
  for (const path of ['notifiers', 'messages']) {
    expect((await ask(path, 'GET', reader)).status).toBe(403);
  }
  expect((await ask('notifiers/lead/test', 'POST', reader)).status).toBe(403);
  const settings = async (token: string) => (await ask('settings', 'GET', token)).text();
  expect(await settings(reader)).not.toContain('anna@example.test');
  expect(await settings(admin)).toContain('anna@example.test');
  expect((await ask('notifiers/nobody/test', 'POST')).status).toBe(404);
  const tried = await ask('notifiers/lead/test', 'POST');
  expect(await tried.json()).toMatchObject({ where: expect.stringContaining('anna@example.test') });
  expect(sink.mails[0]?.headers.get('subject')).toBe('Vestige 的消息可以送达');
  const failed = await ask('notifiers/chat/test', 'POST');
  expect(failed.status).toBe(502);
  expect(await failed.json()).toMatchObject({
    code: 'NOTIFIER_FAILED',
    title: expect.stringContaining('VESTIGE_TEST_NOT_SET'),
  });

  const catalogue = await openCatalogue(join(root, 'archive', 'vestige.db'));
  await catalogue.outbox.add(drafts(takedown(), [route({ name: 'lead' })]));
  const due = { now: '2099-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z', together: [] };
  const [delivery] = await catalogue.outbox.take({ ...due, notifiers: ['lead'] });
  await catalogue.outbox.failed(delivery?.id ?? '', 'the server was dead', null);
  await catalogue.close();
  const { notifiers } = (await (await ask('notifiers')).json()) as { notifiers: unknown[] };
  expect(notifiers).toMatchObject([
    { name: 'lead', kind: 'email', dead: 1, waiting: 0, detail: 'the server was dead' },
    {
      name: 'chat',
      isConfigured: true,
      canSend: false,
      detail: expect.stringContaining('_NOT_SET'),
    },
  ]);
  expect(await (await ask('messages')).json()).toMatchObject({
    messages: [{ notifier: 'lead', state: 'dead', about: 'takedown', flag: 'f_01', tries: 1 }],
  });
  expect(await (await ask('notifiers/lead/retry', 'POST')).json()).toEqual({ messages: 1 });
  expect(await (await ask('notifiers')).json()).toMatchObject({
    notifiers: [{ name: 'lead', dead: 0, waiting: 1 }, {}],
  });
});

test('the feed tells of flags, in valid Atom, to whoever has its token', async () => {
  const catalogue = await openCatalogue(join(root, 'archive', 'vestige.db'));
  const [added] = await catalogue.addWatches([addition(draft('/a?b=1&c=<x>'))], at(0));
  if (added === undefined) throw new Error('nothing was added');
  const { watch } = added;
  const among = await catalogue.enqueue([job(watch, { reason: 'manual' })], at(0));
  const asked = { owner: 't', now: at(1), leaseMs: 60_000, perHostGapMs: 0, among };
  const lease = await catalogue.lease(asked);
  if (lease === null) throw new Error('nothing was leased');
  const move = openFlag(watch, lease.captureId, 'f_01J00000000000000000000000');
  const summary = 'Gone: ]]><img src="https://evil.test/seen.png"> 等待';
  const flags = move.move === 'open' ? [{ ...move, flag: { ...move.flag, summary } }] : [];
  await catalogue.recordCapture(recordOf(watch, lease, { flags }));
  await catalogue.close();

  expect((await fetch(`${server.url}/feed.atom?token=${'x'.repeat(43)}`)).status).toBe(401);
  const answer = await fetch(`${server.url}/feed.atom?token=${reader}`);
  expect(answer.headers.get('content-type')).toContain('application/atom+xml');
  const xml = await answer.text();
  expect(XMLValidator.validate(xml)).toBe(true);
  const { feed } = new XMLParser({ ignoreAttributes: false, processEntities: false }).parse(xml);
  // RFC 4287 §4.1: what a feed and an entry must have.
  for (const one of [feed, feed.entry]) {
    expect(one).toMatchObject({ id: expect.stringMatching(/^urn:/), updated: expect.any(String) });
    expect(new Date(one.updated).toISOString()).toBe(one.updated);
    expect(one.title).toBeDefined();
  }
  expect(feed.author?.name).toBeDefined();
  expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom');
  const links = [feed.link].flat().map((link) => link['@_rel'] ?? 'alternate');
  expect(links).toContain('self');
  // Feed readers show it as HTML: what a page wrote is text in it.
  expect(feed.entry.summary['#text']).toBe(
    'Gone: ]]&gt;&lt;img src=&quot;https://evil.test/seen.png&quot;&gt; 等待',
  );
  const link = [feed.entry.link].flat()[0]['@_href'];
  expect(link).toBe(`${server.url}/flags/f_01J00000000000000000000000`);
});
