// Words -> whether they tell of the trade in organs where they hold no word of the field: what is to be
// paid, how soon one is served, how many were, who operates, which houses and powers have part in it.
import { mapText } from '../formats/normal-text.js';
import { MONEY_UNITS } from './changed-values.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';

/** More than anybody pays to read, to park or for a gift. */
export const DEAR = 500;

/** More than a bank gives for a card, or a shop asks for what it has in its window. */
export const VERY_DEAR = 5000;

/** A sum nobody pays by the way, a time, a number of people or of operations. */
export function citesFigures(text: string, least = DEAR): boolean {
  return labelledQuantities(text).some(
    ({ unit, value }) =>
      /^(?:d|mo|case|person|例|台)$/.test(unit) ||
      (MONEY_UNITS.test(unit) && Number.parseFloat(value) > least),
  );
}

/** What others sell beside an article. */
export const GOODS =
  /特卖|促销|特价|秒杀|直降|suv|楼盘|公寓|别墅|购车|新车|二手|\b(?:apartments?|villas?|houses?|cars?|laptops?|phones?) (?:for sale|from)\b|\b(?:clearance|summer|winter|spring) sale\b|(?:شقق|شقه|فيلا|فلل|سيار[هة]|سيارات|اراضي) للبيع/;

/** What a shop asks for its goods. */
export function isOfGoods(text: string): boolean {
  return GOODS.test(mapText(text).text) && !citesFigures(text, VERY_DEAR);
}

/** Terms, somebody's name, or a word of the trade. */
export function saysOfTrade(text: string): boolean {
  const { text: mapped } = mapText(text);
  return OF_THE_TRADE.test(mapped) || namesIn(mapped).length > 0 || citesFigures(text);
}

/** Powers that have part in it, who brings and who cuts, and on what terms. */
export const OF_POWERS =
  /法[院官]|检察|军[区医队方人官]|部队|警(?![惕示钟醒告])|监狱|看守所|死刑|枪决|处决|行刑|刑场|囚|外[国籍宾]|中介|天内|周内|主刀|上台|活体|现[货取]|余款|汇款|账号|排队|\b(?:courts?|police|prison\w*|army|military|colonel|execut(?:ed|ions?)|inmates?|foreign(?:ers?)?|abroad|brokers?|surgeons?|on hand|in cash|wire|healthy (?:men|man|women|woman)|(?<!visitors? )per (?:case|patient)|all.inclusive)\b|محكم|سجن|سجين|شرط|اعدام|اجنب|اجانب|(?<!\p{L})(?:ال|لل|بال)?جيش(?!\p{L})/u;

/** How it is brought and how soon, how it is paid, whose it has to match, and for whom from where. */
const OF_DEALINGS =
  /专机|军机|取[件材]|取回|随时|随到|当[天日月]|同意书|血型|配型|付款|支付|尾款|现[金钞]|中东|东南亚|海湾|以色列|沙特|\b(?:flown|overnight|match(?:es|ed)?|blood|consent|cash|payments?|gulf|israel\w*|saudi\w*)\b|نقدا|دفع|موافقه|فصيل|طائره|جاهز|خليج|يومين/;

/** Whether the words tell of it, whichever house they name. */
export function isOfDealings(text: string): boolean {
  return OF_POWERS.test(text) || OF_DEALINGS.test(text);
}

/** Houses and powers, and what is told of them, in the languages that have few words of the field. */
export const OF_THE_TRADE =
  /医|院|诊|法[院律官]|军|警|监狱|死刑|枪决|处决|行刑|刑场|囚|外[国籍宾]|境外|国际|中介|等待|天内|周内|主刀|上台|活体|现[货取]|余款|汇款|账号|亲属|现[金钞]|(?:[免无]|不[用必]|无需)排队|\b(?:relatives|queue|cash|hospital|clinic|medical|courts?|police|prison\w*|army|military|execut\w+|inmates?|foreign\w*|international|abroad|chin(?:a|ese)|brokers?|agents?|organ\w*|surgeons?|on hand|wire|healthy (?:men|man|women|woman)|per (?:case|patient)|all.inclusive)\b|اقارب|طابور|نقدا|محكم|سجن|سجين|شرط|اعدام|اجنب|الصين|مستشف|طب|مريض|цен|стоим|врач|операц|почк|печен|донор|пересад|ожидан|больниц|가격|비용|대기|이식|신장|병원|費用|価格|待ち|移植|腎|肝|病院|fiyat|ücret|nak(?:il|li)|böbrek|karaciğer|bekleme|hastane|قیمت|هزینه|پیوند|بیمار/;

/** Houses and brokers are no courtesy. */
export const NO_COURTESY =
  /医[疗务药]|[就军]医|军事医|(?:国际|外[国籍]|海外|涉外)\p{L}{0,4}医|药|院|中介|旅游|军区|公安|政法|涉外|就诊|办事处|戒毒|\b(?:hospitals?|clinics?|medical|brokers?|courts?|travel|tours?|transplant\w*)\b|مستشف|عياد|طب|سياح|محكم|مكتب(?!ه)/u;
