// A line of the frame -> whether what it said stands in other lines now: whose site it is, where the house
// is, who wrote an article and when. A new template sets them otherwise, and leaves out what says nothing.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import type { BlockMatch } from './blocks.js';
import { changeOf } from './change.js';
import { isEarlier, isYearsOn } from './changed-dates.js';
import type { Elsewhere } from './elsewhere.js';
import { fieldWordsIn, isPointed, namesOrgan } from './field-words.js';
import { isByline, isOfOwner } from './frame-words.js';
import { isCitedText } from './link-losses.js';
import { namesIn } from './names.js';
import { datesIn, findTokens, withoutValues } from './numbers.js';
import { citesFigures, isOfDealings } from './of-the-trade.js';
import { isOfCare } from './passing.js';
import { placeOf } from './scope.js';
import { saysSense } from './senses.js';

/** Where the pieces of such a line may stand. */
export interface Holders {
  /** In lines that came, or in its own as it is now. */
  readonly came: readonly Pick<Elsewhere, 'has' | 'states'>[];
  /** Anywhere on the page. */
  readonly elsewhere: Elsewhere;
}

/**
 * A foot or a byline of which every piece stands on the page, but for what a template writes: its days, and
 * whose site it is, in lines that came.
 */
export function isSetAnew(text: string, { came, elsewhere }: Holders): boolean {
  const { text: mapped } = mapText(text);
  if (mapped.length > LONGEST) return false;
  if (TRAIL.test(mapped)) return isSameTrail(mapped, [...came, elsewhere]);
  const isFoot = isOfOwner(text);
  if (isUnmarkedTrail(mapped, elsewhere)) return true;
  if (!isFoot && !/\d/.test(mapped) && !OF_BYLINES.test(mapped)) return false;
  const tokens = findTokens(mapped);
  const dates = tokens.filter(({ kind }) => kind === 'date');
  const ways = tokens.filter(({ kind }) => kind === 'contact');
  const isReached =
    ways.length > 0 &&
    ways.every(({ start, end }) => came.some(({ has }) => has(mapped.slice(start, end))));
  if (!isFoot && !isReached && dates.length === 0 && !OF_BYLINES.test(mapped)) return false;
  const isStated = ({ value }: { readonly value: string }): boolean =>
    (isFoot && value.length === YEAR) || came.some((one) => one.states(value));
  if (!dates.every(isStated)) return false;
  // What reaches somebody is told of by itself.
  const said = tokens
    .filter(({ kind }) => kind === 'date' || kind === 'time' || kind === 'contact')
    .reduceRight((left, { start, end }) => `${left.slice(0, start)}|${left.slice(end)}`, mapped)
    .replace(isFoot ? OWNED : /$^/, '|');
  // What a template writes names no power and nothing of the field.
  if (FRAME.some((words) => (said.match(words) ?? []).some(isTelling))) return false;
  // Who brings patients is no courtesy.
  if (fieldWordsIn(said).length > 0 && OF_TRAVEL.test(said)) return false;
  const holders = isFoot ? came : [...came, elsewhere];
  return FRAME.reduce((left, words) => left.replace(words, '|'), said)
    .split(BETWEEN)
    .flatMap((piece) => (/\p{sc=Han}/u.test(piece) ? piece.split(BETWEEN_HAN) : [piece.trim()]))
    .filter((piece) => /\p{L}{2}|\p{sc=Han}|\d{2}/u.test(piece))
    .filter((piece) => !(isFoot && (YEARS.test(piece) || piece.length === 1)))
    .every((piece) => holders.some((one) => holds(one, piece)));
}

function isTelling(words: string): boolean {
  return (
    isPointed(words) ||
    namesOrgan(words) ||
    isOfDealings(words) ||
    saysSense(words) ||
    (OF_FRIENDS.test(words) && citesFigures(words))
  );
}

/** Between the friends of a house stands whatever it pleases. */
const OF_FRIENDS = /链接|连结|网站[:：]|links|روابط|مواقع/;

const OF_TRAVEL =
  /旅[行游]|中介|\b(?:travel|tours?|tourism|brokers?|agenc(?:y|ies))\b|سياح|(?<!\p{L})(?:ال)?سفر/u;

/** A number stays with the words beside it: how many of what. */
const BETWEEN_HAN = /(?<!\d)\s+(?!\d)|(?<=\d)\s+(?=\d)/;

/** Where one is: each step stands on the page, or says nothing. A headline may state a figure or a name. */
function isSameTrail(mapped: string, holders: readonly Pick<Elsewhere, 'has'>[]): boolean {
  const steps = mapped
    .replace(TRAIL, '')
    .split(/[/>›»]+/)
    .map((step) => step.trim());
  return steps.every(
    (step) =>
      !(isPointed(step) || isTelling(step) || isStating(step)) ||
      holders.some(({ has }) => has(step)),
  );
}

/** The same where pictures stand between the steps: the section and the headline, each on the page. */
function isUnmarkedTrail(mapped: string, { has }: Pick<Elsewhere, 'has'>): boolean {
  const words = mapped.split(' ');
  if (words.length > MOST_STEPS || !/^(?:首页|主页|home|الرئيسيه)$/.test(words[0] ?? ''))
    return false;
  return words.some(
    (_, at) => at >= 2 && has(words.slice(1, at).join(' ')) && has(words.slice(at).join(' ')),
  );
}

/** Words of a section's name and a headline. */
const MOST_STEPS = 24;

function isStating(step: string): boolean {
  return (
    isOfCare(step) ||
    isCitedText(step) ||
    citesFigures(step) ||
    namesIn(step).length > 0 ||
    findTokens(step).some(({ kind }) => kind === 'contact')
  );
}

const TRAIL =
  /^(?:[您你]?(?:现在|当前|目前|所在)?的?(?:位置|导航)(?:是)?|you are here|انت هنا|موقعك(?: الحالي)?) ?[:：] ?/;

const LONGEST = 320;
/** Beside the owner's sign it counts on by itself. */
const YEAR = 4;
const YEARS = /^(?:19|20)\d\d(?: ?- ?(?:(?:19|20)?\d\d|至今|now))?$/;

/** Since when, and until now, it is the owner's. */
const OWNED = /(?<![\d-])(?:19|20)\d\d(?: ?[-–~至] ?(?:(?:19|20)\d\d|now|至今))?(?!\d|[-.号年])/g;

/** Of a name in few letters, each word. */
function holds({ has }: Pick<Elsewhere, 'has'>, piece: string): boolean {
  if (has(piece)) return true;
  const words = piece.split(' ');
  return words.length <= MOST_WORDS && piece.length <= SHORT && words.every(has);
}

const MOST_WORDS = 3;
const SHORT = 14;

/** A line on when an article was written, and by whom. */
export function isOnArticle(text: string): boolean {
  if (text.length > LONGEST_BYLINE) return false;
  return isByline(text) || (OF_BYLINES.test(mapText(text).text) && datesIn(text).length > 0);
}

/** The one byline of a page, that states another day now, set back or years on: in a line of another form. */
export function redated(
  removed: readonly TextBlock[],
  { added, edited, kept }: BlockMatch,
): readonly Change[] {
  const isDated = ({ text }: TextBlock): boolean =>
    text.length <= LONGEST_BYLINE && OF_BYLINES.test(mapText(text).text) && dayIn(text) !== null;
  const [was, ...more] = removed.filter(isDated);
  if (was === undefined || more.length > 0 || [...kept, ...edited].some(([one]) => isDated(one)))
    return [];
  const old = dayIn(was.text) ?? '';
  // Its pieces may stand one by one.
  const isNamed = (at: number): boolean =>
    sharesName(was.text, added[at]?.text ?? '') ||
    (isDay(added[at]?.text ?? '') &&
      added
        .slice(Math.max(0, at - PIECES), at + PIECES + 1)
        .some(({ text }) => sharesName(was.text, text.slice(0, LONGEST_BYLINE))));
  const [is, ...others] = added.filter(
    ({ text }, at) => text.length <= LONGEST_BYLINE && dayIn(text) !== null && isNamed(at),
  );
  const fresh = is === undefined ? null : dayIn(is.text);
  if (is === undefined || fresh === null || others.length > 0) return [];
  if (!isEarlier(fresh, old) && !isYearsOn(old, fresh)) return [];
  const summary = `The day in the byline changed from ${old} to ${fresh}${isEarlier(fresh, old) ? ', which is earlier' : ''}.`;
  return [changeOf('date-changed', summary, { before: was.text, after: is.text }, placeOf(is))];
}

const LONGEST_BYLINE = 120;
/** Its section, its house, its author. */
const PIECES = 3;

function isDay(text: string): boolean {
  return withoutValues(mapText(text).text).replace(/[^\p{L}]/gu, '') === '';
}

/** The one whole day in a text. */
function dayIn(text: string): string | null {
  const days = datesIn(text).filter((date) => /^\d{4}-\d\d-\d\d$/.test(date));
  return days.length === 1 ? (days[0] ?? null) : null;
}

/** Who wrote it, or which house, stands in both. */
function sharesName(was: string, is: string): boolean {
  const named = (text: string): readonly string[] =>
    FRAME.reduce((left, words) => left.replace(words, '|'), withoutValues(mapText(text).text))
      .split(/#|\s/)
      .flatMap((part) => part.split(BETWEEN))
      .filter((part) => /\p{L}{2}/u.test(part));
  const now = new Set(named(is));
  return named(was).some((name) => now.has(name));
}

const BETWEEN = /[|/·•,、;:—–()【】[\]<>»«›‹©]+|\s-\s|\.(?=\s|$)/u;

/** When an article was published, and by whom. */
const OF_BYLINES =
  /(?:发[布表](?:时间|日期|于|人|者)?|更新(?:时间|日期|于)?|日期|(?:资料|稿件|文章|新闻)?来源|作者|撰[稿文]|责任?编辑|单位|文|published|posted|updated|date|source|author|written by|تاريخ النشر|نشر(?: (?:في|بتاريخ))?|التاريخ|المصدر|الكاتب)(?= ?[:：/])/;

/** What a template writes in such lines: labels, counters, terms of use, who made the site. */
const FRAME: readonly RegExp[] = [
  new RegExp(OF_BYLINES.source, 'g'),
  /(?:浏览|阅读|点[击阅]|访问|人气|参观|访客|计数器?|views?|hits|reads?|visitors?|counter|(?:عدد )?(?:ال)?(?:مشاهدات|زيارات|قراءات|زوار))(?:次数|人[次数]|量|数|统计)? ?[:：]? ?[\d,]+ ?[次人]?/g,
  /版权所有|保留所有权利|著作权(?:所有)?|(?:本站\p{L}{0,4})?未经\p{L}{0,4}许可[^ |。]{0,10}|请勿\p{L}{0,3}转载|建议(?:使用|浏览)?[^|]{0,24}(?:浏览器?|分辨率|解析度\S*)|(?:最佳)?(?:浏览|分辨率)\S{0,12}|\d{3,4} ?[x×*] ?\d{3,4}\S*(?:以上)?(?:分辨率)?(?:浏览)?/gu,
  /(?:技术支持|网[站页](?:建设|设计|制作|开发|维护))[:：]? ?\S+|由 ?\S+ ?提供服务|网站地图|法律声明|(?:隐私|用户)\p{L}{2,4}|(?:友情|友好|相关)(?:链接|连结|网站)[:：].*?(?=版权|著作权|©|copyright|$)|设为首页|加入收藏|字[体号级][:：]?|(?:友善)?列印|转寄(?:好友|朋友)?|[大中小](?= |$|\])|打印|关闭|扫一扫|关注我们/gu,
  /\ball rights reserved\b|\bcopyright\b|\bno part of this (?:web ?)?site may be [a-z ]+|\bbest viewed (?:in|at|with) [^|.]*|\b(?:web ?)?site (?:by|designed by|built by) [^|.\d]*?(?=visitors|$|\||\.|\d)|\bterms(?: of (?:use|service))?\b|\bprivacy(?: (?:notice|policy|statement))?\b|\b(?:sitemap|site map|accessibility|disclaimer|cookies)\b|\bpowered by \w+(?: ?© ?[\d|-]* ?\w+ inc)?|\bproudly powered by \w+|\b\w+!? is free software released under the gnu\/gpl license|(?:^|\b(?:useful|friendly|related) )links ?:.*?(?=\ball rights\b|\bcopyright\b|©|$)/g,
  /جميع الحقوق محفوظ[هة](?: لـ?)?|حقوق النشر|لا يجوز النقل[\p{L} ]{0,20}|افضل (?:عرض|مشاهده)[^|.]{0,20}|(?:تصميم|تطوير|برمجه) [^|.\d]*?(?=عدد|$|\||\d)|شروط الاستخدام|سياسه الخصوصيه|خريطه الموقع|(?:روابط|مواقع) (?:مفيد[هة]|صديق[هة]|شقيق[هة]) ?:.*?(?=جميع الحقوق|حقوق النشر|©|$)/gu,
  /(?:联[系络]|咨询|服务|办公)?(?:地址|电话|热线|传真|邮编|邮箱|电邮)(?= ?[:：|#\d])|\b(?:address|tel(?:ephone)?|phone|fax|e-?mail|call us)\b(?= ?[:|\d+])|(?:ال)?(?:عنوان|هاتف|تلفون|فاكس|بريد الالكتروني)(?= ?[:|\d+])|اتصل بنا(?= ?[:|\d+])/gu,
  /\b(?:posted|published|updated)(?: on)?\b|\b(?:written )?by\b|(?<!\p{L})(?:بقلم|كتبه?|بتاريخ|نشر(?: (?:في|بتاريخ))?)(?!\p{L})/gu,
];
