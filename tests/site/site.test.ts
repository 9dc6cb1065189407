import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PAGES, type Site, startSite } from './site.js';

describe('the local hospital', () => {
  let site: Site;
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(() => site.close());

  const read = async (path: string) => {
    const response = await fetch(site.url(path), { redirect: 'manual' });
    return {
      status: response.status,
      headers: response.headers,
      bytes: await response.arrayBuffer(),
    };
  };

  it('serves every page with the words a real one has', async () => {
    for (const path of Object.values(PAGES).filter((path) => path !== PAGES.pdf)) {
      const { status, headers, bytes } = await read(path);
      const charset = /charset=(\S+)/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
      const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
      const words = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
      expect(status, path).toBe(200);
      expect(words.length, path).toBeGreaterThan(300);
      expect(text, path).not.toContain('{{');
    }
  });

  it('serves the older page as GBK bytes', async () => {
    const { headers, bytes } = await read(PAGES.aboutGbk);
    expect(headers.get('content-type')).toBe('text/html; charset=gbk');
    expect(Buffer.from(bytes).includes(Buffer.from([0xb6, 0xab, 0xba, 0xa3]))).toBe(true);
    expect(new TextDecoder('gbk', { fatal: true }).decode(bytes)).toContain('东海医院始建于');
  });

  it('serves a PDF whose cross-reference table points at its objects', async () => {
    const text = Buffer.from((await read(PAGES.pdf)).bytes).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n /gm)].map(([, digits]) => Number(digits));
    expect(offsets.map((offset, index) => text.startsWith(`${index + 1} 0 obj`, offset))).toEqual(
      Array(5).fill(true),
    );
  });

  it('links only to what it has', async () => {
    const home = Buffer.from((await read(PAGES.transplant)).bytes).toString();
    const links = [...home.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, href = '']) => href);
    expect(links.length).toBeGreaterThan(10);
    for (const link of new Set(links)) expect((await read(link)).status, link).toBe(200);
  });

  it('answers as it is told, and as in the beginning once restored', async () => {
    site.edit(PAGES.transplant, (html) => html.replace('等待时间两周', '等待时间三个月'));
    expect(Buffer.from((await read(PAGES.transplant)).bytes).toString()).toContain('三个月');
    for (const status of [404, 410, 451] as const) {
      site.takeDown(PAGES.transplant, status);
      expect((await read(PAGES.transplant)).status).toBe(status);
    }
    site.softNotFound(PAGES.transplant);
    const soft = await read(PAGES.transplant);
    expect([soft.status, Buffer.from(soft.bytes).toString().includes('页面不存在')]).toEqual([
      200,
      true,
    ]);
    site.redirectToHome(PAGES.transplant);
    expect((await read(PAGES.transplant)).headers.get('location')).toBe('/');
    site.loginWall(PAGES.transplant);
    expect((await read(PAGES.transplant)).headers.get('location')).toBe(
      `/login?return=${encodeURIComponent(PAGES.transplant)}`,
    );
    site.restore(PAGES.transplant);
    const restored = await read(PAGES.transplant);
    expect(restored.status).toBe(200);
    expect(Buffer.from(restored.bytes).toString()).toContain('等待时间两周');
  });

  it('resets the connection, or never answers', async () => {
    site.dropConnection(PAGES.home);
    await expect(fetch(site.url(PAGES.home))).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
    });
    site.hang(PAGES.home);
    const giveUp = new AbortController();
    const answer = fetch(site.url(PAGES.home), { signal: giveUp.signal });
    while (site.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    giveUp.abort();
    await expect(answer).rejects.toThrow(/abort/i);
  });

  it('refuses an edit that changes nothing, and knows its own paths', () => {
    expect(() => site.edit(PAGES.home, (html) => html)).toThrow('changed nothing');
    expect(() => site.takeDown('/nowhere', 404)).toThrow('/nowhere');
  });

  it('counts the views on the news page, and keeps a log of requests', async () => {
    const views = async () =>
      /class="views">(\d+)/.exec(
        Buffer.from((await read(PAGES.newsMeeting)).bytes).toString(),
      )?.[1];
    expect(await views()).not.toBe(await views());
    expect(site.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /zh/news/1.html',
      'GET /zh/news/1.html',
    ]);
  });
});
