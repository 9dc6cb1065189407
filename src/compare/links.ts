// The links of two readings -> those gone or pointing elsewhere, the files, menus and language
// versions among them named as such. A single lost link is found in a page of any size.
import { comparable } from '../formats/normal-text.js';
import type { Change, ChangeKind } from '../model/change.js';
import type { PageReading, ReadLink } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { entryOf, type Numbered, type Passing, passingOf } from './lists.js';
import { steadyUrl } from './noise.js';
import { comparedLinks, placeOf, weighed } from './scope.js';

/** Addresses of documents people cite. */
export const FILE_NAME = /\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|rar|7z|rtf|odt|ods)$/i;

const LANGUAGE_NAME =
  /^(?:english|en|eng|英文|英文版|english version|中文|中文版|简体|简体中文|簡體|簡體中文|繁体|繁體|繁体中文|繁體中文|chinese|العربية|عربي|arabic|русский|日本語|日文|한국어|韩文|español|français|deutsch|فارسی)$/i;

/** A link with the address it is known by. */
interface Known {
  readonly link: ReadLink;
  readonly url: string;
}

/** What happened to links between two readings; those in `exchanged` are accounted for already. */
export function changesOfLinks(
  before: PageReading,
  after: PageReading,
  exchanged: ReadonlySet<string> = new Set(),
): readonly Change[] {
  const old = firstOfEach(comparedLinks(before));
  const fresh = firstOfEach(comparedLinks(after));
  // A link that is only hidden now is still a loss for the reader; one ignored is not looked for.
  const lost = [...old.values()].filter((one) => !fresh.has(one.url) && !exchanged.has(one.url));
  const came = [...fresh.values()].filter((one) => !old.has(one.url));
  const stayed = [...old.values()].filter((one) => fresh.has(one.url));
  const taken = new Set<Known>();
  return [
    ...lost.map((one) => {
      const partner = retarget(one, came, taken);
      if (partner !== undefined) taken.add(partner);
      return partner === undefined
        ? lossOf(one, passing(one, lost, came, stayed))
        : changeOf(
            'link-retargeted',
            `The link ${quoted(nameOf(one))} now leads to ${partner.link.href} and not to ${one.link.href}.`,
            { before: one.link.href, after: partner.link.href },
            placeOf(partner.link),
            weighed('high', one.link.zone),
          );
    }),
    ...lostAlternates(before, after),
    ...delisted(before, after),
  ];
}

function firstOfEach(links: readonly ReadLink[]): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const link of links) {
    if (!/^(?:https?|ftp):/i.test(link.href)) continue;
    const url = steadyUrl(link.href);
    const known = found.get(url);
    // The same address in the text weighs more than in a menu: it names the loss.
    if (known === undefined || (known.link.zone !== 'main' && link.zone === 'main')) {
      found.set(url, { link, url });
    }
  }
  return found;
}

function retarget(
  one: Known,
  came: readonly Known[],
  taken: ReadonlySet<Known>,
): Known | undefined {
  const text = comparable(one.link.text);
  if (text === '') return undefined;
  const same = came.filter((other) => !taken.has(other) && comparable(other.link.text) === text);
  return same.find((other) => other.link.path === one.link.path) ?? same[0];
}

function lossOf(one: Known, passed: Passing | null): Change {
  const { link } = one;
  const kind = kindOf(one);
  const sides = {
    before: link.text === '' ? link.href : `${link.text} → ${link.href}`,
    after: null,
  };
  if (passed === 'rolled') {
    const summary = `The link ${quoted(nameOf(one))} left a list as newer entries came in.`;
    return changeOf(kind, summary, sides, link.href, 'low');
  }
  const what =
    kind === 'file-removed'
      ? 'The link to the file'
      : kind === 'lang-version-removed'
        ? 'The link to the language version'
        : kind === 'nav-delisted'
          ? 'The menu entry'
          : 'The link';
  const summary = `${what} ${quoted(nameOf(one))} (${link.href}) is no longer on the page.`;
  const weight = passed === 'rotated' ? 'medium' : weighed('high', link.zone);
  const severity = kind === 'link-removed' ? weight : undefined;
  return severity === undefined
    ? changeOf(kind, summary, sides, link.href)
    : changeOf(kind, summary, sides, link.href, severity);
}

function kindOf({ link, url }: Known): ChangeKind {
  if (FILE_NAME.test(pathOf(url))) return 'file-removed';
  if (LANGUAGE_NAME.test(comparable(link.text))) return 'lang-version-removed';
  return link.zone === 'nav' ? 'nav-delisted' : 'link-removed';
}

/** How an entry left its list, where that is how the list works; null for a plain loss. */
function passing(
  one: Known,
  lost: readonly Known[],
  came: readonly Known[],
  stayed: readonly Known[],
): Passing | null {
  const { list } = entryOf(one.link.path);
  const inList = (links: readonly Known[]): readonly Numbered[] =>
    links.flatMap(({ link, url }) => {
      const entry = entryOf(link.path);
      return entry.list === list ? [{ index: entry.index, serial: pathOf(url) }] : [];
    });
  return passingOf({ out: inList(lost), into: inList(came), stayed: inList(stayed) });
}

function lostAlternates(before: PageReading, after: PageReading): readonly Change[] {
  const now = new Set(after.headLinks.map((link) => link.hreflang?.toLowerCase() ?? ''));
  return before.headLinks
    .filter((link) => link.hreflang !== null && !now.has(link.hreflang.toLowerCase()))
    .map((link) =>
      changeOf(
        'lang-version-removed',
        `The page no longer names its ${link.hreflang ?? ''} version (${link.href}).`,
        { before: link.href, after: null },
        link.href,
      ),
    );
}

/** The page's own entry gone from its menu although other links still lead to it. */
function delisted(before: PageReading, after: PageReading): readonly Change[] {
  const inMenu = (reading: PageReading): ReadonlyMap<string, ReadLink> =>
    new Map(
      comparedLinks(reading)
        .filter((link) => link.zone === 'nav')
        .map((link) => [steadyUrl(link.href), link]),
    );
  const now = inMenu(after);
  if (now.size === 0) return [];
  const anywhere = new Set(comparedLinks(after).map((link) => steadyUrl(link.href)));
  return [...inMenu(before)]
    .filter(([url]) => !now.has(url) && anywhere.has(url))
    .map(([, link]) =>
      changeOf(
        'nav-delisted',
        `The menu entry ${quoted(link.text || link.href)} is gone, though the page still links there.`,
        { before: `${link.text} → ${link.href}`, after: null },
        link.href,
        'medium',
      ),
    );
}

function nameOf({ link }: Known): string {
  return link.text.trim() === '' ? link.href : link.text;
}

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}
