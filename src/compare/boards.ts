// A page's reading -> the places under words that head a board of this minute: how many wait, whose
// turn it is, how long it takes today.
import { mapText } from '../formats/normal-text.js';
import type { PageReading } from '../model/reading.js';
import { isOverBoard } from './passing.js';
import { comparedBlocks } from './scope.js';

/** So many short texts beneath the words are the board; longer ones are prose again. */
const MOST_ENTRIES = 16;
const LONGEST_ENTRY = 40;

/** Nobody stands in a queue of the minute for days. */
const LONG_WAIT =
  /\d ?(?:天|日(?!\d)|周|星期|个?月|年)|\b(?:days?|weeks?|months?|years?)\b|يوم|ايام|اسبوع|شهر|日間|週間|か月/;

/** The paths of texts on such a board. */
export function boardIn(reading: PageReading): ReadonlySet<string> {
  const found = new Set<string>();
  let left = 0;
  for (const { text, tag, path } of comparedBlocks(reading)) {
    const mapped = mapText(text).text;
    const isOver = /^h[1-6]$/.test(tag) || text.length > LONGEST_ENTRY || LONG_WAIT.test(mapped);
    if (isOver) left = 0;
    if (isOverBoard(mapped) && !LONG_WAIT.test(mapped)) left = MOST_ENTRIES;
    else if (isOver) continue;
    else if (left > 0) {
      left -= 1;
      found.add(path);
    }
  }
  return found;
}
