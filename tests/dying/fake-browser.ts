// Stands in for adapters/playwright/browser.js in a child: a visit brings a small page of its own,
// spooled to files as the real one does, without a browser.
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Directories from '../../src/adapters/playwright/directories.js';
import type { PageReading } from '../../src/model/reading.js';
import type { Visit, VisitRequest } from '../../src/model/visit.js';
import type { Browser } from '../../src/ports/browser.js';
import type { Clock } from '../../src/ports/clock.js';

const { makeDirectory, removeDirectory, sweepDirectories } = (await import(
  `${process.env.PRODUCT}/dist/adapters/playwright/directories.js`
)) as typeof Directories;

/** As the real one: what dead processes left is swept first. */
export async function createBrowser(
  { tmpDir }: { readonly tmpDir: string },
  _egress: unknown,
  clock: Clock,
): Promise<Browser> {
  await sweepDirectories(tmpDir, clock.nowMs());
  return {
    version: async () => 'Chromium 0',
    close: async () => {},
    print: async () => new Uint8Array(0),
    async visit(request) {
      const directory = await makeDirectory(tmpDir);
      const visit = await visitOf(request, directory, clock);
      return { visit, dispose: () => removeDirectory(directory) };
    },
  };
}

async function visitOf({ url }: VisitRequest, directory: string, clock: Clock): Promise<Visit> {
  const at = () => new Date(clock.nowMs()).toISOString();
  const startedAt = at();
  // Long enough to be compressed, and like no other visit's.
  const text = `东海医院肝移植等待时间：两周。مدة الانتظار أسبوعان。${randomBytes(16).toString('hex')}`;
  const html = Buffer.from(`<!doctype html><title>东海医院</title>${`<p>${text}</p>`.repeat(300)}`);
  const digest = `sha256:${createHash('sha256').update(html).digest('hex')}` as const;
  const path = join(directory, 'body');
  await writeFile(path, html);
  return {
    finalUrl: url,
    startedAt,
    finishedAt: at(),
    outcome: { kind: 'answered', status: 200 },
    redirects: [],
    mainExchange: 0,
    exchanges: [
      {
        url,
        method: 'GET',
        startedAt,
        durationMs: 4,
        resourceType: 'document',
        protocol: 'http/1.1',
        remoteAddress: '203.0.113.5:80',
        tls: null,
        requestHead: 'GET / HTTP/1.1\r\nHost: donghai.test\r\n\r\n',
        requestBody: null,
        responseHead: 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n',
        status: 200,
        responseBody: { digest, sizeBytes: html.length },
        error: null,
        truncated: null,
        redirectsTo: null,
      },
    ],
    spooled: [{ path, digest, sizeBytes: html.length }],
    reading: readingOf(url, text),
    dom: html.toString(),
    screenshot: null,
    dns: [],
    refused: [],
    notCaptured: [],
    interactions: [],
    provenance: null,
  };
}

function readingOf(url: string, text: string): PageReading {
  const place = { tag: 'p', path: 'main > p', zone: 'main' } as const;
  return {
    v: 1,
    url,
    title: '东海医院',
    language: 'zh-CN',
    characterSet: 'UTF-8',
    contentType: 'text/html',
    metas: [],
    headLinks: [],
    blocks: [{ text, ...place, visible: true, linkTextLength: 0, frame: null }],
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
