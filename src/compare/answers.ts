// A short answer that became another beneath its question, which stayed: who gives, how long, who operates.
// Alone it says little; what it says is said with what was asked.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { wordsAlike } from './changed-values.js';
import type { Elsewhere } from './elsewhere.js';
import { isPointed, isSharp } from './field-words.js';
import { placeOf, weighed } from './scope.js';
import { isOfField } from './wordings.js';

/** From here on two answers are one, put in other words. */
const SAME_FROM = 0.6;
const LONGEST_ANSWER = 60;
const LONGEST_QUESTION = 60;

/** Told where `was` answers a question of the trade, or stands behind such a term, and `is` says another thing. */
export function answeredAnew(
  was: TextBlock,
  is: TextBlock,
  blocks: readonly TextBlock[],
  now: Elsewhere,
): readonly Change[] {
  const question = blocks[blocks.indexOf(was) - 1];
  if (question === undefined || !answersAsked(was, blocks, now)) return [];
  const isShort = [was, is].every(
    ({ text, linkTextLength }) =>
      text.length <= LONGEST_ANSWER && linkTextLength === 0 && /\p{L}/u.test(text),
  );
  if (!isShort || wordsAlike(was.text, is.text) >= SAME_FROM) return [];
  const summary = `The answer to ${quoted(question.text)} is another: ${quoted(was.text)} now reads ${quoted(is.text)}.`;
  const sides = { before: was.text, after: is.text };
  return [changeOf('term-substituted', summary, sides, placeOf(is), weighed('high', is.zone))];
}

/** Whether it answers a question of the trade that the page still asks. */
export function answersAsked(
  was: TextBlock,
  blocks: readonly TextBlock[],
  now: Elsewhere,
): boolean {
  const question = blocks[blocks.indexOf(was) - 1];
  return question !== undefined && isAsked(question, was) && now.has(question.text);
}

function isAsked({ text, tag }: TextBlock, answer: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  const isTerm = tag === 'dt' && answer.tag === 'dd';
  if (VISITS.test(mapped)) return false;
  if (SOURCE.test(mapped.trim()) && PAPERS.test(mapText(answer.text).text)) return false;
  if (text.length > LONGEST_QUESTION || (!isTerm && !/[?؟]\s*$/.test(mapped))) return false;
  const isOfTrade = isPointed(mapped) || (isSharp(mapped) && (isOfField(mapped) || !isTerm));
  return isOfTrade || (isTerm && ASKED.test(mapped));
}

/** Alone before an answer, too. */
const ASKED = /主刀|术者|来源|\bsource|مصدر|\bsurgeons?\b|جراح/;

/** When a ward may be visited. */
const VISITS = /探视|陪[护夜]|\bvisit(?:ing|ors?)?\b|زيار/;
/** Where a piece of news is from. */
const SOURCE = /^(?:供稿|稿件|新闻|文章)?(?:来源|source|(?:ال)?مصدر)[:：]?$/;
const PAPERS = /报|社|网|宣传|党办|电视|\b(?:news|times|post|press|reuters|agency)\b|وكاله|صحيفه/;
