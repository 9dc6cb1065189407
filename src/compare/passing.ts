// Words of a text -> whether a number beside them passes by itself (who is here, the weather, the
// day) or tells something people cite (prices, waiting times, cases). Chinese simplified, as folded.
import { mapText } from '../formats/normal-text.js';
import { fieldWordsIn, isSharpInWords } from './field-words.js';

const ATTENTION =
  /(?:views?|visits?|visitors?|hits|readers?) ?[:：] ?\d|点亮|心灯|献花|祭[扫奠]|(?:震惊|不解|愤怒|感动|路过|高兴|搞笑|无聊|难过|新奇|流汗|鲜花|鸡蛋|握手|雷人) ?\d+(?!\d| ?[人名具例台]).{0,6}\p{sc=Han}{2} ?\d+(?!\d| ?[人名具例台])|^ ?\d[\d,]* people follow(?: (?:this|our|us)(?: \w+)?)? ?$|被引|引用(?:次数|量|数)|访问统计|浏览|阅读|点击|点阅|访问(?!学者|教授)|访客|来访|人气|播放|观看|收看|围观|看过|在线|线上|点赞|按赞|获赞|收藏|关注|追踪|粉丝|评论|留言|回复|转发|分享|下载|热度|已?咨询$|投票|得票|[\d)] ?票$|签到|会员|积分|发帖|帖数|帖子|精华|威望|指数|\b(?:views?|viewed|viewing|visits?|visited|visitors?|hits|clicks?|seen|watched|watching|online|guests?|users?|readers?|likes?|followers?|subscribers?|comments?|shares?|downloads?|votes?|posts|topics|joined|cited by|citations|helpful|popularity|trending)\b|زيار|زوار|زائر|مشاهد|شوهد|قراءات|القراء|متصل|متواجد|تصفح|اعجاب|متابع|تحميل|تعليق|ردود|صوت|تصويت|المواضيع|المساهمات/u;
const MOMENT =
  /今[日天晚]|昨[日天]|(?:北京|系统|服务器|本地)时间|本周|本月|当前|目前|现在|此刻|实时|倒计时|倒数|距离|还有|农历|候诊|排队|叫号|看诊|就诊中|余号|剩余|气温|温度|天气|湿度|降[雨水]|风力|空气质量|pm2|℃|°|页面|执行|耗时|产生时间|查询 ?\d+ ?次|\b(?:today|yesterday|currently|right now|countdown to|at the moment|days? (?:until|left|to go)|countdown|local time|server time|weather|temperature|humidity|forecast|generated|queries|waiting now)\b|الان|حاليا|اليوم|امس|الطقس|حراره|متبقي|ثانيه|استعلام/;
const QUEUE =
  /[尚未已]开诊|已挂(?:号)? ?\d+ ?[人号]|(?<!名)额满(?!额)|挂满|(?:目前|现在) ?\d+ ?号|候诊|(?:门诊|看诊|就诊|叫号)进度(?!.*(?:移植|外[籍宾]|[天周月台例]))|约满|(?<![其十百千])余 ?\d+(?:[)）号]|$)|排队|叫号|等[候待](?:看诊|住院|就诊|叫号|检查)[^,。\d]{0,4}\d+ ?人|看诊号|就诊中|余号|号源|\b(?:slots? left|waiting now|estimated wait|in the queue|now serving|days? (?:to|until|till) (?:new year|christmas|ramadan|eid))\b|(?<!(?:زراع|كلي|كبد|عملي|اجنب|اجانب).{0,40})(?:متاح ?:? ?\d+ (?:موعد|مواعيد)|\d+ (?:موعد|مواعيد) متاح)(?!.*(?:زراع|كلي|كبد|عملي|اجنب|اجانب))|المنتظرين الان|الدور الحالي/;
/** How many look at a page, whatever it is of. */
const VIEWERS =
  /^\D{0,12}\d[\d,]* people (?:are )?(?:currently |now |right now )?(?:viewing|looking at|browsing|watching)(?: this \w+)?(?: (?:now|right now))?$/;
/** Days to an event, whatever the event is about. */
const COUNTDOWN =
  /\b(?:ends?|expires?|closes?|starts?|opens?) in (?:\d+ ?(?:d|days?|h|hours?|m|min(?:utes)?|s)\b[ ,:]*)+|(?:距离?|离).{0,18}(?:还有|还剩|仅剩|剩余|倒计时) ?\d+ ?[天日]|倒(?:计时|数) ?[:：]? ?\d+ ?[天日]|\b\d+ days? to go\b|(?:باقي|يتبق[ىي]|تبق[ىي]|متبقي) .{0,30}?\d+ (?:يوم|ايام)/;
/** What a reception shows of this minute; of organs nobody says it so. */
const GAUGE =
  /[今昨本]日(?:门诊|手术|急诊|住院|出院|入院|接诊|检查|预约|空床)[^,。\d]{0,6}\d+|\bwait(?:ing)?\b[^.]{0,48}?\d+ ?(?:min|minutes?)\b|等[候待][^,。]{0,12}?\d+ ?分钟|انتظار.{0,24}?\d+ ?(?:دقيقه|دقائق)|\b(?:average|current|estimated) wait ?:? ?\d+ ?h\b|今日 ?\d+ ?[人位次笔]|\bcurrent wait ?:? ?\d+ ?(?:h|hours?|min)|\b(?:patients? in the waiting room|(?:appointments?|slots?|places?|seats?) left|next (?:free|available) (?:appointment|slot))\b|(?:اقرب|اول) موعد متاح|最近可约|最早可预约|ただいまの待ち|現在の待ち|待ち人数|عدد (?:من|الذين) (?:طلبوا|سجلوا|تواصلوا)[^\d]{0,30}/;
const SUM =
  /[$¥€£] ?\d|\d ?[万亿千]?元|\d ?(?:usd|rmb|cny|eur|dollars?|yuan|euros?|دولار|ريال|يوان|يورو)/;
/** Moneys, gold and shares of the day, in the strip at a page's head. */
const TICKER =
  /(?<!\d ?)(?:ال)?(?:اورو|يورو|دولار) ?[:：]? ?\d{1,4}\.\d{1,4} ?(?:درهم|دينار|جنيه|ليره|ريال)|\d+\.\d{2,4} ?[▲▼△▽] ?[-+]?\d+\.\d+(?!.*[元$¥€£])|^ ?(?:ال)?(?:ذهب )?عيار ?\d{2} ?[:：]? ?[\d.,]+ ?\p{L}*$|^ ?(?:(?:dolar|euro|sterlin|altin) ?\d+[.,]\d+ ?){1,3}$/u;
const RATE =
  /\b(?:usd|eur|gbp|cny|rmb|jpy|hkd|twd|krw|rub|sar|aed|egp|kwd|qar|try|inr|thb|sgd|aud|cad|chf) ?1 ?= ?[a-z]{3} ?\d+(?:\.\d+)?|已筹 ?\d+(?:\.\d+)? ?%(?!.*[费金术])|^\D*1 ?[¥$€£] ?= ?\d+[.,]\d+\D*$|[$£€] ?[\d,.]+ raised (?:of|so far)\b|已募得|(?:募款|募捐|筹款).{0,16}目标|已(?:募集|筹集|筹到|筹得)(?:善款|资金|捐款)?.{0,6}\d[\d,.]* ?万?元|(?:募集善款|筹款进度).{0,6}\d|\braised so far\b|感谢 ?\d+ ?[位名] ?(?:捐款|爱心|善心)|\braised [$£€]? ?\d[\d,.]* of\b|\b(?:campaign|fundraising) goal\b|\d ?% (?:reached|funded)\b|تم جمع .{0,20}(?:دولار|ريال|جنيه|درهم)|سعر (?:الذهب|الفضه|النفط|الدولار|اليورو)|(?<!\p{L})(?:ال)?ذهب عيار ?\d+|\b(?:usd|eur|cny|gbp|jpy) ?\d+[.,]\d+ ?₽|汇率|即期(?!.*(?:[肝肾肺心术台例]|\d ?万?元))|股价|油价|金价|银价|元 ?[/／] ?(?:克|盎司|吨|桶)|\$ ?\d{1,3}[.,]\d{2}(?!\d) +€ ?\d|погода|курс (?:цб|валют|доллара|евро)|\b[a-z]{2,5} \d+\.\d{2} [+-]\d+\.\d+|exchange rate|اسعار (?:العملات|الصرف|الذهب)|\b(?:usd|eur|gbp|cny|rmb|jpy|hkd|twd|krw|rub|sar|aed|egp|kwd|qar|try|inr|thb|sgd|aud|cad|chf)(?: ?[=/] ?|[a-z ]{0,8}= ?)\d{1,4}(?:\.\d+)?(?![\d,.])|سعر (?:ال)?صرف|^ ?(?:美元|欧元|英镑|日元|港币|人民币)(?:兑\p{L}{2,4})? ?[:：]? ?\d{1,4}\.\d+(?! ?[万千百])|^ ?(?:ال)?(?:دولار|يورو|ريال|جنيه|درهم|يوان)(?: \p{L}{4,12}){0,2} ?[:：]? ?\d{1,4}\.\d+/u;
/** How much of what was aimed at is done. */
const SHARE_OF_GOAL =
  /\breached \d[\d.]* ?% of\b|\d ?% of (?:our|the|its) (?:goal|target)\b|(?:达成|完成)(?:筹款|募款|目标).{0,4}\d+ ?%|\d ?% من (?:ال)?هدف/;
const MONEY =
  /元|[$¥€£]|\b(?:usd|rmb|cny|eur|hkd|twd|dollars?|yuan|euros?)\b|台币|美金|دولار|ريال|جنيه|درهم|يورو|يوان/;
const TELLING =
  /[肝肾肺胰骨]|换心|(?<![中信爱关核])心(?!理|意|情|得|灯|愿|语|声)|角膜|供[体者]|(?<!来|资|能)源|移植|植入|摘取|缺血|血型|(?<![a-z])(?:ab|[abo])型|捐|手术|病床|床位|病房|(?<![条惯范凡])例(?![如行会])|例数|(?<![评特半降])价|(?<!免)费|等待|等[了到](?!级)|等候时间|等候期|住院|术后|成功|存活|生存|康复|外宾|外籍|外国人|医师|医生|医护|专家|教授|患者|病人|病例|死亡|员工|设备|面积|成立|分院|合作|年龄|配型|定金|押金|受害|遇难|被捕|抓获|查处|涉案|\b(?:prices?|costs?|fees?|charges?|wait(?:ing)? (?:time|list|period)|wait|beds?|surger(?:y|ies)|operations?|operated|foreigners|treated|admitted|procedures?|patients?|doctors?|physicians?|surgeons?|nurses?|staff|success|survival|rate|cases?|livers?|kidneys?|hearts?|lungs?|corneas?|hospitals?|donors?|years?|stay|age|match(?:ed|ing)?|deposit|victims?|arrested|arrests|convicted|suspects?|violations?)\b|سعر|اسعار|تكلف|رسوم|انتظار|سرير|اسره|عمليات|عمليه|جراح|مريض|مرضي|طبيب|اطباء|نجاح|كبد|كلي|قلب|رئه|قرنيه|حاله|حالات|مستشف|متبرع|زراع|اجانب|ضحيه|ضحايا|موقوف|متهم|مخالف|مطابقه|عربون/;

/** What is collected for a cause. */
const APPEAL =
  /\b(?:donation|donor) (?:drive|appeal|campaign|fund)s?\b|\b(?:walk|run|ride) for (?:kidneys?|livers?|life|organ donation)\b|حمل[هة] (?:ال)?تبرعات?/;

/** Longer clauses are sentences, and say what they say. */
const LONGEST_HAN = 24;
const LONGEST_LETTERS = 70;
const CLAUSES = /[^,.;!?。、；！？|\n]+(?:[.,]\d[^,.;!?。、；！？|\n]*)*/g;

/** `quiet`, which is `text` (as `mapText` gives it) in places blanked, without the digits of passing clauses. */
export function blankPassing(text: string, quiet: string): string {
  let out = '';
  let at = 0;
  const published = publishedIn(text);
  for (const { 0: clause, index } of text.matchAll(CLAUSES)) {
    if (!isPassing(clause)) continue;
    const end = index + clause.length;
    const dates = [
      ...datesOf(clause),
      ...published.map(([from, to]) => [from - index, to - index] as const),
    ];
    const digits = quiet
      .slice(index, end)
      .replace(NUMERALS, (run, start: number) =>
        dates.some(([from, to]) => start >= from && start < to) ? run : '¤'.repeat(run.length),
      );
    out += quiet.slice(at, index) + digits;
    at = end;
  }
  return out + quiet.slice(at);
}

/** When a page was published stands beside its counters, and passes by nobody. */
const PUBLISHED =
  /发布|发表|刊登|刊出|日期|时间|来源|作者|\b(?:posted|published|written|date|by|on)\b|نشر|بتاريخ|تاريخ|بواسطه|كتبه?/;
const DATE =
  /\d{2,4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} [a-z]{3,9}\.?,? \d{4}|\d{1,2} [\u0621-\u064a]{3,9}(?:[ /][\u0621-\u064a]{3,9}){0,3},? \d{4}/g;

function datesOf(clause: string): readonly (readonly [number, number])[] {
  // Beside a counter it is when an entry was written; beside words of the moment it is the day.
  if (!PUBLISHED.test(clause) && (MOMENT.test(clause) || !ATTENTION.test(clause))) return [];
  return [...clause.matchAll(DATE)]
    .filter(({ index }) => !MOMENT.test(clause.slice(Math.max(0, index - LONGEST_CLOCK), index)))
    .map(({ 0: date, index }) => [index, index + date.length]);
}

/** Dates right behind a word of publishing, over the commas in them: Posted on June 30, 2016. */
function publishedIn(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(DATE)].flatMap(({ 0: date, index }) => {
    const before = text.slice(Math.max(0, index - LONGEST_CLOCK), index);
    const behind = text.slice(index + date.length);
    const isPublished = PUBLISHED.test(before) && !MOMENT.test(before);
    return isPublished || WRITTEN_BY.test(behind) ? [[index, index + date.length] as const] : [];
  });
}

const WRITTEN_BY = /^ ?[|·]? ?by\b/;

/** Words before a date that make it the clock's. */
const LONGEST_CLOCK = 14;

/** With its digits. */
const LONGEST_CLAUSE = 200;
const NUMERAL = /\d|农历|星期/;
const NUMERALS =
  /\d[\d,.]*|(?<=农历.{0,6})[一二三四五六七八九十初廿冬腊正]+|(?<=星期)[一二三四五六日天]/g;

function isPassing(clause: string): boolean {
  if (
    clause.length > LONGEST_CLAUSE ||
    !NUMERAL.test(clause) ||
    !isShort(clause, LONGEST_HAN, LONGEST_LETTERS)
  )
    return false;
  if (isOfFunds(clause)) return true;
  if (QUEUE.test(clause) && !MONEY.test(clause) && !NO_QUEUE.test(clause)) return true;
  if (VIEWERS.test(clause.trim())) return true;
  if (TICKER.test(clause) && !TELLING.test(clause.replace(/现价|股价/, ''))) return true;
  if (COUNTDOWN.test(clause) && !SUM.test(clause)) return true;
  if (fieldWordsIn(clause).length > 0) return false;
  if (GAUGE.test(clause) && !SUM.test(clause)) return true;
  if (MONEY.test(clause)) return false;
  if (TELLING.test(clause)) return false;
  return ATTENTION.test(clause) || (MOMENT.test(clause) && !IN_STOCK.test(clause));
}

/** The day's rates, and what a cause has of its goal; not whom it is for or how many were. */
function isOfFunds(clause: string): boolean {
  const rest = clause.replace(APPEAL, ' ');
  if (fieldWordsIn(rest).length > 0) return false;
  const isOfCause = rest !== clause || SHARE_OF_GOAL.test(clause);
  const said = isOfCause ? mapText(rest).text : '';
  if (isSharpInWords(said) || TELLING.test(said)) return false;
  return RATE.test(clause) || SHARE_OF_GOAL.test(clause);
}

/** That nobody has to wait says what is on offer. */
export const NO_QUEUE =
  /(?:无需|不用|不必|不|免)排队|\b(?:nobody|no one|without|no) .{0,12}queue\b/;
/** Who or what is held ready at the moment, or was done so often. */
const IN_STOCK =
  /\d ?(?:例|台)|在库|库存|待用|备用|在押|关押|羁押|血型|可安排|还可以安排|\b(?:ready|in stock|on hand|blood (?:types?|groups?)|in the cells|arrived|held|free)\b|جاهز|فصيل|فصائل|محتجز|وصل/;

/** Whose turn it is at a counter of the house. */
export function isOfQueue(text: string): boolean {
  return QUEUE.test(text);
}

/** What shares and moneys cost today. */
const OF_RATES =
  /^(?:今日|实时|最新)?(?:股市|股票|行情|大盘|个股|医药股|汇率|外汇|牌价|金价)(?:行情|牌价|参考|走势|报价|播报|表)?$|^(?:today's )?(?:markets?|share prices?|shares|stocks?|exchange rates?|currency rates?|currencies|rates of exchange)(?: today| watch)?$|^(?:اسعار (?:الصرف|العملات)|(?:ال)?بورصه|(?:سوق )?الاسهم)(?: اليوم)?$/;

/** The words over a board that shows the state of this minute: values beneath them are of it too. */
export function isOverBoard(text: string): boolean {
  return (
    (QUEUE.test(text) || GAUGE.test(text) || isOverRates(text)) &&
    isShort(text, LONGEST_HAN, LONGEST_LETTERS)
  );
}

export function isOverRates(text: string): boolean {
  return OF_RATES.test(text);
}

/** A label or a heading rather than a sentence: too few words to say what a number is of. */
export function isLabelling(text: string): boolean {
  return isShort(text, 14, 36);
}

/** Whether the words say that a number is one people cite. */
export function isTellingLabel(text: string): boolean {
  return fieldWordsIn(text).length > 0 || isOfCare(text);
}

/** The same without what a house that transplants writes over all it says. */
export function isOfCare(text: string): boolean {
  return TELLING.test(text);
}

function isShort(text: string, han: number, letters: number): boolean {
  const characters = text.match(/\p{sc=Han}/gu)?.length ?? 0;
  const others = (text.match(/\p{L}/gu)?.length ?? 0) - characters;
  return characters <= han && others <= letters;
}
