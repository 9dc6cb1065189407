// A text that left a page -> whether its form says that it stated little: a label, a button, a caption,
// a line of links, a notice of some days. What it is about is asked elsewhere.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { TextBlock } from '../model/reading.js';
import { MONEY_UNITS } from './changed-values.js';
import { fieldWordsIn, isPointed, isPointedWord, isSharp } from './field-words.js';
import { isByTheWay } from './frame-words.js';
import { labelledQuantities } from './numbers.js';
import { saysOfTrade } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';

/** More than a motto or a headline: someone wrote it to be read. */
export function isProse(text: string): boolean {
  return /\p{sc=Han}/u.test(text) ? text.length > 40 : text.length > 90;
}

/** Ends as sentences do, in any of the scripts. */
export function endsAsSentence(text: string): boolean {
  return /[。.!?！？؟]\s*$/.test(text);
}

/** A notice of some days over the page, with the button that closes it, or what is asked for there. */
export function isPopup(run: readonly TextBlock[]): boolean {
  const texts = run.map(({ text }) => mapText(text).text.trim());
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const isOver = texts.some((text) => CLOSES.test(text) || BEFORE_YOU_GO.test(text));
  if (run.length < 2 || size > LONGEST_POPUP || !isOver) return false;
  if (texts.some((text) => OF_POPUPS.test(text))) {
    return texts.every(
      (text) =>
        !isPointed(text) &&
        !OF_CARE.test(text.replace(BEFORE_YOU_GO, '')) &&
        !saysOfTrade(text.replace(ASKED_OF_PATIENTS, '')),
    );
  }
  return (
    run.some(({ text }) => isByTheWay(text)) &&
    texts.every((text) => !fieldWordsIn(text).some(isPointedWord)) &&
    run.every(({ text }) => labelledQuantities(text).every(({ unit }) => !MONEY_UNITS.test(unit)))
  );
}

const BEFORE_YOU_GO = /^(?:before you go|wait! |don't miss)/;
const ASKED_OF_PATIENTS = /\bmedical\b/;
const OF_CARE =
  /手术|住院|等[待候]|供[体者]|[肝肾肺]|\b(?:surger\w+|operations?|wait\w*|kidneys?|livers?)\b|عمليه|عمليات|انتظار|كلي|كبد/;
const CLOSES =
  /^(?:关闭|我?知道了|不再(?:提示|显示)|[x×✕✖]|稍后|(?:下次|以后)再说|跳过|close|got it|dismiss|maybe later|no,? thanks|not now|skip|اغلاق|حسنا|تخطي|لاحقا|ليس الان)$/;
/** Gifts, letters and accounts that are asked for over a page. */
const OF_POPUPS =
  /\b(?:dear readers|readers (?:do not|don't) give|newsletter|subscribe|sign up|donate today|cookies|free (?:consultation|quote|guide|second opinion)|call you back)\b|免费咨询|下载.{0,12}(?:app|客户端)|订阅|捐款|注册(?:即|就)|(?:سجل|سجلوا) (?:الدخول )?(?:ل|في)|النشره البريديه|اشترك/;
const LONGEST_POPUP = 300;

/** Words of a small box in which one leaves an address for letters; none of the field. */
export function isOfNewsletter(block: TextBlock, blocks: readonly TextBlock[]): boolean {
  const box = blocks.filter(
    ({ path, frame }) => frame === block.frame && isWithin(path, parentOf(block.path)),
  );
  const words = mapText(box.map(({ text }) => text).join('\n')).text;
  return (
    words.length <= LONGEST_POPUP &&
    LETTERS.test(words) &&
    !isTellingLabel(words) &&
    !saysOfTrade(words)
  );
}

const LETTERS =
  /\b(?:newsletter|sign (?:me |us )?up|subscribe|briefing|in your inbox)\b|订阅|电子报|النشره البريديه|اشترك/;

/** A word or two that state nothing: a column's head, a button. */
export function isLabel({ text, tag }: TextBlock): boolean {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
  return !/^h[1-3]$/.test(tag) && letters <= (/\p{sc=Han}/u.test(text) ? 4 : 10);
}

/** Some words that state nothing people cite, and are no sentence: what a template writes. */
export function isCaption({ text, tag }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  if (
    /^h[1-3]$|^li$/.test(tag) ||
    /[\d。！？!?.؟]/.test(mapped) ||
    isTellingLabel(mapped) ||
    isSharp(mapped)
  )
    return false;
  const letters = mapped.replace(/[^\p{L}]/gu, '').length;
  return letters <= (/\p{sc=Han}/u.test(mapped) ? 10 : 26);
}

/** Links in brackets or with strokes between them: their words go with them. */
export function isMenuLine({ text, linkTextLength }: TextBlock): boolean {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
  return linkTextLength >= letters && letters > 0;
}

export function isDecoration(text: string): boolean {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length < 2;
}
