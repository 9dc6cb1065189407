// A visit as the browser would bring it: a Chinese page with a picture, its bodies spooled to files.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { digestOf } from '../../src/model/digest.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { PageReading, TextBlock } from '../../src/model/reading.js';
import { NOTHING_SEEN, type Visit } from '../../src/model/visit.js';
import { at } from '../contracts/records.js';

export const PAGE_URL = 'https://donghai.test/服务/等待时间';

/** The first 2 pages of nothing but colour; taller than a window. */
export async function picture(widthPx = 1280, heightPx = 2000): Promise<Buffer> {
  const background = { r: 200, g: 30, b: 30 };
  return await sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } })
    .png()
    .toBuffer();
}

export function block(text: string, change: Partial<TextBlock> = {}): TextBlock {
  return {
    text,
    tag: 'p',
    path: 'main > p',
    zone: 'main',
    visible: true,
    linkTextLength: 0,
    frame: null,
    ...change,
  };
}

export function reading(blocks: readonly TextBlock[], title = '东海医院'): PageReading {
  return {
    v: 1,
    url: PAGE_URL,
    title,
    language: 'zh-CN',
    characterSet: 'UTF-8',
    contentType: 'text/html',
    metas: [],
    headLinks: [],
    blocks,
    links: [],
    images: [],
    media: [],
    forms: [],
    tables: [],
    frames: [],
    scripts: [],
    ignored: [],
    selected: [],
    widthPx: 1280,
    heightPx: 2000,
  };
}

/** `unique` makes bodies that no other visit has. */
export async function sampleVisit(directory: string, unique = ''): Promise<Visit> {
  const html = Buffer.from(`<p>等待时间：两周</p><p>${unique}</p>`.repeat(50));
  const certificate = Buffer.from('DER of a certificate');
  const image = unique === '' ? Buffer.alloc(4000, 9) : randomBytes(4000);
  const [body, other, chain] = await Promise.all(
    [gzipSync(html), image, certificate].map((bytes) => spool(directory, bytes)),
  );
  if (!body || !other || !chain) throw new Error('three bodies were spooled');
  return {
    finalUrl: PAGE_URL,
    startedAt: at(10),
    finishedAt: at(14),
    outcome: { kind: 'answered', status: 200 },
    redirects: [],
    mainExchange: 0,
    exchanges: [
      exchange(PAGE_URL, body, chain),
      exchange('https://donghai.test/图.png', other, null),
    ],
    spooled: [body, other, chain],
    reading: reading([
      block('等待时间：两周'),
      block('隐藏', { visible: false }),
      block(`مدة الانتظار أسبوعان ${unique}`),
    ]),
    dom: `<html><body>${html.toString()}</body></html>`,
    screenshot: await picture(),
    dns: [
      { host: 'donghai.test', at: at(10), source: 'config', addresses: ['127.0.0.1'], error: null },
    ],
    refused: [],
    notCaptured: [],
    interactions: [{ atMs: 100, what: 'scrolled' }],
    provenance: null,
  };
}

/** A visit of a page whose name is gone: nothing came back. */
export function failedVisit(): Visit {
  return {
    ...NOTHING_SEEN,
    startedAt: at(10),
    finishedAt: at(11),
    outcome: {
      kind: 'failed',
      step: 'dns',
      failure: 'nxdomain',
      detail: 'donghai.test has no address',
      netError: 'ERR_NAME_NOT_RESOLVED',
    },
  };
}

type Spooled = Visit['spooled'][number];

async function spool(directory: string, bytes: Buffer): Promise<Spooled> {
  const path = join(directory, randomBytes(8).toString('hex'));
  await writeFile(path, bytes);
  return { path, digest: digestOf(bytes), sizeBytes: bytes.length };
}

function exchange(url: string, body: Spooled, certificate: Spooled | null): Exchange {
  return {
    url,
    method: 'GET',
    startedAt: at(10),
    durationMs: 40,
    resourceType: 'document',
    protocol: 'http/1.1',
    remoteAddress: '127.0.0.1:443',
    tls:
      certificate === null
        ? null
        : { version: 'tls/1.3', cipherSuite: null, certificates: [certificate.digest] },
    requestHead: 'GET / HTTP/1.1\r\nHost: donghai.test\r\n\r\n',
    requestBody: null,
    responseHead: 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n',
    status: 200,
    responseBody: { digest: body.digest, sizeBytes: body.sizeBytes },
    error: null,
    truncated: null,
    redirectsTo: null,
  };
}
