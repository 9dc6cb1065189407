// The menus of two readings -> which lists are menus, and what they, or the page's head, no longer name:
// the page's own entry, a language version.
import { groupBy } from '../formats/group-by.js';
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { PageReading, ReadLink } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { isSharp } from './field-words.js';
import { isNextArticle } from './link-losses.js';
import { entryOf } from './lists.js';
import { isTellingLabel } from './passing.js';
import type { Known } from './retargets.js';
import { comparedLinks } from './scope.js';
import { steadyUrl } from './steady-url.js';

/** Lists of short links only, where the page marks no menu: pages of 2004 had none. */
export function menusOf(links: readonly ReadLink[]): ReadonlySet<string> {
  const outside = links.filter(({ zone }) => zone === null || zone === 'header');
  const lists = groupBy(outside, ({ path }) => entryOf(path).list);
  const isMenu = (entries: readonly ReadLink[]): boolean => {
    const letters = entries.reduce((sum, { text }) => sum + text.length, 0);
    const isHan = entries.some(({ text }) => /\p{sc=Han}/u.test(text));
    return entries.length >= 4 && letters / entries.length <= (isHan ? 7 : 16);
  };
  return new Set([...lists].filter(([, entries]) => isMenu(entries)).map(([list]) => list));
}

/** Versions in other languages that the head no longer names. */
export function lostAlternates(before: PageReading, after: PageReading): readonly Change[] {
  const codesOf = ({ headLinks }: PageReading): ReadonlySet<string> =>
    new Set(headLinks.flatMap(({ hreflang }) => hreflang?.toLowerCase() ?? []));
  const [were, now] = [codesOf(before), codesOf(after)];
  const languageOf = (code: string): string => code.replace(/-.*$/, '');
  // en may become en-GB; of two Chinese versions that became one, one is gone.
  const isRenamed = (code: string): boolean => {
    const ofLanguage = (codes: ReadonlySet<string>, others: ReadonlySet<string>): number =>
      [...codes].filter((one) => languageOf(one) === languageOf(code) && !others.has(one)).length;
    return ofLanguage(now, were) >= ofLanguage(were, now);
  };
  return before.headLinks
    .filter(({ hreflang }) => {
      const code = hreflang?.toLowerCase();
      return code !== undefined && !now.has(code) && !isRenamed(code);
    })
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
export function delisted(before: PageReading, after: PageReading): readonly Change[] {
  const inNav = (reading: PageReading): readonly ReadLink[] =>
    comparedLinks(reading).filter(({ zone }) => zone === 'nav');
  const articlesIn = (reading: PageReading): number => inNav(reading).filter(isNextArticle).length;
  // Where fewer of them stand now, one was taken out.
  const isTurned = articlesIn(after) >= articlesIn(before);
  const inMenu = (reading: PageReading): ReadonlyMap<string, ReadLink> =>
    new Map(
      inNav(reading)
        .filter((link) => !isTurned || !isNextArticle(link))
        .map((link) => [steadyUrl(link.href), link]),
    );
  const [was, now] = [inMenu(before), inMenu(after)];
  // A menu built anew is no delisting: half of it or more must be there still.
  const stayed = [...was.keys()].filter((url) => now.has(url)).length;
  if (now.size === 0 || stayed < was.size / 2) return [];
  const placed = new Map(
    comparedLinks(after).map((link) => [steadyUrl(link.href), entryOf(link.path).list]),
  );
  const lost = [...was].filter(([url]) => !now.has(url) && placed.has(url));
  // Several that stand together in other lists now were given menus of their own.
  const lists = new Set(lost.map(([url]) => placed.get(url)));
  const isMoved = lost.length >= LEAST_OF_MENU && lists.size * 2 <= lost.length;
  // What a visitor comes for is taken out of the menu, wherever else it is put.
  const isSought = (words: string): boolean => isTellingLabel(words) || isSharp(words);
  return lost.map(([, link]) =>
    changeOf(
      'nav-delisted',
      `The menu entry ${quoted(link.text || link.href)} is gone, though the page still links there.`,
      { before: `${link.text} → ${link.href}`, after: null },
      link.href,
      isMoved && !isSought(mapText(link.text).text) ? 'medium' : undefined,
    ),
  );
}

const LEAST_OF_MENU = 3;

/** How many links each list holds. */
export function sizesOfLists(links: ReadonlyMap<string, Known>): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const one of links.values()) sizes.set(listOf(one), (sizes.get(listOf(one)) ?? 0) + 1);
  return sizes;
}

/** The list a link stands in. */
export function listOf({ link }: Known): string {
  return entryOf(link.path).list;
}
