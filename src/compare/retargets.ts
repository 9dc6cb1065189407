// A link that is gone -> the link its words lead by now, and what to think of that: turned elsewhere,
// drawn anew for each visit, or moved with its whole folder.
import { namesFile } from '../formats/file-names.js';
import { comparable } from '../formats/normal-text.js';
import { decoded } from '../formats/percent-encoding.js';
import type { Change } from '../model/change.js';
import type { ReadLink } from '../model/reading.js';
import { leavesSite, siteOf } from './outsiders.js';

/** A link with the address it is known by. */
export interface Known {
  readonly link: ReadLink;
  readonly url: string;
}

/** Links of one reading by the address they are known by. */
type Links = ReadonlyMap<string, Known>;

/** What a lost link is looked for among: links that came, all links before, all there are now. */
export interface Candidates {
  readonly came: readonly Known[];
  readonly old: Links;
  readonly now: readonly Known[];
}

/** The link that has the words of a lost one; none of those `taken` for others. */
export function retargetOf(
  one: Known,
  { came, old, now }: Candidates,
  taken: ReadonlySet<Known>,
): Known | undefined {
  const text = comparable(one.link.text);
  if (text === '') return undefined;
  const isSaid = (other: Known): boolean => comparable(other.link.text) === text;
  const same = came.filter((other) => !taken.has(other) && isSaid(other));
  const partner = same.find((other) => other.link.path === one.link.path) ?? same[0];
  if (partner !== undefined) return partner;
  // At the same place, leading to where another link of the page leads. "Details" under each of many
  // entries is no name.
  const [only, ...others] = now.filter(isSaid);
  const isNamed = others.length === 0 && [...old.values()].filter(isSaid).length === 1;
  return isNamed && only?.link.path === one.link.path ? only : undefined;
}

/** The same address but for what looks drawn by lot, or for the page it shares with others. */
export function isSamePlace(was: ReadLink, is: ReadLink, page: string): boolean {
  const [a, b] = [new URL(was.href), new URL(is.href)];
  if (a.host !== b.host || a.pathname !== b.pathname) return false;
  const [had, has] = [parametersOf(a), parametersOf(b)];
  return [...new Set([...had.keys(), ...has.keys()])].every((name) => {
    const [x, y] = [had.get(name) ?? '', has.get(name) ?? ''];
    const isDrawn = (one: string): boolean => DRAWN.test(one) && !NAMES_PAGE.test(name);
    if (VERSION.test(name) && !namesFile(was.href) && isStamp(x) && isStamp(y)) return true;
    return x === y || [x, y].every((one) => isLot(one) || isDrawn(one) || isOfSite(one, page));
  });
}

/** As they are written: two words in GBK are one when read as UTF-8. */
function parametersOf({ search }: URL): ReadonlyMap<string, string> {
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    }),
  );
}

/** Addresses of one path of which none is as it was: each visit gets others (`/go?u=4bff4ca5`). */
export function isDrawnAnew(was: Known, is: Known, old: Links, fresh: Links): boolean {
  const place = placeOfUrl(was.url);
  if (place !== placeOfUrl(is.url) || was.url === place) return false;
  const alike = [...old.keys()].filter((url) => placeOfUrl(url) === place);
  return alike.length >= 2 && alike.every((url) => !fresh.has(url));
}

function placeOfUrl(url: string): string {
  return url.replace(/[?#].*$/, '');
}

function isOfSite(value: string, page: string): boolean {
  const address = decoded(value);
  return /^https?:/i.test(address) && !leavesSite(address, page);
}

/** As programs make them: 96971, then dddf4. A year is none, nor the number of an article. */
function isStamp(value: string): boolean {
  return /^(?=.*\d)[0-9a-f]{5,40}$/i.test(value) || /^\d{8,}$/.test(value);
}

/** Which state of a page or a script is asked for. */
const VERSION = /^(?:v|ver|version|cb|rnd|rand|_)$/i;
const RANDOM = /^(?=.*\d)[0-9a-z_-]{12,}$/i;
const HAS_WORD = /(?:^|[-_])[a-z]{4,}(?:[-_]|$)/i;

/** Drawn by lot: no word stands in it, as in `kidney-prices-2006`. */
function isLot(value: string): boolean {
  return RANDOM.test(value) && !HAS_WORD.test(value);
}

/** Short, of digits and letters as a program draws them; an article is numbered. */
const DRAWN = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{5,11}$/i;
const NAMES_PAGE = /^(?:\w*id|p|article|news|page|doc|file|key|no|num)$/i;

/**
 * Set up anew on the same site: the file keeps its name in another folder or with another ending, or
 * its number and a word of its path. Another number is another page, and a year is no number.
 */
export function hasMoved(was: ReadLink, is: ReadLink, page: string): boolean {
  if (siteOf(was.href) !== siteOf(is.href)) return false;
  if (PAGER.test(comparable(was.text).trim()) && !leavesSite(is.href, page)) return true;
  const [a, b] = [wordsOf(was.href), wordsOf(is.href)];
  if (a.numbers.some((one) => !b.numbers.includes(one))) return false;
  const isNamed = a.name !== '' && a.name === b.name && (a.search === '' || a.search === b.search);
  const isNumbered =
    a.numbers.some((one) => !YEAR.test(one)) && a.words.some((word) => b.words.includes(word));
  return isNamed || isNumbered;
}

/** The last page of a list that grows. */
const PAGER =
  /^(?:마지막|다음|이전|次へ|前へ|最後へ|последняя|следующая|предыдущая|sonraki|önceki|آخرین|بعدی|قبلی|末页|末頁|尾页|尾頁|最后一页|最後一頁|last(?: page)?|الأخيرة?|الاخيره?|»»?|>>|next|下一[页頁篇]|上一[页頁篇]|(?:newer|older|previous|next) (?:posts?|articles?|page)|التالي|السابق)$/;

const YEAR = /^(?:19|20)\d\d$/;
const SAYS_NOTHING = /^(?:index|default|show|view|list|article|details?|content|info)$/;

/** What an address is made of, as it is written: old pages encode their names in GBK. */
interface AddressWords {
  /** The last part of its path without its ending; empty where that names nothing. */
  readonly name: string;
  readonly search: string;
  readonly numbers: readonly string[];
  readonly words: readonly string[];
}

function wordsOf(href: string): AddressWords {
  const { pathname, search } = new URL(href);
  const path = pathname
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.\w{2,5}$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const all = `${path} ${search.toLowerCase()}`;
  return {
    search,
    name: SAYS_NOTHING.test(name) ? '' : name,
    // %B8 is no number.
    numbers: all.replace(/%[0-9a-f]{2}/g, '').match(/\d+/g) ?? [],
    words: all.match(/[a-z]{3,}|(?:%[0-9a-f]{2}){2,}/g) ?? [],
  };
}

/** So many links that went from one folder to another under their names: the site was set up anew. */
const LEAST_RENAMED = 3;

/** `changes`, with less weight for links that moved with their folder. */
export function withRenamedFolders(changes: readonly Change[]): readonly Change[] {
  const folders = changes.map(renamedFolder);
  return changes.map((change, at) => {
    const alike = folders.filter((one) => one !== null && one === folders[at]).length;
    if (alike < LEAST_RENAMED || change.severity !== 'high') return change;
    const summary = `${change.summary} So do ${alike - 1} others of its folder.`;
    return { ...change, severity: 'medium', summary };
  });
}

/** The two folders of a link retargeted within its host under the same name; else null. */
function renamedFolder({ kind, before, after }: Change): string | null {
  if (kind !== 'link-retargeted' || before === null || after === null) return null;
  const [was, is] = [new URL(before), new URL(after)];
  const [a, b] = [was.pathname, is.pathname].map((path) => path.replace(/\/$/, '').split('/'));
  const name = a?.pop();
  if (was.host !== is.host || name === undefined || name === '' || name !== b?.pop()) return null;
  return `${a?.join('/')} ${b?.join('/')}`;
}
