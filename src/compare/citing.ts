// A text of the page -> whether it says anything people cite: a word of the field, a value, a name, what was
// done and for how much.
import { mapText } from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';
import { lostValues, MONEY_UNITS } from './changed-values.js';
import { fieldWordsIn, isPointed, namesOrgan } from './field-words.js';
import { namesIn } from './names.js';
import { datesIn, labelledQuantities } from './numbers.js';
import { isOfDealings, OF_POWERS, OF_THE_TRADE } from './of-the-trade.js';
import { saysSense } from './senses.js';
import { isOfField } from './wordings.js';

/** With the day it is on before it. */
export function isOfDay({ text }: TextBlock): boolean {
  return /^\D{0,2}\d{1,2} ?[/.月-] ?\d{1,2}/.test(mapText(text).text) || datesIn(text).length > 0;
}

export function isPlain({ text }: TextBlock): boolean {
  return fieldWordsIn(mapText(text).text).length === 0;
}

export function isOfPowers({ text }: TextBlock): boolean {
  return OF_POWERS.test(mapText(text).text);
}

/** Powers, dealings or somebody's name, by whatever word: nothing a program draws by the way. */
export function isOfTheTrade({ text }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  return isOfDealings(mapped) || saysSense(text) || namesIn(mapped).length > 0;
}

/** In how many days or months somebody had an organ. */
export function saysHowSoon({ text }: TextBlock): boolean {
  return (
    namesOrgan(mapText(text).text) &&
    labelledQuantities(text).some(({ unit }) => /^(?:d|mo)$/.test(unit))
  );
}

export function isPointedAt({ text }: TextBlock): boolean {
  return isPointed(mapText(text).text);
}

/** What is worth knowing on the way: how far, what to bring; nothing people cite. */
export function isTip(block: TextBlock): boolean {
  const { text } = mapText(block.text);
  return (
    citesNothing(block) &&
    !isOfWork(block) &&
    !isOfField(text) &&
    !OF_SECRETS.test(text) &&
    !OF_THE_TRADE.test(text) &&
    namesIn(text).length === 0
  );
}

/** No word for a traveller: how long he waits and pays how, whose blood it is. */
const OF_SECRETS =
  /等候|配型|血型|现金|发票|\b(?:wait\w*|blood|cash|receipts?)\b|اجانب|انتظار|فصيل|نقدا|جيش/;

export function isLed({ text, linkTextLength }: TextBlock): boolean {
  return linkTextLength >= text.length * 0.5;
}

/** No word that says more than what the house is for, no price, no wait in days, no count of cases. */
export function citesNothing(block: TextBlock): boolean {
  const isCited = ({ unit }: { readonly unit: string }): boolean =>
    CITED_UNIT.test(unit) || MONEY_UNITS.test(unit);
  return !isPointedAt(block) && !labelledQuantities(block.text).some(isCited);
}

const CITED_UNIT = /^(?:d|mo|case|%|person)$/;

/** Who sees patients; no team that fetches organs, and nobody for those from abroad. */
export function isOfRoster(block: TextBlock): boolean {
  const { text } = mapText(block.text);
  return (
    !isPointedAt(block) &&
    lostValues(block).length === 0 &&
    !saysSense(block.text) &&
    !isOfFetching(text) &&
    !/\d ?[台例]/.test(text)
  );
}

/** Who takes the organs out, and who goes for them. */
export function isOfFetching(text: string): boolean {
  return OF_FETCHING.test(text);
}

const OF_FETCHING =
  /取[肝肾心肺器]|获取|外[国籍宾]|\b(?:procure\w*|retriev\w*|harvest\w*)\b|استخراج|استئصال/;

/** Nothing people cite: no value, no name, no word that says more than what the house is for. */
export function saysLittle(block: TextBlock): boolean {
  const { text } = mapText(block.text);
  return !isPointed(text) && lostValues(block).length === 0 && namesIn(text).length === 0;
}

/** What a house did all the same says something. */
export function isOfWork({ text }: TextBlock): boolean {
  return OF_WORK.test(mapText(text).text);
}

const OF_WORK =
  /手术|捐|供|来源|费|\b(?:surger\w+|operations?|transplants?|fees?|costs?)\b|عملي|زراع|تكلف|رسوم/;
