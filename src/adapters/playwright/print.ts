// A page of our own -> PDF, by a browser without scripts and without a way out.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { canSandbox } from './launch.js';

const MARGIN = { top: '16mm', bottom: '18mm', left: '15mm', right: '15mm' };

/** Which page this is, and of which HTML it is the print. */
function footerOf(html: string): string {
  const digest = createHash('sha256').update(html).digest('hex');
  return `<div dir="ltr" style="font:7px monospace;width:100%;margin:0 15mm;display:flex;justify-content:space-between;color:#555"><span>report.html sha256:${digest}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
}

/** A4, numbered, with the digest of the HTML in the footer. `at` stands in it as the instant it was made, so that it comes out the same again. */
export async function printPage(
  executablePath: string,
  html: string,
  at: string,
): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), 'vestige-print-'));
  const context = await chromium.launchPersistentContext(join(directory, 'profile'), {
    executablePath,
    chromiumSandbox: canSandbox(),
    headless: true,
    javaScriptEnabled: false,
    offline: true,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=socks5://127.0.0.1:9'],
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.setContent(html, { waitUntil: 'load' });
    const pdf = await page.pdf({
      format: 'A4',
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footerOf(html),
      margin: MARGIN,
      tagged: true,
      outline: true,
    });
    return withInstant(pdf, at);
  } finally {
    await context.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Puts `at` into the fields of the same length that tell when it was made (ISO 32000-1 §7.9.4). */
function withInstant(pdf: Uint8Array, at: string): Uint8Array {
  const instant = at.replace(/\D/g, '').slice(0, 14);
  const text = Buffer.from(pdf).toString('latin1');
  return Buffer.from(
    text.replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${instant}`),
    'latin1',
  );
}
