// Claims + what could be read -> where each claim stands by now: present, altered or absent.
import { bigrams, containment, mapText } from '../formats/normal-text.js';
import type { ClaimSighting } from '../model/claim.js';
import type { PageReading } from '../model/reading.js';
import { unfolded } from './folds.js';
import { nearest } from './nearest.js';
import { findTokens } from './numbers.js';

/** Below this a claim counts as absent rather than altered (detection-facts §9.3). */
const ALTERED_FROM = 0.85;

/** Two characters of a short claim are one word; fewer than this in common are another sentence. */
const SHORT_FROM = 0.72;

interface Source {
  readonly text: string;
  readonly where: string;
}

/** Letters and values of several texts in a row, each unit with its source and place there. */
interface Corpus {
  readonly text: string;
  readonly source: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
}

interface Found {
  readonly words: string;
  readonly where: string;
}

/**
 * Looks for each claim in everything a visitor can see: text, alternative texts, titles. A claim
 * that stands only in hidden text is `absent` with `hidden` true. Without a reading: unknown.
 */
export function sightClaims(
  claims: readonly { readonly id: string; readonly text: string }[],
  read: PageReading | null,
): readonly ClaimSighting[] {
  if (read === null) return claims.map((claim) => sighting(claim, 'unknown', null));
  if (claims.length === 0) return [];
  const reading = unfolded(read);
  const visible = placesOf(visibleSources(reading));
  const hidden = placesOf(hiddenSources(reading));
  return claims.map((claim) => {
    const whole = findWhole(claim.text, visible);
    if (whole !== null) return sighting(claim, 'present', whole.where);
    const covered = findWhole(claim.text, hidden);
    if (covered !== null) return { ...sighting(claim, 'absent', covered.where), hidden: true };
    const near = findAltered(claim.text, visible);
    if (near === null) return sighting(claim, 'absent', null);
    return { ...sighting(claim, 'altered', near.where), found: near.words };
  });
}

function sighting(
  claim: { readonly id: string; readonly text: string },
  state: ClaimSighting['state'],
  where: string | null,
): ClaimSighting {
  return { id: claim.id, text: claim.text, state, found: null, where, hidden: false };
}

interface Places {
  readonly sources: readonly Source[];
  readonly exact: Corpus;
  /** With every value as `#`. */
  readonly masked: Corpus;
}

function placesOf(sources: readonly Source[]): Places {
  return { sources, ...corpora(sources) };
}

function visibleSources(reading: PageReading): Source[] {
  const shown = reading.blocks.filter((block) => block.visible);
  return [
    ...shown.map((block) => ({ text: block.text, where: placeOf(block) })),
    ...reading.images
      .filter((image) => image.visible)
      .flatMap((image) => [
        { text: image.alt, where: placeOf(image) },
        { text: image.title, where: placeOf(image) },
      ]),
    { text: reading.title, where: 'title' },
  ];
}

function hiddenSources(reading: PageReading): Source[] {
  return reading.blocks
    .filter((block) => !block.visible)
    .map((block) => ({ text: block.text, where: placeOf(block) }));
}

function placeOf(thing: { readonly path: string; readonly frame: string | null }): string {
  return thing.frame === null ? thing.path : `${thing.frame} ${thing.path}`;
}

// Spacing, punctuation and block borders fall away; a value begins with ⟨ so that 5 days after the
// year 2006 never reads as one number.
function corpora(sources: readonly Source[]): { exact: Corpus; masked: Corpus } {
  const exact = builder();
  const masked = builder();
  sources.forEach((source, index) => {
    const mapped = mapText(source.text);
    const tokens = findTokens(mapped.text);
    let at = 0;
    const plainUntil = (until: number): void => {
      for (; at < until; at += 1) {
        const unit = mapped.text[at] ?? '';
        if (!/[\p{L}\p{N}\p{M}]|[\ud800-\udfff]/u.test(unit)) continue;
        const start = mapped.starts[at] ?? 0;
        const end = nextStart(mapped.starts, at);
        exact.add(unit, index, start, end);
        masked.add(unit, index, start, end);
      }
    };
    for (const token of tokens) {
      plainUntil(token.start);
      const start = mapped.starts[token.start] ?? 0;
      const end = nextStart(mapped.starts, token.end - 1);
      exact.add(`⟨${token.value}`, index, start, end);
      masked.add('#', index, start, end);
      at = token.end;
    }
    plainUntil(mapped.text.length);
  });
  return { exact: exact.corpus(), masked: masked.corpus() };
}

function nextStart(starts: readonly number[], at: number): number {
  const here = starts[at] ?? 0;
  for (let i = at + 1; i < starts.length; i += 1) {
    const next = starts[i] ?? here;
    if (next > here) return next;
  }
  return starts.at(-1) ?? here;
}

function builder() {
  const parts: string[] = [];
  const source: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  return {
    add(text: string, from: number, first: number, last: number): void {
      parts.push(text);
      for (let i = 0; i < text.length; i += 1) {
        source.push(from);
        start.push(first);
        end.push(last);
      }
    },
    corpus: (): Corpus => ({ text: parts.join(''), source, start, end }),
  };
}

function findWhole(claim: string, places: Places): Found | null {
  const wanted = corpora([{ text: claim, where: '' }]).exact.text;
  if (wanted === '') return null;
  const { exact } = places;
  for (let at = exact.text.indexOf(wanted); at >= 0; at = exact.text.indexOf(wanted, at + 1)) {
    if (standsAlone(wanted, at, places)) return foundAt(places, exact, at, at + wanted.length);
  }
  return findAsWritten(claim, places);
}

/**
 * As it is written, where the words around it make other values of its parts: "0936-112-775" behind 电话,
 * "例肾移植" of "61例肾移植". It must not go on on either side as a number or a word does.
 */
function findAsWritten(claim: string, { sources }: Places): Found | null {
  const wanted = mapText(claim).text.trim();
  if (wanted.length < 3) return null;
  const goesOnBehind = /\d$/.test(wanted)
    ? /^[\d%]|^[.,]\d/
    : HAN_NUMERAL_BEHIND.test(wanted)
      ? HAN_NUMERAL
      : /\p{sc=Han}$/u.test(wanted)
        ? /^\p{N}/u
        : /^[\p{L}\p{N}]/u;
  const goesOnBefore = /^\d/.test(wanted)
    ? /[\d.,]$/
    : HAN_NUMERAL.test(wanted)
      ? HAN_NUMERAL_BEHIND
      : /^\p{sc=Han}/u.test(wanted)
        ? /^$/
        : /\p{L}$/u;
  const source = sources.find(({ text }) => {
    const mapped = mapText(text).text;
    for (let at = mapped.indexOf(wanted); at >= 0; at = mapped.indexOf(wanted, at + 1)) {
      const [before, behind] = [mapped.slice(0, at), mapped.slice(at + wanted.length)];
      if (!goesOnBehind.test(behind) && (before === '' || !goesOnBefore.test(before))) return true;
    }
    return false;
  });
  return source === undefined ? null : { words: claim, where: source.where };
}

const HAN_NUMERAL = /^[\d〇零一二三四五六七八九十百千万亿两几半]/;
const HAN_NUMERAL_BEHIND = /[\d〇零一二三四五六七八九十百千万亿两几半]$/;

// 65 is not in 650, and "art" is not in "heart".
function standsAlone(wanted: string, at: number, places: Places): boolean {
  const { exact, sources } = places;
  const end = at + wanted.length;
  if (/\d$/.test(wanted) && /[\d.]/.test(exact.text[end] ?? '')) return false;
  if (/⟨[\d.]+$/.test(wanted) === false && /[a-z]$/.test(wanted)) {
    const last = sources[exact.source[end - 1] ?? 0]?.text ?? '';
    if (/\p{sc=Latin}/u.test(last[exact.end[end - 1] ?? 0] ?? '')) return false;
  }
  if (/^[a-z]/.test(wanted)) {
    const first = sources[exact.source[at] ?? 0]?.text ?? '';
    if (/\p{sc=Latin}/u.test(first[(exact.start[at] ?? 0) - 1] ?? '')) return false;
  }
  return true;
}

function findAltered(claim: string, places: Places): Found | null {
  const { masked } = places;
  const wanted = corpora([{ text: claim, where: '' }]).masked.text;
  const words = wanted.replaceAll('#', '');
  if (words.length < (/\p{sc=Han}/u.test(words) ? 2 : 4)) return null;
  const at = wanted.includes('#') ? masked.text.indexOf(wanted) : -1;
  if (at >= 0) return foundAt(places, masked, at, at + wanted.length);
  // A value counts as three characters, so that a short claim is not lost by one word more.
  const weight = wanted.length + 2 * (wanted.length - words.length);
  let best: { likeness: number; start: number; end: number } | null = null;
  for (const [from, to] of candidates(wanted, masked)) {
    const near = nearest(wanted, masked.text.slice(from, to));
    const likeness = 1 - near.distance / weight;
    if (likeness > (best?.likeness ?? 0)) {
      best = { likeness, start: from + near.start, end: from + near.end };
    }
  }
  if (best === null) return begunAlike(wanted, places);
  // A word of a short claim is worth more of it; what begins otherwise is about something else.
  const begins = masked.text.startsWith(wanted.slice(0, 2), best.start);
  const least = begins
    ? Math.max(SHORT_FROM, Math.min(ALTERED_FROM, 1 - 2 / weight))
    : ALTERED_FROM;
  if (best.likeness < least) return begunAlike(wanted, places);
  return foundAt(places, masked, best.start, endOfClause(places, masked, best.end));
}

/** What begins as the claim does, letter for letter, and goes on otherwise: from whom, at what price. */
function begunAlike(wanted: string, places: Places): Found | null {
  const isHan = /\p{sc=Han}/u.test(wanted);
  const length = Math.ceil(wanted.length * (isHan ? 0.6 : 0.55));
  if (length < (isHan ? LEAST_HAN_BEGUN : LEAST_BEGUN)) return null;
  const { masked } = places;
  const at = masked.text.indexOf(wanted.slice(0, length));
  // It goes on in its own block.
  if (at < 0 || masked.source[at] !== masked.source[at + length]) return null;
  return foundAt(places, masked, at, endOfClause(places, masked, at + length));
}

const LEAST_BEGUN = 18;
const LEAST_HAN_BEGUN = 7;

/** What stands in a lost word's place is often longer than it: it is shown to the end of its clause. */
function endOfClause(places: Places, corpus: Corpus, from: number): number {
  const source = corpus.source[from - 1];
  const text = places.sources[source ?? 0]?.text ?? '';
  let at = from;
  while (at < from + LONGEST_REST && corpus.source[at] === source) {
    const between = text.slice(corpus.end[at - 1], corpus.start[at]);
    if (/[,，.。;；!！?？、،؛؟|\n]/.test(between)) break;
    at += 1;
  }
  // Rather the words found alone than a clause that is cut.
  return at === from + LONGEST_REST ? from : at;
}

const LONGEST_REST = 30;

/** Stretches of the corpus that hold most of the claim's pairs of characters. */
function candidates(wanted: string, corpus: Corpus): readonly (readonly [number, number])[] {
  const pairs = bigrams(wanted);
  const span = Math.max(40, wanted.length * 2);
  const found: [number, number][] = [];
  for (let from = 0; from < corpus.text.length; from += span) {
    const to = Math.min(corpus.text.length, from + span * 2);
    if (containment(pairs, bigrams(corpus.text.slice(from, to))) < 0.5) continue;
    found.push([from, to]);
  }
  return found;
}

function foundAt(places: Places, corpus: Corpus, from: number, to: number): Found {
  const pieces: string[] = [];
  for (let at = from; at < to; ) {
    const source = corpus.source[at] ?? 0;
    let last = at;
    while (last + 1 < to && corpus.source[last + 1] === source) last += 1;
    const text = places.sources[source]?.text ?? '';
    pieces.push(text.slice(corpus.start[at], corpus.end[last]));
    at = last + 1;
  }
  return {
    words: pieces.join(' '),
    where: places.sources[corpus.source[from] ?? 0]?.where ?? '',
  };
}
