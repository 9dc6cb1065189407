// A link that is gone -> the link its words lead by now, and what to think of that: turned elsewhere,
// drawn anew for each visit, or moved with its whole folder.
import { comparable } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { ReadLink } from '../model/reading.js';
import { leavesSite } from './outsiders.js';

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
  const names = new Set([...a.searchParams.keys(), ...b.searchParams.keys()]);
  return [...names].every((name) => {
    const [x, y] = [a.searchParams.get(name) ?? '', b.searchParams.get(name) ?? ''];
    return x === y || [x, y].every((one) => RANDOM.test(one) || isOfSite(one, page));
  });
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
  return /^https?:/i.test(value) && !leavesSite(value, page);
}

const RANDOM = /^(?=.*\d)[0-9a-z_-]{12,}$/i;

/**
 * Set up anew on the same site: the file keeps its name in another folder or with another ending, or
 * its number and a word of its path. Another number is another page.
 */
export function hasMoved(was: ReadLink, is: ReadLink, page: string): boolean {
  if (leavesSite(was.href, page) || leavesSite(is.href, page)) return false;
  const [a, b] = [was, is].map(({ href }) => wordsOf(new URL(href)));
  if (a === undefined || b === undefined) return false;
  if (a.numbers.some((number) => !b.numbers.includes(number))) return false;
  const isNamed = a.name !== '' && a.name === b.name && (a.search === '' || a.search === b.search);
  const isNumbered = a.numbers.length > 0 && a.words.some((word) => b.words.includes(word));
  return isNamed || isNumbered;
}

/** What an address is made of. */
interface AddressWords {
  /** The last part of its path without its ending; empty where that names nothing. */
  readonly name: string;
  readonly search: string;
  readonly numbers: readonly string[];
  readonly words: readonly string[];
}

function wordsOf({ pathname, search }: URL): AddressWords {
  const path = decodeURI(pathname).toLowerCase().replace(/\/+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w{2,5}$/, '');
  const all = `${path.replace(/\.\w{2,5}$/, '')} ${decodeURIComponent(search).toLowerCase()}`;
  return {
    search,
    name: /^(?:index|default|show|view|list|article|detail|details|content|info)?$/.test(name)
      ? ''
      : name,
    numbers: all.match(/\d+/g) ?? [],
    words: all.match(/\p{L}{3,}/gu) ?? [],
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
