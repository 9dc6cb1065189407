// The page that checks a proof bundle by itself: files a person drops -> the list of checks.

import type { Report } from '../model/check.js';
import { LANGUAGES, type Language } from '../model/language.js';
import { verifyBundle } from '../verify/verify-bundle.js';
import { give } from './node/files.js';
import { kindsOf, trustOf } from './trust.js';
import { type PageWords, WORDS } from './words.js';

/** Texts of the files that were brought, by their names. */
const brought = new Map<string, string>();
let bundle: File | null = null;
let report: Report | null = null;
let words: PageWords = WORDS[firstLanguage()];

function firstLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.toLowerCase());
  for (const tag of wanted) {
    if (/^zh-(?:hant|tw|hk|mo)/.test(tag)) return 'zh-Hant';
    const known = LANGUAGES.find((language) => tag.split('-')[0] === language);
    if (known !== undefined) return known;
  }
  return 'en';
}

function at<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element as T;
}

function make(name: string, text: string, of: Readonly<Record<string, string>> = {}): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(of)) element.setAttribute(key, value);
  return element;
}

function showWords(): void {
  const { tag, direction, title, intro, trustHeading, trustNote, bundleHeading, proves } = words;
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
  document.title = title;
  const texts = { title, intro, trustHeading, trustNote, bundleHeading, proves };
  for (const [id, text] of Object.entries(texts)) at(id).textContent = text;
  at('trustFilesLabel').textContent = words.trustFiles;
  at('trustTextLabel').textContent = words.trustText;
  at('drop').textContent = words.drop;
  showTrust();
  showReport();
}

function texts(): readonly string[] {
  return [...brought.values(), at<HTMLTextAreaElement>('trustText').value];
}

function showTrust(): void {
  const lines = [...brought].map(([name, text]) => {
    const kinds = new Set(kindsOf(text).map(({ kind }) => words.kinds[kind]));
    const item = make('li', '', { class: kinds.size === 0 ? 'failed' : '' });
    item.append(make('bdi', name), `: ${[...kinds].join(', ') || words.notTrust}`);
    return item;
  });
  at('brought').replaceChildren(...lines);
}

function showReport(): void {
  if (report === null) return;
  const isVouched = report.checks.some(
    ({ id, status }) => id === 'signer-key' && status === 'passed',
  );
  const [text, tone] = !report.ok
    ? [words.failedSummary, 'failed']
    : isVouched
      ? [words.passedSummary, 'passed']
      : [words.untrustedSummary, 'skipped'];
  at('summary').replaceChildren(make('strong', text, { class: tone }));
  if (report.checks.some(({ id }) => id === 'redacted')) {
    at('summary').append(' ', make('strong', words.derivative, { class: 'skipped' }));
  }
  const head = make('tr', '');
  head.append(...words.columns.map((column) => make('th', column, { scope: 'col' })));
  const rows = report.checks.map(({ id, status, detail }) => {
    const row = make('tr', '', { 'data-check': id, 'data-status': status });
    const name = make('th', '', { scope: 'row' });
    name.append(make('code', id, { dir: 'ltr' }));
    const reason = make('td', '');
    reason.append(make('span', detail, { lang: 'en', dir: 'ltr' }));
    row.append(name, make('td', words.status[status], { class: status }), reason);
    return row;
  });
  const table = make('table', '');
  table.append(head, ...rows);
  at('checks').replaceChildren(table);
}

async function check(): Promise<void> {
  if (bundle === null) return;
  report = null;
  at('checks').replaceChildren();
  at('file').textContent = `${bundle.name} (${bundle.size.toLocaleString('en')} B)`;
  at('summary').textContent = words.checking;
  try {
    report = await verifyBundle(give(bundle), {
      ...trustOf(texts()),
      onProgress: ({ done, total }) => {
        at('summary').textContent = `${words.checking} ${Math.round((done / total) * 100)} %`;
      },
    });
    showReport();
  } catch (error) {
    at('summary').replaceChildren(make('strong', `${words.broken}: ${error}`, { class: 'failed' }));
  }
}

async function bring(files: Iterable<File>): Promise<void> {
  for (const file of files) brought.set(file.name, await file.text());
  showTrust();
  await check();
}

async function take(files: readonly File[]): Promise<void> {
  const isBundle = (file: File) => /\.(?:wacz|zip)$/i.test(file.name);
  const one = files.find(isBundle) ?? (files.length === 1 ? files[0] : undefined);
  bundle = one ?? bundle;
  await bring(files.filter((file) => file !== one));
}

function listen(): void {
  const language = at<HTMLSelectElement>('language');
  language.append(
    ...LANGUAGES.map((each) =>
      make('option', WORDS[each].name, { value: each, lang: WORDS[each].tag }),
    ),
  );
  language.value = LANGUAGES.find((each) => WORDS[each] === words) ?? 'en';
  language.addEventListener('change', () => {
    words = WORDS[language.value as Language];
    showWords();
  });
  const chosen = (id: string) => {
    const input = at<HTMLInputElement>(id);
    const files = [...(input.files ?? [])];
    // Else the same file could not be chosen again after it was mended.
    input.value = '';
    return files;
  };
  at('trustFiles').addEventListener('change', () => void bring(chosen('trustFiles')));
  at('trustText').addEventListener('change', () => void check());
  at('bundle').addEventListener('change', () => void take(chosen('bundle')));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    void take([...(event.dataTransfer?.files ?? [])]);
  });
}

listen();
showWords();
