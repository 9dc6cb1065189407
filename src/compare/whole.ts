// All matched blocks of two readings -> what can only be said of the page as a whole: a new layout,
// another script, mere noise.
import { comparable } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import type { BlockMatch } from './blocks.js';
import { changeOf } from './change.js';
import { placeOf } from './scope.js';

/** What became of the page as a whole. */
export function changesOfWhole(match: BlockMatch, fresh: PageReading): readonly Change[] {
  const changes: Change[] = [];
  const size = (blocks: readonly TextBlock[]): number =>
    blocks.reduce((sum, block) => sum + block.text.length, 0);
  const survived = size(match.kept.map(([block]) => block));
  const all = survived + size(match.removed) + size(match.edited.map(([block]) => block));
  const elsewhere = match.kept.filter(([was, is]) => was.path !== is.path).length;
  if (
    all > 0 &&
    match.kept.length >= 5 &&
    survived / all >= 0.9 &&
    elsewhere / match.kept.length > 0.6
  ) {
    const summary = 'The page was laid out anew; nine tenths of its text or more are the same.';
    changes.push(changeOf('redesign', summary, { before: null, after: null }, fresh.url));
  }
  const han = match.kept.filter(([was]) => /\p{sc=Han}/u.test(was.text));
  const switched = han.filter(([was, is]) => comparable(was.text) !== comparable(is.text));
  const inScript = switched.filter(([was, is]) => was.text.length === is.text.length);
  const sizeOf = (pairs: typeof inScript): number => size(pairs.map(([was]) => was));
  const scriptSwitched = inScript.length >= 3 && sizeOf(inScript) / sizeOf(han) >= 0.2;
  if (scriptSwitched) {
    const [was, is] = inScript[0] ?? [];
    const summary = 'The page changed between Simplified and Traditional Chinese.';
    const sides = { before: was?.text ?? null, after: is?.text ?? null };
    changes.push(changeOf('script-switch', summary, sides, fresh.url));
  }
  const noisy = match.kept.filter(
    (pair) => pair[0].text !== pair[1].text && !(scriptSwitched && inScript.includes(pair)),
  );
  if (noisy.length > 0) {
    const [was, is] = noisy[0] ?? [];
    const summary = `${noisy.length} pieces of text differ only in counters, clocks, script or typography.`;
    const sides = { before: was?.text ?? null, after: is?.text ?? null };
    changes.push(changeOf('noise', summary, sides, was === undefined ? '' : placeOf(was)));
  }
  return changes;
}
