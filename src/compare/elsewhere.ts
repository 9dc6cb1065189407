// A page's shown text as one run of letters -> whether some words still stand on it, in whatever
// element: paragraphs that were split, joined or became cards have not gone.
import { mapText } from '../formats/normal-text.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { datesIn } from './numbers.js';
import { comparedBlocks, comparedLinks } from './scope.js';

/** Asked of words that left their block: are they on the page all the same? */
export interface Elsewhere {
  has(text: string): boolean;
  /** Whether a date, as `datesIn` gives it, is stated in any text. */
  states(date: string): boolean;
}

/** Shorter texts stand in others by chance, so they must stand by themselves. */
const LEAST_HAN = 5;
const LEAST_LETTERS = 12;
/** A question and its answer, one behind the other. */
const LEAST_TOGETHER = 12;

/** What stands on the page, wherever it stands; not what a text that is not in `before` quotes to deny it. */
export function elsewhereOn(reading: PageReading, before?: Elsewhere): Elsewhere {
  const links = comparedLinks(reading).map((link) => link.text);
  const isNewDenial = ({ text }: TextBlock): boolean =>
    before !== undefined && DENIES.test(mapText(text).text) && !before.has(text);
  return holding(
    comparedBlocks(reading).filter((block) => !isNewDenial(block)),
    links,
  );
}

/** What a text says of words it quotes, when they are said to be untrue. */
const DENIES =
  /谣言|造谣|谣传|不实(?:之词|言论|信息|传言)|断章取义|污蔑|诬蔑|\b(?:lies|rumou?rs?|falsely|untrue|slander\w*|fabricat\w+|allegations?|allegedly|smears?)\b|اكاذيب|شايعات|شائعات|افتراء|مزاعم|زعم/;

/** What is in the page without being shown. */
export function coveredOn(reading: PageReading): Elsewhere {
  return holding(
    reading.blocks.filter((block) => !block.visible),
    [],
  );
}

function holding(from: readonly TextBlock[], alone: readonly string[]): Elsewhere {
  const blocks = from.map((block) => mapText(block.text).text);
  const bares = blocks.map(bare);
  const run = bares.join('');
  const unlabelledRun = blocks.map((text) => bare(unlabelled(text))).join('');
  const pieces = new Set(
    [
      ...blocks.flatMap((text) => [text, unlabelled(text), ...piecesOf(text)]),
      ...alone.map((text) => mapText(text).text),
    ].map(bare),
  );
  let dates: ReadonlySet<string> | undefined;
  const stands = (mapped: string): boolean => {
    const wanted = bare(mapped);
    if (wanted === '' || pieces.has(wanted)) return true;
    const isLong = /\p{sc=Han}/u.test(wanted)
      ? wanted.length >= LEAST_HAN
      : wanted.length >= LEAST_LETTERS;
    if (!isLong || !run.includes(wanted)) return false;
    // A figure at a block's end is whole, whatever the next begins with.
    return (
      isIn(wanted, run) || bares.some((text) => text.length >= wanted.length && isIn(wanted, text))
    );
  };
  const holds = (text: string): boolean => {
    const { text: mapped } = mapText(text);
    if ([mapped, unlabelled(mapped), unjoined(mapped)].some(stands)) return true;
    // A question and its answer, each in an element of its own now.
    const sentences = sentencesOf(mapped);
    const together = bare(sentences.map(unlabelled).join(''));
    return (
      sentences.length > 1 && together.length >= LEAST_TOGETHER && isIn(together, unlabelledRun)
    );
  };
  // Several readers ask after the same words, and each question reads the whole page.
  const asked = new Map<string, boolean>();
  return {
    states(date) {
      dates ??= new Set(from.flatMap(({ text }) => datesIn(text)));
      return dates.has(date);
    },
    has(text) {
      const known = asked.get(text);
      if (known !== undefined) return known;
      const found = holds(text);
      asked.set(text, found);
      return found;
    },
  };
}

/** Whether letters stand in a run of letters, figures whole: 65 is not in 650. */
function isIn(wanted: string, run: string): boolean {
  for (let at = run.indexOf(wanted); at >= 0; at = run.indexOf(wanted, at + 1)) {
    const [left, right] = [run[at - 1] ?? '', run[at + wanted.length] ?? ''];
    const cuts =
      (/^\d/.test(wanted) && /\d/.test(left)) || (/\d$/.test(wanted) && /\d/.test(right));
    if (!cuts) return true;
  }
  return false;
}

/** What a template writes before a question, an answer, a point. */
const LABEL =
  /^(?:(?:问|答|q|a|question|answer|س|ج|(?:ال)?سؤال|(?:ال)?جواب) ?\d{0,2} ?[:.、]|第[一二三四五六七八九十\d]{1,2}步 ?[:：、]?|步骤 ?[一二三四五六七八九十\d]{1,2} ?[:：、]?|step \d{1,2} ?[:.]|\d{1,2} ?[.、)](?!\d)|\(\d{1,2}\)) ?/u;
/** Before a name that stands by itself. */
const TITLE =
  /^(?:ا\. ?د\.?|د\.|(?:الاستاذه? )?الدكتوره?|البروفيسور|prof\.?|professor|dr\.?|doctor) ?[/:]? ?(?=\p{L}{2})/u;
const LONGEST_NAME = 40;

function unlabelled(mapped: string): string {
  return mapped.length <= LONGEST_NAME
    ? mapped.replace(TITLE, '').replace(LABEL, '')
    : mapped.replace(LABEL, '');
}

/** Without the "and" before the last of several: points of a list have none. */
function unjoined(mapped: string): string {
  return mapped.replace(JOINED, ' ');
}

const JOINED =
  /,? (?:and|or) (?=[^,;.]{1,60}\.?$)|(?:以及|及|和)(?=[^,。;、]{1,20}。?$)|(?<=[ ،])و(?=\p{L}[^،.]{1,60}\.?$)/u;

/** The sentences of a text as it is shown. */
export function sentencesOf(text: string): readonly string[] {
  return withoutEnumerators(text)
    .split(
      /(?<=[。！？!?；;؟۔])|(?<=[\p{Ll}\p{N}\p{sc=Arabic})"'”’»]\.)(?<!(?:^|[\s,(،:])(?:\p{sc=Arabic}{1,2}|\p{sc=Cyrillic}{1,3}|[A-Z]?[a-z]|(?:[DdMm]r|[Mm]rs|[Mm]s|[Pp]rof|[Nn]o|[Ss]t|[Tt]el|[Vv]ol|[Aa]pprox))\.)\s+|\s+(?=第[一二三四五六七八九十]{1,2}步[:：、])|\n/u,
    )
    .map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}]/u.test(one));
}

/** What is numbered by hand, from 1 on, is a list that a browser numbers elsewhere. */
function withoutEnumerators(text: string): string {
  const numbers = [...text.matchAll(ENUMERATOR)].map(({ groups }) => Number(groups?.number));
  const isList = numbers.length >= 2 && numbers.every((number, at) => number === at + 1);
  return isList ? text.replace(ENUMERATOR, '\n') : text;
}

const ENUMERATOR = /(?<=^|\s)[(（]?(?<number>\d{1,2})[.、)）][ \t]*(?=\p{L})/gu;

function piecesOf(text: string): readonly string[] {
  return text.split(/[,.;:!?。、；：！？|/()[\]\s·-]+/);
}

/** A text without spacing and punctuation, in the form `mapText` gives. */
export function lettersOf(text: string): string {
  return bare(mapText(text).text);
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
