import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adviseOn, loadConfig } from '../src/config.js';
import { VestigeError } from '../src/errors.js';

const packageDir = path.resolve(import.meta.dirname, '..');
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'vestige-config-'));
  mkdirSync(path.join(cwd, 'config'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(path.join(cwd, name), text);
  return path.join(cwd, name);
}

function load(env: NodeJS.ProcessEnv = {}, file: string | null = null) {
  return loadConfig({ file, env, cwd, packageDir });
}

/** The message and the code with which `local.yaml` is refused. */
function refusal(yaml: string, env: NodeJS.ProcessEnv = {}): string {
  write('config/local.yaml', yaml);
  try {
    load(env);
  } catch (error) {
    if (error instanceof VestigeError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('what holds', () => {
  it('is the shipped default where nothing else is said', () => {
    const config = load();
    expect(config.server).toEqual({
      ...{ host: '127.0.0.1', port: 8484, publicUrl: null, tls: null },
      ...{ replayPort: null, replayUrl: null },
    });
    expect(config.capture).toEqual({
      concurrency: 2,
      linkedFiles: { most: 10, maxBytes: 20_971_520 },
      timeoutMs: 60000,
      settleMs: 500,
      maxBytes: 209715200,
      userAgent: null,
      language: null,
      viewport: { widthPx: 1280, heightPx: 800 },
    });
    expect(config.confirmation.recheckMs).toEqual([600000, 1800000]);
    expect(config.egress).toEqual({
      allowPrivateAddresses: false,
      canaries: [],
      resolvers: [],
      resolversAsked: 'failures',
      resolve: {},
      vantages: { default: { proxy: null } },
    });
    expect(config.archive).toBe(path.join(cwd, 'snapshots'));
    expect(config.schedule.timezone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(adviseOn(config)).toEqual([]);
  });

  it('is what local.yaml says over the default, map by map', () => {
    write(
      'config/local.yaml',
      'capture: { concurrency: 5 }\nserver:\n  # port: 1\nconfirmation:\n  recheckMs: []\n',
    );
    const config = load();
    expect(config.capture.concurrency).toBe(5);
    expect(config.capture.timeoutMs).toBe(60000);
    expect(config.server.port).toBe(8484);
    expect(config.confirmation.recheckMs).toEqual([]);
  });

  it('is the file given, over the shipped default, without local.yaml', () => {
    write('config/local.yaml', 'server: { port: 1111 }');
    const file = write('东海.yaml', 'egress: { resolve: { donghai.test: 127.0.0.1:8099 } }');
    for (const config of [load({}, file), load({ VESTIGE_CONFIG: '东海.yaml' })]) {
      expect(config.server.port).toBe(8484);
      expect(config.egress.resolve).toEqual({ 'donghai.test': '127.0.0.1:8099' });
    }
  });

  it('is what the environment says over every file', () => {
    write('config/local.yaml', 'archive: /elsewhere\nserver: { port: 1 }');
    const config = load({
      VESTIGE_ARCHIVE: 'مستشفى',
      VESTIGE_HOST: '0.0.0.0',
      VESTIGE_PORT: '9000',
      VESTIGE_PUBLIC_URL: 'https://vestige.example.org',
    });
    expect(config.archive).toBe(path.join(cwd, 'مستشفى'));
    expect(config.server).toMatchObject({ host: '0.0.0.0', port: 9000 });
    expect(config.server.publicUrl).toBe('https://vestige.example.org');
  });

  it('cannot be altered afterwards', () => {
    const { viewport } = load().capture;
    expect(() => Object.assign(viewport, { widthPx: 1 })).toThrow(TypeError);
  });
});

describe('a wrong option is named with file, line, key and what is allowed', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'an unknown key',
      'server:\n  port: 1\n  prot: 2',
      'local.yaml:3: server.prot: There is no such option. Allowed here: host, port, publicUrl, replayPort, replayUrl, tls.',
    ],
    [
      'an unknown key at the top',
      '# 注释\nsevrer: {}',
      'local.yaml:2: sevrer: There is no such option. Allowed here: archive, server,',
    ],
    [
      'a wrong type',
      'capture:\n  timeoutMs: 一分钟',
      'local.yaml:2: capture.timeoutMs: "一分钟" is not allowed. Allowed: a whole number from 1000 to 600000.',
    ],
    [
      'a wrong range',
      'schedule: { jitter: 0.9 }',
      'local.yaml:1: schedule.jitter: 0.9 is not allowed. Allowed: a number from 0 to 0.5.',
    ],
    ['a fraction', 'capture: { concurrency: 1.5 }', 'local.yaml:1: capture.concurrency: 1.5'],
    [
      'a list where a map belongs',
      'server: [1]',
      'local.yaml:1: server: [1] is not allowed. Allowed: a map with host, port, publicUrl, replayPort, replayUrl, tls.',
    ],
    [
      'a bad element of a list',
      'confirmation:\n  recheckMs:\n    - 1\n    - -2',
      'local.yaml:4: confirmation.recheckMs.1: -2',
    ],
    [
      'a word that is no cron expression',
      'schedule: { every: 每天 }',
      'local.yaml:1: schedule.every: "每天"',
    ],
    [
      'a sealed identity without a name',
      `collector: { sealedIdentity: "sha256:${'ab'.repeat(32)}" }`,
      'local.yaml:1: collector:',
    ],
    [
      'a sealed identity that is no digest',
      'collector: { name: 甲, sealedIdentity: 李律师 }',
      'local.yaml:1: collector.sealedIdentity',
    ],
    [
      'a time zone that is not',
      'schedule: { timezone: Asia/Donghai }',
      'local.yaml:1: schedule.timezone',
    ],
    [
      'another scheme of proxy',
      'egress:\n  vantages:\n    tor: { proxy: ftp://127.0.0.1:1 }',
      'local.yaml:3: egress.vantages.tor.proxy',
    ],
    [
      'two resolvers of one name',
      'egress: { resolvers: [{ name: a, address: 9.9.9.9 }, { name: a, address: 1.1.1.1 }] }',
      'local.yaml:1: egress.resolvers',
    ],
    [
      'a resolver that is a name itself',
      'egress: { resolvers: [{ name: quad9, address: dns.quad9.net }] }',
      'local.yaml:1: egress.resolvers.0.address',
    ],
    [
      'a beacon without its chain',
      'drand: { url: "https://api.drand.sh", chain: quicknet }',
      'local.yaml:1: drand.chain',
    ],
    [
      'a vantage with a bad name',
      'egress:\n  vantages:\n    香港: { proxy: null }',
      'local.yaml:3: egress.vantages.香港',
    ],
    [
      'a name in place of an address',
      'egress:\n  resolve:\n    donghai.test: localhost:8099',
      'local.yaml:3: egress.resolve.donghai.test',
    ],
    [
      'a port beyond the last',
      'egress:\n  resolve:\n    donghai.test: 127.0.0.1:65536',
      'local.yaml:3: egress.resolve.donghai.test',
    ],
    ['a host that is not', 'server: { host: "http://127.0.0.1" }', 'local.yaml:1: server.host'],
    [
      'settling longer than the capture',
      'capture:\n  timeoutMs: 1000\n  settleMs: 1000',
      'local.yaml:3: capture.settleMs: 1000 is not allowed. Allowed: less than capture.timeoutMs.',
    ],
    ['a notary of another kind', 'notaries:\n  - kind: friend', 'local.yaml:2: notaries.0.kind'],
    ['a key given twice', 'server:\n  port: 1\n  port: 2', 'local.yaml:3: Map keys must be unique'],
    ['text that is not YAML', 'server: {', 'local.yaml:1: '],
    ['a list in place of options', '- 1', 'local.yaml:1: Allowed: `option: value` lines.'],
  ];
  it.each(cases)('%s', (_, yaml, expected) => {
    const said = refusal(yaml);
    expect(said).toMatch(/^CONFIG_INVALID /);
    expect(said).toContain(path.join('config', expected.split(':')[0] ?? ''));
    expect(said).toContain(expected);
  });

  it('names all of them at once', () => {
    expect(refusal('server: { port: -1 }\ncapture: { x: 1 }').split('\n')).toHaveLength(2);
  });

  it('names the variable when the environment is wrong', () => {
    expect(refusal('', { VESTIGE_PORT: 'http' })).toContain('VESTIGE_PORT: server.port: "http"');
  });

  it('refuses the login of a proxy that no vantage has, without repeating it', () => {
    const yaml = 'egress: { vantages: { hk-1: { proxy: "socks5://10.0.0.1:1080" } } }';
    expect(refusal(yaml, { VESTIGE_PROXY_HK_1_PASSWORD: '保密' })).toBe('accepted');
    for (const name of [
      'VESTIGE_PROXY_HK_2_PASSWORD',
      'VESTIGE_PROXY_HK_1',
      'VESTIGE_PROXY_DEFAULT_USERNAME',
    ]) {
      const said = refusal(yaml, { [name]: '保密' });
      expect(said).toContain(
        `${name}: It fits no vantage with a proxy. Allowed: VESTIGE_PROXY_HK_1_USERNAME`,
      );
      expect(said).not.toContain('保密');
    }
  });

  it('says which file is missing', () => {
    expect(() => load({}, 'nowhere.yaml')).toThrow(/nowhere\.yaml: ENOENT/);
  });
});

describe('notify', () => {
  const mail =
    '{ kind: email, smtp: { host: SMTP, port: 25, security: none }, from: a@b.test, to: [c@d.test] }';

  it('gives every notifier a name of its own, and what is left out', () => {
    const hook = '{ kind: webhook, url: "https://desk.test/", secretEnv: HOOK_SECRET }';
    write('config/local.yaml', `notify: [${mail.replace('SMTP', 'localhost')}, ${hook}, ${hook}]`);
    const { notify } = load();
    expect(notify.map(({ name }) => name)).toEqual(['email', 'webhook', 'webhook-2']);
    expect(notify[1]).toMatchObject({ minSeverity: 'medium', digest: 'none', discreet: false });
  });

  it.each([
    [mail.replace('SMTP', 'mail.test'), 'only for a mail server on this machine'],
    [
      mail.replace('SMTP', 'localhost').replace('a@b.test', '"a@b.test\\r\\nBcc: x@y.test"'),
      'anna@example.org',
    ],
    ['{ kind: slack, urlEnv: "https://hooks.test/x" }', 'the name of a variable'],
    ['{ kind: ntfy, urlEnv: A, quietHours: { from: 24:00, to: 07:00 } }', 'a time of day'],
    ['{ kind: ntfy, urlEnv: A, name: x }, { kind: ntfy, urlEnv: A, name: x }', 'no other notifier'],
    ['{ kind: fax }', 'email, webhook, telegram'],
    ['{ kind: ntfy, urlEnv: A, colour: red }', 'no such option'],
  ])('refuses %s', (one, said) => {
    expect(refusal(`notify: [${one}]`)).toContain(said);
  });
});

describe('secrets', () => {
  it.each([
    ['notify:\n  - kind: email\n    password: 保密', ':3: password'],
    ['notify: [{ kind: telegram, botToken: x }]', ':1: botToken'],
    ['egress:\n  vantages:\n    tor: { proxy: "socks5://a:b@127.0.0.1:9050" }', ':3: proxy'],
  ])('are refused in files, with the way out: %s', (yaml, place) => {
    const said = refusal(yaml);
    expect(said).toContain(place);
    expect(said).toContain('environment only');
    expect(said).not.toMatch(/保密|a:b/);
  });
});
