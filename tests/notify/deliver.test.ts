import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEmailNotifier } from '../../src/adapters/email/notifier.js';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createChatNotifier } from '../../src/adapters/webhook/chat.js';
import { createNtfyNotifier } from '../../src/adapters/webhook/ntfy.js';
import { createTelegramNotifier } from '../../src/adapters/webhook/telegram.js';
import { createWebhookNotifier } from '../../src/adapters/webhook/webhook.js';
import { writeFor } from '../../src/archive/telling.js';
import type { Capture } from '../../src/model/capture.js';
import { instantOf } from '../../src/model/instant.js';
import type { FlagEvent } from '../../src/model/message.js';
import { deliverDue } from '../../src/notify/deliver.js';
import type { Route } from '../../src/notify/route.js';
import type { Notifier } from '../../src/ports/notifier.js';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.js';
import { compile } from '../ground/compile.js';
import { openArchive, type TestArchive } from '../store/archive.js';
import { AT, drafts, route, takedown } from './events.js';
import { type Mail, type MailSink, startMailSink } from './mail-sink.js';

const MINUTE_MS = 60_000;
const CHILD = await compile(new URL('./deliver-child.ts', import.meta.url));
const log = pino({ level: 'silent' });
const config = {
  server: {
    host: '127.0.0.1',
    port: 8484,
    publicUrl: null,
    replayPort: null,
    replayUrl: null,
    tls: null,
  },
};

let root: string;
let archive: TestArchive;
let capture: Capture;
let sink: MailSink;
let clock: ManualClock;
let events = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-notify-'));
  archive = await openArchive(join(root, 'archive'));
  capture = await archive.capture(await archive.watch('/移植/等待时间'));
  sink = await startMailSink();
});
afterAll(async () => {
  await sink.stop();
  await archive.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  clock = createManualClock(Date.parse(AT));
  sink.conduct = 'good';
  sink.mails.length = 0;
});

function mail(change: Partial<Parameters<typeof createEmailNotifier>[0]> = {}): Notifier {
  return createEmailNotifier({
    name: 'mail',
    smtp: { host: '127.0.0.1', port: sink.port, security: 'none' },
    from: 'Vestige <vestige@example.test>',
    to: ['anna@example.test'],
    login: null,
    ...change,
  });
}

function deps(notifiers: readonly Notifier[], routes: readonly Route[]) {
  const { catalogue, blobs } = archive;
  return {
    ...{ outbox: catalogue.outbox, clock, log, notifiers, routes },
    write: (...[delivery, to]: [Parameters<typeof writeFor>[1], Route]) =>
      writeFor({ catalogue, blobs, log, config }, delivery, to),
  };
}

/** Puts an event into the outbox, of a flag of its own. */
async function happen(change: Partial<FlagEvent> = {}, routes = [route()]): Promise<FlagEvent> {
  events += 1;
  const event = takedown({ flag: `f_${events}`, at: instantOf(clock.nowMs()), ...change });
  await archive.catalogue.outbox.add(drafts(event, routes));
  return event;
}

const deliver = (notifiers = [mail()], routes = [route()]) => deliverDue(deps(notifiers, routes));
const text = (letter: Mail | undefined) => letter?.parts.get('text/plain') ?? '';
const html = (letter: Mail | undefined) => letter?.parts.get('text/html') ?? '';

describe('an e-mail', () => {
  test('says what was seen, since when, how sure, with both pictures and the way to the flag', async () => {
    const event = await happen({ capture: capture.id, lastGood: capture.id });
    expect(await deliver()).toEqual({ told: 1, failed: 0 });
    const [letter] = sink.mails;
    expect(letter?.to).toEqual(['anna@example.test']);
    expect(letter?.headers.get('subject')).toBe('donghai[.]test: A page is no longer there');
    expect(text(letter)).toContain('[high] A page is no longer there');
    expect(text(letter)).toContain('The server answered that the page is gone (HTTP 410).');
    expect(text(letter)).toContain('Page: donghai[.]test/移植/等待时间');
    expect(text(letter)).toContain('Level: provisional');
    expect(text(letter)).toContain('Since: 2026-11-21 08:00 UTC');
    expect(text(letter)).toContain(`http://127.0.0.1:8484/flags/${event.flag}`);
    expect(html(letter)).toMatch(/src="cid:before\.jpg".*src="cid:after\.jpg"/s);
    const picture = letter?.parts.get('image/jpeg:<after.jpg>') ?? '';
    expect(Buffer.from(picture, 'base64').subarray(0, 3).toString('hex')).toBe('ffd8ff');
    // Nothing in it is fetched, by whoever shows it.
    expect(html(letter)).not.toMatch(
      /<script|src="(?!cid:)|url\(|https?:\/\/(?!127\.0\.0\.1:8484)/,
    );
    // Told once.
    expect(await deliver()).toEqual({ told: 0, failed: 0 });
  });

  test.each([
    ['zh', '有页面已不在原处', 'ltr'],
    ['zh-Hant', '有頁面已不在原處', 'ltr'],
    ['ar', 'صفحة لم تعد موجودة', 'rtl'],
  ] as const)('speaks %s', async (language, subject, direction) => {
    const routes = [route({ language })];
    await happen({}, routes);
    await deliver([mail()], routes);
    const [letter] = sink.mails;
    expect(letter?.headers.get('subject')).toBe(`donghai[.]test: ${subject}`);
    expect(html(letter)).toContain(`dir="${direction}"`);
    const own = text(letter).replace(/\S*(donghai|127\.0\.0\.1)\S*|Vestige|HTTP|UTC|\[\.\]/g, '');
    expect(own).not.toMatch(/[A-Za-z]{3}/);
  });

  test('is one thread from suspicion to return', async () => {
    const opened = await happen();
    await deliver();
    const grown = takedown({ ...opened, step: 'grown', level: 'confirmed', capture: 'c_03' });
    const back = takedown({
      ...{ ...opened, flag: 'f_back', kind: 'restored', class: 'ok', capture: 'c_04' },
    });
    const { outbox } = archive.catalogue;
    await outbox.add(drafts(grown));
    await deliver();
    await outbox.add(drafts(back).map((one) => ({ ...one, thread: opened.flag })));
    await deliver();
    expect(sink.mails).toHaveLength(3);
    const of = (name: string) => new Set(sink.mails.map(({ headers }) => headers.get(name)));
    expect(of('references')).toEqual(new Set([`<${opened.flag}@example.test>`]));
    expect(of('subject').size).toBe(1);
    expect(of('message-id').size).toBe(3);
    expect(text(sink.mails[1])).toContain('confirmed by repeated looks');
    expect(text(sink.mails[2])).toContain('A page is back');
  });

  test('of a hostile page has no header, markup or link of its making', async () => {
    await happen({
      url: 'https://evil.test/%0d%0aBcc:%20all@evil.test%3Cimg%20src=x%3E',
      caseName: 'x\r\nBcc: eve@evil.test\r\n\r\n<script>alert(1)</script>',
      changes: [
        {
          ...{ kind: 'claim-altered', severity: 'critical', summary: '', where: 'p' },
          ...{
            before: '"><img src=https://evil.test/p.png>',
            after: '\u202e\u0000<b>\r\n.\r\nMAIL',
          },
        },
      ],
    });
    await deliver();
    const [letter] = sink.mails;
    expect(letter?.to).toEqual(['anna@example.test']);
    expect(letter?.headers.has('bcc')).toBe(false);
    expect(html(letter)).not.toMatch(/<img|<script|<b>|evil\.test/);
    expect(html(letter)).toContain('hxxps://evil[.]test/p[.]png');
    expect(text(letter)).not.toMatch(/evil\.test|\p{Cf}|(?![\r\n])\p{Cc}|^\.$|^Bcc/mu);
  });

  test('names no page where the way is not private', async () => {
    const routes = [route({ discreet: true })];
    await happen({ capture: capture.id, lastGood: capture.id }, routes);
    await deliver([mail()], routes);
    expect(sink.mails[0]?.raw).not.toMatch(/donghai|image\//);
    expect(text(sink.mails[0])).not.toMatch(/东海|移植/);
    expect(text(sink.mails[0])).toContain('A page is no longer there');
  });
});

describe('what cannot be told', () => {
  test('is tried again ever later, in order, and lost neither by weeks of silence nor by refusal', async () => {
    const first = await happen();
    const second = await happen();
    const dead = mail({ smtp: { host: '127.0.0.1', port: 1, security: 'none' } });
    expect(await deliver([dead])).toEqual({ told: 0, failed: 1 });
    expect(await deliver([dead])).toEqual({ told: 0, failed: 0 });
    await clock.tick(MINUTE_MS);
    expect(await deliver([dead])).toEqual({ told: 0, failed: 1 });
    await clock.tick(MINUTE_MS);
    expect(await deliver([dead])).toEqual({ told: 0, failed: 0 });
    expect(await archive.catalogue.outbox.counts()).toContainEqual(
      expect.objectContaining({ notifier: 'mail', wanted: 2, failing: 1, dead: 0 }),
    );
    await clock.tick(MINUTE_MS);
    expect(await deliver()).toEqual({ told: 2, failed: 0 });
    expect(sink.mails.map((one) => /flags\/(\w+)/.exec(text(one))?.[1])).toEqual([
      first.flag,
      second.flag,
    ]);
  });

  test('is given up after days, shown, and tried again when a person says so', async () => {
    await happen();
    sink.conduct = 'busy';
    for (let round = 0; round < 19; round += 1) {
      await deliver();
      await clock.tick(360 * MINUTE_MS);
    }
    const [count] = await archive.catalogue.outbox.counts();
    expect(count).toMatchObject({ wanted: 0, dead: 1 });
    expect(count?.detail).toContain('busy');
    sink.conduct = 'good';
    expect(await deliver()).toEqual({ told: 0, failed: 0 });
    expect(await archive.catalogue.outbox.revive('mail', instantOf(clock.nowMs()))).toBe(1);
    expect(await deliver()).toEqual({ told: 1, failed: 0 });
  });

  test('keeps its Message-ID over all tries', async () => {
    await happen();
    sink.conduct = 'refuse';
    await deliver();
    await clock.tick(MINUTE_MS);
    sink.conduct = 'good';
    const wanted = await archive.catalogue.outbox.list({ state: 'wanted', limit: 10 });
    expect(wanted).toMatchObject([{ tries: 1, detail: expect.stringContaining('refuse') }]);
    await deliver();
    expect(sink.mails).toHaveLength(1);
  });

  test.each([
    ['before the server answered', 'hang', 0],
    ['after the server took it', 'good', 1],
  ] as const)('survives kill -9 of the process %s', async (_, conduct, before) => {
    const event = await happen();
    sink.conduct = conduct;
    const came = sink.nextCame();
    const args = [CHILD, join(root, 'archive'), String(sink.port), AT];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const gone = once(child, 'exit');
    await came;
    child.kill('SIGKILL');
    await gone;
    expect(sink.mails).toHaveLength(before);
    sink.conduct = 'good';
    // Another process waits until the first cannot be at it any more.
    expect(await deliver()).toEqual({ told: 0, failed: 0 });
    await clock.tick(10 * MINUTE_MS);
    expect(await deliver()).toEqual({ told: 1, failed: 0 });
    expect(await deliver()).toEqual({ told: 0, failed: 0 });
    expect(sink.mails).toHaveLength(before + 1);
    expect(new Set(sink.mails.map(({ headers }) => headers.get('message-id'))).size).toBe(1);
    expect(text(sink.mails[0])).toContain(event.flag);
  });
});

describe('many at once', () => {
  test('come as one letter that names twenty at most', async () => {
    for (let n = 0; n < 30; n += 1) await happen({ url: `https://donghai.test/${n}` });
    expect(await deliver()).toEqual({ told: 1, failed: 0 });
    expect(sink.mails[0]?.headers.get('subject')).toBe('[high] Vestige: 30 events');
    expect(text(sink.mails[0]).match(/^Page: /gm)).toHaveLength(20);
    expect(text(sink.mails[0])).toContain('10 more, in the dashboard');
  });

  test('a digest comes at its time, and after quiet hours', async () => {
    const routes = [route({ digest: 'hourly', quietHours: { from: '17:00', to: '19:00' } })];
    await happen({}, routes);
    await happen({ severity: 'critical' }, routes);
    expect(await deliver([mail()], routes)).toEqual({ told: 0, failed: 0 });
    // 09:00 UTC is 17:00 in Shanghai.
    await clock.tick(60 * MINUTE_MS);
    expect(await deliver([mail()], routes)).toEqual({ told: 0, failed: 0 });
    await clock.tick(119 * MINUTE_MS);
    expect(await deliver([mail()], routes)).toEqual({ told: 0, failed: 0 });
    await clock.tick(MINUTE_MS);
    expect(await deliver([mail()], routes)).toEqual({ told: 1, failed: 0 });
    expect(sink.mails[0]?.headers.get('subject')).toBe('[critical] Vestige: 2 events');
  });
});

describe('through the proxies of a vantage', () => {
  test('mail and requests arrive, the proxy is given names, and nothing goes around it', async () => {
    const asked: string[] = [];
    const hook = createServer((_, response) => response.end());
    await once(hook.listen(0, '127.0.0.1'), 'listening');
    const port = (hook.address() as AddressInfo).port;
    // CONNECT (RFC 9110 §9.3.6) by a name that only the proxy knows.
    const proxy = createServer().on('connect', (request, socket, head) => {
      asked.push(request.url ?? '');
      const behind = connect(request.url === 'mail.test:25' ? sink.port : port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        behind.write(head);
        behind.pipe(socket).pipe(behind);
      });
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const vantages = { far: { proxy: address }, near: { proxy: null } };
    const egress = openEgress({ allowPrivateAddresses: false, resolve: {}, vantages }, clock);
    expect(egress.tunnel('near')).toBeNull();
    const way = egress.tunnel('far');
    const smtp = { host: 'mail.test', port: 25, security: 'none' } as const;
    const webhook = { name: 'hook', url: 'http://hook.test/vestige', secret: '秘密', connect: way };
    const notifiers = [mail({ smtp, connect: way }), createWebhookNotifier(webhook, clock)];
    const routes = notifiers.map(({ name }) => route({ name }));
    await happen({}, routes);
    expect(await deliver(notifiers, routes)).toEqual({ told: 2, failed: 0 });
    expect(asked.sort()).toEqual(['hook.test:80', 'mail.test:25']);
    expect(sink.mails).toHaveLength(1);
    hook.close();
    proxy.close();
    await expect(way?.({ host: 'hook.test', port: 80 })).rejects.toThrow('proxy does not answer');
  });
});

describe('over HTTP', () => {
  test('each receiver gets what it asks for, and nothing a page wrote is markup or a link', async () => {
    const asked: { url: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
    let answer = 200;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url = '', headers } = request;
        asked.push({ url, headers, body: Buffer.concat(chunks).toString() });
        const location = answer === 302 ? { location: 'http://127.0.0.1:1/' } : {};
        response.writeHead(answer, location).end('说明');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const notifiers = [
      createWebhookNotifier({ name: 'hook', url: `${base}/hook`, secret: '秘密' }, clock),
      createTelegramNotifier({ name: 'telegram', url: base, chat: '@甲', token: '1:x' }),
      createNtfyNotifier({ name: 'ntfy', url: `${base}/topic`, token: 'tk' }),
      createChatNotifier({ name: 'slack', kind: 'slack', url: `${base}/slack` }),
      createChatNotifier({ name: 'mattermost', kind: 'mattermost', url: `${base}/mm` }),
    ];
    const routes = notifiers.map(({ name }) => route({ name }));
    const hostile = '<!channel> @all ![x](http://evil.test/x.png)';
    const change = {
      kind: 'claim-altered',
      severity: 'critical',
      summary: '',
      where: 'p',
    } as const;
    await happen({ changes: [{ ...change, before: hostile, after: '' }] }, routes);
    expect(await deliver(notifiers, routes)).toEqual({ told: 5, failed: 0 });
    const of = (url: string) => asked.find((one) => one.url === url);

    const hook = of('/hook');
    const [id, time] = [hook?.headers['webhook-id'], hook?.headers['webhook-timestamp']];
    const hmac = createHmac('sha256', '秘密')
      .update(`${id}.${time}.${hook?.body}`)
      .digest('base64');
    expect(hook?.headers['webhook-signature']).toBe(`v1,${hmac}`);
    expect(time).toBe(String(Date.parse(AT) / 1000));
    expect(JSON.parse(hook?.body ?? '')).toMatchObject({
      events: [
        { url: 'https://donghai.test/移植/等待时间', class: 'gone-410', level: 'provisional' },
      ],
    });
    expect(JSON.parse(of('/bot1:x/sendMessage')?.body ?? '')).toMatchObject({
      chat_id: '@甲',
      link_preview_options: { is_disabled: true },
      text: expect.stringContaining('hxxp://evil[.]test/x[.]png'),
    });
    expect(of('/')?.headers.authorization).toBe('Bearer tk');
    expect(JSON.parse(of('/')?.body ?? '')).toMatchObject({ topic: 'topic', priority: 4 });
    const slack = JSON.parse(of('/slack')?.body ?? '') as { text: string };
    expect(slack).toMatchObject({ unfurl_links: false });
    expect(slack.text).not.toMatch(/[<>]|@all/);
    const mattermost = JSON.parse(of('/mm')?.body ?? '') as { text: string };
    expect(mattermost.text).not.toMatch(/@all|(?<!\\)!|(?<!\\)\[/);
    expect(mattermost.text).toContain('http://127.0.0.1:8484/flags/f_');

    // Nobody is followed elsewhere, and what is refused is kept.
    answer = 302;
    await happen({}, routes);
    expect(await deliver(notifiers, routes)).toEqual({ told: 0, failed: 5 });
    answer = 404;
    await clock.tick(MINUTE_MS);
    expect(await deliver(notifiers, routes)).toEqual({ told: 0, failed: 5 });
    const counts = await archive.catalogue.outbox.counts();
    expect(counts.find(({ notifier }) => notifier === 'telegram')?.detail).toBe(
      'Telegram chat @甲 did not take it: it answered HTTP 404: 说明',
    );
    server.close();
  });
});
