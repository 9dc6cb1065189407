import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { parseCdxLine } from '../../src/formats/cdxj.js';
import { digestOf } from '../../src/model/digest.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { type Files, need, takeApart } from '../verify/forge.js';
import { ARABIC_TEXT, assemble, CHINESE_TEXT, makeSample, type Sample } from './sample.js';

const FIRST = 'c_01JD0000000000000000000001';
let directory: string;
let sample: Sample;
let file: string;
let files: Files;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-prove-'));
  file = join(directory, 'bundle.wacz');
  sample = await makeSample();
  await exportBundle(sample.deps, sample.input, file, () => {});
  files = await takeApart(file);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('exportBundle', () => {
  it('says what it wrote, and how far it is', async () => {
    const seen: number[] = [];
    const path = join(directory, 'said.wacz');
    const made = await exportBundle(sample.deps, sample.input, path, ({ done, total }) => {
      expect(total).toBe(4);
      seen.push(done);
    });
    const bytes = await readFile(path);
    expect(made).toEqual({ file: path, sha256: digestOf(bytes), bytes: bytes.length, captures: 4 });
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('has the layout of the design, in every language', async () => {
    const capture = (id: string, more: string[]) => [
      `provenance/${id}.json`,
      ...more.map((name) => `provenance/${id}.${name}`),
      `proof/${id}.entry.json`,
      `proof/${id}.tlog-proof`,
    ];
    const id = (n: number) => `c_01JD000000000000000000000${n}`;
    // Where nothing was built yet, those that are built are left out.
    const names = [...files.keys()].filter((name) => !/^proof\/verify\.(?:mjs|html)$/.test(name));
    expect(names).toEqual([
      ...['archive/data.warc.gz', 'indexes/index.cdx', 'pages/pages.jsonl'],
      ...capture(id(1), ['dns.json']),
      ...capture(id(2), ['certs.pem']),
      ...capture(id(3), ['dns.json']),
      ...capture(id(4), ['lookups.json', 'dns.json']),
      'proof/checkpoint.note',
      'proof/w_01JD00000000000000000000HZ.entries.jsonl',
      ...['proof/keys.txt', 'proof/VERIFY.md', 'proof/verify.sh'],
      ...['report/report.html', 'report/declaration-draft.html', 'report/changes.json'],
      ...['datapackage.json', 'datapackage-digest.json'],
    ]);
  });

  it('gives the same bytes twice, but for created and the signature', async () => {
    const again = join(directory, 'again.wacz');
    const input = { ...sample.input, createdAt: '2026-11-22T10:00:00.000Z' };
    await exportBundle(sample.deps, input, again, () => {});
    const others = await takeApart(again);
    const differing = [...files.keys()].filter(
      (name) => !need(others, name).equals(need(files, name)),
    );
    expect(differing).toEqual(['datapackage.json', 'datapackage-digest.json']);
    const time = /"(created|modified)":"[^"]*"/g;
    expect(need(others, 'datapackage.json').toString().replace(time, '')).toBe(
      need(files, 'datapackage.json').toString().replace(time, ''),
    );
  });

  it('is a zip that unzip finds nothing wrong with', () => {
    expect(execFileSync('unzip', ['-t', file]).toString()).toContain('No errors detected');
  });

  it('keeps the very bytes of manifests and log entries', async () => {
    for (const { capture, entry } of sample.input.captures) {
      expect(digestOf(need(files, `provenance/${capture.id}.json`))).toBe(capture.manifest);
      expect(need(files, `proof/${capture.id}.entry.json`)).toEqual(
        Buffer.from(entry?.entry ?? []),
      );
    }
    expect(
      execFileSync('openssl', ['x509', '-noout', '-subject'], {
        input: need(files, 'provenance/c_01JD0000000000000000000002.certs.pem'),
      }).toString(),
    ).toContain('noor.test');
  });

  it('names the newest good capture as the main page and leaves out what has no page', () => {
    const { mainPageUrl, mainPageDate } = JSON.parse(need(files, 'datapackage.json').toString());
    expect(mainPageUrl).toBe('http://donghai.test/%E4%BD%93%E6%A3%80?b=2&a=1');
    expect(mainPageDate).toBe('2026-11-21T17:00:00.143Z');
    const pages = need(files, 'pages/pages.jsonl').toString().trim().split('\n').slice(1);
    expect(pages.map((line) => JSON.parse(line).title)).toEqual([
      '东海医院',
      'مستشفى النور',
      '东海医院',
    ]);
  });
});

describe('the WARC', () => {
  interface Read {
    readonly type: string | null;
    readonly uri: string | null | undefined;
    readonly headers: Map<string, string>;
    readonly payload: Buffer;
  }
  let records: Read[];

  beforeAll(async () => {
    const path = join(directory, 'data.warc.gz');
    await writeFile(path, need(files, 'archive/data.warc.gz'));
    records = [];
    for await (const record of new WARCParser(createReadStream(path))) {
      const payload = Buffer.from(await record.readFully(false));
      const fields = [...record.warcHeaders.headers] as [string, string][];
      const headers = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
      records.push({ type: record.warcType, uri: record.warcTargetURI, headers, payload });
    }
  });

  it('is read by warcio.js, record by record', () => {
    const count = (type: string) => records.filter((record) => record.type === type).length;
    expect(records[0]?.type).toBe('warcinfo');
    expect(count('request')).toBe(12);
    expect(count('response')).toBe(10);
    // Two answers that never came, twice a stylesheet and once the page; and the page's outcome.
    expect(count('metadata')).toBe(4);
    expect(records.filter(({ uri }) => uri === 'dns:donghai.test')).toHaveLength(3);
  });

  it('holds bodies as they were sent, content-coding and all', () => {
    const page = records.find(({ type, uri }) => type === 'response' && uri?.includes('%E4%BD%93'));
    const plain = execFileSync('gzip', ['-dc'], { input: page?.payload ?? Buffer.alloc(0) });
    expect(new TextDecoder('gbk', { fatal: true }).decode(plain)).toContain(CHINESE_TEXT);
  });

  it('renames the transfer-coding and touches no other header byte', () => {
    const raw = execFileSync('gzip', ['-dc'], { input: need(files, 'archive/data.warc.gz') });
    expect(raw.toString('latin1')).toContain(
      'Set-Cookie: a=1\r\nset-cookie: b=2\r\nX-Raw: \u00b6\u00ab\r\nX-Archive-Orig-Transfer-Encoding : chunked\r\n\r\n',
    );
  });

  it('never invents a response for what did not answer', () => {
    const failed = records.filter(({ uri }) => uri === 'urn:metadata:http://donghai.test/gone.css');
    expect(failed.map(({ type }) => type)).toEqual(['metadata', 'metadata']);
    expect(JSON.parse(failed[0]?.payload.toString() ?? '').error).toBe('ERR_CONNECTION_RESET');
    const ofReset = records.filter(({ headers }) => headers.get('warc-page-id')?.endsWith('004'));
    expect(ofReset.map(({ type }) => type)).toEqual(['resource', 'metadata', 'metadata']);
  });

  it('says how each answer was had: address, protocol, cipher', () => {
    const secure = records.find(
      ({ uri, type }) => type === 'response' && uri === 'https://noor.test/',
    );
    expect(secure?.headers.get('warc-ip-address')).toBe('2001:db8::9');
    expect(secure?.headers.get('warc-protocol')?.split(', ')).toEqual(['h2', 'tls/1.3']);
    expect(secure?.headers.get('warc-cipher-suite')).toBe('TLS_AES_128_GCM_SHA256');
  });

  it('is led to by an index in the order of LC_ALL=C sort', () => {
    const index = need(files, 'indexes/index.cdx');
    const sorted = execFileSync('sort', [], { input: index, env: { LC_ALL: 'C' } });
    expect(index.equals(sorted)).toBe(true);
    const warc = need(files, 'archive/data.warc.gz');
    for (const line of index.toString().trim().split('\n')) {
      const { offset, length, recordDigest, url } = parseCdxLine(line);
      const member = warc.subarray(offset, offset + length);
      expect(digestOf(member)).toBe(recordDigest);
      expect(execFileSync('gzip', ['-dc'], { input: member }).toString()).toContain(url);
    }
  });

  it('is indexed with the body of a request that was posted, as replay asks for it', () => {
    const line = need(files, 'indexes/index.cdx')
      .toString()
      .split('\n')
      .find((l) => l.includes('/api?'));
    expect(line?.split(' ')[0]).toBe('test,donghai)/api?__wb_method=post&name=%E7%8E%8B&q=1');
    expect(parseCdxLine(line ?? '')).toMatchObject({
      method: 'POST',
      requestBody: 'name=%E7%8E%8B&q=1',
    });
  });
});

describe('a bundle of many records', () => {
  it('has a compressed index in blocks, and verifies', async () => {
    const [first] = sample.input.captures;
    if (first === undefined) throw new Error('the sample is empty');
    const [, , image] = first.manifest.exchanges;
    if (image === undefined) throw new Error('the sample has no image');
    const exchanges = Array.from({ length: 700 }, (_, i) => {
      return { ...image, url: `http://donghai.test/${encodeURIComponent('图')}/${i}.png` };
    });
    const manifest = { ...first.manifest, exchanges: [...first.manifest.exchanges, ...exchanges] };
    const large = await assemble(sample.deps.blobs, [{ manifest, outcome: 'ok' }]);
    const path = join(directory, 'large.wacz');
    await exportBundle(large.deps, large.input, path, () => {});
    expect((await takeApart(path)).has('indexes/index.cdx.gz')).toBe(true);
    const report = await verifyBundle(path, { signerKeys: [], checkpointKeys: [] });
    expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  });
});

describe('by hand', () => {
  it.each([
    'en',
    'zh',
    'ar',
  ] as const)('the commands of VERIFY.md (%s) work as they stand', async (language) => {
    const folder = await mkdtemp(join(directory, 'hand-'));
    const path = join(folder, 'bundle.wacz');
    await exportBundle(sample.deps, { ...sample.input, language }, path, () => {});
    const page = need(await takeApart(path), 'proof/VERIFY.md').toString();
    const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
    expect(blocks).toHaveLength(5);
    const script = blocks.slice(0, 4).join('\n');
    const run = () =>
      execFileSync('bash', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = run().toString();
    expect(output).toContain('files: good');
    expect(output).toContain('data package: good');
    expect(output).toContain('Verified OK');
    expect(output).toContain('Signature Verified Successfully');
    expect(output).toContain(`${FIRST}: manifest is the logged one`);
    expect(output).not.toContain('DIFFERS');
    const fingerprint = /signer sha256:([0-9a-f]{64})/.exec(
      need(files, 'proof/keys.txt').toString(),
    )?.[1];
    expect(output).toContain(fingerprint);
  });
});

describe('the report', () => {
  it('is a page in the language asked for, without scripts and without a network', async () => {
    for (const [language, direction] of [
      ['en', 'ltr'],
      ['zh', 'ltr'],
      ['zh-Hant', 'ltr'],
      ['ar', 'rtl'],
    ] as const) {
      const path = join(directory, `${language}.wacz`);
      await exportBundle(sample.deps, { ...sample.input, language }, path, () => {});
      const html = need(await takeApart(path), 'report/report.html').toString();
      expect(html).toMatch(new RegExp(`<html lang="${language}[^"]*" dir="${direction}">`));
      expect(html).not.toMatch(/<script|<link|src="(?!data:)|url\(|href="(?!#)/);
      expect(html).toContain("default-src 'none'");
      expect(html).toContain('data:image/jpeg;base64,');
    }
  });

  it('shows what pages say as text, never as markup', () => {
    const html = need(files, 'report/report.html').toString();
    // Word by word, with those that differ marked.
    expect(html.replaceAll(/<\/?(del|ins)>/g, '')).toContain('等待时间&lt;四周&gt;');
    expect(html).toContain('东海医院 &amp; مستشفى النور &lt;两周&gt;');
    expect(html).not.toContain('<from>');
    expect(html).toContain(sample.input.captures[0]?.capture.manifest);
  });

  it('gives the interval between last seen and first not seen', () => {
    const html = need(files, 'report/report.html').toString();
    const [, interval = ''] = /<h2>In short<\/h2>([\s\S]*?)<\/table>/.exec(html) ?? [];
    expect(interval.indexOf('2026-11-21T17:00:00.123Z')).toBeGreaterThan(0);
    expect(interval.indexOf('2026-11-21T18:00:00.123Z')).toBeGreaterThan(
      interval.indexOf('2026-11-21T17:00:00.123Z'),
    );
    expect(interval).not.toContain('noor.test');
  });
});

describe('an export that cannot be made', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(directory, 'refused-'));
  });

  async function expectRefused(
    change: Partial<Sample['input']>,
    code: string,
    target = join(folder, 'out.wacz'),
  ): Promise<void> {
    const attempt = exportBundle(sample.deps, { ...sample.input, ...change }, target, () => {});
    await expect(attempt).rejects.toMatchObject({ name: 'VestigeError', code });
  }

  it('leaves nothing, and what stood there stands', async () => {
    const target = join(folder, 'out.wacz');
    await writeFile(target, 'before');
    const broken = await makeSample();
    const [first] = broken.input.captures;
    broken.deps.blobs.lose(first?.capture.files.screenshot ?? digestOf(''));
    await expect(exportBundle(broken.deps, broken.input, target, () => {})).rejects.toMatchObject({
      code: 'STORE_BLOB_MISSING',
    });
    expect(await readdir(folder)).toEqual(['out.wacz']);
    expect(await readFile(target, 'utf8')).toBe('before');
  });

  it('is refused without captures, with one twice, dated ahead, or dated before what it holds', async () => {
    await expectRefused({ captures: [] }, 'INPUT_INVALID');
    const [first] = sample.input.captures;
    if (first === undefined) throw new Error('the sample is empty');
    await expectRefused({ captures: [first, first] }, 'INPUT_INVALID');
    await expectRefused({ createdAt: '2027-01-01T00:00:00.000Z' }, 'INPUT_INVALID');
    await expectRefused({ createdAt: '2026-11-21T16:30:00.000Z' }, 'INPUT_INVALID');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused into a folder that is not there, or over a folder', async () => {
    await expectRefused({}, 'INPUT_INVALID', join(folder, 'none', 'out.wacz'));
    await mkdir(join(folder, 'taken'));
    await expectRefused({}, 'INPUT_INVALID', join(folder, 'taken'));
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

it('the Arabic page is kept as it was sent', () => {
  const raw = execFileSync('gzip', ['-dc'], { input: need(files, 'archive/data.warc.gz') });
  expect(raw.includes(ARABIC_TEXT)).toBe(true);
});
