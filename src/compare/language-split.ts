// One page in two readings -> the language it no longer holds, where it names a new address for it: a
// site that is split by language. Languages are told by their script, which needs no dictionary.
import { groupBy } from '../formats/group-by.js';
import type { Change } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { versionsNamed } from './language-versions.js';
import { comparedBlocks } from './scope.js';

export const SCRIPTS = {
  Chinese: /\p{sc=Han}/gu,
  Arabic: /\p{sc=Arabic}/gu,
  Cyrillic: /\p{sc=Cyrillic}/gu,
  Korean: /\p{sc=Hangul}/gu,
  Latin: /\p{sc=Latin}/gu,
} as const;
type Script = keyof typeof SCRIPTS;
const NAMES = Object.keys(SCRIPTS) as readonly Script[];

/** Which script the language of a name (中文, English) or a tag (zh-CN, en) is written in. */
const OF_NAME: readonly (readonly [RegExp, Script])[] = [
  [/^(?:zh\b|cn$)|中|[简簡繁]|chinese/i, 'Chinese'],
  [/^(?:ar|fa|ur)\b|\p{sc=Arabic}|arabic/iu, 'Arabic'],
  [/^(?:ru|uk|bg|kk)\b|\p{sc=Cyrillic}/iu, 'Cyrillic'],
  [/^ko\b|\p{sc=Hangul}|韩文/iu, 'Korean'],
  [/^(?:en|eng|fr|de|es|it|pt|vi|id|ms|tr)\b|english|英文|español|français|deutsch/i, 'Latin'],
];

/** A character of Chinese or Korean says as much as so many letters. */
const LETTERS_OF_A_CHARACTER = 2.5;
/** A page holds a language that so much of its running text is in; names and addresses are less. */
const HELD_FROM = 0.15;
const LEAST_LETTERS = 60;
/** What may remain of a language that is gone: a name, a slogan. */
const REMAINS = 0.1;
/** The other language must have stayed, else the page is another. */
const STAYED_FROM = 0.5;
const MOST_SHOWN = 3;

/** The languages that left a page for an address of their own. */
export function splitByLanguage(before: PageReading, after: PageReading): readonly Change[] {
  const was = textByScript(before);
  const held = NAMES.filter((script) => isHeld(was, script));
  if (held.length < 2) return [];
  const is = textByScript(after);
  const stayed = held.filter((one) => weightOf(is, one) >= weightOf(was, one) * STAYED_FROM);
  const known = new Set(versionsNamed(before).map(({ href }) => href));
  const fresh = versionsNamed(after).filter(({ href }) => !known.has(href));
  if (stayed.length === 0) return [];
  return held.flatMap((script) => {
    if (weightOf(is, script) > weightOf(was, script) * REMAINS) return [];
    const version = fresh.find(({ name }) => scriptOfName(name) === script);
    if (version === undefined) return [];
    const lost = (was.get(script) ?? []).slice(0, MOST_SHOWN).map(({ text }) => text);
    const summary = `The page held ${held.join(' and ')} text; its ${script} text is gone, and a link ${quoted(version.name)} to ${version.href} is new.`;
    const sides = { before: lost.join('\n'), after: version.href };
    return [changeOf('lang-split', summary, sides, version.href)];
  });
}

/** The script of a language by its name or tag; null where neither says. */
export function scriptOfName(name: string): Script | null {
  return OF_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

type Texts = ReadonlyMap<Script | undefined, readonly TextBlock[]>;

/** The running text of a page by the script most of each block is in. */
function textByScript(reading: PageReading): Texts {
  const running = comparedBlocks(reading).filter(
    ({ zone, text, linkTextLength }) =>
      linkTextLength < text.length * 0.5 && zone !== 'nav' && zone !== 'footer',
  );
  return groupBy(running, ({ text }) => {
    const weights = NAMES.map((script) => weigh(text, script));
    const most = Math.max(...weights);
    return most === 0 ? undefined : NAMES[weights.indexOf(most)];
  });
}

function isHeld(texts: Texts, script: Script): boolean {
  const weight = weightOf(texts, script);
  if (weight < LEAST_LETTERS) return false;
  const all = NAMES.reduce((sum, one) => sum + weightOf(texts, one), 0);
  return weight / all >= HELD_FROM;
}

function weightOf(texts: Texts, script: Script): number {
  return (texts.get(script) ?? []).reduce((sum, { text }) => sum + weigh(text, script), 0);
}

function weigh(text: string, script: Script): number {
  const letters = text.match(SCRIPTS[script])?.length ?? 0;
  return script === 'Chinese' || script === 'Korean' ? letters * LETTERS_OF_A_CHARACTER : letters;
}
