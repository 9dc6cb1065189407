// Two readings -> the places that tell by their words, or their marks, that what stands there comes and
// goes by itself: notices, advertisements, comments, praise, headlines, the way to the next article.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { placesBeneathHeadings, type TurnedPlace } from './beneath-headings.js';
import { lostValues, MONEY_UNITS } from './changed-values.js';
import { isOfPowers, isPointedAt } from './citing.js';
import { fieldWordsIn, isPointed, isSharp, namesOrgan } from './field-words.js';
import { allUnder } from './headed.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';
import { OF_POWERS } from './of-the-trade.js';
import { saysSense } from './senses.js';
import { PRAISE } from './turning-headings.js';
import { isOfField } from './wordings.js';

const LONGEST_NOTICE = 400;
const NOTICE =
  /cookies?\b|隐私(?:权?政策|声明|设置)|privacy (?:policy|settings)|ملفات تعريف الارتباط|سياسه الخصوصيه|(?:在线|线上)(?:客服|咨询)|有什么(?:可以|能)帮|chat with us|chat now|(?:typically|usually) repl(?:y|ies)|we are online|how can (?:we|i) help|كيف (?:يمكننا|نستطيع|يمكنني) مساعد/;
const ADVERT =
  /^(?:advertisement(?!s)(?: (?!(?:says?|said|was|is|for|in|of|that|offer\w*|promis\w*)\b))?\p{L}.{0,120}|(?:广告|推广|赞助|advertisements?|ads?|sponsored|promoted|اعلان|اعلان ممول|رعايه|реклама|広告|광고|تبلیغات)(?: ?[:·|-].*)?|(?:广告|推广) ?.{0,40})$/u;

/** Words that say of themselves that they are an advertisement; in the form `mapText` gives. */
export function isAdvert(text: string): boolean {
  return ADVERT.test(text.trim());
}

/** The places that turn by what they say. */
export function placesTurnedByWords(
  before: PageReading,
  after: PageReading,
): readonly TurnedPlace[] {
  return [
    // Only what stood there before: a place of the page as it is now may have held a paragraph.
    ...noticesIn(before),
    ...neighboursIn(before),
    ...tickersIn(before, after),
    ...quotesIn(before, after),
    ...placesBeneathHeadings(before, after),
    ...giversIn(before, after),
    ...cloudsIn(before, after),
  ];
}

/** One praise in another's place, in quotation marks with a name behind it: drawn by lot. */
const QUOTATION = /^["“„«「『](.{6,600})["”»」』] ?[—–-]{0,2} ?(.{2,60})$/su;
/** Praise with its name before or behind it: "… - R.T., Leeds", «فهد من الرياض: …». */
const SIGNED =
  /^.{8,240} [-–—]{1,2} ?\p{Lu}[\p{L}.]{0,20}(?:[ ,].{2,30})?$|^\p{L}+(?: \p{L}+){0,2} من \p{L}+(?: \p{L}+)? ?:.{8,240}$/su;

function quotesIn(before: PageReading, after: PageReading): readonly TurnedPlace[] {
  const quotes = ({ blocks }: PageReading): readonly TextBlock[] =>
    blocks.filter(
      ({ visible, text, tag }) =>
        visible &&
        (tag === 'blockquote' || QUOTATION.test(text.trim()) || SIGNED.test(text.trim())),
    );
  const [were, are] = [quotes(before), quotes(after)];
  const [old, fresh] = [were, are].map((list) => new Set(list.map(({ text }) => text)));
  const signed = new Set(are.filter(({ text }) => old?.has(text) !== true).flatMap(signerOf));
  // Other words over the same name are an editor's hand.
  const lost = were.filter(
    (block) => fresh?.has(block.text) !== true && !signerOf(block).some((one) => signed.has(one)),
  );
  const box = (block: TextBlock): string => parentOf(block.path);
  const boxes = new Set([...were, ...are].map(box));
  // As many as before, in one box, others among them.
  const isDrawn = were.length === are.length && boxes.size === 1 && old?.size === were.length;
  // One for one may be an editor's hand: then what it said decides.
  const isPraise = lost.every(
    (block) => fieldWordsIn(mapText(block.text).text).length + lostValues(block).length === 0,
  );
  const isPointedOut = lost.some(
    (block) => isPointed(mapText(block.text).text) || lostValues(block).length > 0,
  );
  const isMeant = isPraiseOf(lost, before, after);
  return isDrawn && (isMeant || (!isPointedOut && (lost.length >= 2 || isPraise)))
    ? lost.map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }))
    : [];
}

/** What stood under words that head praise, where as much stands now: of care, and of no price, power, nor how the organ came. */
function isPraiseOf(lost: readonly TextBlock[], before: PageReading, after: PageReading): boolean {
  const [old, fresh] = [before, after].map((reading) => allUnder(PRAISE, reading));
  return (
    old !== undefined &&
    fresh !== undefined &&
    fresh.length >= old.length &&
    lost.every(
      (block) =>
        old.includes(block) &&
        !isPointedAt(block) &&
        !isOfPowers(block) &&
        !saysSense(block.text) &&
        !isOfComing(block) &&
        namesIn(mapText(block.text).text).length === 0 &&
        !labelledQuantities(block.text).some(({ unit }) => MONEY_UNITS.test(unit)),
    )
  );
}

/** How soon somebody had an organ, from whom, and from how far he came for it. */
function isOfComing({ text }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  const isOfOrgans = fieldWordsIn(mapped).length > 0 || namesOrgan(mapped);
  const isTimed = labelledQuantities(text).some(({ unit }) => /^(?:h|d|mo)$/.test(unit));
  return isOfOrgans && (isTimed || COMES.test(mapped));
}

const COMES =
  /第二天|次日|隔天|当[天日晚]|很快|没怎么等|没等|飞来|从.{1,6}来|\b(?:next (?:day|morning|night)|same day|so (?:fast|soon|quickly)|found|flew|flown|travell?ed|came (?:\w+ ){0,3}from|donor (?:was|is) (?:\d+|a (?:boy|girl|man|woman)))\b|اليوم التالي|بسرعه|وجدوا|(?:جئت|سافرت|قدمت) من/;

/** Who is said to have said it: the name behind the last full stop. */
export function signerOf({ text }: TextBlock): readonly string[] {
  return (
    /[.!?。！？"”»」』]\s*[—–-]{0,2}\s*(\p{Lu}[^!?。！？"“]{3,40})$/u.exec(text.trim())?.slice(1) ??
    []
  );
}

/** People named by a letter and stars where people so named stand now: a list of givers that scrolls by. */
const MASKED =
  /(?:^|[\s：:])(?:\p{sc=Han}(?:\*{1,3}|某{1,2}|[○〇Ｏ]\p{sc=Han}?)|匿名|爱心人士)(?=[\s：:，,]|$)/u;

function giversIn(before: PageReading, after: PageReading): readonly TurnedPlace[] {
  const now = new Set(after.blocks.filter(({ text }) => MASKED.test(text)).map(({ path }) => path));
  return before.blocks
    .filter(
      ({ text, path, linkTextLength }) =>
        text.length <= 60 &&
        linkTextLength === 0 &&
        MASKED.test(text) &&
        fieldWordsIn(mapText(text).text).length === 0 &&
        now.has(path),
    )
    .map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }));
}

/** Headlines in one line with stars between them, where as many stand now: drawn anew, or scrolling by. */
function tickersIn(before: PageReading, after: PageReading): readonly TurnedPlace[] {
  const now = new Map(after.blocks.map((block) => [block.path, headlinesOf(block)]));
  const isLive = ({ text }: TextBlock): boolean => LIVE.test(mapText(text).text);
  const goesOn = after.blocks.some(isLive);
  return before.blocks
    .filter((block) => {
      if (goesOn && isLive(block)) return fieldWordsIn(mapText(block.text).text).length === 0;
      const [were, are] = [headlinesOf(block), now.get(block.path) ?? []];
      const lost = were.filter((one) => !are.includes(one));
      const isPlain = lost.every((one) => fieldWordsIn(mapText(one).text).length === 0);
      const isDrawn = lost.length >= 2 && (lost.length < were.length || lost.every(isHeadlineOnly));
      return were.length >= 3 && were.length === are.length && (isPlain || isDrawn);
    })
    .map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }));
}

/** What happened somewhere: no price, wait or count of the field, no power, no word of whose organs they are. */
function isHeadlineOnly(text: string): boolean {
  const mapped = mapText(text).text;
  return (
    !OF_POWERS.test(mapped) &&
    !(fieldWordsIn(mapped).length > 0 && CLAIMS.test(mapped)) &&
    !saysSense(text) &&
    !labelledQuantities(text).some(({ unit }) => MONEY_UNITS.test(unit))
  );
}

/** What a house claims of itself: how many it did, how soon, at what cost, whose they are and that there are enough. */
const CLAIMS =
  /(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3}|\d ?[例台万天周]|[一两二三四五六七八九十][天周]内|等[待候]|费用|来源|亲属|供体(?!捐)|存活|供应|充足|\b(?:wait\w*|weeks?|prices?|costs?|fees?|relatives?|sources?|surviv\w+|suppl(?:y|ies))\b|انتظار|سعر|تكلف|مصدر|اقارب|اسبوع/;

/** What a ticker is called. */
const LIVE =
  /^(?:live|breaking(?: news)?|latest|快讯|滚动(?:新闻)?|最新(?:消息|动态)|عاجل|شريط الاخبار) ?[:：|•]/;

function headlinesOf({ text }: TextBlock): readonly string[] {
  return text
    .split(LIVE.test(mapText(text).text) ? /[★☆◆◇•|]/u : /[★☆◆◇]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Words people look for, as a program counts them: hot searches, tags. */
const CLOUD =
  /^(?:\p{L}{1,6}[!！] ?)?(?:(?:检索|搜索)[:：] ?)?(?:热门|热搜|大家(?:都)?在搜|搜索热词|热词)(?:标签|搜索|关键[词字]|词)?(?:榜)?[:： ]|^(?:标签云?|tags?|popular (?:tags|searches)|trending(?: searches| tags)?|hot searches)[:： ]|^(?:الاكثر بحثا|الوسوم|كلمات مفتاحيه|وسوم)[: ]/u;

function cloudsIn(before: PageReading, after: PageReading): readonly TurnedPlace[] {
  const clouds = ({ blocks }: PageReading): readonly TextBlock[] =>
    blocks.filter(
      (block) =>
        block.text.length <= LONGEST_CLOUD &&
        CLOUD.test(mapText(block.text).text) &&
        (block.linkTextLength >= mapText(block.text).text.replace(CLOUD, '').length * 0.4 ||
          isOfWords(block)),
    );
  const [were, are] = [clouds(before), clouds(after)];
  return were.length === are.length
    ? were.map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }))
    : [];
}

const LONGEST_CLOUD = 160;

/** A few short words without links, none of the field. */
function isOfWords({ text }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  const items = mapped.replace(/^.*[:：]/, '').split(/[、,，|/ ]+/);
  const isPlain = !isOfField(mapped) && !isSharp(mapped) && namesIn(mapped).length === 0;
  return isPlain && items.every((item) => item.length <= LONGEST_WORD);
}

const LONGEST_WORD = 14;

/** The way to the next article, whatever that is about: "上一篇：…", "Next: …". */
const NEIGHBOUR =
  /^(?:(?:上|下|前|后)[一1](?:篇|条|则|页|个)|previous(?: (?:post|article|news|page))?|next(?: (?:post|article|news|page))?|older|newer|السابق|التالي|المقال (?:السابق|التالي)) ?[:：»«←→<>].{0,120}$/;

function neighboursIn(reading: PageReading): readonly TurnedPlace[] {
  return reading.blocks
    .filter((block) => NEIGHBOUR.test(mapText(block.text).text.trim()))
    .map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }));
}

/** The boxes of cookie notices, chat windows and advertisements: small, and nothing of the page's own. */
function noticesIn(reading: PageReading): readonly TurnedPlace[] {
  const all = reading.blocks.reduce((sum, one) => sum + one.text.length, 0);
  return reading.blocks.flatMap((block) => {
    const { text } = mapText(block.text);
    const isNotice = text.length <= LONGEST_NOTICE && NOTICE.test(text);
    if (!isNotice && !ADVERT.test(text)) return [];
    // Its mark may stand right before its first word.
    const said = text.replace(/^advertisement/, ' ');
    const isOfWork = fieldWordsIn(said).length > 0 || (!isNotice && namesOrgan(said));
    if (isOfWork || block.tag === 'body') return [];
    const parent = parentOf(block.path);
    const box = reading.blocks.filter(
      (one) => isWithin(one.path, parent) && one.frame === block.frame,
    );
    const size = box.reduce((sum, one) => sum + one.text.length, 0);
    // A short page is no box of its own, whatever it says of cookies at its foot.
    const isBox =
      parent.split(' > ').length > 2 && size <= Math.min(LONGEST_NOTICE * 1.5, all * 0.4);
    const isPlain = box.every(
      (one) => fieldWordsIn(mapText(one.text).text).length === 0 && lostValues(one).length === 0,
    );
    const path = isBox && isPlain ? parent : block.path;
    return [{ path, frame: block.frame, turn: 'notice' as const }];
  });
}
