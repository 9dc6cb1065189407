// The whole story in a real browser: one service, one browser.
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';
import { type CommandLine, LOCAL_CONFIG, openCommandLine } from '../e2e/command-line.js';
import { PAGES, type Site, startSite } from '../site/site.js';

let vestige: CommandLine;
let site: Site;
let browser: Browser;
let page: Page;
let service: ReturnType<CommandLine['start']>;
let origin = '';
let link = '';

beforeAll(async () => {
  site = await startSite();
  vestige = await openCommandLine({
    ...LOCAL_CONFIG,
    server: { port: 0 },
    egress: { ...LOCAL_CONFIG.egress, resolve: { 'donghai.test': `127.0.0.1:${site.port}` } },
  });
  service = vestige.start('serve');
  link = await new Promise<string>((resolve, reject) => {
    let said = '';
    service.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
      const found = /http:\S+\/sign-in\?token=[\w-]+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    service.once('close', () => reject(new Error(said)));
  });
  origin = new URL(link).origin;
  browser = await chromium.launch({
    executablePath: findBrowser(process.cwd()),
    args: ['--no-sandbox'],
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en',
  });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill('SIGTERM');
  await ended;
  await site.close();
  await vestige.dispose();
});

/** A picture for whoever wants to look: VESTIGE_PICTURES names the directory. */
async function shot(name: string) {
  const dir = process.env.VESTIGE_PICTURES;
  if (dir !== undefined) await page.screenshot({ path: `${dir}/${name}.png` });
}

test('nobody comes in without the link, and the link works once', async () => {
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  for (const path of ['/api/v1/watches', '/metrics', '/api/v1/flags', '/api/v1/settings']) {
    const answer = await fetch(origin + path);
    expect([path, answer.status]).toEqual([path, 401]);
    expect(await answer.json()).toMatchObject({ status: 401, code: 'SIGN_IN_NEEDED' });
  }
  expect(await (await fetch(`${origin}/`)).text()).toContain('printed in the terminal');
  const feed = await fetch(`${origin}/feed.atom`);
  expect(feed.headers.get('content-type')).toContain('application/atom+xml');
  expect((await fetch(`${origin}/feed.atom?token=${'x'.repeat(43)}`)).status).toBe(401);

  await page.goto(link);
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const again = await fetch(link, { redirect: 'manual' });
  expect(again.headers.get('location')).toBe('/?link=used');
  expect(again.headers.get('set-cookie')).toBeNull();

  const headers = {
    cookie: `${cookie?.name}=${cookie?.value}`,
    'content-type': 'application/json',
  };
  const forged = { method: 'POST', headers, body: '{"all":true}' };
  for (const extra of [{}, { 'x-vestige-change': '1', origin: 'http://evil.test' }]) {
    const answer = await fetch(`${origin}/api/v1/captures`, {
      ...forged,
      headers: { ...headers, ...extra },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'REQUEST_REFUSED' });
  }
});

test('three pages with claims are pasted, captured, one taken down, compared, exported, verified', async () => {
  await page.goto(`${origin}/watches`);
  await page.getByText('No page is watched yet').waitFor();
  await shot('watches-empty');
  await page.getByRole('button', { name: 'Add pages' }).click();
  const urls = [PAGES.transplant, PAGES.english, PAGES.arabic].map((path) =>
    decodeURI(site.url(path, 'donghai.test')),
  );
  await page.getByLabel(/^Paste addresses/).fill(urls.join('\n'));
  await page.getByLabel('Case').fill('东海医院');
  await page.getByLabel('How often').selectOption('manual');
  await page.getByRole('button', { name: 'Preview' }).click();
  const claims = ['等待时间两周', 'the average waiting time is two weeks', 'مدة الانتظار أسبوعين'];
  const boxes = page.getByRole('textbox', { name: /^Claims/ });
  for (const [at, claim] of claims.entries()) await boxes.nth(at).fill(claim);
  await shot('add');
  await page.getByRole('button', { name: 'Start watching' }).click();
  await page.getByRole('row').nth(3).waitFor();

  await page.getByRole('checkbox', { name: 'selected' }).check();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Add label').fill('急');
  await page.getByRole('button', { name: 'Save (3)' }).click();
  await page.locator('.badge', { hasText: '急' }).nth(2).waitFor();

  const lookAtAll = async (looks: number) => {
    await page.goto(`${origin}/watches`);
    await page.getByRole('checkbox', { name: 'selected' }).check();
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('.strip .look').length >= wanted,
      looks,
      { timeout: 60_000 },
    );
  };
  await lookAtAll(3);
  site.edit(PAGES.transplant, (html) => html.replace('等待时间两周左右', '等待时间三个月左右'));
  site.takeDown(PAGES.english, 404);
  await lookAtAll(6);
  await shot('watches');

  await page.getByRole('link', { name: 'Inbox' }).click();
  const flags = page.getByRole('article');
  await flags.nth(1).waitFor();
  expect(await flags.allInnerTexts()).toEqual(
    expect.arrayContaining([
      expect.stringContaining('A page is no longer there'),
      expect.stringContaining('A page was changed'),
    ]),
  );
  await shot('inbox');
  const edited = flags.filter({ hasText: 'A page was changed' }).filter({ hasText: '移植中心' });
  await edited.getByRole('link', { name: 'Compare' }).click();
  await page.locator('.changes li').first().waitFor();
  expect(await page.locator('.changes').innerText()).toMatch(
    /A cited statement was altered.*三个月/s,
  );
  // What the edit changed is outlined in both pictures.
  await page.locator('.outlined .own').nth(1).waitFor();
  await page.locator('.outlined img').first().scrollIntoViewIfNeeded();
  await shot('compare-outlined');
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('button', { name: 'Slider' }).click();
  await shot('compare');

  await page.getByRole('link', { name: 'Inbox' }).click();
  const takedown = flags.filter({ hasText: 'A page is no longer there' });
  await takedown.getByRole('button', { name: 'Export proof' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const bundle = await (await waiting).path();
  await shot('export');
  await page.getByRole('link', { name: 'Verify' }).click();
  await page.locator('.drop input').setInputFiles(bundle);
  await page.getByText(/^Nothing failed\. As long as keys are skipped/).waitFor();
  await shot('verify');
  const keys = await page.evaluate(async () => (await fetch('/api/v1/keys')).json());
  await page.getByText('Keys you trust').click();
  const key = (label: string) => page.getByLabel(label, { exact: true });
  await key('Signing key of the archive (PEM)').fill(keys.signer.pem);
  await key('Key of its log (one line, or several)').fill(keys.log.vkey);
  await page.getByRole('button', { name: 'Check with these keys' }).click();
  await page.getByText(/^Nothing failed, and the keys you gave/).waitFor();
  await shot('verify-vouched');

  await page.getByRole('link', { name: 'Inbox' }).click();
  await takedown.getByRole('textbox').fill('已看');
  await takedown.getByRole('button', { name: 'Acknowledge' }).click();
  await takedown.waitFor({ state: 'detached' });
});

test('a page has a calendar, a look its source, the inbox its filters, an admin the accounts', async () => {
  await page.goto(`${origin}/watches`);
  await page.locator('td a').first().click();
  await page.locator('.calendar button').click();
  await page.locator('.wide-strip .look').nth(1).waitFor();
  await shot('calendar');
  await page.locator('.wide-strip .look').first().click();
  await page.getByRole('button', { name: 'Source' }).click();
  await page.locator('pre', { hasText: '<html' }).waitFor();
  await page.getByRole('button', { name: 'Exchanges' }).click();
  await page.locator('.exchanges summary').first().click();
  await page.locator('.exchanges pre').first().waitFor();
  await shot('exchanges');

  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.getByLabel('Kind').selectOption('infrastructure');
  await page.getByText('Nothing matches.').waitFor();
  await page.getByLabel('Kind').selectOption('change');
  await page.getByLabel('Case').selectOption('东海医院');
  await page.getByRole('article').first().waitFor();

  await page.getByRole('link', { name: 'Settings' }).click();
  const add = page.getByRole('button', { name: 'Add account' });
  await page.getByRole('textbox', { name: 'Name' }).fill('王医生');
  await page.getByLabel('Password').fill('short');
  await add.click();
  await page.getByText('The password has 5 characters').waitFor();
  await page.getByLabel('Password').fill('四个普通的词 is easy to keep');
  await add.click();
  const account = page.getByRole('listitem').filter({ hasText: '王医生' });
  page.once('dialog', (dialog) => void dialog.accept());
  await account.getByRole('button', { name: 'Remove' }).click();
  await account.waitFor({ state: 'detached' });
});

test('every page is free of serious findings in English and Arabic, and nothing is blocked by the policy', async () => {
  const broken: string[] = [];
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  page.on(
    'response',
    (answer) => answer.status() >= 400 && broken.push(`${answer.status()} ${answer.url()}`),
  );
  const read = async (path: string) =>
    page.evaluate(async (from) => (await fetch(from)).json(), path);
  const { captures } = await read('/api/v1/captures');
  const { flags } = await read('/api/v1/flags');
  const pages = [
    '/',
    '/watches',
    `/watches/${captures[0].watch}`,
    `/captures/${captures[0].id}`,
    `/compare?from=${flags[0].lastGood}&to=${flags[0].capture}`,
    `/flags/${flags[0].id}`,
    '/cases',
    '/exports',
    '/verify',
    '/log',
    '/settings',
  ];
  for (const language of ['en', 'ar']) {
    await page.evaluate((tag) => localStorage.setItem('language', tag), language);
    await page.emulateMedia({ colorScheme: language === 'ar' ? 'dark' : 'light' });
    for (const path of pages) {
      await page.goto(origin + path, { waitUntil: 'load' });
      await page.locator('h1').waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${language} ${path} ${id}: ${nodes[0]?.html}`);
      expect(serious).toEqual([]);
      const name = `${language}-${path.slice(1).split(/[?/]/)[0] || 'inbox'}${path.length > 12 ? 1 : ''}`;
      await shot(name);
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = 'document.documentElement.scrollWidth - innerWidth';
      expect([language, path, await page.evaluate(overflow)]).toEqual([language, path, 0]);
      await shot(`${name}-phone`);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
    const words = await page.evaluate('document.body.innerText');
    // The model's own words are for programs.
    expect(words).not.toMatch(/claim-altered|not-found-404/);
  }
  expect(broken.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  expect(broken.filter((text) => /^[45]\d\d /.test(text))).toEqual([]);
});
