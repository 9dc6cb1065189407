// A picture -> whether it is one nobody cites: a strip of the season, a slide, an advertisement, a code
// for cameras, what stands in for a picture until it is loaded.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin, lengthOf, parentOf } from '../formats/page-core.js';
import type { Digest } from '../model/digest.js';
import type { ReadImage, ReadLink } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { fieldWordsIn, isPointed, isSharpInWords, namesOrgan } from './field-words.js';
import { isByTheWay, isOfOwner } from './frame-words.js';
import { leadsHome } from './link-losses.js';
import { namesIn } from './names.js';
import { citesFigures } from './of-the-trade.js';
import { isAdHost, isAdPath, leavesSite } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import { isAdvert } from './turned-places.js';
import { isOfField } from './wordings.js';

/** An image as it was shown, with the digest of its bytes where they came. */
export interface Picture {
  readonly image: ReadImage;
  readonly digest: Digest | null;
  readonly source: string;
}

/** A strip or a picture of the head, without words of its own: decoration that changes with the season. */
export function isBanner({ image }: Picture): boolean {
  if (image.alt.trim() !== '') return false;
  return image.widthPx >= image.heightPx * 3 || /(?:^|[\s>])header\b/.test(image.path);
}

/** Without words of its own: what feeds and counters show. */
export function isUnnamed({ image: { alt, title } }: Picture): boolean {
  return `${alt}${title}`.trim() === '';
}

/** Called after a day or a campaign in words: no person, no figure, no paper, nothing of the field. */
export function isOfOccasion({ image: { alt, title } }: Picture): boolean {
  const words = mapText(`${alt} ${title}`).text;
  return (
    OCCASION.test(words) &&
    !isTellingLabel(words) &&
    !isPointed(words) &&
    namesIn(words).length === 0 &&
    ![OF_TERMS, OF_RECORDS, OF_PROOF, /\d/].some((one) => one.test(words))
  );
}

const OCCASION =
  /春联|福字|灯笼|[一二三四五六七八九十]号.{0,10}(?:风|暴).{0,4}信号|(?<![关调])节|周年|[周月日]$|活动|宣传|专题|文明|党|防疫|抗疫|رمضان|عيد|يوم|اسبوع|شهر|حمله|مناسب|\b(?:\w*day|week|month|festival|mahotsav|campaign|anniversary|jubilee|ramadan|eid|christmas|easter|new year|season'?s?|celebrat\w+)\b/;

/** Papers a house shows. */
const OF_PROOF =
  /证|资质|许可|执照|奖|牌匾|锦旗|名单|\b(?:licen[cs]\w*|certificat\w*|accredit\w*|awards?|permits?)\b|ترخيص|شهاد|رخص|اعتماد|جائز/;

/** Words of the field, or a value people cite, in what a picture has beside it. */
export function saysSomething({ alt, title }: ReadImage): boolean {
  return isTellingLabel(mapText(`${alt} ${title}`).text);
}

/** A picture that leads nowhere and showed something gave way to one that shows nothing of the kind. */
export function isStockFor(
  { image }: Picture,
  partner: Picture | undefined,
  { reading }: Snapshot,
): boolean {
  if (partner === undefined || !saysSomething(image) || saysSomething(partner.image)) return false;
  return reading?.links.some((link) => isWithin(image.path, link.path)) !== true;
}

/** banner1.jpg, then banner3.jpg, under the same words. */
export function isNextSlide({ image }: Picture, other: Picture): boolean {
  const bare = (src: string): string =>
    src.replace(/[?#].*$/, '').replace(/\d+|(?<=[-_])[a-e](?=\.\w+$)/g, '#');
  return (
    SLIDE.test(bare(image.src)) &&
    bare(image.src) === bare(other.image.src) &&
    image.alt === other.image.alt
  );
}

const SLIDE = /(?:^|[/_-])(?:hero|slide|banner)[\w#-]*\.\w{3,4}$/i;

/** Prices and waits are no campaign. */
const OF_TERMS =
  /价|费|等[待候]|供[体者]|合作|签约|合影|\b(?:partner\w*|cooperat\w*|agreements?|prices?|costs?|fees?|wait\w*|donors?)\b|سعر|اسعار|تكلف|انتظار/;

/** A folder of what takes turns at the head of a page. */
const SLIDES = /\/(?:slides?|sliders?|carousels?|banners?|popups?|focus|lunbo)\//i;

function isStrip({ alt, widthPx, heightPx }: ReadImage): boolean {
  return alt.trim() !== '' && widthPx >= LEAST_STRIP_PX && widthPx >= heightPx * 2.5;
}

const LEAST_STRIP_PX = 600;

/** What a template has its pictures called. */
const LOGO = /(?:^|[/_-])(?:logo|wordmark)[\w-]*(?:\.[0-9a-f]{6,})?\.\w{3,4}$/i;
const OF_FRAME = /(?:^|[/_-])(?:avatar|ico?n|bg|top|head|header)[\w-]*\.\w{3,4}$/i;

/** What a picture shows that is no slide: figures, lists, who had to do with it. */
const OF_RECORDS =
  /统计|图表|登记|法院|刑场|\b(?:charts?|tables?|registers?|courts?)\b|مخطط|سجل|محكم/;

/** What a picture showed is not even named any more. */
export function isUnsaid({ image }: Picture, other: Picture): boolean {
  return saysSomething(image) && other.image.alt.trim() === '';
}

/** What stands for a picture until it is loaded; a longer one in the address itself is a picture. */
export function isPlaceholder({ image: { src } }: Picture): boolean {
  if (src.startsWith('data:')) return src.length <= LONGEST_DOT;
  return /(?:^|[/_-])(?:placeholder|ph|pixel|blank|loading|lazy(?:load)?|spacer|transparent|1x1)(?:[._-][\w-]*)?\.(?:gif|png|svg|jpe?g)(?:\?.*)?$/i.test(
    src,
  );
}

const LONGEST_DOT = 300;

/** Under the same words stands what a picture is loaded in place of. */
export function isAwaited({ image }: Picture, { reading }: Snapshot): boolean {
  return (
    image.alt.trim() !== '' &&
    reading?.images.some(
      (other) =>
        other.alt === image.alt && isPlaceholder({ image: other, digest: null, source: other.src }),
    ) === true
  );
}

/** The strip or the sign at the head of a site, by its file's name, in the name of the house. */
export function isOfHead({ image }: Picture, { reading }: Snapshot): boolean {
  const name = image.src.replace(/[?#].*$/, '');
  const isNamed =
    /(?:^|[/_-])(?:site-?logo|logo|banner|top|head(?:er)?|masthead)[\d_-]{0,4}(?:\.[0-9a-f]{6,})?\.\w{3,4}$/i;
  const words = mapText(image.alt).text.trim();
  if (isNamed.test(name) && (words === '' || !saysSomething(image))) return true;
  if (SLIDES.test(name) && isUnnamed({ image, digest: null, source: name })) return true;
  // Called otherwise, it has no more beside it than who owns the site, and is no taller than a line or two.
  const isSign =
    words.length >= LEAST_NAME && fieldWordsIn(words).length === 0 && image.heightPx <= TALLEST_PX;
  if (!isNamed.test(name) && !isSign) return false;
  const isOwner = reading?.blocks.some(
    ({ text }) => isOfOwner(text) && mapText(text).text.includes(words),
  );
  // A doctor's portrait bears the title of his page.
  return (
    isOwner === true || (isNamed.test(name) && mapText(reading?.title ?? '').text.includes(words))
  );
}

/** The sign at the head of a site that names the house in letters now. */
export function isSaidInLetters(one: Picture, after: Snapshot): boolean {
  const words = one.image.alt.trim();
  const texts = [
    after.reading?.title ?? '',
    ...(after.reading?.blocks ?? []).map(({ text }) => text),
  ];
  return (
    words !== '' &&
    isOfHead(one, after) &&
    // Over a doctor's own site stands his name.
    (namesIn(mapText(words).text).length === 0 || isStrip(one.image)) &&
    texts.some((text) => text.split(TITLE_PARTS).some((part) => part.trim() === words))
  );
}

/**
 * Another picture under the same words, before all the page says or across it: the sign or the strip of
 * the season. Words of prices, waits and sources are no sign.
 */
export function isAtHead({ image }: Picture, other: Picture, { reading }: Snapshot): boolean {
  const words = mapText(image.alt).text.trim();
  if (words === '' || image.alt !== other.image.alt) return false;
  const isName = [reading?.title ?? '', ...(reading?.blocks ?? []).map(({ text }) => text)].some(
    (text) =>
      text.length <= LONGEST_HEAD &&
      text.split(TITLE_PARTS).some((part) => part.trim() === image.alt.trim()),
  );
  if (OF_TERMS.test(words) || namesIn(words).length > 0 || (isPointed(words) && !isName))
    return false;
  if ((isStrip(image) && !saysSomething(image)) || SIGN.test(words)) return true;
  if (image.widthPx < image.heightPx * 2) return false;
  const blocks = (reading?.blocks ?? []).filter(
    ({ visible, frame }) => visible && frame === image.frame,
  );
  let box = parentOf(image.path);
  let first = -1;
  for (; box.includes(' > '); box = parentOf(box)) {
    first = blocks.findIndex(({ path }) => isWithin(path, box));
    if (first >= 0) break;
  }
  const before = blocks.slice(0, Math.max(0, first));
  const beside = blocks.filter(({ path }) => isWithin(path, box));
  // A box that is the page's own text has no head.
  return (
    first >= 0 &&
    [before, beside].every((some) => lengthOf(some) <= LONGEST_HEAD) &&
    [...before, ...beside].every(
      ({ tag, text }) => tag !== 'h1' || text.trim() === image.alt.trim(),
    )
  );
}

const SIGN = /^(?:site )?logo\b|\blogo$|شعار|标志$|徽标|[院校会]徽|(?:网站|顶部|页头)(?:横幅|图片)/;
const LONGEST_HEAD = 220;
const TITLE_PARTS = /[-–—_|·>»]/;

const LEAST_NAME = 4;
const TALLEST_PX = 130;

/** Over a headline of the page's own list, and now over another: the entry still stands there. */
export function isOverHeadline(one: Picture, other: Picture, after: Snapshot): boolean {
  const [was, is] = [one, other].map(({ image }) => mapText(image.alt).text.trim());
  if (!was || !is || was === is || isPointed(was) || OF_FIGURES.test(was)) return false;
  const links = new Set(after.reading?.links.map(({ text }) => mapText(text).text.trim()));
  return links.has(was) && links.has(is);
}

const OF_FIGURES = /价|费|等[待候]|供[体者]|统计|表$|\d/;

/** One of several of a size beneath a heading of partners, as many as before: signs that pass by. */
export function isOfStrip(
  one: Picture,
  old: readonly Picture[],
  fresh: readonly Picture[],
  { reading }: Snapshot,
): boolean {
  const box = parentOf(one.image.path);
  const beside = (pictures: readonly Picture[]): readonly Picture[] =>
    pictures.filter(
      ({ image }) =>
        parentOf(image.path) === box &&
        image.frame === one.image.frame &&
        image.widthPx === one.image.widthPx &&
        image.heightPx === one.image.heightPx,
    );
  const isOfPartners = reading?.blocks.some(
    ({ path, text }) => parentOf(path) === box && PARTNERS.test(mapText(text).text.trim()),
  );
  const [were, are] = [beside(old), beside(fresh)];
  return (
    isOfPartners === true &&
    were.length >= LEAST_OF_STRIP &&
    are.length >= were.length &&
    !saysSomething(one.image) &&
    !OF_HOUSES.test(mapText(one.image.alt).text)
  );
}

const PARTNERS =
  /^(?:our )?(?:partners|sponsors|clients)$|^(?:合作伙伴|赞助商|赞助单位)$|^(?:شركاؤنا|شركاء(?: النجاح)?|الرعاه|رعاتنا)$/;
const LEAST_OF_STRIP = 3;
const OF_HOUSES = /医|院|\b(?:hospitals?|clinics?|medical)\b|مستشف|عياد|طب/;

/** A code for cameras, or one to be typed: many are drawn anew for each visitor. */
export function isCode({ image }: Picture): boolean {
  const isTyped = image.widthPx <= 300 && image.heightPx <= 120 && !saysSomething(image);
  if (isTyped && TYPED.test(image.src)) return true;
  if (CODE.test(image.src) && !saysSomething(image)) return true;
  const isSquare = Math.abs(image.widthPx - image.heightPx) <= 4 && image.widthPx <= 400;
  return (
    isSquare &&
    /\bqr|qr_?code|二维码|二維碼|erweima|\bewm\b|رمز الاستجابة/i.test(
      `${image.alt} ${image.title} ${image.src}`,
    )
  );
}

/** Called so by its file; style sheets stretch it. */
const CODE = /(?:^|[/_-])(?:qr(?:_?code)?|ewm|erweima)\d*\.\w{3,4}(?:$|[?#])/i;

const TYPED =
  /captcha|(?:verify|check|validate|sec)[_-]?(?:code|img|image)|yanzhengma|\byzm\b|\bvcode\b/i;

/** Leads to a page and says where to, and nothing people cite: the campaign of the month. */
export function isInvitation({ image }: Picture, { reading }: Snapshot): boolean {
  if (image.alt.trim() === '' || saysSomething(image)) return false;
  const link = linkAround(image, reading);
  return link !== undefined && !namesFile(link.href);
}

/** A logo, or a picture that leads to another site and says so or says nothing. */
export function isAdvertLike({ image }: Picture, { reading, manifest }: Snapshot): boolean {
  const name = image.src.replace(/[?#].*$/, '');
  const words = mapText(image.alt).text;
  const isUnsaying = !saysSomething(image) && namesIn(words).length === 0;
  const link = linkAround(image, reading);
  // A sign is no taller than a line or two and names the house; many a photograph leads home.
  const isWayHome =
    link !== undefined &&
    leadsHome(link.href, manifest.url) &&
    (((image.heightPx <= TALLEST_PX || isStrip(image)) && OF_HOUSES.test(words)) ||
      mapText(reading?.title ?? '').text.includes(words.trim()) ||
      reading?.blocks.some(
        ({ text }) => isOfOwner(text) && mapText(text).text.includes(words.trim()),
      ) === true);
  if ((LOGO.test(name) || isWayHome) && isSign(name, words)) return true;
  if (OF_FRAME.test(name) && isUnsaying) return true;
  if (MAP.test(words.trim())) return true;
  const isOfMember = /\/(?:avatars?|gravatars?)\//i.test(name) || /^(?:用户)?头像$/.test(words);
  if (isUnsaying && (isOfMember || BADGE.test(image.alt))) return true;
  // A strip across the page shows what the house wants seen this month.
  const isSlide = SLIDES.test(name) || SLIDE.test(name) || isStrip(image);
  const isOfSeason = SEASON.test(words.trim());
  if (
    (isSlide || isOfSeason) &&
    !(SLIDES.test(name) ? showsWork(words) : isOfField(words)) &&
    !OF_RECORDS.test(words) &&
    !OF_TERMS.test(words) &&
    !citesFigures(image.alt)
  )
    return true;
  if (link !== undefined && isAdHost(link.href) && !isPointed(words) && !isSharpInWords(words))
    return true;
  if (saysSomething(image)) return false;
  if (image.alt !== '' && isByTheWay(image.alt)) return true;
  if (isAdPath(image.src) || isAdvert(words)) return true;
  if (link === undefined) return false;
  // A picture that leads to a page invites there; one that is shown leads to its own file or nowhere.
  if (!namesFile(link.href)) return true;
  return leavesSite(link.href, manifest.url) && image.alt === '';
}

/** A house's sign: its name, no person's, and nothing that was counted. */
function isSign(name: string, words: string): boolean {
  return (
    ![OF_RECORDS, OF_TERMS, /\d/].some((one) => one.test(words)) &&
    namesIn(words).length === 0 &&
    !isPointed(`${words} ${name.replace(/[^a-z]+/gi, ' ').toLowerCase()}`)
  );
}

/** More than a campaign for giving: what is done with organs, and what is to be paid. */
function showsWork(words: string): boolean {
  const isCampaign = fieldWordsIn(words).every((word) => OF_CAMPAIGNS.has(word));
  return (
    !isCampaign || namesOrgan(words) || /[$¥€£]|\d ?(?:天|日内|days?|weeks?|万|元)/.test(words)
  );
}

const OF_CAMPAIGNS: ReadonlySet<string> = new Set(['捐献', 'donor', 'متبرع']);

function linkAround(
  { path, frame }: ReadImage,
  reading: Snapshot['reading'],
): ReadLink | undefined {
  return reading?.links.find(
    (one) => one.frame === frame && one.path !== path && isWithin(path, one.path),
  );
}

/** How to get there; many give way to one that moves. */
const MAP =
  /^(?:(?:location|route|site|google|our) )?map$|^(?:位置|交通|路线|来院|电子)?地图$|^(?:交通|来院)路线图?$|^خريطه(?: الموقع| الوصول)?$/;

/** What a site says of itself in a picture. */
const BADGE = /无障碍|無障礙|网警|網警|accessib\w+|\bw3c\b|\bhtml5\b|\bssl\b|secured by/i;

/** What hangs over a page in its season, and says nothing else. */
const SEASON =
  /^(?:(?:[春夏秋冬][季天日]?|新年|节日|首页|主页|内页|网站|页头|顶部|头部|底部|通栏|home|main|top|site|hero|page)? ?(?:banner|横幅|焦点图|轮播图) ?\d{0,2}|[一二三四五六七八九十\d]{1,2}号.{0,10}(?:风|暴).{0,4}信号|happy (?:(?:[a-z]+ )?(?:new year|day|festival|holidays?|weekend|spring|summer|autumn|winter)|[a-z]+'s day|easter|halloween|thanksgiving|diwali|deepavali|eid|ramadan|n[aeo]w?r[ou]+z|hanukkah|passover|holi|vaisakhi|vesak|songkran|raksha bandhan|onam|pongal|lohri|navratri|dussehra|gurpurab|anniversary|birthday)|snow(?:flakes?|man)?|santa(?: claus)?|(?:(?:merry|happy) )?(?:christmas|xmas|easter|halloween|new year)(?: \d{4})?|season'?s greetings|(?:欢度|喜迎|恭贺|庆祝)?(?:20\d\d年?)?(?:春节|元旦|国庆|圣诞|中秋|端午|新年|新春)节?(?:快乐|愉快|佳节|放假通知)?|رمضان (?:كريم|مبارك)|عيد (?:مبارك|سعيد))[!.! ]*$/u;
