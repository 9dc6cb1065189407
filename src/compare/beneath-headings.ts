// Two readings -> what stood beneath a heading that says that what stands there comes and goes: comments,
// what else to read, days to come, places to be filled, offers, who is on duty, what is new.
import { mapText } from '../formats/normal-text.js';
import { isWithin, lengthOf } from '../formats/page-core.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { lostValues, MONEY_UNITS, wordsAlike } from './changed-values.js';
import {
  citesNothing,
  isLed,
  isOfDay,
  isOfFetching,
  isOfPowers,
  isOfRoster,
  isOfTheTrade,
  isOfWork,
  isPlain,
  isPointedAt,
  isTip,
  saysHowSoon,
  saysLittle,
} from './citing.js';
import { fieldWordsIn, isPointed, isSharp } from './field-words.js';
import { allUnder, headOf, under } from './headed.js';
import { labelledQuantities } from './numbers.js';
import { citesFigures, isOfDealings, OF_POWERS, VERY_DEAR } from './of-the-trade.js';
import { leavesSite } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import { saysSense } from './senses.js';
import { endsAsSentence, isProse } from './slight.js';
import { steadyUrl } from './steady-url.js';
import {
  ADVERTS,
  ASKED,
  DUTY,
  EPIDEMIC,
  EVENTS,
  FEEDS,
  FRIENDS,
  JOBS,
  LATEST,
  NEWS,
  OFFERS,
  OTHERS,
  PACKAGES,
  RELATED,
  RELATED_LINE,
  REVIEWS,
  STORIES,
  TALK,
  TIP_LINE,
  TIPS,
} from './turning-headings.js';
import { isOfField } from './wordings.js';

/** Why something that went is not a loss, or `null` where nothing says so. */
export type Turn = 'rolled' | 'rotated' | 'turned' | 'notice';

/** A place of the page before, and why what stood there is no loss. */
export interface TurnedPlace {
  readonly path: string;
  readonly frame: string | null;
  readonly turn: Turn;
  /** Paths within it that are not meant. */
  readonly except?: readonly string[];
}

/** Behind all that stayed, while others came in before it: the oldest, now on the next page. */
function isPushedOut(
  block: TextBlock,
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
): boolean {
  const [had, has] = [old, fresh].map((list) => new Set(list.map(blockKey)));
  const behind = old.slice(old.indexOf(block));
  const first = fresh.findIndex((one) => had?.has(blockKey(one)) === true);
  return first > 0 && behind.every((one) => has?.has(blockKey(one)) !== true);
}

/** Between others that stayed: somebody took it out. */
function isTakenOut(
  block: TextBlock,
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
): boolean {
  const now = new Set(fresh.map(blockKey));
  const stays = (one: TextBlock): boolean => now.has(blockKey(one));
  const at = old.indexOf(block);
  return !stays(block) && old.slice(0, at).some(stays) && old.slice(at + 1).some(stays);
}

const HEADINGS: readonly RegExp[] = [
  TALK,
  RELATED,
  EVENTS,
  JOBS,
  OFFERS,
  ADVERTS,
  STORIES,
  DUTY,
  NEWS,
  OTHERS,
  EPIDEMIC,
  FEEDS,
  TIPS,
  ASKED,
  PACKAGES,
];

/** What stands under a heading of comments, or of what else to read, where as much stands there now. */
export function placesBeneathHeadings(
  before: PageReading,
  after: PageReading,
): readonly TurnedPlace[] {
  const [were, are] = [under(EVENTS, before), under(EVENTS, after)];
  const over = were.filter(
    (block) =>
      are.length > 0 &&
      /\p{Nd}/u.test(block.text) &&
      labelledQuantities(block.text).length === 0 &&
      // Two numbers before it are hardly a day.
      (isPlain(block) || !/^\p{Nd}{1,2}\/\p{Nd}{1,2} /u.test(block.text)) &&
      !isPointedAt(block),
  );
  const rotated = HEADINGS.flatMap((heading) => turningUnder(heading, before, after));
  // In one line: "相关新闻：…、…".
  const lines = [before, after].map(({ blocks }) =>
    blocks.filter(({ text }) => RELATED_LINE.test(mapText(text).text)),
  );
  const isFull = lines[0]?.length === lines[1]?.length;
  const drawn = (lines[0] ?? []).filter(
    ({ text }) => isFull || fieldWordsIn(mapText(text).text).length === 0,
  );
  // One stands there at each look.
  const goesOn = after.blocks.some(({ text }) => TIP_LINE.test(mapText(text).text));
  const tips = before.blocks.filter(
    (block) => goesOn && TIP_LINE.test(mapText(block.text).text) && isPlain(block) && isTip(block),
  );
  // Words right in a box that holds other texts as well speak for themselves alone.
  const placesOf = (blocks: readonly TextBlock[], turn: Turn): readonly TurnedPlace[] =>
    blocks.map(({ path, frame }) => ({
      // A picture goes with the words beneath it, and a link with the box in it.
      path: path.replace(
        / > figcaption[^>]*$|(?<= > a(?::nth-of-type\(\d+\))?) > (?:div|p|span|h\d)[^>]*$/,
        '',
      ),
      ...{ frame, turn },
      except: before.blocks.flatMap((one) =>
        one.path !== path && isWithin(one.path, path) ? [one.path] : [],
      ),
    }));
  return [
    ...placesOf(drawn, 'rotated'),
    ...placesOf(tips, 'rotated'),
    ...placesOf(over, 'rolled'),
    ...placesOf(rotated, 'rotated'),
  ];
}

/** What stood under headings in such words and goes by itself. */
function turningUnder(
  heading: RegExp,
  before: PageReading,
  after: PageReading,
): readonly TextBlock[] {
  const isKept = (block: TextBlock): boolean => heading !== TALK || !isWayToAll(block);
  const [old, fresh] = [before, after].map((reading) =>
    allUnder(heading, reading).filter(isKept),
  ) as [TextBlock[], TextBlock[]];
  // Where a link leads to all of them, as many are shown at each look.
  const isWindow = allUnder(heading, before).length > old.length;
  const least = heading === TALK && !isWindow ? 0.8 : 1;
  const isFull = fresh.length >= old.length * least;
  const turns = {
    // A headline that says more than that the house does what it is for has to be looked for.
    [NEWS.source]: (block: TextBlock) => isFull && isAside(old, before) && saysLittle(block),
    [EPIDEMIC.source]: (block: TextBlock) => saysLittle(block) && !isOfWork(block),
    [OTHERS.source]: (block: TextBlock) =>
      isFull && isPlain(block) && lostValues(block).length === 0,
    // Fewer stand there now, and what went may have been chosen.
    [FEEDS.source]: (block: TextBlock) =>
      saysLittle(block) && (isFull || (fresh.length > 0 && isIdle(block))),
    [ASKED.source]: (block: TextBlock) =>
      isFull && !isOfTheTrade(withoutKin(block)) && citesNothing(block),
    // Sums gave way to as many, and none buys an operation.
    [PACKAGES.source]: (block: TextBlock) =>
      isFull &&
      pricesIn(fresh) >= pricesIn(old) &&
      isPlain(block) &&
      !isOfTheTrade(block) &&
      !OF_OPERATIONS.test(mapText(block.text).text) &&
      !citesFigures(block.text, VERY_DEAR),
    [TIPS.source]: (block: TextBlock) => isFull && isPlain(block) && isTip(block),
  }[heading.source];
  if (turns !== undefined) return old.filter(turns);
  if (heading === TALK && !LATEST.test(headOf(TALK, before)))
    return isFull ? talkThatTurns(old, fresh, REVIEWS.test(headOf(TALK, before))) : [];
  if (SEASONAL.has(heading)) return seasonalUnder(heading, old, fresh, before);
  // A talk that was held may have said something: figures beside its day.
  const saysNothing = (block: TextBlock): boolean =>
    heading !== EVENTS ||
    (isPlain(block) && labelledQuantities(block.text).length === 0) ||
    (isOfDay(block) && saysLittle(block) && !isOfWork(block));
  const isOfPapers =
    OF_PAPERS.test(headOf(heading, before)) && isFull && old.length >= LEAST_PAPERS;
  return old.filter(
    (block) =>
      saysNothing(block) &&
      (heading !== EVENTS || !isOfPowers(block)) &&
      // What else there is to read is led to; an article may go on beneath "read more".
      (heading !== RELATED ||
        (isOfPapers && !isOfPowers(block)) ||
        isLed(block) ||
        (NAMES_ARTICLES.test(headOf(heading, before)) && isFull && isTitle(block)) ||
        citesNothing(block)) &&
      (heading !== DUTY || isOfRoster(block)) &&
      (isFull || (heading === RELATED && isPlain(block))) &&
      !isRenamed(block, before, after),
  );
}

/** What it does to oneself to give one's kin an organ is asked everywhere; not whether a stranger may. */
function withoutKin(block: TextBlock): TextBlock {
  return { ...block, text: block.text.replace(/(?<!不是|非|没有|无)[亲親][属屬]/g, ' ') };
}

const OF_OPERATIONS = /手术|换[肝肾]|\b(?:surger\w+|operations?)\b|عملي|جراح/;

/** What stands beneath is called by its titles, led to or not. */
const NAMES_ARTICLES =
  /^(?:相关|相似|热门|推荐)(?:文章|新闻|文献|论文|报道|资讯)$|^(?:related|recommended|popular) (?:articles?|posts?|papers|news)$|^مقالات (?:ذات صله|مشابهه)$/;

/** A line, and no sentence of an article; what it says of a price, a wait or a power is looked for. */
function isTitle(block: TextBlock): boolean {
  const { text, tag } = block;
  const isCited = ({ unit }: { readonly unit: string }): boolean =>
    /^(?:d|mo)$/.test(unit) || MONEY_UNITS.test(unit);
  return (
    tag === 'li' &&
    !isProse(text) &&
    !endsAsSentence(text) &&
    !isOfPowers(block) &&
    !saysSense(text) &&
    !labelledQuantities(text).some(isCited)
  );
}

/** A library names others' papers without a link. */
const OF_PAPERS = /文献$|论文$|papers$/;

/** Of fewer somebody may have made a list. */
const LEAST_PAPERS = 3;

/** Nothing of care, of the trade and its powers. */
function isIdle({ text }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  return !isTellingLabel(mapped) && !isSharp(mapped) && !isOfDealings(mapped);
}

/** What witnesses wrote stays in the thread of its page; what is pushed out, praise and the ranked turn. */
function talkThatTurns(
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
  isOfReviews: boolean,
): readonly TextBlock[] {
  const isRanked = fresh.length > 0 && fresh.every(isVoted);
  const isDrawn = (block: TextBlock): boolean =>
    (isOfReviews && fresh.length >= old.length) || (isRanked && isVoted(block));
  return old.filter(
    (block) =>
      isPushedOut(block, old, fresh) ||
      (((isPlain(block) && !saysHowSoon(block)) || (isDrawn(block) && saysLittle(block))) &&
        !isTakenOut(block, old, fresh)),
  );
}

/** Offers, advertisements, places to be filled and stories of others, none of them of the field. */
function seasonalUnder(
  heading: RegExp,
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
  before: PageReading,
): readonly TextBlock[] {
  if (heading === OFFERS && !isPlainHead(OFFERS, before)) return [];
  // Prices that gave way to none were taken away.
  if (heading === OFFERS && pricesIn(fresh) < pricesIn(old)) return [];
  // A place that was filled goes without another.
  if (fresh.length < (heading === JOBS ? old.length / 2 : old.length)) return [];
  // For one of the field another came.
  const isOfPosts = heading === JOBS && fresh.length >= old.length;
  // A story that is told otherwise is no other story.
  const isAnother = ({ text }: TextBlock): boolean =>
    heading !== STORIES ||
    !fresh.some((one) => one.text !== text && one.text.slice(0, NAME) === text.slice(0, NAME));
  return old.filter((block) => {
    const { text } = mapText(block.text);
    return (
      (isPlain(block) || (isOfPosts && isPost(block))) &&
      (heading !== STORIES || (citesNothing(block) && !isOfPowers(block))) &&
      (heading !== OFFERS || !isOfWork(block)) &&
      (!isOfField(text) || (isOfPosts && isPost(block))) &&
      isAnother(block) &&
      !OF_ABROAD.test(text)
    );
  });
}

/** Who is sought, by what he is; nothing of powers, and of what he is paid only a month's wage. */
function isPost(block: TextBlock): boolean {
  const { text } = mapText(block.text);
  const isOfOperations = ({ unit, value }: { readonly unit: string; readonly value: string }) =>
    /^(?:d|mo|case|例|台)$/.test(unit) ||
    (MONEY_UNITS.test(unit) && Number.parseFloat(value) > MOST_PAID);
  return (
    POST.test(text) &&
    !OF_POWERS.test(text) &&
    !OF_SUPPLY.test(text) &&
    !isOfFetching(text) &&
    !labelledQuantities(text).some(isOfOperations)
  );
}

const POST =
  /护[士理]|医师|药师|技[师士]|社工|协调[员师]|专员|助理|文员|司机|\b(?:nurses?|pharmacists?|coordinators?|technicians?|porters?|clerks?|assistants?|secretar(?:y|ies)|fellows?|residents?)\b|(?:ال)?(?:ممرض|صيدل|منسق|فني|اخصائي|سكرتير)/;
/** Whence they come, with whom that is arranged, and what is paid for each. */
const OF_SUPPLY = /公安|司法|来源|取[件材]|摘取|提成|每例|换[肝肾]团|\bbonus\b|\bper organ\b|خليج/;
/** A year's wage in any money. */
const MOST_PAID = 100_000;

/** The link to all the others, beneath those that are shown. */
function isWayToAll(block: TextBlock): boolean {
  return isLed(block) && WAY_TO_ALL.test(mapText(block.text).text);
}

const WAY_TO_ALL =
  /^(?:查看|展开|阅读|显示|加载)?(?:全部|更多|所有).{0,12}(?:评论|留言|点评)|^(?:view|show|see|read|load) (?:all|more)\b|^(?:عرض|شاهد|قراءه) (?:كل|جميع|المزيد)/;

/** Shown for the votes it got. */
function isVoted({ text }: TextBlock): boolean {
  return VOTED.test(mapText(text).text.trim());
}

const VOTED = /(?:顶|赞|支持|\blikes?|👍|اعجاب)\s*[(（]?\d+[)）]?$|\d+ ?(?:赞|顶|likes?|👍)$/;

/** Whether a place stands among advertisements, none of them of the field, where others stand now. */
export function isAmongAdverts(path: string, before: PageReading, after: PageReading): boolean {
  const box = allUnder(ADVERTS, before).find((block) => block.path === path);
  const { text } = mapText(box?.text ?? '');
  const isPlain = box !== undefined && !isOfField(text) && !isTellingLabel(text);
  return isPlain && allUnder(ADVERTS, after).length > 0;
}

/** Whether a link is one of those, in the line or under the heading that says so. */
export function friendsOf(reading: PageReading): (link: ReadLink) => boolean {
  const isOfLinks = ({ text, linkTextLength }: TextBlock): boolean =>
    linkTextLength >= text.length * 0.5;
  const lines = reading.blocks.filter(
    (block) => FRIENDS.test(mapText(block.text).text) || isOfOthers(block, reading),
  );
  const places = [...lines, ...allUnder(FRIENDS, reading)].filter(isOfLinks);
  return (link) =>
    places.some(({ path, frame }) => frame === link.frame && isWithin(link.path, path));
}

/** A line beside the page's own text in which every link leads to another site. */
function isOfOthers(
  { path, frame, zone, text, linkTextLength }: TextBlock,
  reading: PageReading,
): boolean {
  if (zone !== 'aside' && zone !== 'footer') return false;
  const links = reading.links.filter((link) => link.frame === frame && isWithin(link.path, path));
  return (
    links.length >= LEAST_FRIENDS &&
    linkTextLength >= text.replace(/[^\p{L}\p{N}]/gu, '').length &&
    links.every(({ href }) => leavesSite(href, reading.url))
  );
}

const LEAST_FRIENDS = 3;

/** Led by other words to where it led: a headline of the field was written anew. */
function isRenamed(block: TextBlock, before: PageReading, after: PageReading): boolean {
  const link = before.links.find(
    ({ path, frame }) => frame === block.frame && isWithin(path, block.path),
  );
  if (link === undefined || !isPointed(mapText(link.text).text)) return false;
  const url = steadyUrl(link.href);
  const now = after.links.filter(({ href }) => steadyUrl(href) === url);
  return now.length > 0 && now.every(({ text }) => wordsAlike(text, link.text) < 0.5);
}

function pricesIn(blocks: readonly TextBlock[]): number {
  return blocks.flatMap(({ text }) =>
    labelledQuantities(text).filter(({ unit }) => MONEY_UNITS.test(unit)),
  ).length;
}

/** Who is sought for those from abroad says what the house does. */
const OF_ABROAD =
  /外[国籍宾]|境外|国际|中国|阿拉伯|\b(?:arabic|foreign\w*|overseas|abroad|international|chin(?:a|ese))\b|اجانب|اجنب|دولي|الصين/;

/** As many letters begin a story with whose it is. */
const NAME = 3;

/** What turns over there, nothing of the field. */
const SEASONAL: ReadonlySet<RegExp> = new Set([JOBS, OFFERS, ADVERTS, STORIES]);

function isPlainHead(words: RegExp, reading: PageReading): boolean {
  return fieldWordsIn(headOf(words, reading)).length === 0;
}

/** Less than the rest of the page: news beside an article, and not the list the page is. */
function isAside(part: readonly TextBlock[], { blocks }: PageReading): boolean {
  return lengthOf(part) <= lengthOf(blocks) * MOST_ASIDE;
}

const MOST_ASIDE = 0.3;
