// Stands in for the browser: visits bring what a test says its pages are, spooled to files as the real
// one does, with the odd things that sites do send.
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../src/model/digest.js';
import { instantOf } from '../../src/model/instant.js';
import { NOTHING_SEEN, type Visit, type VisitRequest } from '../../src/model/visit.js';
import type { Browser } from '../../src/ports/browser.js';
import { block, reading } from '../store/sample-visit.js';

/** What a page says by now: its text, or that it is gone. */
export type Script = { readonly status: number; readonly text: string } | 'reset' | 'no-name';

/** By address; what is not named is gone with 404. */
export const script = new Map<string, Script>();

/** As `createBrowser` of the adapter, for `vi.mock`. */
export async function createBrowser({ tmpDir }: { readonly tmpDir: string }): Promise<Browser> {
  return {
    version: async () => 'Chromium 0',
    close: async () => {},
    print: async () => Buffer.from('%PDF-1.7\n'),
    async visit(request) {
      const directory = join(tmpDir, randomBytes(8).toString('hex'));
      await mkdir(directory, { recursive: true });
      const visit = await visitOf(request, directory);
      return { visit, dispose: () => rm(directory, { recursive: true, force: true }) };
    },
  };
}

async function visitOf({ url }: VisitRequest, directory: string): Promise<Visit> {
  const at = instantOf(Date.now());
  const page = script.get(decodeURI(url)) ?? { status: 404, text: '404 找不到您请求的页面' };
  const times = { startedAt: at, finishedAt: at };
  const host = new URL(url).hostname;
  const answer = { host, at, source: 'system' as const };
  if (page === 'reset') {
    const detail = 'the connection was reset';
    const failed = { step: 'tcp', failure: 'reset', netError: 'ERR_CONNECTION_RESET' } as const;
    return {
      ...{ ...NOTHING_SEEN, ...times, outcome: { kind: 'failed', ...failed, detail } },
      dns: [{ ...answer, addresses: [], error: 'ENOTFOUND' }],
    };
  }
  if (page === 'no-name') {
    const failed = { step: 'dns', failure: 'nxdomain', netError: null } as const;
    const detail = `the name ${host} does not exist`;
    return {
      ...{ ...NOTHING_SEEN, ...times, outcome: { kind: 'failed', ...failed, detail } },
      dns: [{ ...answer, addresses: [], error: 'ENOTFOUND' }],
    };
  }
  const { status, text } = page;
  const html = Buffer.from(`<!doctype html><title>东海医院</title>${`<p>${text}</p>`.repeat(3)}`);
  const form = Buffer.from('name=张三&الاسم=علي');
  const frames = Buffer.from('{"from":"server","text":"你好"}\n');
  const bodies = await Promise.all([html, form, frames].map((bytes) => spool(directory, bytes)));
  const [body, posted, spoken] = bodies.map(({ digest, sizeBytes }) => ({ digest, sizeBytes }));
  if (!body || !posted || !spoken) throw new Error('three bodies were spooled');
  const href = new URL(url).href;
  const common = {
    ...{ startedAt: at, durationMs: 4.25, protocol: 'http/1.1' as const, tls: null, error: null },
    ...{ remoteAddress: '[2001:db8::5]:80', truncated: null, redirectsTo: null },
  };
  return {
    ...{ ...NOTHING_SEEN, ...times, finalUrl: href, outcome: { kind: 'answered', status } },
    mainExchange: 0,
    exchanges: [
      {
        ...{ ...common, url: href, method: 'GET', resourceType: 'document', status },
        requestHead: `GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: \u00e4\u00b8\u009c="'$(id)\`\\\r\n\r\n`,
        requestBody: null,
        responseHead: `HTTP/1.1 ${status} \u00ff\r\ntransfer-encoding: chunked\r\nX:\r\nX:  two\t\r\nContent-Type: text/html;charset=utf-8\r\n\r\n`,
        responseBody: body,
        interim: ['HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'],
        trailers: 'Server-Timing: a;desc="\u00e9"\r\n\r\n',
      },
      {
        ...{ ...common, url: `${href}?q=%27%22%5C&q=*`, method: 'POST', resourceType: 'other' },
        requestHead: `POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n`,
        ...{ requestBody: posted, responseHead: 'HTTP/1.1 204\r\n\r\n', status: 204 },
        ...{ responseBody: null, truncated: 'disconnect' },
      },
      {
        ...{ ...common, url: href.replace('http', 'ws'), method: 'GET', resourceType: 'other' },
        ...{ requestHead: 'GET /ws HTTP/1.1\r\n\r\n', requestBody: null, responseBody: null },
        ...{ responseHead: 'HTTP/1.1 101 \r\nUpgrade: websocket\r\n\r\n', status: 101 },
        frames: spoken,
      },
      {
        ...{ ...common, url: `${href}gone.png`, method: 'GET', resourceType: 'subresource' },
        ...{ requestHead: null, requestBody: null, responseHead: null, status: null },
        ...{ responseBody: null, error: 'ERR_NAME_NOT_RESOLVED', durationMs: null },
      },
    ],
    spooled: bodies,
    reading: reading(
      [block(text), block('مدة الانتظار أسبوعان')],
      `东海\u007f "医院" 'x' \\ ${status}`,
    ),
    dom: `<html><body><p>${text}</p></body></html>`,
    dns: [{ ...answer, addresses: ['192.0.2.7', '2001:db8::7'], error: null }],
    refused: [
      { at, host: '10.0.0.1', port: 80, reason: 'private-address', detail: 'of “内部”', times: 3 },
    ],
    notCaptured: [{ url: 'blob:x', reason: 'it is\tof a worker\n' }],
    interactions: [{ atMs: 12.5, what: 'dialog', said: '确定？\u2028نعم' }],
  };
}

async function spool(directory: string, bytes: Buffer): Promise<Visit['spooled'][number]> {
  const path = join(directory, randomBytes(8).toString('hex'));
  await writeFile(path, bytes);
  return { path, digest: digestOf(bytes), sizeBytes: bytes.length };
}
