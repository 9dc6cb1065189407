// Two readings -> what was edited or lost in parts that are in the page without being shown at first:
// a tab that is not open, an answer that unfolds. Only what people cite is told there.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { matchBlocks } from './blocks.js';
import { changeOf, quoted } from './change.js';
import { lostValues } from './changed-values.js';
import { isReplaced } from './core.js';
import { changesOfEdit, type EditContext } from './edits.js';
import { fieldWordsIn } from './field-words.js';
import { inScope, placeOf } from './scope.js';

/** What became of text that was not shown before and is not shown now. */
export function changesOfCovered(
  old: PageReading,
  fresh: PageReading,
  around: EditContext,
): readonly Change[] {
  const [were, are] = [coveredBlocks(old), coveredBlocks(fresh)];
  const { elsewhere, covered, shownBefore } = around;
  const { edited, removed } = matchBlocks(were, are);
  const isLost = (block: TextBlock): boolean =>
    isCited(block) && ![elsewhere, covered, shownBefore].some((place) => place.has(block.text));
  return [
    ...edited
      .filter(([was, is]) => isLost(was) && !shownBefore.has(is.text))
      .flatMap(([was, is]) => changesOfEdit(was, is, around)),
    ...removed
      .filter((block) => isLost(block) && !isReplaced(block, were, are))
      .map((block) => {
        const summary = `Text in a part that does not show at first is no longer in the page: ${quoted(block.text)}.`;
        const sides = { before: block.text, after: null };
        return changeOf('block-removed', summary, sides, placeOf(block));
      }),
  ];
}

function coveredBlocks(reading: PageReading): readonly TextBlock[] {
  const inside = inScope(reading);
  return reading.blocks.filter(
    (block) => !block.visible && block.origin === undefined && inside(block.path),
  );
}

/** A sentence of the field or with a value: no entry of a menu. */
function isCited(block: TextBlock): boolean {
  if (block.linkTextLength > block.text.length * 0.3) return false;
  return fieldWordsIn(mapText(block.text).text).length > 0 || lostValues(block).length > 0;
}
