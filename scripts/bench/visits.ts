// Made-up visits with the weight of real ones: a page of Chinese text with 30 photographs, and in every
// answer the header fields that differ from visit to visit.
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { digestOf } from '../../src/model/digest.js';
import type { BlobRef, Exchange } from '../../src/model/exchange.js';
import { instantOf } from '../../src/model/instant.js';
import type { PageReading, TextBlock } from '../../src/model/reading.js';
import { NOTHING_SEEN, type SpooledBytes, type Visit } from '../../src/model/visit.js';

const IMAGES = 30;
const IMAGE_BYTES = 35_000;
const ORIGIN = 'https://donghai.test';
const DAY_MS = 86_400_000;

export interface VisitPlan {
  readonly page: number;
  /** Day of the visit. */
  readonly round: number;
  /** Paragraphs of about 200 bytes. */
  readonly paragraphs: number;
  /** A sentence that stands in the middle of the page; another one is an edit. */
  readonly sentence: string;
  readonly screenshot: Uint8Array;
  readonly images?: number;
}

export const urlOf = (page: number) => `${ORIGIN}/服务/${page}.html`;

/** The visit, its bodies spooled to `directory`. */
export async function makeVisit(directory: string, plan: VisitPlan): Promise<Visit> {
  const startedAtMs = Date.UTC(2027, 0, 1, 8) + plan.round * DAY_MS + plan.page * 60_000;
  const texts = paragraphsOf(plan);
  const html = Buffer.from(htmlOf(plan.page, texts));
  const certificates = [1200, 1100].map((size, i) => noise(`certificate ${i}`, size));
  const images = Array.from({ length: plan.images ?? IMAGES }, (_, i) =>
    noise(`image ${plan.page} ${i}`, IMAGE_BYTES),
  );
  const spooled = await Promise.all(
    [html, ...images, ...certificates].map((b) => spool(directory, b)),
  );
  const chain = spooled.slice(-certificates.length).map(({ digest }) => digest);
  const bodies = spooled.slice(0, -certificates.length);
  const exchanges = bodies.map((body, i) =>
    exchangeOf(plan.page, i, startedAtMs + i * 13, body, chain),
  );
  const url = urlOf(plan.page);
  return {
    ...NOTHING_SEEN,
    finalUrl: url,
    startedAt: instantOf(startedAtMs),
    finishedAt: instantOf(startedAtMs + 4321 + randomBytes(1).readUInt8()),
    outcome: { kind: 'answered', status: 200 },
    mainExchange: 0,
    exchanges,
    spooled,
    reading: readingOf(url, texts, plan),
    dom: html.toString().replace('</body>', '<div id="ready"></div></body>'),
    screenshot: plan.screenshot,
    dns: [
      {
        host: 'donghai.test',
        at: instantOf(startedAtMs),
        source: 'system',
        addresses: ['203.0.113.80', '2001:db8::80'],
        error: null,
      },
    ],
    interactions: Array.from({ length: 12 }, (_, i) => ({ atMs: 700 + i * 53, what: 'scrolled' })),
    provenance: {
      software: 'Vestige/0.1.0',
      node: 'v20.20.2',
      os: 'Linux 6.1 x64',
      browser: 'Chromium 156.0.8078.79',
      browserArguments: Array.from({ length: 24 }, (_, i) => `--disable-feature-of-chromium-${i}`),
      sandbox: true,
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
      acceptLanguage: 'zh-CN',
      viewport: { widthPx: 1280, heightPx: 800 },
      timezone: 'Asia/Shanghai',
      settings: { settleMs: 500, timeoutMs: 60_000, maxBytes: 209_715_200 },
    },
  };
}

/** A picture of the page: text-like noise, so that it weighs what a screenshot weighs. */
export async function makeScreenshot(seed: string, heightPx = 3000): Promise<Buffer> {
  const [width, channels] = [1280, 3] as const;
  const letters = noise(seed, (width * heightPx) / 64);
  const pixels = Buffer.alloc(width * heightPx * channels, 255);
  for (let at = 0; at < pixels.length; at += channels) {
    const x = (at / channels) % width;
    const y = Math.floor(at / channels / width);
    const dark = (letters[(y >> 3) * (width >> 3) + (x >> 3)] ?? 0) > 150 && y % 24 < 14;
    if (dark) pixels.fill((x * 37 + y * 11) & 0x7f, at, at + channels);
  }
  return await sharp(pixels, { raw: { width, height: heightPx, channels } })
    .png()
    .toBuffer();
}

function paragraphsOf({ page, paragraphs, sentence }: VisitPlan): readonly string[] {
  const texts = Array.from({ length: paragraphs }, (_, i) => {
    const key = createHash('md5').update(`${page} ${i}`).digest();
    const [a, b, c, d] = key;
    return `第${page}-${i}例：患者${a}号等待供体${b}天，费用约${c}万元，由移植中心第${d}组主刀，编号${key.toString('hex')}，术后观察三至五天。`;
  });
  texts.splice(paragraphs >> 1, 0, sentence);
  return texts;
}

function htmlOf(page: number, texts: readonly string[]): string {
  const images = Array.from(
    { length: IMAGES },
    (_, i) => `<img src="/图/${page}-${i}.jpg" width="480" height="320" alt="手术室 ${i}">`,
  );
  const rows = texts.map((text) => `<p class="case">${text}</p>`);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>东海医院 ${page}</title></head>
<body><main><h1>东海医院</h1>\n${rows.join('\n')}\n${images.join('\n')}</main></body></html>`;
}

function readingOf(url: string, texts: readonly string[], { page }: VisitPlan): PageReading {
  const shown = { zone: 'main', visible: true, frame: null } as const;
  const blocks = texts.map(
    (text, i): TextBlock => ({
      ...shown,
      text,
      tag: 'p',
      path: `html > body > main > p:nth-of-type(${i + 1})`,
      linkTextLength: 0,
    }),
  );
  return {
    v: 1,
    url,
    title: `东海医院 ${page}`,
    language: 'zh-CN',
    characterSet: 'UTF-8',
    contentType: 'text/html',
    metas: [],
    headLinks: [],
    blocks,
    links: [],
    images: Array.from({ length: IMAGES }, (_, i) => ({
      src: new URL(`/图/${page}-${i}.jpg`, ORIGIN).href,
      alt: `手术室 ${i}`,
      title: '',
      path: `html > body > main > img:nth-of-type(${i + 1})`,
      widthPx: 480,
      heightPx: 320,
      visible: true,
      frame: null,
    })),
    media: [],
    forms: [],
    tables: [],
    frames: [],
    scripts: [],
    ignored: [],
    selected: [],
    widthPx: 1280,
    heightPx: 3000,
  };
}

/** Twelve fields; date, cookie, ray, request id, age and server timing are new in every visit. */
function exchangeOf(
  page: number,
  index: number,
  atMs: number,
  body: SpooledBytes,
  certificates: readonly `sha256:${string}`[],
): Exchange {
  const path = index === 0 ? `/服务/${page}.html` : `/图/${page}-${index - 1}.jpg`;
  const url = new URL(path, ORIGIN).href;
  const ref: BlobRef = { digest: body.digest, sizeBytes: body.sizeBytes };
  const date = new Date(atMs).toUTCString();
  const fresh = (bytes: number) => randomBytes(bytes).toString('hex');
  const responseHead = [
    'HTTP/1.1 200 OK',
    `Date: ${date}`,
    `Content-Type: ${index === 0 ? 'text/html; charset=utf-8' : 'image/jpeg'}`,
    `Content-Length: ${body.sizeBytes}`,
    'Connection: keep-alive',
    `Last-Modified: Tue, 05 Jan 2027 0${index % 10}:11:09 GMT`,
    `ETag: "${body.digest.slice(7, 19)}-${body.sizeBytes.toString(16)}"`,
    `Set-Cookie: sid=${fresh(16)}; Path=/; HttpOnly; SameSite=Lax`,
    'Cache-Control: public, max-age=600',
    `cf-ray: ${fresh(8)}-HKG`,
    `x-request-id: ${fresh(16)}`,
    `Age: ${randomBytes(1).readUInt8()}`,
    'Server: cloudflare',
  ];
  return {
    url,
    method: 'GET',
    startedAt: instantOf(atMs),
    durationMs: randomBytes(2).readUInt16LE() / 100,
    resourceType: index === 0 ? 'document' : 'subresource',
    protocol: 'http/1.1',
    remoteAddress: '203.0.113.80:443',
    tls: { version: 'tls/1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', certificates },
    requestHead: `GET ${new URL(url).pathname} HTTP/1.1\r\nHost: donghai.test\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\nAccept: image/avif,image/webp,*/*\r\nReferer: ${ORIGIN}/\r\nAccept-Language: zh-CN\r\n\r\n`,
    requestBody: null,
    responseHead: `${responseHead.join('\r\n')}\r\n\r\n`,
    status: 200,
    responseBody: ref,
    error: null,
    truncated: null,
    redirectsTo: null,
  };
}

async function spool(directory: string, bytes: Buffer): Promise<SpooledBytes> {
  const path = join(directory, randomBytes(8).toString('hex'));
  await writeFile(path, bytes);
  return { path, digest: digestOf(bytes), sizeBytes: bytes.length };
}

const made = new Map<string, Buffer>();

/** Bytes without pattern, the same for the same seed. */
function noise(seed: string, bytes: number): Buffer {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const parts: Buffer[] = [];
  for (let size = 0; size < bytes; size += 64) {
    parts.push(createHash('sha512').update(`${seed} ${size}`).digest());
  }
  const whole = Buffer.concat(parts).subarray(0, bytes);
  made.set(seed, whole);
  return whole;
}
