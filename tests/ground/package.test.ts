import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json'));

describe('the package', () => {
  it('sets up before it starts, tests and plays the demo', () => {
    const { start, test, demo } = manifest.scripts;
    expect(start).toMatch(/^node scripts\/setup\.mjs && exec node bin\/vestige\.mjs serve$/);
    expect(test).toMatch(/^node scripts\/setup\.mjs --for-tests && npm run check && vitest run$/);
    expect(demo).toMatch(/^node scripts\/setup\.mjs && /);
  });

  it('offers the command `vestige` as a file that can be run', () => {
    expect(manifest.bin).toEqual({ vestige: 'bin/vestige.mjs' });
    expect(statSync(path.join(root, manifest.bin.vestige)).mode & 0o111).toBe(0o111);
  });

  it('pins every dependency exactly, as the lock file has it', () => {
    const lock = JSON.parse(read('package-lock.json')).packages;
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const locked = Object.keys(all).map((name) => [name, lock[`node_modules/${name}`]?.version]);
    expect(all).toEqual(Object.fromEntries(locked));
  });

  it('names every shipped package with its licence', () => {
    const script = path.join(root, 'scripts/notices.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is checked in CI by the very command a person uses', () => {
    const commands = read('.ci/run')
      .split('\n')
      .filter((line) => line !== '' && !/^(#|set |cd )/.test(line));
    expect(commands).toEqual(['npm test']);
    expect(statSync(path.join(root, '.ci/run')).mode & 0o111).toBe(0o111);
  });
});

describe('the container', () => {
  const dockerfile = read('Dockerfile');

  it('copies only what .dockerignore lets in', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
      .flatMap((match) => (match[1] ?? '').split(' '))
      .map((name) => name.split('/')[0]);
    const allowed = read('.dockerignore')
      .match(/^!(.+)$/gm)
      ?.map((line) => line.slice(1));
    expect([...new Set(copied)].sort()).toEqual(allowed?.sort());
  });

  it('runs as an ordinary user, with the sandbox allowed and no wider power', () => {
    expect(dockerfile).toMatch(/^USER vestige$/m);
    const profile = JSON.parse(read('container/seccomp.json'));
    const [rule] = profile.syscalls;
    expect(rule.action).toBe('SCMP_ACT_ERRNO');
    for (const name of ['clone', 'clone3', 'unshare', 'chroot'])
      expect(rule.names).not.toContain(name);
    for (const name of ['mount', 'bpf', 'setns']) expect(rule.names).toContain(name);
  });
});
