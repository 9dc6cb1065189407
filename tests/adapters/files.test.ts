import { execFile, execFileSync, spawn } from 'node:child_process';
import { createPublicKey, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBlobStore } from '../../src/adapters/files/blob-store.js';
import { openCheckpointFiles } from '../../src/adapters/files/checkpoint-files.js';
import { loadKeys, publicKeys } from '../../src/adapters/files/keys.js';
import { temporaryName } from '../../src/adapters/files/temporary-names.js';
import { isSignedBy, parseNote, parseVkey, signCheckpoint } from '../../src/formats/checkpoint.js';
import { type Digest, digestOf, hexOf } from '../../src/model/digest.js';
import { blobStoreContract } from '../contracts/blob-store.js';
import { createMemoryBlobStore } from '../fakes/memory-blob-store.js';
import { compile } from '../ground/compile.js';

const CHILD = await compile(new URL('./files-child.ts', import.meta.url));
const run = promisify(execFile);
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-files-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

blobStoreContract('blobs in files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vestige-blobs-'));
  return {
    blobs: await openBlobStore(directory),
    damage: (digest) => damageFile(directory, digest),
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
});

blobStoreContract('blobs in memory', async () => {
  const blobs = createMemoryBlobStore();
  return { blobs, damage: async (digest) => blobs.damage(digest), dispose: async () => undefined };
});

describe('the files of blobs', () => {
  const html = Buffer.from('<p>等待时间：两周</p>'.repeat(100));

  test('can be checked by hand with sha256sum, gzip and coreutils', async () => {
    const blobs = await openBlobStore(root);
    const plain = await blobs.put(Buffer.from('短'));
    const zipped = await blobs.put(html);
    const script = 'sha256sum < "$0"; gzip -dc "$1" | sha256sum';
    const files = [fileOf(plain), `${fileOf(zipped)}.gz`];
    const out = execFileSync('sh', ['-c', script, ...files], { encoding: 'utf8' });
    expect(out.match(/[0-9a-f]{64}/g)).toEqual([hexOf(plain), hexOf(zipped)]);
  });

  test('are read-only, lie two directories deep, and leave tmp/ empty', async () => {
    const blobs = await openBlobStore(root);
    const digest = await blobs.put(html);
    const { mode, size } = await stat(`${fileOf(digest)}.gz`);
    expect(mode & 0o777).toBe(0o444);
    expect(size).toBeLessThan(html.length / 2);
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });

  test('are the same bytes whether they came as bytes or as a file', async () => {
    const [one, two] = [join(root, 'one'), join(root, 'two')];
    await (await openBlobStore(one)).put(html);
    const path = join(root, 'spooled');
    await writeFile(path, html);
    await (await openBlobStore(two)).putFile(path, digestOf(html));
    const name = `${hexOf(digestOf(html))}.gz`;
    const [a, b] = [one, two].map((base) =>
      join(base, 'blobs', name.slice(0, 2), name.slice(2, 4), name),
    );
    expect(await readFile(a ?? '')).toEqual(await readFile(b ?? ''));
  });

  test('that are damaged go to quarantine with a note, in every byte of a gzipped one', async () => {
    const blobs = await openBlobStore(root);
    const digest = await blobs.put(html);
    const path = `${fileOf(digest)}.gz`;
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      await rm(path, { force: true });
      await writeFile(path, bytes);
      expect(await blobs.check(digest), `byte ${at}`).toMatchObject({ ok: false });
      expect(existsSync(path)).toBe(false);
    }
    const kept = await readdir(join(root, 'quarantine'));
    expect(kept.filter((name) => !name.endsWith('.txt'))).toHaveLength(whole.length);
    const note = kept.find((name) => name.endsWith('.txt')) ?? '';
    expect(await readFile(join(root, 'quarantine', note), 'utf8')).toContain(digest);
  });

  test('that lie about other files are left alone by list and by sweeping', async () => {
    const blobs = await openBlobStore(root);
    const digest = await blobs.put(html);
    await writeFile(join(dirname(fileOf(digest)), 'notes.txt'), 'von Hand');
    await writeFile(join(root, 'blobs', 'README'), '');
    await writeFile(join(root, 'tmp', 'mine'), '');
    const found: Digest[] = [];
    for await (const one of (await openBlobStore(root)).list()) found.push(one);
    expect(found).toEqual([digest]);
    expect(await readdir(join(root, 'tmp'))).toEqual(['mine']);
  });

  test('that are kept as differences can be read by hand as the documentation says', async (context) => {
    const hasPython = await run('python3', ['--version']).catch(() => null);
    if (hasPython === null) return context.skip('there is no python3 here');
    const blobs = await openBlobStore(root);
    const base = await blobs.put(page(0));
    const digest = await blobs.put(page(1), base);
    const file = `${fileOf(digest)}.vcdiff.gz`;
    expect((await stat(file)).size).toBeLessThan(300);
    const doc = await readFile(new URL('../../docs/on-disk-format.md', import.meta.url), 'utf8');
    const [, program = ''] = /```python\n(.*?)```/s.exec(doc) ?? [];
    await writeFile(join(root, 'whole.py'), program);
    const out = execFileSync('python3', [join(root, 'whole.py'), file], { cwd: root });
    expect(out.equals(page(1))).toBe(true);
  });

  test('that are differences share a base up to 32 times, and then are whole again', async () => {
    const blobs = await openBlobStore(root);
    let like = await blobs.put(page(0));
    const forms: boolean[] = [];
    for (let day = 1; day <= 34; day += 1) {
      like = await blobs.put(page(day), like);
      forms.push(existsSync(`${fileOf(like)}.vcdiff.gz`));
    }
    expect(forms.indexOf(false)).toBe(32);
    expect(forms[33]).toBe(true);
  });

  test('that have little in common are kept whole', async () => {
    const blobs = await openBlobStore(root);
    const base = await blobs.put(page(0));
    const other = Buffer.from(randomBytes(20_000).toString('hex'));
    await blobs.put(other, base);
    expect(existsSync(`${fileOf(digestOf(other))}.gz`)).toBe(true);
  });

  test('that are differences show a change in any of their bytes', async () => {
    const blobs = await openBlobStore(root);
    const base = await blobs.put(page(0));
    const digest = await blobs.put(page(1), base);
    const path = `${fileOf(digest)}.vcdiff.gz`;
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await rm(path, { force: true });
      await writeFile(path, bytes);
      expect(await blobs.check(digest), `byte ${at}`).toMatchObject({ ok: false });
      expect(existsSync(path)).toBe(false);
    }
    expect(await blobs.check(base)).toMatchObject({ ok: true });
  });

  test('that differ from a damaged one stay, are named beside it, and are read once it is back', async () => {
    const blobs = await openBlobStore(root);
    const base = await blobs.put(page(0));
    const digest = await blobs.put(page(1), base);
    const kept = await readFile(`${fileOf(base)}.gz`);
    await damageFile(root, base);
    expect(await blobs.check(digest)).toMatchObject({
      ok: false,
      detail: expect.stringContaining(`${base}, which is damaged`),
    });
    expect(await blobs.check(base)).toMatchObject({ ok: false });
    const names = await readdir(join(root, 'quarantine'));
    const note = names.find((name) => name.endsWith('.txt')) ?? '';
    expect(await readFile(join(root, 'quarantine', note), 'utf8')).toContain(digest);
    expect(await blobs.check(digest)).toMatchObject({
      ok: false,
      detail: expect.stringContaining(`${base}, which is not there`),
    });
    await expect(blobs.get(digest)).rejects.toThrow(
      expect.objectContaining({ code: 'STORE_DIGEST_MISMATCH' }),
    );
    await writeFile(`${fileOf(base)}.gz`, kept);
    expect(page(1).equals(await blobs.get(digest))).toBe(true);
  });

  test('left in tmp/ by a killed process are swept, those of a living one are not', async () => {
    await openBlobStore(root);
    const child = spawn(process.execPath, [CHILD, 'litter', root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const litter = await firstLine(child.stdout);
    const mine = temporaryName();
    await writeFile(join(root, 'tmp', mine), '');
    await openBlobStore(root);
    expect((await readdir(join(root, 'tmp'))).sort()).toEqual([litter, mine].sort());
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await openBlobStore(root);
    expect(await readdir(join(root, 'tmp'))).toEqual([mine]);
  });

  /** A page of 60 kB, one sentence of which is of its day. */
  function page(day: number): Buffer {
    const lines = Array.from({ length: 600 }, (_, i) => `<p>第${i}号：${digestOf(String(i))}</p>`);
    lines[300] = `<p>等待时间：第${day}次修改</p>`;
    return Buffer.from(lines.join('\n'));
  }

  function fileOf(digest: Digest): string {
    const hex = hexOf(digest);
    return join(root, 'blobs', hex.slice(0, 2), hex.slice(2, 4), hex);
  }
});

describe('a full disk', () => {
  const refused = {
    put: 'STORE_DISK_FULL',
    putFile: 'STORE_DISK_FULL',
    small: 'stored',
    isSpooled: true,
    temporary: [],
    blobs: 1,
  };
  /** Text of 600 kB that gzip brings to about 450 kB. */
  const spool = async (): Promise<string> => {
    const path = join(root, 'spooled');
    await writeFile(path, randomBytes(450_000).toString('base64'));
    return path;
  };

  test('is told as such, stores nothing half, and leaves the spooled file', async () => {
    // ulimit -f counts in 512-byte blocks (POSIX sh): no file above 100 KiB.
    const script = 'ulimit -f 200; exec "$0" "$1" fill "$2" "$3"';
    const archive = join(root, 'archive');
    const args = ['-c', script, process.execPath, CHILD, archive, await spool()];
    const { stdout } = await run('sh', args);
    expect(JSON.parse(stdout)).toEqual(refused);
  });

  test('of a real small file system does the same', async (context) => {
    const disk = join(root, 'disk');
    await mkdir(disk);
    const options = ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk];
    const isMounted = await run('mount', options).then(
      () => true,
      () => false,
    );
    if (!isMounted) return context.skip('mounting is not permitted here');
    try {
      const args = [CHILD, 'fill', disk, await spool()];
      const { stdout } = await run(process.execPath, args);
      expect(JSON.parse(stdout)).toEqual(refused);
    } finally {
      await run('umount', [disk]);
    }
  });
});

describe('the archive’s keys', () => {
  const make = (passphrase: string | null = null) =>
    loadKeys(join(root, 'keys'), { passphrase, originName: 'vestige.test/东海' });

  test('are made once, readable by their owner only, and found again', async () => {
    const first = await make();
    expect(first.created).toBe(true);
    expect(first.signer.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
    for (const name of ['signer.pem', 'log.pem', 'origin']) {
      expect((await stat(join(root, 'keys', name))).mode & 0o777).toBe(0o600);
    }
    const again = await loadKeys(join(root, 'keys'), { passphrase: null, originName: 'other' });
    expect(again.created).toBe(false);
    expect(again.origin).toBe('vestige.test/东海');
    expect(publicKeys(again)).toEqual(publicKeys(first));
  });

  test('are the same for processes that start at once', async () => {
    const children = Array.from({ length: 4 }, () =>
      run(process.execPath, [CHILD, 'keys', join(root, 'keys')]),
    );
    const printed = await Promise.all(children.map(async (child) => (await child).stdout));
    const keys = printed.map((text) => JSON.parse(text) as { created: boolean; log: unknown });
    expect(new Set(keys.map(({ created: _, ...rest }) => JSON.stringify(rest))).size).toBe(1);
    expect(keys.filter(({ created }) => created)).toHaveLength(1);
    expect((await readdir(root)).sort()).toEqual(['keys', 'tmp']);
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });

  test('are published so that openssl reads them and checkpoints verify', async () => {
    const keys = await make();
    const { signer, log } = publicKeys(keys);
    const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], {
      input: signer.pem,
    });
    expect(digestOf(der)).toBe(signer.fingerprint);
    expect(createPublicKey(signer.pem).asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
    const head = { size: 0, root: Buffer.alloc(32).toString('base64') };
    const note = parseNote(signCheckpoint(head, keys.origin, keys.log));
    expect(isSignedBy(note, parseVkey(log.vkey))).toBe(true);
  });

  test('are encrypted where a passphrase is given, and need it', async () => {
    const first = await make('两周-أسبوعان');
    const pem = await readFile(join(root, 'keys', 'signer.pem'), 'utf8');
    expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(publicKeys(await make('两周-أسبوعان'))).toEqual(publicKeys(first));
    const invalid = expect.objectContaining({ code: 'KEY_INVALID' });
    await expect(make('falsch')).rejects.toThrow(invalid);
    await expect(make(null)).rejects.toThrow(invalid);
  });

  test('without encryption are refused when a passphrase promises it', async () => {
    await make();
    await expect(make('geheim')).rejects.toThrow('openssl pkcs8');
  });

  test.each([
    ['a missing file', (keys: string) => rm(join(keys, 'log.pem'))],
    [
      'the files exchanged',
      (keys: string) => rename(join(keys, 'log.pem'), join(keys, 'signer.pem')),
    ],
    ['half a file', (keys: string) => writeFile(join(keys, 'signer.pem'), '-----BEGIN PRI')],
  ])('are never replaced in silence: %s is told', async (_, spoil) => {
    await make();
    await chmod(join(root, 'keys'), 0o700);
    await spoil(join(root, 'keys'));
    await expect(make()).rejects.toThrow(expect.objectContaining({ code: 'KEY_INVALID' }));
  });

  test('are not made with a name that could not stand in a note', async () => {
    const options = { passphrase: null, originName: 'two words' };
    await expect(loadKeys(join(root, 'keys'), options)).rejects.toThrow(SyntaxError);
    expect(existsSync(join(root, 'keys'))).toBe(false);
  });
});

describe('the checkpoint kept apart', () => {
  test('is the one of the largest tree, whoever writes last', async () => {
    const files = openCheckpointFiles(join(root, 'log'));
    expect(await files.newest()).toBeNull();
    await files.keep(9, 'nine');
    await files.keep(12, 'twelve');
    await files.keep(10, 'ten');
    expect(await files.newest()).toBe('twelve');
    await files.keep(100, 'hundred');
    expect(await files.newest()).toBe('hundred');
    expect(await readdir(join(root, 'log'))).toEqual(['100.checkpoint', 'checkpoint']);
  });
});

async function damageFile(directory: string, digest: Digest): Promise<void> {
  const hex = hexOf(digest);
  const path = join(directory, 'blobs', hex.slice(0, 2), hex.slice(2, 4), hex);
  const forms = [path, `${path}.gz`, `${path}.vcdiff.gz`];
  const stored = forms.find((name) => existsSync(name)) ?? path;
  const bytes = await readFile(stored);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 0x10;
  await chmod(stored, 0o600);
  await writeFile(stored, bytes);
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const chunk of stream) return String(chunk).trim();
  throw new Error('the child said nothing');
}
