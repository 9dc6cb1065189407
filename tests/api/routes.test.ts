// Every operation of the OpenAPI document, done once at least: one that no test does fails the last.
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Capture } from '../../src/model/capture.js';
import { digestOf } from '../../src/model/digest.js';
import type { FlagId } from '../../src/model/id.js';
import type { Watch } from '../../src/model/watch.js';
import { openFlag } from '../contracts/records.js';
import { sampleVisit } from '../store/sample-visit.js';
import { type Client, createClient, operationsOf } from './client.js';
import { mementoCases } from './memento-cases.js';
import { startService, type TestService } from './service.js';

const FLAG = 'f_01J00000000000000000000001';
let service: TestService;
let client: Client;
let receiver: Server;
let watch: Watch;
let first: Capture;
let second: Capture;

beforeAll(async () => {
  process.env.VESTIGE_TEST_HOOK = 'a secret that both know';
  receiver = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => receiver.once('listening', resolve));
  const { port } = receiver.address() as AddressInfo;
  const hook = { kind: 'webhook', name: 'hook', url: `http://127.0.0.1:${port}/` };
  service = await startService({ notify: [{ ...hook, secretEnv: 'VESTIGE_TEST_HOOK' }] });
  const { seed, cookie, origin } = service;
  client = createClient(origin, { cookie, 'x-vestige-change': '1' });
  watch = await seed.watch();
  first = await seed.capture(watch);
  const later = await sampleVisit(`${seed.root}/spool`, '三个月');
  second = await seed.capture(watch, later, (capture) => [
    flagOf(openFlag(watch, capture, FLAG as FlagId), first.id),
  ]);
  await seed.sign();
});
afterAll(async () => {
  await service?.close();
  receiver?.close();
});

function flagOf(move: ReturnType<typeof openFlag>, lastGood: Capture['id']) {
  return move.move === 'open' ? { ...move, flag: { ...move.flag, lastGood } } : move;
}

test('watches: previewed, added, edited, paused, removed, listed page by page', async () => {
  const list = 'url,claims\nhttps://donghai.test/甲,等待时间两周\nhttps://donghai.test/乙,\n';
  const preview = await client.json('POST /api/v1/watches/preview', {
    body: { fileName: 'list.csv', text: list, case: '肝移植' },
  });
  expect(preview).toMatchObject({ errors: [], watches: [{ existing: null }, { existing: null }] });
  const wrong = await client.json('POST /api/v1/watches/preview', {
    body: { fileName: 'list.csv', text: 'url\nhttps://good.test/\nftp://bad.test/' },
  });
  expect(wrong.errors).toMatchObject([{ line: 3 }]);
  expect((await client.json('GET /api/v1/watches')).watches).toHaveLength(1);

  const drafts = preview.watches.map(({ existing: _, ...draft }: { existing: null }) => draft);
  const added = await client.json('POST /api/v1/watches', { body: { watches: drafts } }, 201);
  const [{ id }] = added.watches;
  expect(added.watches).toMatchObject([{ case: '肝移植', existing: false }, { existing: false }]);
  // A list is one act, which says how many and which.
  const ids = added.watches.map((one: { id: string }) => one.id).join('\n');
  expect((await service.archive.listCustody(digestOf(ids))).slice(-1)).toMatchObject([
    { event: 'watches-added', by: 'local', note: '2 watches' },
  ]);
  const again = await client.json('POST /api/v1/watches', { body: { watches: drafts } }, 201);
  expect(again.watches).toMatchObject([{ id, existing: true }, { existing: true }]);

  const path = { id };
  const edited = await client.json('PATCH /api/v1/watches/{id}', {
    path,
    body: { every: 'weekly', labels: ['急'], claims: ['等待时间两周', 'أسبوعان'] },
  });
  expect(edited).toMatchObject({ every: 'weekly', labels: ['急'], claims: [{}, { id: 'k2' }] });
  expect(await client.json('POST /api/v1/watches/{id}/pause', { path })).toMatchObject({
    ...{ paused: true, nextDueAt: null },
  });
  const paused = await client.json('GET /api/v1/watches', { query: { paused: 'true' } });
  expect(paused.watches).toMatchObject([{ id }]);
  const resumed = await client.json('POST /api/v1/watches/{id}/resume', { path });
  expect(resumed).toMatchObject({ paused: false, nextDueAt: expect.any(String) });
  expect(await client.json('GET /api/v1/watches/{id}', { path })).toEqual(resumed);
  expect(await client.json('GET /api/v1/watches/{id}/gaps', { path })).toEqual({ gaps: [] });

  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: Record<string, string> = cursor === '' ? { limit: '2' } : { limit: '2', cursor };
    const page: { watches: Watch[]; next: string | null } = await client.json(
      'GET /api/v1/watches',
      { query },
    );
    seen.push(...page.watches.map((one) => one.id));
    cursor = page.next;
  }
  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(3);

  expect(await client.json('GET /api/v1/cases')).toMatchObject({
    cases: [
      { name: '东海医院', watches: 1, openFlags: 1 },
      { name: '肝移植', watches: 2 },
    ],
  });
  const removed = await client.json('POST /api/v1/watches/{id}/remove', { path });
  expect(removed.removedAt).toEqual(expect.any(String));
  const counts = await client.json('GET /api/v1/watches/counts');
  expect(counts).toMatchObject({ total: 2, paused: 0, states: { live: 1 } });
});

test('captures: listed, shown with provenance and files, compared, replayed, asked for', async () => {
  const day = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' };
  const ofWatch = { path: { id: watch.id } };
  const { looks } = await client.json('GET /api/v1/watches/{id}/looks', { ...ofWatch, query: day });
  // Made in one millisecond of the test's clock, they stand in either order.
  expect(looks).toHaveLength(2);
  expect(looks).toContainEqual(expect.objectContaining({ capture: first.id, class: 'ok' }));
  expect(looks).toContainEqual(expect.objectContaining({ capture: second.id }));
  const query = { from: day.to, to: '2027-01-01T00:00:00Z' };
  const later = await client.json('GET /api/v1/watches/{id}/looks', { ...ofWatch, query });
  expect(later.looks).toEqual([]);
  const path = { id: second.id };
  const newest = await client.json('GET /api/v1/captures', { query: { limit: '1' } });
  expect(newest.captures).toMatchObject([{ id: second.id }]);
  const older = await client.json('GET /api/v1/captures', {
    query: { limit: '1', cursor: newest.next, watch: watch.id },
  });
  expect(older.captures).toMatchObject([{ id: first.id }]);
  expect(await client.json('GET /api/v1/captures/{id}', { path })).toMatchObject({
    ...{ watch: watch.id, manifest: second.manifest },
  });
  const made = await client.json('GET /api/v1/captures/{id}/provenance', { path });
  expect(made).toMatchObject({
    exchanges: [{ method: 'GET', status: 200 }, {}],
    // The sample's certificate is none: said, and not a fault of ours.
    certificates: [null],
    proof: { logIndex: second.logIndex, isSigned: true },
  });
  const file = async (name: string) => {
    const operation = 'GET /api/v1/captures/{id}/files/{name}';
    const answer = await client.ask(operation, { path: { ...path, name } });
    const { headers } = answer;
    return { type: headers.get('content-type'), how: headers.get('content-disposition'), answer };
  };
  const text = await file('text');
  expect(text.type).toBe('text/plain; charset=utf-8');
  expect(await text.answer.text()).toContain('等待时间：两周');
  expect((await file('thumbnail')).type).toBe('image/jpeg');
  const dom = await file('dom');
  expect(dom.how).toMatch(/^attachment/);
  expect(dom.answer.headers.get('content-security-policy')).toContain('sandbox');
  expect((await file('manifest')).answer.status).toBe(400);

  const compared = await client.json('GET /api/v1/compare', {
    query: { from: first.id, to: second.id },
  });
  expect(JSON.stringify(compared.text.rows)).toContain('三个月');
  // The other way round nobody has compared them: what is quick comes first, the rest when asked for.
  const back = { from: second.id, to: first.id };
  const quick = { query: { ...back, changes: 'onRecord' } };
  expect((await client.json('GET /api/v1/compare', quick)).changes).toBeNull();
  const { changes } = await client.json('GET /api/v1/compare', { query: back });
  expect(changes.length).toBeGreaterThan(0);
  expect((await client.json('GET /api/v1/compare', { query: back })).changes).toEqual(changes);
  const pictures = await client.json('GET /api/v1/compare/pictures', {
    query: { from: first.id, to: second.id },
  });
  expect(pictures).toMatchObject({ width: 1280, before: { height: 2000, marks: [] } });
  const shown = await client.json('POST /api/v1/captures/{id}/replay', { path, body: {} }, 201);
  expect((await fetch(shown.url)).status).toBe(200);

  const body = { watches: [watch.id] };
  const { jobs } = await client.json('POST /api/v1/captures', { body }, 202);
  const results = await client.json('GET /api/v1/jobs', { query: { ids: jobs.join(',') } });
  expect(results).toEqual({ jobs: [{ id: jobs[0], state: 'queued', capture: null }] });
  const nothing = await client.json('POST /api/v1/captures', { body: {} }, 400);
  expect(nothing).toMatchObject({ code: 'INPUT_INVALID', detail: expect.any(String) });
});

test('flags: listed, acknowledged with a note, reopened, assigned; the feed has them', async () => {
  const open = await client.json('GET /api/v1/flags', {
    query: { open: 'true', case: '东海医院', kind: 'takedown' },
  });
  expect(open).toMatchObject({
    flags: [{ id: FLAG, capture: second.id, case: '东海医院' }],
    next: null,
  });
  const path = { id: FLAG };
  const note = '已打电话核实';
  const acked = await client.json('POST /api/v1/flags/{id}/ack', { path, body: { note } });
  expect(acked).toMatchObject({ acknowledged: true, note });
  const query = { open: 'true', acknowledged: 'false' };
  expect((await client.json('GET /api/v1/flags', { query })).flags).toEqual([]);
  expect(await client.json('DELETE /api/v1/flags/{id}/ack', { path })).toMatchObject({
    ...{ acknowledged: false, note },
  });
  const assign = (assignee: string | null) =>
    client.json('PUT /api/v1/flags/{id}/assignee', { path, body: { assignee } });
  expect(await assign('me')).toMatchObject({ assignee: 'local' });
  expect(await assign(null)).toMatchObject({ assignee: null });
  expect(await client.json('GET /api/v1/flags/{id}', { path })).toMatchObject({ note });
  const feed = await client.ask('GET /feed.atom');
  expect(await feed.text()).toContain(FLAG);
});

test('proof: a capture is exported, downloaded and verified; log, keys, doctor', async () => {
  const body = { captures: [first.id], language: 'zh' };
  const started = await client.json('POST /api/v1/exports', { body }, 202);
  const path = { id: started.id };
  await expect
    .poll(() => client.json('GET /api/v1/exports/{id}', { path }), { timeout: 60_000 })
    .toMatchObject({ state: 'done', captures: 1 });
  const { exports } = await client.json('GET /api/v1/exports');
  expect(exports).toMatchObject([{ id: started.id, sha256: expect.any(String) }]);
  const file = await client.ask('GET /api/v1/exports/{id}/file', { path });
  expect(file.headers.get('content-type')).toBe('application/wacz');
  const bundle = new Uint8Array(await file.arrayBuffer());
  expect(bundle.length).toBe(exports[0].bytes);
  const form = (of: Uint8Array<ArrayBuffer>, keys: Readonly<Record<string, string>> = {}) => {
    const data = new FormData();
    for (const [name, key] of Object.entries(keys)) data.append(name, key);
    data.append('file', new Blob([of]), '证据.wacz');
    return data;
  };
  const report = await client.json('POST /api/v1/verify', { body: form(bundle) });
  expect(report.ok).toBe(true);
  const forged = await client.json('POST /api/v1/verify', { body: form(bundle.slice(0, -40)) });
  expect(forged.ok).toBe(false);

  // With the keys of whoever keeps the archive the same bundle is vouched for.
  const { signer, log: own } = await client.json('GET /api/v1/keys');
  const vouched = form(bundle, { signerKey: signer.pem, checkpointKey: own.vkey });
  const checks = (await client.json('POST /api/v1/verify', { body: vouched })).checks;
  for (const id of ['signer-key', 'checkpoint-key']) {
    expect(checks).toContainEqual(expect.objectContaining({ id, status: 'passed' }));
    expect(report.checks).toContainEqual(expect.objectContaining({ id, status: 'skipped' }));
  }
  for (const wrong of [{ trust: 'x' }, { signerKey: 'x' }, { witnessKey: 'x' }] as const) {
    const refused = await client.json('POST /api/v1/verify', { body: form(bundle, wrong) }, 400);
    expect(refused.code).toBe('INPUT_INVALID');
  }

  const log = await client.json('GET /api/v1/log', { query: { limit: '2' } });
  expect(log.entries).toHaveLength(2);
  expect(log.checkpoint.size).toBeLessThanOrEqual(log.size);
  const evidence = await client.json('GET /api/v1/log/evidence');
  expect(evidence).toEqual({
    checkpoints: expect.arrayContaining([{ size: log.checkpoint.size, attestations: [] }]),
    witnesses: [],
  });
  expect(await client.json('GET /api/v1/log/gaps')).toEqual({ gaps: [] });
  const doctor = await client.json('GET /api/v1/doctor');
  expect(doctor.checks).toContainEqual(expect.objectContaining({ id: 'catalogue', status: 'ok' }));
});

test('imported: what others archived is listed as theirs, read and compared', async () => {
  const file = join(service.dir, '他人.warc');
  const html = '<!doctype html><html lang=zh><title>旧页</title><p>等待时间：五天。</p></html>';
  const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`;
  const head = [
    'WARC/1.1',
    'WARC-Type: response',
    `WARC-Target-URI: ${new URL(watch.url).href}`,
    'WARC-Date: 2021-03-04T05:06:07Z',
    'WARC-Record-ID: <urn:uuid:6f1c3f0e-0000-4000-8000-000000000001>',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${Buffer.byteLength(answer)}`,
  ].join('\r\n');
  await writeFile(file, `${head}\r\n\r\n${answer}\r\n\r\n`);
  await service.archive.importHistory(file, '王记者');
  const path = { id: watch.id };
  const { imported } = await client.json('GET /api/v1/watches/{id}/imported', { path });
  expect(imported).toMatchObject([
    {
      imported: true,
      title: '旧页',
      takenAt: '2021-03-04T05:06:07.000Z',
      source: { note: '王记者' },
    },
  ]);
  const [{ id }] = imported;
  const text = await client.ask('GET /api/v1/imported/{id}/text', { path: { id } });
  expect(await text.text()).toContain('五天');
  const query = { from: id, to: second.id };
  const compared = await client.json('GET /api/v1/imported/compare', { query });
  expect(compared).toMatchObject({ from: { imported: true }, to: { imported: false } });
  expect(JSON.stringify(compared.text.rows)).toContain('三个月');
  const nobody = { path: { id: 'i_nobody' } };
  expect((await client.json('GET /api/v1/imported/{id}/text', nobody, 404)).code).toBe(
    'CAPTURE_NOT_FOUND',
  );
});

test('access: a name and a password, roles, tokens, sessions that end', async () => {
  const account = {
    name: '王医生',
    role: 'investigator',
    password: '四个普通的词 is easy to keep',
  };
  const weak = { ...account, password: 'short' };
  expect(await client.json('POST /api/v1/accounts', { body: weak }, 400)).toMatchObject({
    ...{ code: 'INPUT_INVALID', title: expect.stringContaining('15') },
  });
  expect(await client.json('POST /api/v1/accounts', { body: account }, 201)).toMatchObject({
    ...{ name: account.name, role: account.role },
  });
  expect(JSON.stringify(await client.json('GET /api/v1/accounts'))).not.toContain('password');
  const { name, password } = account;
  const signedIn = await client.ask('POST /api/v1/session', { body: { name, password } });
  const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
  const own = createClient(service.origin, { cookie, 'x-vestige-change': '1' }, client.done);
  expect(await own.json('GET /api/v1/session')).toMatchObject({
    ...{ holder: name, hasAccounts: true, scopes: expect.not.arrayContaining(['admin']) },
  });
  const wish = { label: '脚本', scopes: ['read'], days: 1 };
  const token = await client.json('POST /api/v1/tokens', { body: wish }, 201);
  const { passes } = await client.json('GET /api/v1/passes');
  expect(passes).toContainEqual(expect.objectContaining({ id: token.id, label: '脚本' }));
  expect(JSON.stringify(passes)).not.toContain(token.secret);
  const path = { id: token.id };
  await client.json('DELETE /api/v1/passes/{id}', { path }, 204);
  await own.json('DELETE /api/v1/session', {}, 204);
  expect((await own.json('GET /api/v1/session')).holder).toBe('');
  await client.json('DELETE /api/v1/accounts/{id}', { path: { id: name } }, 204);
});

test('notifiers, settings and live state', async () => {
  const path = { name: 'hook' };
  const sent = await client.json('POST /api/v1/notifiers/{name}/test', { path });
  expect(sent.where).toContain('127.0.0.1');
  const retried = await client.json('POST /api/v1/notifiers/{name}/retry', { path });
  expect(retried).toEqual({ messages: 0 });
  const { notifiers } = await client.json('GET /api/v1/notifiers');
  expect(notifiers).toMatchObject([{ name: 'hook', canSend: true }]);
  expect(await client.json('GET /api/v1/messages')).toEqual({ messages: [] });
  const settings = await client.json('GET /api/v1/settings');
  expect(settings.config.notify).toMatchObject([{ name: 'hook' }]);
  expect(JSON.stringify(settings)).not.toContain('a secret that both know');
  const words = await client.json('GET /api/v1/words', { query: { language: 'zh-Hant' } });
  expect(words.states).toMatchObject({ unreachable: '無法連線' });
  expect(Object.keys(words.flags)).toContain('takedown');
  expect(words.phrases.sentence).toMatch(/^\{at\}.*\{vantage\}.*\{seen\}/);
  expect(await client.json('GET /healthz')).toMatchObject({ ok: true });
  expect(await (await client.ask('GET /metrics')).text()).toContain('vestige_flags_open 1');
  expect(await client.json('GET /api/v1/status')).toMatchObject({ openFlags: 1 });
});

test('events: the state at once, and again when something happened', async () => {
  const answer = await client.ask('GET /api/v1/events');
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const events = readEvents(answer);
  expect((await events.next()).value).toMatchObject({ openFlags: 1 });
  await client.json('POST /api/v1/flags/{id}/ack', { path: { id: FLAG }, body: {} });
  expect((await events.next()).value).toMatchObject({ openFlags: 0 });
  await events.return(undefined);
});

async function* readEvents({ body }: Response): AsyncGenerator<unknown> {
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

mementoCases(() => ({ client, service }));

test('the OpenAPI document is valid, and everything in it was done above', async () => {
  const document = await (await fetch(`${service.origin}/api/openapi.json`)).json();
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  expect(document.openapi).toBe('3.1.0');
  const told = operationsOf(document).flatMap(({ operation, statuses }) =>
    statuses.filter((status) => status !== 'default').map((status) => `${operation} ${status}`),
  );
  expect([...client.done].sort()).toEqual(told.sort());
});
