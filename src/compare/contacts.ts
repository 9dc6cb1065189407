// Text -> the ways to reach someone that stand in it: e-mail, telephone, WeChat, QQ, WhatsApp.
import { mapText } from '../formats/normal-text.js';

/** A contact with its place in the text. */
export interface Contact {
  readonly start: number;
  readonly end: number;
  /** One spelling: `tel:02188881234`, `mailto:a@b.cn`, `wechat:donghai_yy`. */
  readonly value: string;
}

/** An address, its sign written out against robots, too. */
const EMAIL =
  /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}(?:@| ?[[(（](?:at|@|#)[\])）] ?)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/g;
const AT = / ?[[(（](?:at|@|#)[\])）] ?/;
const ACCOUNT =
  /(微信(?:公众)?号?|wechat(?: id)?|weixin|qq号?|whatsapp|واتساب|واتس اب|وي ?تشات|ويتشات|telegram|تليجرام|تلغرام|line(?: id)?(?=[: ])|skype|viber|微博|企鹅号?)[:\s@]*(?=[a-z0-9_+])(?:(?<=[:@]\s*)|(?<![a-z]\s+)|(?=[a-z+-]*[\d_])|(?=[a-z]{8,})(?!messages|available|contacts|accounts|channels|business))([a-z0-9_+][a-z0-9_-]{4,19})/g;
/** Buttons that share a page stand in a row. */
const SERVICE =
  /^(?:facebook|twitter|weibo|wechat|instagram|youtube|linkedin|whatsapp|telegram|qzone)$/;
const TELEPHONES = [
  // International, then Chinese mobile, service (400/800) and landline numbers.
  /(?<![\d+])\+\d{1,3}[ -]?(?:\(?\d{1,4}\)?[ -]?){2,5}\d{2,4}(?!\d)/g,
  /(?<![\d.])00[1-9]\d{0,2}[ -]?(?:\d[ -]?){6,11}\d(?!\d)/g,
  /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g,
  /(?<!\d)[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g,
  /(?<!\d)\(?0\d{2,3}\)?[ -]?\d{7,8}(?:(?:-| ?转(?:接)? ?)\d{1,5})?(?!\d)/g,
  // Taiwan: 0912-555-087, (02) 2555-1200.
  /(?<![\d.-])09\d{2}[ -]?\d{3}[ -]?\d{3}(?![\d-])/g,
  /(?<![\d.-])\(?0[2-8]\d?\)?[ -]\d{3,4}[ -]\d{4}(?![\d-])/g,
  // North America: (504) 555-0100.
  /(?<![\d.-])(?:\([2-9]\d{2}\) ?|[2-9]\d{2}-)\d{3}-\d{4}(?![\d-])/g,
  // Mobile numbers of the Gulf, Egypt and Iraq.
  /(?<![\d.-])0(?:5\d|1[0125]\d|7[3-9]\d)[ -]?\d{3}[ -]?\d{4,5}(?!\d)/g,
  // After a word that announces a number, any shape will do; `mapText` has taken some for thousands.
  /(?:电话|热线|专线|手机(?!版|端|网|站)|传真|tel|phone|mobile|hotline|fax|whatsapp|هاتف|جوال|واتساب|فاكس|الرقم)[^\d+(]{0,6}([+(]?\d(?:[\d ()-]|(?<!\d{4}),(?=\d{3}(?!\d))){5,18}\d)(?!\d)/g,
];

/** The number a house is registered under. */
const REGISTERED =
  /(?:统一编号|统编|统一社会信用代码|工商注册号|营业执照(?:注册)?号?|执业许可证(?:登记)?号?|company (?:no|number|registration)\.?|السجل التجاري|رقم الترخيص)[:\s]{0,3}([0-9a-z-]{7,22})(?![0-9a-z])/g;

/** Where money is sent. */
const BANKED =
  /(?:账[号户]|(?<!借书|就诊|会员|医保)卡号|account (?:no|number)\.?|iban|رقم الحساب)[:\s]{0,3}((?:[a-z]{2})?\d[\d ]{9,26}\d)(?!\d)/g;

const DAY = /^(?:19|20)\d{2}[-. ]\d{1,2}[-. ]\d{1,2}(?!\d)/;

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/qq|企鹅/, 'qq'],
  [/whats|واتس/, 'whatsapp'],
  [/telegram|تل/, 'telegram'],
  [/line/, 'line'],
  [/skype/, 'skype'],
  [/viber/, 'viber'],
  [/微博/, 'weibo'],
];

/** The hour behind a whole telephone is no part of it; the end of a shorter one is. */
const HOUR_BEHIND = /(?<=(?:\d[ -]?){9}\d +)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)/g;

/** Every contact in `text` (as `mapText` gives it), without overlap. */
export function findContacts(written: string): readonly Contact[] {
  const found: Contact[] = [];
  const text = written.replace(HOUR_BEHIND, (hour) => ' '.repeat(hour.length));
  const add = (start: number, end: number, value: string): void => {
    if (!found.some((one) => start < one.end && one.start < end)) found.push({ start, end, value });
  };
  for (const match of text.matchAll(EMAIL)) {
    // A telephone may stand right before it, without a space.
    const before = /^(?=\+|\d+-)\+?\d[\d-]{6,}(?=[a-z])/.exec(match[0])?.[0].length ?? 0;
    const address = match[0].slice(before).replace(AT, '@');
    add(match.index + before, match.index + match[0].length, `mailto:${address}`);
  }
  for (const match of text.matchAll(ACCOUNT)) {
    const kind = KINDS.find(([pattern]) => pattern.test(match[1] ?? ''))?.[1] ?? 'wechat';
    // "on-line shop" names no account: an account has a digit, or a service nobody writes in passing.
    if (kind === 'line' && !/\d|_/.test(match[2] ?? '')) continue;
    if (SERVICE.test(match[2] ?? '') || /^[2-9]\d{2}-\d{3}-\d{4}$/.test(match[2] ?? '')) continue;
    // qq_8812 is somebody's name.
    if (kind === 'qq' && !/^\d{5,}$/.test(match[2] ?? '')) continue;
    add(match.index, match.index + match[0].length, `${kind}:${match[2] ?? ''}`);
  }
  for (const match of text.matchAll(REGISTERED)) {
    if (/\d{4}/.test(match[1] ?? '')) {
      add(match.index, match.index + match[0].length, `registered:${match[1] ?? ''}`);
    }
  }
  for (const match of text.matchAll(BANKED)) {
    const value = `account:${(match[1] ?? '').replaceAll(' ', '')}`;
    add(match.index, match.index + match[0].length, value);
  }
  for (const pattern of TELEPHONES) {
    for (const match of text.matchAll(pattern)) {
      // A year behind it is another word; of a mobile number it is the end.
      const number = (match[1] ?? match[0]).replace(/(?<=(?<!\d)[2-9]\d{6,7}) (?:19|20)\d\d$/, '');
      const digits = number.replace(/\D/g, '');
      const end = match.index + match[0].indexOf(number) + number.length;
      if (digits.length >= 7 && !DAY.test(number)) add(end - number.length, end, `tel:${digits}`);
    }
  }
  return found;
}

/** A text as `mapText` gives it, its contacts cut out. */
export function withoutContacts(text: string): string {
  return findContacts(text)
    .toSorted((a, b) => a.start - b.start)
    .reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}

/** What a way to reach someone is called, and the way itself: whether that went, it tells by itself. */
export function isContactLine(text: string): boolean {
  const { text: mapped } = mapText(text);
  const rest = withoutContacts(mapped);
  return rest !== mapped && (rest.match(/[\p{L}\p{N}]/gu)?.length ?? 0) <= LONGEST_OF_CONTACT;
}

const LONGEST_OF_CONTACT = 12;
