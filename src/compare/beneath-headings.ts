// Two readings -> what stood beneath a heading that says that what stands there comes and goes: comments,
// what else to read, days to come, places to be filled, offers, who is on duty, what is new.
import { mapText } from '../formats/normal-text.js';
import { isWithin, lengthOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { lostValues, MONEY_UNITS, wordsAlike } from './changed-values.js';
import {
  citesNothing,
  isLed,
  isOfDay,
  isOfPowers,
  isOfRoster,
  isOfTheTrade,
  isOfWork,
  isPlain,
  isPointedAt,
  isTip,
  saysLittle,
} from './citing.js';
import { fieldWordsIn, isPointed, isSharp } from './field-words.js';
import { allUnder, headOf, under } from './headed.js';
import { labelledQuantities } from './numbers.js';
import { citesFigures, isOfDealings, VERY_DEAR } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { pricesIn, SEASONAL, seasonalUnder } from './seasonal.js';
import { saysSense } from './senses.js';
import { endsAsSentence, isProse } from './slight.js';
import { steadyUrl } from './steady-url.js';
import { isWayToAll, talkThatTurns } from './talk.js';
import {
  ADVERTS,
  ASKED,
  DUTY,
  EPIDEMIC,
  EVENTS,
  FEEDS,
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

/** Whether a place stands among advertisements, none of them of the field, where others stand now. */
export function isAmongAdverts(path: string, before: PageReading, after: PageReading): boolean {
  const box = allUnder(ADVERTS, before).find((block) => block.path === path);
  const { text } = mapText(box?.text ?? '');
  const isPlain = box !== undefined && !isOfField(text) && !isTellingLabel(text);
  return isPlain && allUnder(ADVERTS, after).length > 0;
}

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

/** Less than the rest of the page: news beside an article, and not the list the page is. */
function isAside(part: readonly TextBlock[], { blocks }: PageReading): boolean {
  return lengthOf(part) <= lengthOf(blocks) * MOST_ASIDE;
}

const MOST_ASIDE = 0.3;
