// What a site counts of those who write there, and the marks they give: points, posts, last visits, stars.
import { mapText } from '../formats/normal-text.js';
import type { Labelled } from './numbers.js';

/** Words of a member's box, each with its value behind it: how much, since when, when last. */
const FIELDS =
  /(?:积分|帖子|文章|主题|威望|金[钱币]|精华|注册(?:时间|日期)|最后登[录入]|在线时间) ?[:：]|\b(?:posts|points|joined|last (?:seen|visit|active|login)|reputation) ?:|(?:المشاركات|النقاط|تاريخ التسجيل|اخر (?:نشاط|ظهور|زياره)|السمعه) ?:/g;

/** Such a word right before a bare number: 积分 92. */
const FIELD =
  /(?:积分|帖子|发帖|回帖|威望|金[钱币]|精华|声望|魅力值?|经验值|活跃度|阅读权限|在线时间|主题)(?:数|总数)?$|(?<!\p{L})(?:posts?|reputation|rep power|karma|credits|المشاركات|مشاركات(?:ه|ها)|نقاط|معدل تقييم المستوي)$/u;

const MARKED =
  /评分|评价|口碑|好评|星级|推荐热度|\b(?:rat(?:ed|ings?)|reviews?|stars?)\b|تقييم|قيموا/;
const MOST_OF_MARK = 1;

/** True for the box beside what somebody wrote. */
export function isOfMember(text: string): boolean {
  return new Set(mapText(text).text.match(FIELDS)).size >= 2;
}

/** True for what a board counts of one of them. */
export function isCountOfMember({ unit, label }: Labelled): boolean {
  return unit === '' && FIELD.test(label.trim());
}

/** Of five or ten, what visitors gave a house or a doctor, and gave a little otherwise since. */
export function isMark(old: Labelled, fresh: Labelled, texts: readonly string[]): boolean {
  const both = [old, fresh];
  const [was, is] = both.map(({ value }) => Number.parseFloat(value));
  if (was === undefined || is === undefined || was > 10 || is > 10) return false;
  return (
    both.every(({ unit }) => unit === '') &&
    both.some(({ raw }) => raw.includes('.')) &&
    Math.abs(was - is) <= MOST_OF_MARK &&
    both.every(({ label }) => MARKED.test(label)) &&
    texts.every((text) => MARKED.test(mapText(text).text))
  );
}
