// A text of the page -> whether it says anything people cite: a word of the field, a value, a name, what was
// done and for how much.
import { mapText } from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';
import { lostValues, MONEY_UNITS } from './changed-values.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import { namesIn } from './names.js';
import { datesIn, labelledQuantities } from './numbers.js';
import { OF_POWERS, OF_THE_TRADE } from './of-the-trade.js';
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
