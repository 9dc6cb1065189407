// Who is answered at all: every operation of the OpenAPI document without a pass, with one of another
// scope, without the dashboard's header; names, guessers, and how far the service may listen.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getSafely } from 'node:https';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../src/api/server.js';
import { SCOPES, type Scope } from '../../src/model/access.js';
import { addressOf, createClient, methodOf, operationsOf, type Told } from './client.js';
import { LOCAL, sessionOf, startService, type TestService } from './service.js';

let service: TestService;
let operations: readonly Told[];
let tokens: Readonly<Record<Scope, string>>;

beforeAll(async () => {
  service = await startService();
  operations = operationsOf(await (await fetch(`${service.origin}/api/openapi.json`)).json());
  const made = SCOPES.map(async (scope) => {
    const wish = { holder: 'local', label: scope, scopes: [scope], days: 1 };
    return [scope, (await service.archive.makeToken(wish)).secret] as const;
  });
  tokens = Object.fromEntries(await Promise.all(made)) as typeof tokens;
});
afterAll(() => service?.close());

const refusal = async ({ operation }: Told, headers: Record<string, string>) => {
  const address = service.origin + addressOf(operation);
  const answer = await fetch(address, { method: methodOf(operation), headers });
  if (answer.status < 400) await answer.body?.cancel();
  const { code } = answer.status < 400 ? {} : ((await answer.json()) as { code: string });
  return [operation, answer.status, code];
};
const bearer = (scope: Scope) => ({ authorization: `Bearer ${tokens[scope]}` });

test('each operation that is not open refuses whoever has no pass, or one of any other scope', async () => {
  const closed = operations.filter(({ needs }) => needs.length > 0);
  expect(closed.length).toBeGreaterThan(40);
  for (const one of closed) {
    const isChange = methodOf(one.operation) !== 'GET';
    const dashboard: Record<string, string> = isChange ? { 'x-vestige-change': '1' } : {};
    expect(await refusal(one, dashboard)).toEqual([one.operation, 401, 'SIGN_IN_NEEDED']);
    for (const scope of SCOPES.filter((name) => !one.needs.includes(name))) {
      expect(await refusal(one, bearer(scope))).toEqual([one.operation, 403, 'NOT_ALLOWED']);
    }
  }
});

test('each operation that changes something refuses what another site has the browser send', async () => {
  const changes = operations.filter(({ operation }) => methodOf(operation) !== 'GET');
  const { cookie } = service;
  const foreign: Record<string, string>[] = [
    {},
    { 'x-vestige-change': '1', origin: 'https://evil.test' },
    { 'x-vestige-change': '1', 'sec-fetch-site': 'same-site' },
  ];
  for (const one of changes) {
    for (const headers of foreign) {
      const refused = await refusal(one, { cookie, ...headers });
      expect(refused).toEqual([one.operation, 403, 'REQUEST_REFUSED']);
    }
  }
});

test('an unknown name in the Host header is not answered, whatever is asked', async () => {
  const { port } = new URL(service.origin);
  const status = (host: string, path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { port, path, headers: { host, cookie: service.cookie } };
      get({ host: '127.0.0.1', ...options }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).once('error', reject);
    });
  for (const path of ['/', '/api/v1/watches', '/healthz', '/api/openapi.json', '/nothing']) {
    expect([path, await status('rebound.evil.test', path)]).toEqual([path, 421]);
  }
  expect(await status(`localhost:${port}`, '/api/v1/watches')).toBe(200);
});

test('roles: a viewer reads, an investigator also writes and exports, neither gives more than it has', async () => {
  const password = '四个普通的词 is easy to keep';
  const enter = async (role: 'viewer' | 'investigator') => {
    await service.archive.putAccount(role, role, password);
    const outside = createClient(service.origin, { 'x-vestige-change': '1' });
    const body = { name: role, password };
    const answer = await outside.ask('POST /api/v1/session', { body });
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/);
    return createClient(service.origin, {
      cookie: sessionOf(answer),
      'x-vestige-change': '1',
    });
  };
  const viewer = await enter('viewer');
  const investigator = await enter('investigator');
  const list = { body: { text: 'https://donghai.test/' } };
  await viewer.json('GET /api/v1/watches');
  await viewer.json('POST /api/v1/watches/preview', list, 403);
  await investigator.json('POST /api/v1/watches/preview', list);
  await viewer.json('GET /api/v1/exports', {}, 403);
  await investigator.json('GET /api/v1/exports');
  await investigator.json('GET /api/v1/accounts', {}, 403);
  const wish = (scope: Scope) => ({ body: { label: 'mehr', scopes: [scope] } });
  await viewer.json('POST /api/v1/tokens', wish('read'), 201);
  await viewer.json('POST /api/v1/tokens', wish('write'), 403);
  // Another's session is not theirs to end, nor to see.
  const { passes } = await investigator.json('GET /api/v1/passes');
  expect(new Set(passes.map(({ holder }: { holder: string }) => holder))).toEqual(
    new Set(['investigator']),
  );
  const [{ id }] = (await viewer.json('GET /api/v1/passes')).passes;
  await investigator.json('DELETE /api/v1/passes/{id}', { path: { id } }, 403);
  // With the account go its sessions.
  await service.archive.removeAccount('viewer');
  await viewer.json('GET /api/v1/watches', {}, 401);
});

test('bad input is a problem document that names what is wrong, and stores nothing', async () => {
  const client = createClient(service.origin, {
    cookie: service.cookie,
    'x-vestige-change': '1',
  });
  const bad = async (operation: string, wish: Parameters<typeof client.json>[1], status = 400) => {
    const told = await client.json(operation, wish, status);
    expect(told).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect(told.type).toBe(`urn:vestige:error:${told.code}`);
    return told.title as string;
  };
  const watches = (...inputs: object[]) => ({ body: { watches: inputs } });
  const add = 'POST /api/v1/watches';
  expect(await bad(add, watches({ url: 'https://a.test/', every: 'often' }))).toContain('often');
  expect(
    await bad(add, watches({ url: 'https://a.test/' }, { url: 'javascript:alert(1)' })),
  ).toMatch(/javascript/);
  await bad(add, watches({ url: 'http://169.254.169.254/latest' }));
  expect(await bad(add, watches({ url: 'https://a.test/', evry: 'daily' }))).toContain('evry');
  await bad(add, { body: { watches: [] } });
  const headers = { 'content-type': 'application/json' };
  const broken = await fetch(`${service.origin}/api/v1/watches`, {
    ...{ method: 'POST', body: '{"watches":' },
    headers: { ...headers, cookie: service.cookie, 'x-vestige-change': '1' },
  });
  expect([broken.status, (await broken.json()) as object]).toMatchObject([
    400,
    { code: 'INPUT_INVALID' },
  ]);
  expect((await client.json('GET /api/v1/watches')).watches).toEqual([]);

  for (const cursor of ['zzz', 'w_none', "' OR 1=1", '-1']) {
    for (const list of ['watches', 'captures', 'flags']) {
      expect(await bad(`GET /api/v1/${list}`, { query: { cursor } })).toContain('cursor');
    }
  }
  for (const limit of ['0', '501', 'x']) {
    expect(await bad('GET /api/v1/captures', { query: { limit } })).toContain('limit');
  }
  await bad('GET /api/v1/flags', { query: { kind: 'weather' } });
  await bad('GET /api/v1/watches', { query: { state: 'fine' } });
  await bad('GET /api/v1/log', { query: { from: '-1' } });
  await bad('GET /api/v1/compare', { query: { from: 'c_x', to: 'c_y' } }, 404);
  await bad('GET /api/v1/nothing', {}, 404);
  for (const kind of ['watches', 'captures', 'flags', 'exports']) {
    await bad(`GET /api/v1/${kind}/{id}`, { path: { id: 'x_none' } }, 404);
    await bad(`GET /api/v1/${kind}/{id}`, { path: { id: '../../etc/passwd' } }, 404);
  }
});

test('whoever guesses passwords is made to wait', async () => {
  const outside = createClient(service.origin, { 'x-vestige-change': '1' });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const body = { name: 'nobody', password: `guess ${attempt}` };
    const answer = await outside.ask('POST /api/v1/session', { body });
    statuses.push(answer.status);
    if (answer.status !== 429) continue;
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 });
  }
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(0);
  expect(statuses.slice(-2)).toEqual([429, 429]);
});

test('beyond this machine it starts with accounts and TLS only, and prints no link', async () => {
  const { archive, dir } = service;
  const silent = pino({ level: 'silent' });
  const [certificate, key] = [join(dir, 'tls.crt'), join(dir, 'tls.key')];
  const subject = ['-subj', '/CN=archive.test', '-addext', 'subjectAltName=DNS:archive.test'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const request = ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate];
  execFileSync('openssl', request, { stdio: 'pipe' });
  const wide = { ...LOCAL, host: '0.0.0.0' };
  const unsafe = { code: 'ACCESS_UNSAFE' };
  await archive.putAccount('admin', 'admin', '四个普通的词 is easy to keep');
  await expect(startServer(archive, wide, silent)).rejects.toMatchObject(unsafe);
  const inTheClear = { ...wide, publicUrl: 'http://archive.test' };
  await expect(startServer(archive, inTheClear, silent)).rejects.toMatchObject(unsafe);
  const safe = { ...wide, tls: { certificate, key } };
  for (const { name } of await archive.listAccounts()) await archive.removeAccount(name);
  await expect(startServer(archive, safe, silent)).rejects.toMatchObject(unsafe);

  await archive.putAccount('admin', 'admin', '四个普通的词 is easy to keep');
  const server = await startServer(archive, safe, silent);
  try {
    expect(server.signInUrl).toBeNull();
    const { port } = new URL(server.url);
    const ask = (name: string, path: string) =>
      new Promise<{ status: number | undefined; location: string | undefined }>(
        (resolve, reject) => {
          const trust = { ca: readFileSync(certificate), servername: 'archive.test' };
          const options = { host: '127.0.0.1', port, path, headers: { host: name }, ...trust };
          getSafely(options, (answer) => {
            answer.resume();
            resolve({ status: answer.statusCode, location: answer.headers.location });
          }).once('error', reject);
        },
      );
    expect(await ask('archive.test', '/healthz')).toMatchObject({ status: 200 });
    expect(await ask('other.test', '/healthz')).toMatchObject({ status: 421 });
    // A link of the terminal lets nobody in who is not at this machine.
    const { secret } = await archive.makeSignInLink();
    expect(await ask('archive.test', `/sign-in?token=${secret}`)).toEqual({
      ...{ status: 303, location: '/?link=used' },
    });
  } finally {
    await server.close();
  }
});
