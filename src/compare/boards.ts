// A page's reading -> the places under words that head a board of this minute: how many wait, whose turn
// it is, how long it takes today; what visitors voted for; how many entries a site has of each sort.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading } from '../model/reading.js';
import { fieldWordsIn, isSharp, namesOrgan } from './field-words.js';
import { citesFigures, isOfDealings, VERY_DEAR } from './of-the-trade.js';
import { isOverBoard, isOverRates, isTellingLabel, NO_QUEUE } from './passing.js';
import { comparedBlocks } from './scope.js';

/** So many short texts beneath the words are the board; longer ones are prose again. */
const MOST_ENTRIES = 16;
const LONGEST_ENTRY = 40;

/** Nobody stands in a queue of the minute for days. */
const LONG_WAIT =
  /\d ?(?:天|日(?!\d)|周|星期|个?月|年)|\b(?:days?|weeks?|months?|years?)\b|يوم|ايام|اسبوع|شهر|日間|週間|か月/;

/** What visitors were asked, each answer with its share. */
const POLL =
  /^(?:.{0,6}(?:投票|网络调查|在线调查|民意调查|民调)(?:结果)?|(?:(?:quick|online|reader|weekly|our) )?polls?(?: results?)?|استطلاع(?: (?:ال)?راي)?|تصويت)(?: ?[:：].{0,60})?$/;
/** All of it in one line, with how many answered. */
const IN_LINE =
  /(?:عدد|مجموع|اجمالي) (?:ال)?(?:اصوات|مصوتين)|总(?:票数|投票)|共 ?\d+ ?人(?:投票|参与)|\btotal votes\b|всего голосов/;
const SHARES = /\d ?%.{1,60}\d ?%/;
/** With its share, or before anybody answered; what was asked. */
const ANSWER =
  /^.{1,30}[^\d]\d{1,3}(?:\.\d+)? ?%(?: ?[(（]\d+ ?\p{L}*[)）])?$|[\d)） ]票[)）]?$|^\P{Nd}{4,60}[?？؟]$|^\P{Nd}{2,40}$/u;
/** The words over how many days are left to a feast, and those days. */
const COUNTS_DOWN =
  /^距.{0,20}(?:开幕|闭幕|节|会|赛|考|论坛|元旦|新年).{0,3}(?:还有|仅剩)$|^(?:countdown|days (?:left )?(?:to|until|till))\b.{0,40}$|^العد التنازلي/;
const DAYS_LEFT = /^\d{1,4} ?(?:天|日|days?|يوما?|ايام)$/;
/** Who looks at the site at this moment. */
const WHO_IS_THERE =
  /^(?:who(?:'s| is) online|(?:当前|目前)?(?:在线|线上)(?:人数|会员|用户|访客)|(?:ال)?(?:متواجدون|متصلون)(?: الان)?)$/;
const OF_VISITORS =
  /访客|会员|用户|在线|\b(?:guests?|members?|users?|visitors?|online)\b|زوار|زائر|اعضاء/;
/** Sorts of entries, each with how many there are. */
const SORTS =
  /^(?:categories|archives?|(?:文章|日志|博客|新闻)?(?:分类|归档|存档)|(?:ال)?(?:تصنيفات|ارشيف))$/;
const SORT = /^[^\d]{1,40}[(（]\d+[)）]$/;

/** What came of treatments, and how many there were, is nobody's opinion. */
const OF_CARE =
  /存活|成功|生存|死亡|排斥|复发|病人|患者|手术|例|\b(?:survival|success|mortality|rejection|patients?|cases|surger\w+|operations?)\b|نجاح|بقاء|وفيات|مرضي|مريض|عملي/;
const NOTHING = /(?!)/;

/** Words without a share that say what people cite are no answer. */
function isCited(text: string): boolean {
  return !/\p{Nd}/u.test(text) && (isTellingLabel(text) || isSharp(text) || isOfDealings(text));
}

/** Days to an operation or an organ are a wait; those to a feast of the field are none. */
function isOfWaiting(text: string): boolean {
  const said = text.replace(FEAST, ' ');
  return fieldWordsIn(said).length > 0 || isTellingLabel(said) || isOfDealings(said);
}

const FEAST =
  /(?:器官)?移植.{0,4}(?:运动会|大会|年会|论坛)|(?:organ )?transplant(?:ation)? (?:games|congress|meeting|conference|forum)/g;

/** Who gets organs is called up at no counter; the clinic named for them is. */
function isOfOrgans(text: string): boolean {
  const said = text.replace(/移植(?:门诊|外?科|专科|专病)/g, ' ');
  return fieldWordsIn(said).length > 0 || /等[肝肾]|外[籍宾]/.test(said);
}

/** What no money and no share costs: an organ, an operation, a deposit. */
function isPriceOfCare(text: string): boolean {
  return (
    fieldWordsIn(text).length > 0 ||
    namesOrgan(text) ||
    /手术|定金|押金|\b(?:deposit|surgery|all.inclusive)\b|عملي|عربون/.test(text) ||
    (citesFigures(text, VERY_DEAR) && !/亿|盎司|成交/.test(text))
  );
}

/** The paths of texts on such a board. */
export function boardIn(reading: PageReading): ReadonlySet<string> {
  const found = new Set<string>();
  let left = 0;
  /** What an entry has to look like beneath the heading at hand. */
  let entry = NOTHING;
  let box = '';
  let isCounting = false;
  let isOfRates = false;
  for (const { text, tag, path } of comparedBlocks(reading)) {
    const mapped = mapText(text).text.trim();
    const isOfCare = fieldWordsIn(mapped).length > 0 || OF_CARE.test(mapped);
    // The words over it go with it.
    if ((POLL.test(mapped) || WHO_IS_THERE.test(mapped)) && !/\p{Nd}/u.test(mapped))
      found.add(path);
    if (IN_LINE.test(mapped) && SHARES.test(mapped) && !isOfCare) found.add(path);
    else if (POLL.test(mapped)) [entry, box] = [ANSWER, parentOf(path)];
    else if (SORTS.test(mapped)) [entry, box] = [SORT, parentOf(path)];
    else if (WHO_IS_THERE.test(mapped)) [entry, box] = [OF_VISITORS, parentOf(path)];
    else if (/^h[1-6]$/.test(tag) || !isWithin(path, box)) entry = NOTHING;
    else if (entry.test(mapped) && !isOfCare && !isCited(mapped)) found.add(path);
    if (isCounting && DAYS_LEFT.test(mapped)) found.add(path);
    isCounting = COUNTS_DOWN.test(mapped) && !isOfWaiting(mapped);
    const isOver = /^h[1-6]$/.test(tag) || text.length > LONGEST_ENTRY || LONG_WAIT.test(mapped);
    if (isOver) left = 0;
    if (isOverBoard(mapped) && !LONG_WAIT.test(mapped) && !NO_QUEUE.test(mapped) && !isOfCare) {
      left = MOST_ENTRIES;
      isOfRates = isOverRates(mapped);
    } else if (isOver) continue;
    else if (left > 0 && (isOfOrgans(mapped) || (isOfRates && isPriceOfCare(mapped)))) left = 0;
    else if (left > 0) {
      left -= 1;
      found.add(path);
    }
  }
  return found;
}
