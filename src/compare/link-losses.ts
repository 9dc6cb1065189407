// A link that is gone -> what it was (a file, a language version, a menu's entry), whether it left as
// lists and places do, and how much that weighs.
import { namesFile } from '../formats/file-names.js';
import { comparable, mapText } from '../formats/normal-text.js';
import type { Change, ChangeKind } from '../model/change.js';
import type { ReadLink } from '../model/reading.js';
import type { Turn } from './beneath-headings.js';
import { changeOf, quoted } from './change.js';
import { fieldWordsIn, isPointed, isSharp, isSharpInWords } from './field-words.js';
import { entryOf, fillsGap, isTakenOut, type Numbered, type Passing, passingOf } from './lists.js';
import { namesIn, titledIn } from './names.js';
import { citesFigures, isOfDealings, NO_COURTESY, saysOfTrade } from './of-the-trade.js';
import { isAdHost, isForeignFrame, isSharing, leavesSite } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import type { Known } from './retargets.js';
import { placeOf, steadyPath, weighed } from './scope.js';
import { saysSense } from './senses.js';
import { leadsToLogin } from './steady-url.js';
import { isAdvert } from './turned-places.js';
import type { Turnover } from './turnover.js';

/** Words under which pages link to their versions in other languages. */
export const LANGUAGE_NAME =
  /^(?:(?:english|chinese|arabic|russian|japanese|korean|french|german|spanish)(?: (?:version|site|page))?|eng?|cn|(?:英文|英语|英語|中文|中国語|汉语|漢語|简体|簡體|繁体|繁體|简体中文|簡體中文|繁体中文|繁體中文|日文|韩文|韓文|阿拉伯文|阿拉伯语|俄文|俄语)(?:版|站|网站|網站)?|[简簡繁]|(?:النسخة |الموقع ب?)?(?:العربية|عرب[يى])|русский|русская версия|日本語版?|한국어판?|español|français|deutsch|italiano|português|türkçe|tiếng việt|bahasa indonesia|فارسی)$/i;

/** What a language is called by the tag a page of it has (BCP 47). */
const OWN_NAME: readonly (readonly [RegExp, RegExp])[] = [
  [/^ar\b/i, /عرب|^arabic|阿拉伯/i],
  [/^en\b/i, /^english|^eng?$|^英/i],
  [/^ru\b/i, /русск|^russian|^俄/i],
  [/^zh\b/i, /^(?:中文|汉语|漢語|chinese|cn$)/i],
  [/^zh-(?:cn|hans|sg)\b/i, /^[简簡]/],
  [/^zh-(?:tw|hk|hant|mo)\b/i, /^繁/],
];

/** Called as the language of the page itself, and on its site: no other version. */
function isOwnLanguage({ href, text }: ReadLink, language: string | null, page: string): boolean {
  const name = comparable(text);
  return (
    !leavesSite(href, page) &&
    OWN_NAME.some(([tag, names]) => tag.test(language ?? '') && names.test(name))
  );
}

/** What is known of a lost link besides itself. */
export interface LossContext {
  readonly page: string;
  /** The language both readings say they are in and are; null where they do not, or another. */
  readonly language: string | null;
  readonly menus: ReadonlySet<string>;
  readonly passed: Passing | null;
  readonly turn: Turn | null;
  /** Stands beside the page's own text, or in a menu to which more came than went. */
  readonly isBeside: boolean;
  readonly isOfFriends: boolean;
  /** Whether the page has such words now. */
  readonly stillSays: (words: string) => boolean;
}

/** A link that no longer stands anywhere on the page, by what it was and how much it weighs. */
export function lossOf(
  one: Known,
  { page, language, menus, passed, turn, isBeside, isOfFriends, stillSays }: LossContext,
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
      (kind === 'nav-delisted' && fieldWordsIn(words).length === 0 && !isSharp(words)));
  const isCall =
    (!namesFile(one.url) && isCallText(link.text)) ||
    (leadsToLogin(one.url) && ENTRANCE.test(words.trim()));
  const isQuiet =
    // Files are no entries that a program chooses.
    (kind !== 'file-removed' && (passed === 'rotated' || turn === 'rotated')) ||
    isByTheWay ||
    isCall ||
    (kind === 'lang-version-removed' && isOwnLanguage(link, language, page)) ||
    (kind === 'link-removed' &&
      GLOSSARY.test(pathOf(one.url)) &&
      !isPointed(words) &&
      !isSharp(words) &&
      stillSays(words.trim())) ||
    isSlight(one, page, isOfFriends);
  // Taken out of a list beside the text, while none came before it.
  const isTakenOut = link.zone === 'aside' && isPointed(words);
  const weight = isQuiet ? 'medium' : isTakenOut ? 'high' : weighed('high', link.zone);
  const severity = kind === 'link-removed' || isQuiet ? weight : undefined;
  return severity === undefined
    ? changeOf(kind, summary, sides, link.href)
    : changeOf(kind, summary, sides, link.href, severity);
}

/** Where a word is explained that the page still has. */
const GLOSSARY = /\/(?:glossary|dictionary|definitions?|lexicon|baike)(?:\/|$)/i;

/** What says that a link went by itself; one exchanged in its place for one of other words has. */
export function turnOf(
  { link }: Known,
  { came, now }: { readonly came: readonly Known[]; readonly now: readonly Known[] },
  turnover: Turnover,
): Turn | null {
  const turn = turnover.of(link.path, link.frame);
  if (turn !== null || (link.zone === 'nav' && !isNextArticle(link))) return turn;
  const place = steadyPath(placeOf(link));
  const isTakenBy = (others: readonly Known[]): boolean =>
    others.some((other) => steadyPath(placeOf(other.link)) === place);
  // The article it leads to now may be in a list of the page already.
  const isNext = isNextArticle(link) && ARROW.test(link.text.trim()) && isTakenBy(now);
  if (isNext && !isPointed(mapText(link.text).text)) return 'rotated';
  return isTakenBy(came) && (isUnsaying(link) || isCampaign(link)) ? 'rotated' : null;
}

/** To the article before, or behind. */
const ARROW = /^[←«‹]|[→»›]$/;

/** A headline alone between articles, or one of two; menus are lists of labels. */
export function isNextArticle({ path, text }: ReadLink): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '').length;
  const isLabel = letters <= (/\p{sc=Han}/u.test(text) ? LONGEST_HAN_LABEL : LONGEST_LABEL);
  return !isLabel && OF_TWO.test(path);
}

const LONGEST_HAN_LABEL = 7;
const LONGEST_LABEL = 16;
const OF_TWO =
  /[\s>]nav(?::[^\s>]*)?(?: > (?:div|span|p)(?::nth-of-type\([12]\))?)* > a(?::nth-of-type\([12]\))?$/;

/** What everybody is asked for in a week of giving, or a run. */
const CAMPAIGN =
  /^(?=.{0,60}$)(?!.*(?:\d|\b(?:paid|price|cash|china|prison)\b|有偿|价|费)).*(?:\b(?:donors?|donation|organ donation|gift of life|donate life|transplant games?) (?:day|week|month|run|walk|games?)\b|\bfun run\b|捐献(?:日(?![均增即记])|周(?![内转])|宣传(?!费))|(?:يوم|اسبوع) (?:ال)?تبرع)/;
const ITS_NAME =
  /\b(?:share your wish with|talk (?:to|with)|tell) your (?:family|families|loved ones)\b|告[诉知]家人|(?:organ |kidney |liver )?\b(?:donors?|donation|gift of life|donate life|transplant games?) (?:day|week|month|run|walk|games?)\b|\b(?:donate life|transplant games?)\b|(?:器官|遗体|人体)*捐献|(?:يوم|اسبوع) (?:ال)?تبرع(?: (?:ب)?(?:ال)?اعضاء)?/g;

/** Whatever is said beside its name has to be idle as well. */
function isCampaign(link: ReadLink): boolean {
  const words = mapText(link.text).text;
  return CAMPAIGN.test(words) && isIdle({ ...link, text: words.replace(ITS_NAME, ' ') });
}

/** Names no file, nothing of the field and of its dealings, and nobody. */
export function isUnsaying({ href, text }: ReadLink): boolean {
  const words = mapText(text).text;
  return (
    !namesFile(href) &&
    fieldWordsIn(words).length === 0 &&
    !isSharp(words) &&
    !isOfDealings(words) &&
    namesIn(words).length === 0
  );
}

/** How an entry left its list, where that is how the list works; null for a plain loss. */
export function passing(
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
  const words = mapText(one.link.text).text;
  const isByHand = isTakenOut(entryOf(one.link.path).index, passage) && isPointed(words);
  // Another came into a list that is as long as it was.
  const isRenewed =
    IN_LIST.test(list) &&
    passage.into.length >= passage.out.length &&
    !fillsGap(passage) &&
    (!isTakenOut(entryOf(one.link.path).index, passage) ||
      passage.out.length + passage.stayed.length <= SHORT_LIST) &&
    (isIdle(one.link) || isCampaign(one.link));
  return isByHand ? null : (passingOf(passage) ?? (isCloud || isRenewed ? 'rotated' : null));
}

/** Says nothing that people cite, whoever shows how many of its kind. */
export function isIdle(link: ReadLink): boolean {
  const text = link.text.replace(OF_HEALTH, ' ');
  const words = mapText(text).text;
  return (
    isUnsaying({ ...link, text }) &&
    !isTellingLabel(words) &&
    !OF_RECORDS.test(words) &&
    !OF_BOASTS.test(words) &&
    !citesFigures(text)
  );
}

/** An entry of a menu whose loss says something, whatever menu came in its stead. */
export function isCited({ text }: ReadLink): boolean {
  return isCitedText(mapText(text).text);
}

/** The same of words as `mapText` gives them. */
export function isCitedText(words: string): boolean {
  return (
    [OF_RECORDS, OF_BOASTS, OF_CASES].some((said) => said.test(words)) ||
    isOfDealings(words) ||
    saysSense(words)
  );
}

/** Who was treated, and with whom a house works. */
const OF_CASES = /[病案实]例|合作|办事处|\b(?:cases|partners)\b|حالات|(?:ال)?مكاتب/;

/** Of so few entries any may be drawn. */
const SHORT_LIST = 4;
/** What is told everybody to keep well. */
const OF_HEALTH =
  /(?<![担确])(?:[养護护保]肝|脂肪肝|[甲乙丙]肝|肝炎|肾炎|[肾腎]结石)(?![源换更移可供])/g;

/** What it is best at, what it sells, and who helps it. */
const OF_BOASTS =
  /最[大快多早短]|第一|领先|主任|讲话|微信|司法|公安|新疆|绿色通道|(?<!体检)套餐|接机|\b(?:largest|biggest|leading|leader|fastest|packages?|stock|testimony|invitation|pickup|guarantee\w*|wechat|buy|sold|sell\w*)\b|(?:ال)?(?:اكبر|اسرع)|ضمان/;

/** What a house has on paper, and what those it treated told. */
const OF_RECORDS =
  /统计|年报|报告|声明|伦理|名单|见证|感言|\b(?:reports?|statistics|statements?|forms?|ethic\w*|testimonials?)\b|تقرير|احصا|بيان|قصص|شهاد/;

const LONGEST_TAG = 12;
const IN_LIST = / (?:ul|ol|dl|div)(?::[^ ]*)?(?: >)?$/;

/** Out at one end and as many in at the other: words in a cloud, shown a window at a time. */
function isWindow(out: readonly Numbered[], into: readonly Numbered[]): boolean {
  if (out.length === 0 || out.length !== into.length) return false;
  const last = Math.max(...into.map(({ index }) => index));
  const first = Math.min(...out.map(({ index }) => index));
  const isOpposite = Math.min(...into.map(({ index }) => index)) > last - out.length;
  return first === 1 && isOpposite && last > out.length + 2;
}

/** A link nobody cites: in a frame of others, an advertisement, a share button, the logo's way home. */
function isSlight({ link, url }: Known, page: string, isOfFriends: boolean): boolean {
  if (isForeignFrame(link.frame, page) || isSharing(link.href, page, link.text)) return true;
  // The site's name leads home, whatever it is called.
  const words = mapText(link.text).text;
  const isNameOfSite = link.zone !== 'nav' || !isSharpInWords(words);
  if (leadsHome(url, page) && searchOf(url) === '' && isNameOfSite) return true;
  if (fieldWordsIn(words).length > 0 || namesFile(url)) return false;
  if (isAdHost(link.href) && !isTellingLabel(words) && !saysOfTrade(words)) return true;
  const isNamed = link.text !== '' && !isAdvert(words);
  // Some sites lead to their friends by way of a page of their own; others list pages of the house there.
  const isOther = leavesSite(link.href, page) || isIdle(link);
  const isCourtesy =
    isOfFriends &&
    isOther &&
    !isTellingLabel(words.replaceAll('医生', ' ')) &&
    !LANGUAGE_NAME.test(comparable(link.text)) &&
    namesIn(words).length === 0 &&
    titledIn(words.slice(0, SURNAME_AND_TITLE)).length === 0 &&
    !NO_COURTESY.test(words);
  return isCourtesy || (!isNamed && leavesSite(link.href, page));
}

/** "赵医生" before the rest of a name. */
const SURNAME_AND_TITLE = 3;

/** Where somebody logs in, or out again. */
const ENTRANCE =
  /^(?:会员|用户|职工)?(?:登录|登入|登出|退出|注册)$|^(?:(?:my |member |user )?(?:log|sign) ?(?:in|out|off)|my account|register)$|^(?:تسجيل (?:ال)?(?:دخول|خروج)|حسابي|دخول|خروج)$/;
/** What a visitor is asked to do: the button goes when places are taken. */
export function isCallText(text: string): boolean {
  return CALL.test(mapText(text).text.trim());
}

const CALL =
  /^(?:去|可)(?:预约|挂号)$|^有号$|^book (?:a |an |your )?(?:consultation|appointment|visit)$|^احجز (?:\p{L}+ )?(?:استشار\p{L}+|موعد\p{L}*)(?: \p{L}+)?$|^(?:我要|立即|点击|马上|在线|网上)?(?:报名|预约|挂号|投票|捐款|登记|注册|签到|抢购)(?:入口|通道|登录)?$|^(?:apply|register|book|enrol|enroll|sign up|donate|vote)(?: now| here| online| today)?$|^(?:احجز|سجل|تبرع|قدم)(?: الان| موعدك?| موعدا)?$/u;

/** True for the front page of the site `page` belongs to. */
export function leadsHome(url: string, page: string): boolean {
  return HOME.test(pathOf(url)) && !leavesSite(url, page);
}

const HOME = /^\/(?:(?:index|default|home|main)\.\w{2,5})?$/i;

function kindOf({ link, url }: Known, page: string, menus: ReadonlySet<string>): ChangeKind {
  if (namesFile(url)) return 'file-removed';
  if (LANGUAGE_NAME.test(comparable(link.text))) return 'lang-version-removed';
  if (leavesSite(link.href, page)) return 'link-removed';
  // A menu has no headings: those are cards.
  const isInMenu =
    link.zone === 'nav' ||
    (menus.has(entryOf(link.path).list) && !/ > h[2-6](?::[^>]*)? > a\b/.test(link.path));
  return isInMenu ? 'nav-delisted' : 'link-removed';
}

/** Its words, or its address where it has none. */
export function nameOf({ link }: Known): string {
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
