// A line before and after -> what it no longer says of the trade in organs, in words that are few and none
// of the field: whose soldiers, which court, for whom from where, how soon, for certain, from the living.
import { mapText } from '../formats/normal-text.js';
import { fieldWordsIn, namesOrgan } from './field-words.js';
import { isOfDealings } from './of-the-trade.js';

/** From whom it is taken, on whose word, who holds a rank: in whatever line. */
const EVERYWHERE: readonly RegExp[] = [
  /随到随/,
  /少将|[大上中]校(?![长园友区])|军衔|\b(?:major general|lieutenant general|colonel|(?:lt\. ?)?col\.)|(?<!\p{L})(?:ال)?(?:عقيد|عميد|لواء)(?!\p{L})/u,
  /宣判|判决|监狱|看守所|死[刑囚]|枪决|处决|行刑|刑场|囚|犯人|\b(?:prison\w*|execut(?:ed|ions?)|inmates?)\b|سجن|سجين|سجناء|اعدام/,
  /政法委|拘留所|看守所|劳教所|解放军(?!报)|\bministry of (?:public security|(?:the )?interior|defen[cs]e)\b|وزار[هة] (?:ال)?(?:داخليه|دفاع)/,
  /活体|活[摘取]|摘取|\bliving (?:(?:un)?related |un)?(?:donors?|organs?|kidneys?|livers?)|\b(?:still|but|is|are|while) alive\b|متبرع\p{L}* (?:حي|احياء)(?!\p{L})/u,
];

/** One sense each, by whatever word it is said: 外籍 for 外国 says the same. In a line about the trade. */
const OF_TRADE: readonly RegExp[] = [
  /外[国籍宾]|[国境海]外(?!进修|学习|留学|交流)|国际(?:友人|患者|病人|移植)|\b(?:foreign\w*|overseas|abroad|international patients?)\b|اجنب|اجانب/,
  /军(?!训|人优先|人依法)|部队|武警|二炮|总[参后](?=\p{L}*医)|士兵|\b(?:army|military|armed police|pla|soldiers?)\b|جندي|جنود|(?<!\p{L})(?:ال|لل|بال)?جيش(?!\p{L})|عسكر/u,
  /法[院官庭]|检察|公安(?!备|网)|司法(?!鉴定|考试)|(?<!民)警(?![惕示钟醒告戒民])|\b(?:courts?|police|judicial)\b|محكمه|محاكم|شرطه/,
  /中介|[买卖取][肝肾](?!结?石)|\bbrokers?\b|سمسار|سماسر|وسيط/,
  /随到|(?:无需|不用|不必|无须|免|不)(?:等[待候]|排队)|\b(?:no|without) (?:wait(?:ing)?|queue)(?! room)\b|(?:دون|بلا|بدون) (?:اي )?انتظار/,
  /书面同意|(?<!(?:术前|手术|检查|麻醉)\p{L}{0,6})知情同意|本人[及和与]\p{L}{0,4}同意/u,
  /(?:只收|仅收|美元|全[款额],?) ?现[金钞]|现[金钞](?:交易|或(?!刷|扫|微))|电汇|\b(?:in cash|pay cash|cash only|(?:by|and|or) wire|wire (?=\d|transfer|payment|the|to|us|in))\b|نقدا/,
];

/** How soon, how certainly, what is at hand: of an organ or an operation, and no advice. */
const OF_ORGANS: readonly RegExp[] = [
  /随时(?!咨询|拨打|联系|关注)|立即(?!查看|预约|挂号|咨询|报名|登录|下载)|立刻|马上|即刻|当[天日](?:即|可|就)?(?:手术|移植|配型|安排|入院|换)|这么快|最快|\b(?:immediate\w*|at once|right away|overnight)\b|فورا|خلال (?:اسبوع|ايام|يوم|ساعات)/,
  /保[证障]|确保|担保|包(?:成功|活)|免费[再重换]|无\p{sc=Han}{1,2}退款|\bguarante\w*|\bfree (?:second|re)|(?:ن|م|ي)ضم[ون]/u,
  /备用(?!电|系统|品|物|药|钥匙)|现有(?!医|护|职|员|人|科|床|教授|博士)|待用|现货|\b(?:standby|stand-by|back-?up|on hand|in stock)\b|\b(?:organs?|kidneys?|livers?|hearts?|donors?)(?: \w+){0,2} ready\b|\bready (?:organs?|kidneys?|livers?|hearts?|donors?)\b|جاهز/,
];

/** Whose blood it has to match; who gives blood is asked for by its type as well. */
const OF_BLOOD = /血型|(?<![a-z])(?:ab|[abo])型|\bblood (?:type|group)/;
const ASKS = /告[知诉]|提供|\byour blood\b/;

/** Who gives, and whether he would. */
const OF_GIVERS: readonly RegExp[] = [
  /\d ?周?岁|\b(?:aged|years old)\b|\d ?سنه/,
  /年轻|青年|青壮年|\byoung\b|شاب|شباب/,
  /男性|女性|\b(?:males?|females?|men|women)\b/,
  /强制|强行|\bforced?\b|\bforcibly\b/,
  /亲属|家属|\b(?:relatives?|famil(?:y|ies))\b|اقارب|الاسره|العائله/,
  /同意|签字|\bconsents?\b|موافق/,
];

const ORGANS = /手术|等[待候]|\b(?:surger\w+|operations?)\b|عمليه/;
const GIVERS = /供[体者肝肾心]|捐|配型|\bdonors?\b|\bdonat\w+|متبرع|تبرع/;
const PATIENTS = /患者|病人|客[人户]|来自|\b(?:patients?|guests?)\b|مرضي|مريض/;
/** Who does it, with whom, and who is let in. */
const SERVED =
  /接[收待]|欢迎|主刀|医[师生院]|合作|付|\b(?:welcome|surgeons?|doctors?|hospitals?|partners?|pay|paid|agents?)\b|جراح|طبيب|مستشف|دفع/;
/** What a patient is told to do, and how he fares afterwards. */
const ADVICE =
  /如[有果]|若|出现|请|术后|服[用药]|复查|饮食|\b(?:if you|please|after (?:the |your |a )?(?:surgery|operation|transplant)|recover\w*)\b|عند|اذا|بعد/;

/** What is given besides organs. */
const OTHER_GIFTS =
  /\b(?:donat\w+|gives?) blood\b|\bblood (?:don\w+|drive|bank)|\b(?:hair|toys?|books?|clothes)\b|献血|善款|捐款|图书|衣物|بالدم|بالكتب/;

/** Each of these says another thing. */
const NAMED =
  /中东|东南亚|海湾|以色列|沙特|科威特|阿联酋|日本|韩国|台湾|\b(?:gulf|israel|saudi|kuwait|japan|korea|malaysia)|خليج|(?<!ريال )سعودي|(?<!دينار |دنانير )كويت|اسرائيل|(?<![a-z])(?:ab|[abo])型|\b(?:type|group) (?:ab|[abo])\b|فصيله الدم/g;

/** What the line said of the trade and says no more, by the word it said it in. */
export function sensesLost(before: string, after: string): readonly string[] {
  const [was, is] = [mapText(before).text, mapText(after).text];
  const isAdvice = ADVICE.test(was);
  const isOfField = fieldWordsIn(was).length > 0 || namesOrgan(was);
  const isOfGift = GIVERS.test(was) && (!OTHER_GIFTS.test(was) || namesOrgan(was));
  const senses = [
    ...EVERYWHERE,
    ...(isOfOrgans(was) || PATIENTS.test(was) || SERVED.test(was) ? OF_TRADE : []),
    ...(isOfField || ASKS.test(was) ? [OF_BLOOD] : []),
    ...(isOfOrgans(was) && !isAdvice ? OF_ORGANS : []),
    ...(isOfGift ? OF_GIVERS : []),
  ];
  const lost = senses.flatMap((sense) => (sense.test(is) ? [] : (sense.exec(was)?.[0] ?? [])));
  const isNamed = isOfField || PATIENTS.test(was);
  const named = isNamed ? (was.match(NAMED) ?? []).filter((word) => !is.includes(word)) : [];
  return [...new Set([...lost, ...named])];
}

/** Whether a line says any of it. */
export function saysSense(text: string): boolean {
  return sensesLost(text, '').length > 0;
}

/** What came into a line of the trade so that it promises less, or no more. */
export function hedgesCome(before: string, after: string): readonly string[] {
  const [was, is] = [mapText(before).text, mapText(after).text];
  if (!isOfTrade(was) || ADVICE.test(was) || (ILLNESS.test(was) && !HASTE.test(was))) return [];
  return (is.match(HEDGES) ?? []).filter((word) => !was.includes(word));
}

/** What an illness does; but how soon it is done is told. */
const ILLNESS = /引起|导致|\bcauses?\b|تسبب/;
const HASTE = /等|内|\bwait\w*|انتظار/;

const HEDGES =
  /原则上|视\p{L}{0,4}情况|尽量|尽可能|尽力|(?<!同)一般(?![资信情介性])|通常|可能(?!性)|符合(?:条件|规定)|依法|曾(?=经|[接收做开与为有])|此前|以往|(?<!回忆)当年|\b(?:up to|where possible|if possible|usually|normally|typically|in principle|subject to|may (?=be|not|take|find|have|vary))|(?<!\p{L})(?:حسب|غالبا|عاده|ربما|قد(?= [يتن]))(?!\p{L})/gu;

function isOfOrgans(text: string): boolean {
  return fieldWordsIn(text).length > 0 || namesOrgan(text) || ORGANS.test(text);
}

function isOfTrade(text: string): boolean {
  return isOfOrgans(text) || WAIT.test(text) || isOfDealings(text) || saysSense(text);
}

const WAIT = /\bwait\w*|انتظار/;
