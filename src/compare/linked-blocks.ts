// A block that left the page, of links or beside one -> whether the links tell of it, or it says no more than
// the way they lead: home, to an account, to another site, to another language.

import { groupBy } from '../formats/group-by.js';
import { comparable, mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import { type Change, isLoud } from '../model/change.js';
import { isTrail, type PageReading, type ReadLink, type TextBlock } from '../model/reading.js';
import { lostValues, MONEY_UNITS } from './changed-values.js';
import { type Elsewhere, lettersOf } from './elsewhere.js';
import { fieldWordsIn, isPointedWord, isSharp } from './field-words.js';
import { LANGUAGE_NAME, leadsHome } from './link-losses.js';
import { entryPathOf } from './lists.js';
import { labelledQuantities } from './numbers.js';
import { DEAR, OF_POWERS, saysOfTrade } from './of-the-trade.js';
import { isForeignFrame, leavesSite } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, placeOf } from './scope.js';

/** The page before and after. */
interface Sides {
  readonly old: PageReading;
  readonly fresh: PageReading;
}

/** Names of languages alone, where as many are named in another line now. */
export function isOfLanguages(block: TextBlock, { fresh }: Sides): boolean {
  const named = languagesIn(block.text);
  return named > 1 && comparedBlocks(fresh).some(({ text }) => languagesIn(text) >= named);
}

/** How many languages a line names that says nothing else. */
function languagesIn(text: string): number {
  const names = text.split(/[\s|/·,，、[\]()]+/).filter((name) => name !== '');
  return names.every((name) => LANGUAGE_NAME.test(name)) ? names.length : 0;
}

/** Asked of a link: does the block it stands in say more than its links? No entry of a list does. */
export function sentencesIn(
  blocks: readonly TextBlock[],
): (link: Pick<ReadLink, 'path' | 'frame'>) => boolean {
  const places = groupBy(blocks, placeOf);
  return ({ path, frame }) => {
    for (let at = path; at !== ''; at = parentOf(at)) {
      const around = places.get(placeOf({ path: at, frame })) ?? [];
      if (around.some(({ text, linkTextLength }) => linkTextLength < text.length * MOSTLY_LINKS))
        return true;
    }
    return false;
  };
}

const MOSTLY_LINKS = 0.6;

/** Nothing but links that went with it: what they were is told of each. */
export function isToldByLinks(block: TextBlock, { old, fresh }: Sides): boolean {
  const now = new Set(fresh.links.map(({ href }) => href));
  return isLinkedOnly(block, old, (href) => /^https?:/i.test(href) && !now.has(href));
}

/** What a publishing system files an article under: links to its tags, beside words that stand elsewhere. */
export function isFiledUnder(
  block: TextBlock,
  { old, elsewhere }: Sides & { readonly elsewhere: Elsewhere },
): boolean {
  const inside = old.links.filter(
    (link) => link.frame === block.frame && isWithin(link.path, block.path),
  );
  const rest = inside.reduce((text, link) => text.replace(link.text, ' '), block.text);
  return (
    inside.length > 0 &&
    inside.every(({ href }) => isTagUrl(href)) &&
    rest.split(/[\s,，、|·:：]+/).every((word) => word === '' || elsewhere.has(word))
  );
}

/** A label by which a publishing system files its pages. */
export function isTagUrl(href: string): boolean {
  return /\/(?:tags?|labels?|category|author)\/[^/]+\/?$|[?&](?:tag|cat)=/i.test(href);
}

/** Nothing but links to log in or to subscribe: what that costs is no fact of the field. */
export function isOfAccount(block: TextBlock, { old }: Sides): boolean {
  return (
    fieldWordsIn(mapText(block.text).text).length === 0 &&
    labelledQuantities(block.text).every(
      ({ unit, value }) =>
        unit !== 'case' && (!MONEY_UNITS.test(unit) || Number.parseFloat(value) <= DEAR),
    ) &&
    isLinkedOnly(block, old, (href) => ACCOUNT.test(href))
  );
}

const ACCOUNT =
  /\/(?:log-?in|sign-?in|sign-?up|register|account|subscri(?:be|ption|ptions)|membership|donate|cart)(?:[/?#.]|$)/i;

/** What stood beneath a headline whose link left by itself, and says nothing people cite. */
export function isTeaser(
  block: TextBlock,
  { old, links }: Sides & { readonly links: readonly Change[] },
): boolean {
  const entry = entryPathOf(block.path);
  const { text } = mapText(block.text);
  if (entry === null || isTellingLabel(text) || isSharp(text) || saysOfTrade(text)) return false;
  const left = new Set(links.flatMap((change) => (isLoud(change) ? [] : [change.where])));
  return old.links.some(
    (link) => link.frame === block.frame && isWithin(link.path, entry) && left.has(link.href),
  );
}

/** Not the page's own word: in a frame of others, or nothing but a link that leads away. */
export function isForeign(block: TextBlock, { old }: Sides): boolean {
  if (isForeignFrame(block.frame, old.url)) return true;
  if (fieldWordsIn(mapText(block.text).text).length > 0) return false;
  return isLinkedOnly(block, old, (href) => leavesSite(href, old.url));
}

/** The way back: a trail of links, or a name that leads to the front page. */
export function isWayBack(block: TextBlock, { old }: Sides): boolean {
  if (lostValues(block).length > 0 || fieldWordsIn(mapText(block.text).text).some(isPointedWord))
    return false;
  return (
    isTrail(block) ||
    isTrailOfHome(mapText(block.text).text.trim()) ||
    isLinkedOnly(block, old, (href) => leadsHome(href, old.url))
  );
}

/** The same without a link in it, past nobody who has part in the trade. */
function isTrailOfHome(text: string): boolean {
  return FROM_HOME.test(text) && !OF_POWERS.test(text);
}

const FROM_HOME =
  /^(?:(?:您|你)?(?:现|所|当前)?(?:在)?(?:的)?位置(?:是)? ?[:：] ?)?(?:home|首页|主页|الرئيسيه) ?[>›»/|](?: ?[^>›»/|。！？!?]{1,24} ?(?:[>›»/|]|$)){1,5}$/;

/** Nothing but links, each to such an address. */
function isLinkedOnly(
  block: TextBlock,
  { links }: PageReading,
  to: (href: string) => boolean,
): boolean {
  if (block.linkTextLength < block.text.length * 0.9) return false;
  const inside = links.filter(
    (link) => link.frame === block.frame && isWithin(link.path, block.path),
  );
  return inside.length > 0 && inside.every((link) => to(link.href));
}

export function isLinkOnly(block: TextBlock, links: readonly Change[]): boolean {
  if (block.linkTextLength < block.text.length * 0.5) return false;
  const text = comparable(block.text);
  return links.some((change) => {
    const name = comparable((change.before ?? '').split(' → ')[0] ?? '');
    return name !== '' && (text.includes(name) || name.includes(text));
  });
}

/** Words of links that all still stand on the page, now in other boxes. */
export function isOfKeptLinks(block: TextBlock, { old, fresh }: Sides): boolean {
  if (block.linkTextLength < block.text.length * 0.5) return false;
  const within = old.links.filter(
    (link) => link.frame === block.frame && isWithin(link.path, block.path),
  );
  const shown = fresh.links.filter(({ visible }) => visible);
  const now = new Set(shown.map(({ text }) => lettersOf(text)));
  return within.length >= 2 && within.every(({ text }) => now.has(lettersOf(text)));
}
