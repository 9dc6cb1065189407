// The page that verifies in a browser, opened from a file as a person would, with keys brought along.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { writeVerifyPage } from '../../scripts/setup/verify-page.mjs';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';

const PRODUCT = fileURLToPath(new URL('../..', import.meta.url));

export interface Checked {
  readonly id: string;
  readonly status: string;
  readonly detail: string;
}

export class VerifyPage {
  readonly #browser: Browser;
  readonly page: Page;
  /** Addresses the page asked for, beside its own. */
  readonly asked: string[] = [];

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async open(directory: string, locale = 'en'): Promise<VerifyPage> {
    const file = join(directory, 'verify.html');
    writeFileSync(file, await writeVerifyPage(PRODUCT));
    const browser = await chromium.launch({
      executablePath: findBrowser(PRODUCT),
      chromiumSandbox: false,
    });
    const page = await browser.newPage({ locale });
    await page.goto(pathToFileURL(file).href);
    const one = new VerifyPage(browser, page);
    page.on('request', (request) => one.asked.push(request.url()));
    return one;
  }

  async trust(files: readonly string[], text: string): Promise<void> {
    await this.page.setInputFiles('#trustFiles', [...files]);
    await this.page.fill('#trustText', text);
  }

  /** What the page says of each check. */
  async check(path: string): Promise<readonly Checked[]> {
    await this.page.evaluate(() => document.getElementById('summary')?.replaceChildren());
    await this.page.setInputFiles('#bundle', path);
    await this.page.waitForSelector('#summary strong');
    return this.page.$$eval('tr[data-check]', (rows) =>
      rows.map((row) => ({
        id: row.getAttribute('data-check') ?? '',
        status: row.getAttribute('data-status') ?? '',
        detail: row.querySelector('td:last-child')?.textContent ?? '',
      })),
    );
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
