// The links of two readings -> those gone or pointing elsewhere, the files, menus and language
// versions among them named as such. A single lost link is found in a page of any size.
import { namesFile } from '../formats/file-names.js';
import { comparable, mapText } from '../formats/normal-text.js';
import { besideOf } from '../formats/page-core.js';
import type { Change, ChangeKind } from '../model/change.js';
import type { PageReading, ReadLink } from '../model/reading.js';
import { friendsOf, type Turn } from './beneath-headings.js';
import { changeOf, quoted } from './change.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import { entryOf, type Numbered, type Passing, passingOf } from './lists.js';
import { leadsToLogin, steadyUrl } from './noise.js';
import { isForeignFrame, isSharing, knownAddress, leavesSite, staysOnPage } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import {
  hasMoved,
  isDrawnAnew,
  isSamePlace,
  type Known,
  retargetOf,
  withRenamedFolders,
} from './retargets.js';
import { comparedBlocks, comparedLinks, placeOf, steadyPath, weighed } from './scope.js';
import { isAdvert } from './turned-places.js';
import type { Turnover } from './turnover.js';

/** Words under which pages link to their versions in other languages. */
export const LANGUAGE_NAME =
  /^(?:(?:english|chinese|arabic|russian|japanese|korean|french|german|spanish)(?: (?:version|site|page))?|eng?|cn|(?:英文|英语|英語|中文|中国語|汉语|漢語|简体|簡體|繁体|繁體|简体中文|簡體中文|繁体中文|繁體中文|日文|韩文|韓文|阿拉伯文|阿拉伯语|俄文|俄语)(?:版|站|网站|網站)?|[简簡繁]|(?:النسخة |الموقع ب?)?(?:العربية|عرب[يى])|русский|русская версия|日本語版?|한국어판?|español|français|deutsch|italiano|português|türkçe|tiếng việt|bahasa indonesia|فارسی)$/i;

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
  const taken = new Set<Known>();
  const now = comparedLinks(after).map((link) => ({
    link,
    url: knownAddress(link.href, after.url),
  }));
  const menus = menusOf(comparedLinks(before));
  const isBeside = besideOf(comparedBlocks(before));
  const isOfFriends = lost.some(({ link }) => leavesSite(link.href, before.url))
    ? friendsOf(before)
    : () => false;
  const [were, are] = [sizesOfLists(old), sizesOfLists(fresh)];
  const hasShrunk = (one: Known): boolean =>
    (are.get(listOf(one)) ?? 0) < (were.get(listOf(one)) ?? 0);
  // More came into the menu than went.
  const inMenu = (links: readonly Known[], lists: ReadonlySet<string>): number =>
    links.filter((one) => one.link.zone === 'nav' || lists.has(listOf(one))).length;
  const isMenuAnew = inMenu(came, menusOf(comparedLinks(after))) > inMenu(lost, menus);
  const told = [
    ...lost.map((one) => {
      const addresses = came.map(({ link }) => link.href).filter((href) => namesFile(href));
      const stands = namesFile(one.link.href) ? sameFile(one.link.href, addresses) : null;
      if (stands !== null) return movedFile(one, stands);
      const partner = retargetOf(one, { came, old, now }, taken);
      if (partner !== undefined) taken.add(partner);
      const { path, frame } = one.link;
      if (
        partner !== undefined &&
        (isSamePlace(one.link, partner.link, after.url) ||
          isSharing(partner.link.href, after.url) ||
          isDrawnAnew(one, partner, old, fresh))
      ) {
        const summary = `The address behind ${quoted(nameOf(one))} differs in its passing parts only.`;
        const sides = { before: one.link.href, after: partner.link.href };
        return changeOf('noise', summary, sides, placeOf(partner.link));
      }
      return partner === undefined
        ? lossOf(
            one,
            before.url,
            menus,
            passing(one, lost, came, stayed),
            turnOf(one, came, turnover),
            one.link.zone === 'nav' || (menus.has(listOf(one)) && hasShrunk(one))
              ? isMenuAnew
              : isBeside(one.link),
            isOfFriends(one.link),
          )
        : changeOf(
            'link-retargeted',
            `The link ${quoted(nameOf(one))} now leads to ${partner.link.href} and not to ${one.link.href}.`,
            { before: one.link.href, after: partner.link.href },
            placeOf(partner.link),
            (turnover.of(path, frame) === null || isSentHome(one, partner, after.url)) &&
              !isForeignFrame(frame, before.url) &&
              !hasMoved(one.link, partner.link, after.url) &&
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

function firstOfEach(reading: PageReading): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const link of comparedLinks(reading)) {
    if (!/^(?:https?|ftp):/i.test(link.href) || staysOnPage(link.href, reading.url)) continue;
    const url = knownAddress(link.href, reading.url);
    const known = found.get(url);
    // The same address in the text weighs more than in a menu: it names the loss.
    if (known === undefined || (known.link.zone !== 'main' && link.zone === 'main')) {
      found.set(url, { link, url });
    }
  }
  return found;
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

/** Lists of short links only, where the page marks no menu: pages of 2004 had none. */
function menusOf(links: readonly ReadLink[]): ReadonlySet<string> {
  const lists = new Map<string, ReadLink[]>();
  for (const link of links) {
    if (link.zone !== null && link.zone !== 'header') continue;
    const { list } = entryOf(link.path);
    lists.set(list, [...(lists.get(list) ?? []), link]);
  }
  const isMenu = (entries: readonly ReadLink[]): boolean => {
    const letters = entries.reduce((sum, { text }) => sum + text.length, 0);
    const isHan = entries.some(({ text }) => /\p{sc=Han}/u.test(text));
    return entries.length >= 4 && letters / entries.length <= (isHan ? 7 : 16);
  };
  return new Set([...lists].filter(([, entries]) => isMenu(entries)).map(([list]) => list));
}

/** What says that a link went by itself; one exchanged in its place for one of other words has. */
function turnOf({ link }: Known, came: readonly Known[], turnover: Turnover): Turn | null {
  const turn = turnover.of(link.path, link.frame);
  if (turn !== null || link.zone === 'nav') return turn;
  const isSlight = !namesFile(link.href) && fieldWordsIn(mapText(link.text).text).length === 0;
  const place = steadyPath(placeOf(link));
  const isTaken = came.some((other) => steadyPath(placeOf(other.link)) === place);
  return isSlight && isTaken ? 'rotated' : null;
}

function lossOf(
  one: Known,
  page: string,
  menus: ReadonlySet<string>,
  passed: Passing | null,
  turn: Turn | null,
  isBeside: boolean,
  isOfFriends: boolean,
): Change {
  const { link } = one;
  const kind = kindOf(one, page, menus);
  const sides = {
    before: link.text === '' ? link.href : `${link.text} → ${link.href}`,
    after: null,
  };
  if (passed === 'rolled' || turn === 'rolled' || turn === 'notice' || turn === 'turned') {
    const why =
      turn === 'notice'
        ? 'went with a notice that comes and goes'
        : 'left a list as newer entries came in';
    const summary = `The link ${quoted(nameOf(one))} ${why}.`;
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
  // Beside the page's own text stands what the site has new, and what it offers besides.
  const words = mapText(link.text).text;
  // A house that transplants has the word in every headline, and once in its menu.
  const isByTheWay =
    isBeside &&
    ((kind === 'link-removed' && !isPointed(words)) ||
      (kind === 'nav-delisted' && fieldWordsIn(words).length === 0));
  const isCall =
    (!namesFile(one.url) && CALL.test(words.trim())) ||
    (leadsToLogin(one.url) && ENTRANCE.test(words.trim()));
  const isQuiet =
    passed === 'rotated' ||
    turn === 'rotated' ||
    isByTheWay ||
    isCall ||
    isSlight(one, page, isOfFriends);
  // Taken out of a list beside the text, while none came before it.
  const isTakenOut = link.zone === 'aside' && isPointed(words);
  const weight = isQuiet ? 'medium' : isTakenOut ? 'high' : weighed('high', link.zone);
  const severity = kind === 'link-removed' || isQuiet ? weight : undefined;
  return severity === undefined
    ? changeOf(kind, summary, sides, link.href)
    : changeOf(kind, summary, sides, link.href, severity);
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

/** A link nobody cites: in a frame of others, an advertisement, a share button, the logo's way home. */
function isSlight({ link, url }: Known, page: string, isOfFriends: boolean): boolean {
  if (isForeignFrame(link.frame, page) || isSharing(link.href, page)) return true;
  // The site's name leads home, whatever it is called.
  if (leadsHome(url, page) && link.zone !== 'nav') return true;
  const words = mapText(link.text).text;
  if (fieldWordsIn(words).length > 0 || namesFile(url)) return false;
  const isNamed = link.text !== '' && !isAdvert(words);
  return leavesSite(link.href, page) && (!isNamed || (isOfFriends && !isTellingLabel(words)));
}

/** Where somebody logs in, or out again. */
const ENTRANCE =
  /^(?:会员|用户|职工)?(?:登录|登入|登出|退出|注册)$|^(?:(?:my |member |user )?(?:log|sign) ?(?:in|out|off)|my account|register)$|^(?:تسجيل (?:ال)?(?:دخول|خروج)|حسابي|دخول|خروج)$/;
/** What a visitor is asked to do: the button goes when places are taken. */
const CALL =
  /^(?:我要|立即|点击|马上|在线|网上)?(?:报名|预约|挂号|投票|捐款|登记|注册|签到|抢购)(?:入口|通道|登录)?$|^(?:apply|register|book|enrol|enroll|sign up|donate|vote)(?: now| here| online| today)?$|^(?:احجز|سجل|تبرع|قدم)(?: الان| موعدك?| موعدا)?$/;

/** True for the front page of the site `page` belongs to. */
export function leadsHome(url: string, page: string): boolean {
  return HOME.test(pathOf(url)) && !leavesSite(url, page);
}

const HOME = /^\/(?:(?:index|default|home|main)\.\w{2,5})?$/i;

function kindOf({ link, url }: Known, page: string, menus: ReadonlySet<string>): ChangeKind {
  if (namesFile(url)) return 'file-removed';
  if (LANGUAGE_NAME.test(comparable(link.text))) return 'lang-version-removed';
  if (leavesSite(link.href, page)) return 'link-removed';
  const isInMenu = link.zone === 'nav' || menus.has(entryOf(link.path).list);
  return isInMenu ? 'nav-delisted' : 'link-removed';
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
      return entry.list === list
        ? [{ index: entry.index, serial: pathOf(url) + searchOf(url) }]
        : [];
    });
  const passage = { out: inList(lost), into: inList(came), stayed: inList(stayed) };
  const isCloud =
    one.link.zone === null &&
    one.link.text.length <= LONGEST_TAG &&
    isWindow(passage.out, passage.into);
  return passingOf(passage) ?? (isCloud ? 'rotated' : null);
}

const LONGEST_TAG = 12;

/** Out at one end and as many in at the other: words in a cloud, shown a window at a time. */
function isWindow(out: readonly Numbered[], into: readonly Numbered[]): boolean {
  if (out.length === 0 || out.length !== into.length) return false;
  const last = Math.max(...into.map(({ index }) => index));
  const first = Math.min(...out.map(({ index }) => index));
  const isOpposite = Math.min(...into.map(({ index }) => index)) > last - out.length;
  return first === 1 && isOpposite && last > out.length + 2;
}

function lostAlternates(before: PageReading, after: PageReading): readonly Change[] {
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
function delisted(before: PageReading, after: PageReading): readonly Change[] {
  const inMenu = (reading: PageReading): ReadonlyMap<string, ReadLink> =>
    new Map(
      comparedLinks(reading)
        .filter((link) => link.zone === 'nav')
        .map((link) => [steadyUrl(link.href), link]),
    );
  const [was, now] = [inMenu(before), inMenu(after)];
  // A menu built anew is no delisting: half of it or more must be there still.
  const stayed = [...was.keys()].filter((url) => now.has(url)).length;
  if (now.size === 0 || stayed < was.size / 2) return [];
  const anywhere = new Set(comparedLinks(after).map((link) => steadyUrl(link.href)));
  return [...was]
    .filter(([url]) => !now.has(url) && anywhere.has(url))
    .map(([, link]) =>
      changeOf(
        'nav-delisted',
        `The menu entry ${quoted(link.text || link.href)} is gone, though the page still links there.`,
        { before: `${link.text} → ${link.href}`, after: null },
        link.href,
      ),
    );
}

function sizesOfLists(links: ReadonlyMap<string, Known>): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const one of links.values()) sizes.set(listOf(one), (sizes.get(listOf(one)) ?? 0) + 1);
  return sizes;
}

function listOf({ link }: Known): string {
  return entryOf(link.path).list;
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

function searchOf(url: string): string {
  return URL.canParse(url) ? new URL(url).search : '';
}
