// What a page shows -> its texts as the rules ask for them: the main text without its frame, titles in
// their segments, blocks without what they quote.
import { matchable } from '../formats/normal-text.js';
import { isTrail, type PageReading, type TextBlock } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';

/** A text with its form for matching. */
export interface Said {
  readonly original: string;
  readonly text: string;
  /** True where it stands in a menu, header or footer, or beside the main text. */
  readonly aside?: boolean;
  /** URL of the frame it stands in; absent in titles and in the page itself. */
  readonly frame?: string;
}

// A block that is quotation but for fewer letters says what it quotes.
const LEAST_OUTSIDE_QUOTES = 4;
const LEAST_OUTSIDE_LINKS = 8;
const WRITTEN_ADDRESS = /https?:\/\/[^\s<>，。；、）)]+/giu;

/** The visible blocks and texts of a reading, whole and without its frame; `imprint`: the words of whose page it is. */
export function textOf(
  reading: PageReading | null,
  imprint: RegExp | undefined,
  dialogs: readonly TextBlock[] = [],
): {
  readonly blocks: readonly TextBlock[];
  readonly mainBlocks: readonly TextBlock[];
  readonly all: string;
  readonly main: string;
} {
  const blocks = [...dialogs, ...(reading?.blocks.filter((block) => block.visible) ?? [])];
  const mainBlocks = withoutImprint(blocks.filter(isMain), imprint);
  const join = (list: readonly TextBlock[]): string =>
    matchable(list.map((block) => block.text).join('\n'));
  return { blocks, mainBlocks, all: join(blocks), main: join(mainBlocks) };
}

/** "This article was deleted", said in a box of the browser's before the page goes away. */
export function dialogsOf({ manifest }: Snapshot): readonly TextBlock[] {
  return manifest.interactions.flatMap(({ said = '' }) =>
    said.trim() === ''
      ? []
      : [
          {
            ...{ text: said, tag: 'dialog', path: '', zone: null, visible: true },
            ...{ linkTextLength: 0, frame: null },
          },
        ],
  );
}

/** Characters of `main` that stood in no place of `then`. */
export function newLength(main: readonly TextBlock[], then: string): number {
  return main
    .map((block) => matchable(block.text))
    .filter((text) => !then.includes(text))
    .reduce((sum, text) => sum + text.length, 0);
}

/** Whose page it is stands at its end, on old sites in no footer; it says nothing of this page. */
function withoutImprint(
  main: readonly TextBlock[],
  imprint: RegExp | undefined,
): readonly TextBlock[] {
  const last = main.findLastIndex((block) => imprint?.test(matchable(block.text)) !== true);
  return last < 0 ? main : main.slice(0, last + 1);
}

/** True outside menus, header, footer, side boxes and lists of links. */
export function isMain(block: TextBlock): boolean {
  if (block.zone === 'nav' || block.zone === 'header' || block.zone === 'footer') return false;
  if (isTrail(block)) return false;
  return block.zone !== 'aside' && !isOfLinks(block);
}

/** Mostly the words of links, and no sentence beside them. */
export function isOfLinks(block: TextBlock): boolean {
  // An address written out is no words of a link, however long it is.
  const text = block.text.replace(WRITTEN_ADDRESS, '');
  const linkTextLength = block.linkTextLength - (block.text.length - text.length);
  if (linkTextLength <= 0 || linkTextLength < text.length * 0.5) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters - linkTextLength < LEAST_OUTSIDE_LINKS || !/[。！？!؟]|\.(?:\s|$)/u.test(text);
}

/** Blocks with their form for matching. */
export function said(
  blocks: readonly TextBlock[],
  isBeside: (block: TextBlock) => boolean,
): readonly Said[] {
  return blocks.map((block) => ({
    original: block.text,
    text: unquoted(matchable(block.text)),
    aside: isBeside(block),
    ...(block.frame === null ? {} : { frame: block.frame }),
  }));
}

// An article quotes a notice; a notice says it outright, and may quote the title of what is gone.
function unquoted(text: string): string {
  // What a program answers is in quotation marks throughout.
  if (/^[{[]"/.test(text)) return text;
  const rest = text.replace(/"[^"]*"|《[^》]*》/g, '""');
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST_OUTSIDE_QUOTES ? text : rest;
}

/**
 * The whole title and its segments. EDGI splits at " - " and " | " and tests each segment as a whole;
 * here also — _ · – ：, and a hyphen between Chinese characters.
 */
export function titlesOf(reading: PageReading | null): readonly Said[] {
  if (reading === null || reading.title.trim() === '') return [];
  const parts = reading.title.split(
    /\s+[-–—|·:]\s+|[|_—｜]|\s*[–]\s*|-{2,}|(?<=\p{sc=Han})-(?=\p{sc=Han})/u,
  );
  const segments = [...new Set([reading.title, ...parts].map((part) => part.trim()))];
  return segments
    .filter((part) => part !== '')
    .map((part) => ({ original: part, text: matchable(part) }));
}
