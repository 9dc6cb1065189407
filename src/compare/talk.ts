// What readers and witnesses wrote beneath a page, before and after -> what of it goes by itself: pushed out by
// what is newer, drawn by its votes.
import { mapText } from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { isLed, isPlain, saysHowSoon, saysLittle } from './citing.js';

/** What witnesses wrote stays in the thread of its page; what is pushed out, praise and the ranked turn. */
export function talkThatTurns(
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

/** The link to all the others, beneath those that are shown. */
export function isWayToAll(block: TextBlock): boolean {
  return isLed(block) && WAY_TO_ALL.test(mapText(block.text).text);
}

const WAY_TO_ALL =
  /^(?:查看|展开|阅读|显示|加载)?(?:全部|更多|所有).{0,12}(?:评论|留言|点评)|^(?:view|show|see|read|load) (?:all|more)\b|^(?:عرض|شاهد|قراءه) (?:كل|جميع|المزيد)/;

/** Shown for the votes it got. */
function isVoted({ text }: TextBlock): boolean {
  return VOTED.test(mapText(text).text.trim());
}

const VOTED = /(?:顶|赞|支持|\blikes?|👍|اعجاب)\s*[(（]?\d+[)）]?$|\d+ ?(?:赞|顶|likes?|👍)$/;
