// A line of the frame -> whether what it said stands in other lines now: whose site it is, and who wrote
// an article when. A new template sets both otherwise.
import { mapText } from '../formats/normal-text.js';
import type { Elsewhere } from './elsewhere.js';
import { isOfOwner } from './frame-words.js';
import { datesIn } from './numbers.js';

/** Whose site it is and where the house stands, each in a line that came: other lines say neither. */
export function isFootSetAnew(text: string, stands: (part: string) => boolean): boolean {
  if (!isOfOwner(text)) return false;
  return text
    .split(BETWEEN_PARTS)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .every((part) =>
      [part, part.replace(/^(?:地址|电话|传真|邮编|邮箱)[:：]/, '')].some(
        (one) => /^(?:版权所有|copyright|\d{4}(?:-\d{4})?)$/i.test(one) || stands(one),
      ),
    );
}

/** Spaces set parts apart in Chinese; in other scripts they set words apart, which say nothing alone. */
const BETWEEN_PARTS = /[|｜©]|(?<=[\p{sc=Han}\d])\s+|\s+(?=[\p{sc=Han}\d])/u;

/** When an article was published and by whom, each still stated; how many read it is not. */
export function isBylineSetAnew(text: string, elsewhere: Elsewhere): boolean {
  const { text: mapped } = mapText(text);
  if (mapped.length > LONGEST_BYLINE || !BYLINE.test(mapped)) return false;
  return mapped
    .replace(READERS, ' ')
    .split(OF_BYLINES)
    .map((part) => part.replace(/^[\s:：|/·,-]+|[\s:：|/·,-]+$/gu, ''))
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .every((part) => {
      const dates = datesIn(part);
      return dates.length > 0 ? dates.every((date) => elsewhere.states(date)) : elsewhere.has(part);
    });
}

const LONGEST_BYLINE = 120;
const OF_BYLINES =
  /(?:发[布表](?:时间|日期|于)?|更新(?:时间|日期)?|时间|日期|来源|作者|编辑|published|posted|updated|date|source|author|written by|by(?= )|نشر(?: (?:في|بتاريخ))?|التاريخ|المصدر|الكاتب|بقلم)(?= ?[:：]| )/;
const BYLINE = new RegExp(`^${OF_BYLINES.source}`);
const READERS =
  /(?:浏览|阅读|点击|访问|人气|views?|hits|reads?|(?:ال)?(?:مشاهدات|زيارات|قراءات))(?:次数|人次|量|数)? ?[:：]? ?[\d,]+ ?次?/g;
