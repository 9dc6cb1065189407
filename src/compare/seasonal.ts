// What stood beneath a heading of offers, advertisements, posts or stories, before and after -> what of it turns
// with the season.
import { mapText } from '../formats/normal-text.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { MONEY_UNITS } from './changed-values.js';
import { citesNothing, isOfFetching, isOfPowers, isOfWork, isPlain } from './citing.js';
import { fieldWordsIn } from './field-words.js';
import { headOf } from './headed.js';
import { labelledQuantities } from './numbers.js';
import { OF_POWERS } from './of-the-trade.js';
import { ADVERTS, JOBS, OFFERS, STORIES } from './turning-headings.js';
import { isOfField } from './wordings.js';

/** Offers, advertisements, places to be filled and stories of others, none of them of the field. */
export function seasonalUnder(
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

export function pricesIn(blocks: readonly TextBlock[]): number {
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
export const SEASONAL: ReadonlySet<RegExp> = new Set([JOBS, OFFERS, ADVERTS, STORIES]);

function isPlainHead(words: RegExp, reading: PageReading): boolean {
  return fieldWordsIn(headOf(words, reading)).length === 0;
}
