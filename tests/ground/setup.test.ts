import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeScratchCheckout, PROCESS, type ScratchCheckout } from './scratch-checkout.js';

const NOWHERE = { PATH: '/nonexistent' };
const SETUP = ['scripts/setup.mjs'];

let checkout: ScratchCheckout;
beforeEach(() => {
  checkout = makeScratchCheckout();
});
afterEach(() => checkout.remove());

function browserOf(place: ScratchCheckout) {
  return JSON.parse(readFileSync(place.at('node_modules/.vestige/browser.json'), 'utf8'));
}

describe('setting up', () => {
  it('makes ready what is missing, and the second time starts no program at all', () => {
    const first = checkout.node(SETUP);
    expect(first.stderr).toMatch(/setup: ready \((Chromium|Google Chrome) \S*\d/);
    expect(first).toMatchObject({ status: 0, stdout: '' });
    expect(browserOf(checkout).product).toMatch(/^(Chromium|Google Chrome.*) \d+\.\d+/);
    const copied = readFileSync(checkout.at('dist/adapters/sqlite/migrations/0001.sql'), 'utf8');
    expect(copied).toContain('东海医院');

    const builtAt = statSync(checkout.at('dist/main.js')).mtimeMs;
    const second = checkout.node(SETUP, NOWHERE);
    expect(second.stderr).toContain('nothing to do');
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(second.status).toBe(0);
    expect(statSync(checkout.at('dist/main.js')).mtimeMs).toBe(builtAt);
  });

  it('runs the command on a checkout never set up, and keeps its stdout clean', () => {
    const first = checkout.node(['bin/vestige.mjs', 'flags', '--case', '东海']);
    expect(first.stdout).toBe('["flags","--case","东海"]');
    const second = checkout.node(['bin/vestige.mjs', 'مستشفى'], NOWHERE);
    expect(second).toMatchObject({ status: 0, stdout: '["مستشفى"]', stderr: '' });
  });

  it('builds again when a source has changed, and drops what is no longer there', () => {
    checkout.write('src/old.ts', 'export const old = 1;\n');
    checkout.node(SETUP);
    rmSync(checkout.at('src/old.ts'));
    checkout.write('src/main.ts', `${PROCESS}process.stdout.write('改了');\n`);
    expect(checkout.node(['bin/vestige.mjs']).stdout).toBe('改了');
    expect(() => statSync(checkout.at('dist/old.js'))).toThrow();
  });

  it('is done once when two run at the same time', async () => {
    const outputs = await Promise.all([1, 2].map(() => runSetup(checkout)));
    expect(outputs.map(({ code }) => code)).toEqual([0, 0]);
    const said = outputs.map(({ stderr }) => stderr).join('');
    expect(said.match(/build: done/g)).toHaveLength(1);
  });

  it('takes over the lock of a set-up that was killed', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    checkout.write('.setup/lock', `${pid}\n`);
    expect(checkout.node(SETUP).status).toBe(0);
    expect(() => statSync(checkout.at('.setup/lock'))).toThrow();
  });
});

describe('a step that fails names the cause and the way out', () => {
  it('when a source does not compile; what was built before stays', () => {
    checkout.node(SETUP);
    checkout.write('src/wrong.ts', "export const price = = '六十五万';\n");
    const { status, stderr, stdout } = checkout.node(['bin/vestige.mjs']);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/FAILED.*The build failed:\nsrc\/wrong\.ts:1:22: Unexpected/s);
    expect(stderr).toContain('What to do:');
    expect(statSync(checkout.at('dist/main.js')).isFile()).toBe(true);
  });

  it('when the registry cannot be reached', () => {
    rmSync(checkout.at('node_modules/.package-lock.json'));
    const bin = checkout.at('fake-bin');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'npm'), '#!/bin/sh\necho npm error code ENOTFOUND\nexit 1\n');
    chmodSync(path.join(bin, 'npm'), 0o755);
    const { status, stderr } = checkout.node(SETUP, { PATH: `${bin}:${process.env.PATH}` });
    expect(status).toBe(1);
    expect(stderr).toContain('npm ci failed:\nnpm error code ENOTFOUND');
    expect(stderr).toContain('connect to the internet');
  });

  it('when VESTIGE_BROWSER names something else', () => {
    const { status, stderr } = checkout.node(SETUP, { VESTIGE_BROWSER: '/bin/true' });
    expect(status).toBe(1);
    expect(stderr).toContain('VESTIGE_BROWSER names /bin/true');
  });
});

describe('the browser', () => {
  it('is the one VESTIGE_BROWSER names, as long as it is named', () => {
    const named = checkout.at('我的浏览器');
    writeFileSync(named, '#!/bin/sh\necho "Chromium 199.1.2.3 built on 东海"\n');
    chmodSync(named, 0o755);
    checkout.node(SETUP);
    const usual = browserOf(checkout);

    expect(checkout.node(SETUP, { VESTIGE_BROWSER: named }).stderr).toContain(
      'browser: Chromium 199.1.2.3, named by VESTIGE_BROWSER',
    );
    expect(browserOf(checkout)).toMatchObject({ path: named, product: 'Chromium 199.1.2.3' });
    checkout.node(SETUP);
    expect(browserOf(checkout)).toEqual(usual);
  });

  it('is never a snap, whose files cannot be read from outside', () => {
    const bin = checkout.at('fake-bin');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'chromium'), '#!/bin/sh\necho "Chromium 199.1.2.3 snap"\n');
    chmodSync(path.join(bin, 'chromium'), 0o755);
    checkout.node(SETUP, { PATH: `${bin}:${process.env.PATH}` });
    expect(browserOf(checkout).product).not.toContain('199.1.2.3');
  });
});

function runSetup(place: ScratchCheckout): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, SETUP, { cwd: place.dir });
    let stderr = '';
    child.stderr.on('data', (part) => {
      stderr += part;
    });
    child.on('close', (code) => resolve({ code, stderr }));
  });
}
