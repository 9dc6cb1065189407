// The links of two readings -> those gone or pointing elsewhere, the files, menus and language
// versions among them named as such. A single lost link is found in a page of any size.
import { namesFile } from '../formats/file-names.js';
import { comparable, mapText } from '../formats/normal-text.js';
import { besideOf } from '../formats/page-core.js';
import type { Change } from '../model/change.js';
import type { PageReading, ReadLink } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { fieldWordsIn } from './field-words.js';
import { friendsOf } from './friends.js';
import { SCRIPTS, scriptOfName } from './language-split.js';
import {
  isCallText,
  isCited,
  isIdle,
  isUnsaying,
  leadsHome,
  lossOf,
  nameOf,
  passing,
  turnOf,
} from './link-losses.js';
import { sentencesIn } from './linked-blocks.js';
import { delisted, listOf, lostAlternates, menusOf, sizesOfLists } from './menus.js';
import { namesIn } from './names.js';
import { isForeignFrame, isSharing, knownAddress, leavesSite, staysOnPage } from './outsiders.js';
import {
  hasMoved,
  isDrawnAnew,
  isSamePlace,
  type Known,
  retargetOf,
  withRenamedFolders,
} from './retargets.js';
import { comparedBlocks, comparedLinks, placeOf, weighed } from './scope.js';
import { NEWS } from './turning-headings.js';
import type { Turnover } from './turnover.js';
import { isOfField } from './wordings.js';

/** What else is known of the two readings. */
export interface LinkContext {
  readonly exchanged: ReadonlySet<string>;
  readonly turnover: Turnover;
  /** Where a file stands now, the same to the byte, among these addresses. */
  readonly sameFile: (url: string, now: readonly string[]) => string | null;
}

/** What happened to links between two readings; those in `exchanged` are accounted for already. */
export function changesOfLinks(
  before: PageReading,
  after: PageReading,
  { exchanged, turnover, sameFile }: LinkContext,
): readonly Change[] {
  const old = firstOfEach(before);
  const fresh = firstOfEach(after);
  // A link that is only hidden now is still a loss for the reader; one ignored is not looked for.
  const lost = [...old.values()].filter((one) => !fresh.has(one.url) && !exchanged.has(one.url));
  const came = [...fresh.values()].filter((one) => !old.has(one.url));
  const stayed = [...old.values()].filter((one) => fresh.has(one.url));
  // What stands in another list now has left its own.
  const stayedThere = stayed.filter((one) => {
    const now = fresh.get(one.url);
    return now !== undefined && listOf(now) === listOf(one);
  });
  const taken = new Set<Known>();
  const now = comparedLinks(after).map((link) => ({
    link,
    url: knownAddress(link.href, after.url),
  }));
  const menus = menusOf(comparedLinks(before));
  const shown = comparedBlocks(before);
  const isBeside = besideOf(shown);
  const isInSentence = sentencesIn(shown);
  const isOfFriends = lost.length > 0 ? friendsOf(before) : () => false;
  const language = lost.length > 0 ? ownLanguageOf(before, after) : null;
  const [were, are] = [sizesOfLists(old), sizesOfLists(fresh)];
  const hasShrunk = (one: Known): boolean =>
    (are.get(listOf(one)) ?? 0) < (were.get(listOf(one)) ?? 0);
  // More came into the menu than went, or the whole of it is another.
  const isOfMenu = (one: Known, lists = menus): boolean =>
    one.link.zone === 'nav' || lists.has(listOf(one));
  const inMenu = (links: readonly Known[], lists = menus): number =>
    links.filter((one) => isOfMenu(one, lists) && !leavesSite(one.link.href, before.url)).length;
  const [left, into] = [inMenu(lost), inMenu(came, menusOf(comparedLinks(after)))];
  // Called otherwise, an entry is another.
  const isRenamed = (one: Known): boolean => fresh.get(one.url)?.link.text !== one.link.text;
  const kept = inMenu(stayed.filter((one) => !isRenamed(one)));
  const renamed = inMenu(stayed.filter(isRenamed));
  const isAnother = (kept <= 1 || kept < left / 2) && into + renamed >= left / 2;
  // Its entries are where they were, or others, at addresses of another system.
  const hasMenuMoved = (one: Known): boolean =>
    isAnother && left >= LEAST_MENU && isOfMenu(one) && !isCited(one.link);
  const isMenuAnew = (link: ReadLink): boolean =>
    into > left || (isAnother && !isCited(link) && namesIn(mapText(link.text).text).length === 0);
  const told = [
    ...lost.map((one) => {
      const addresses = came.map(({ link }) => link.href).filter((href) => namesFile(href));
      const stands = namesFile(one.link.href) ? sameFile(one.link.href, addresses) : null;
      const isNamed = came.some(
        ({ link }) => link.href === stands && comparable(link.text) === comparable(one.link.text),
      );
      if (stands !== null && isNamed) return movedFile(one, stands);
      const partner = retargetOf(one, { came, old, now }, taken);
      if (partner !== undefined) taken.add(partner);
      const { path, frame } = one.link;
      if (
        partner !== undefined &&
        (isSamePlace(one.link, partner.link, after.url) ||
          isSharing(partner.link.href, after.url, partner.link.text) ||
          isDrawnAnew(one, partner, old, fresh))
      ) {
        const summary = `The address behind ${quoted(nameOf(one))} differs in its passing parts only.`;
        const sides = { before: one.link.href, after: partner.link.href };
        return changeOf('noise', summary, sides, placeOf(partner.link));
      }
      return partner === undefined
        ? lossOf(one, {
            page: before.url,
            language,
            menus,
            passed: passing(one, lost, came, stayedThere),
            turn: turnOf(one, { came, now }, turnover),
            isBeside:
              one.link.zone === 'nav' || (menus.has(listOf(one)) && hasShrunk(one))
                ? isMenuAnew(one.link)
                : isBeside(one.link),
            isOfFriends: isOfFriends(one.link),
            stillSays: (words) =>
              comparedBlocks(after).some(({ text }) => mapText(text).text.includes(words)),
          })
        : changeOf(
            'link-retargeted',
            `The link ${quoted(nameOf(one))} now leads to ${partner.link.href} and not to ${one.link.href}.`,
            { before: one.link.href, after: partner.link.href },
            placeOf(partner.link),
            (turnover.of(path, frame) === null || isSentHome(one, partner, after.url)) &&
              !isForeignFrame(frame, before.url) &&
              !hasMoved(one.link, partner.link, after.url) &&
              !(
                isOtherPiece(one, partner, after.url) &&
                (one.link.zone === 'nav' || !isInSentence(one.link))
              ) &&
              !(hasMenuMoved(one) && !leavesSite(partner.link.href, after.url)) &&
              !(
                (isCallText(one.link.text) || isWayToNews(one)) &&
                !leavesSite(partner.link.href, after.url) &&
                !isSentHome(one, partner, after.url)
              ) &&
              !(isBeside(one.link) && isOfOthers(one, partner, after.url))
              ? weighed('high', one.link.zone)
              : 'medium',
          );
    }),
    ...came.filter((one) => !taken.has(one)).map(additionOf),
    ...lostAlternates(before, after),
    ...delisted(before, after),
  ];
  return withRenamedFolders(told);
}

/** Of fewer each may have been sent elsewhere by hand. */
const LEAST_MENU = 3;

function firstOfEach(reading: PageReading): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const link of comparedLinks(reading)) {
    if (!/^(?:https?|ftp):/i.test(link.href) || staysOnPage(link.href, reading.url)) continue;
    const url = knownAddress(link.href, reading.url);
    const known = found.get(url);
    // Of several versions linked side by side each is a file of its own.
    const isOther =
      known !== undefined && namesFile(url) && versionOf(known.link.href) !== versionOf(link.href);
    // The same address in the text weighs more than in a menu: it names the loss.
    if (isOther) found.set(link.href, { link, url: link.href });
    else if (known === undefined || (known.link.zone !== 'main' && link.zone === 'main')) {
      found.set(url, { link, url });
    }
  }
  return found;
}

/** What both say they are in; templates say it of pages in any script. */
function ownLanguageOf(before: PageReading, after: PageReading): string | null {
  const { language } = before;
  if (language === null || language !== after.language) return null;
  const text = comparedBlocks(after)
    .map((block) => block.text)
    .join('');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const own = text.match(SCRIPTS[scriptOfName(language) ?? 'Latin'])?.length ?? 0;
  return own > letters / 2 ? language : null;
}

/** To news of the house: no article on what it does, no file. */
function isWayToNews({ link, url }: Known): boolean {
  return NEWS.test(mapText(link.text).text.trim()) && !isFieldUrl(url) && !namesFile(url);
}

/** An address in words of the field, whatever site it is on. */
function isFieldUrl(url: string): boolean {
  return isOfField(mapText(url.toLowerCase().replace(/^\w+:\/\/[^/]*|[\W_]+/g, ' ')).text);
}

/** A headline that says nothing stands in another list, over another piece. */
function isOtherPiece(was: Known, is: Known, page: string): boolean {
  return (
    listOf(was) !== listOf(is) &&
    // Between articles stands whichever headline is next.
    (was.link.zone === 'nav' ? isUnsaying(was.link) : isIdle(was.link) && !isCited(was.link)) &&
    !isFieldUrl(was.url) &&
    !leavesSite(is.link.href, page) &&
    // The front page is no other piece; with a query behind it, it is.
    !(isSentHome(was, is, page) && !is.url.includes('?'))
  );
}

function versionOf(href: string): string {
  return /[?&]v(?:er(?:sion)?)?=([^&#]*)/i.exec(href)?.[1] ?? '';
}

function movedFile({ link }: Known, href: string): Change {
  const summary = `The file ${link.href} now stands at ${href}, the same to the byte.`;
  return changeOf('noise', summary, { before: link.href, after: href }, placeOf(link));
}

/** Told so that a link that comes back is seen to. */
function additionOf({ link }: Known): Change {
  const name = link.text === '' ? link.href : `${link.text} → ${link.href}`;
  const summary = `A link was added: ${quoted(name)}.`;
  return changeOf('block-added', summary, { before: null, after: name }, placeOf(link), 'info');
}

/** Led to an article, and now to the front page. */
function isSentHome(was: Known, is: Known, page: string): boolean {
  return leadsHome(is.url, page) && !leadsHome(was.url, page);
}

/** Led elsewhere before and does now, in words that say nothing: an office at another address. */
function isOfOthers(was: Known, is: Known, page: string): boolean {
  const leaves = [was, is].every(({ link }) => leavesSite(link.href, page));
  return leaves && fieldWordsIn(mapText(was.link.text).text).length === 0 && !namesFile(was.url);
}
