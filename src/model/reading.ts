// What a person could read on the rendered page, as values: the input of compare and judge.

/** Part of the page a thing stands in, by element or ARIA role; null where nothing says. */
export type Zone = 'nav' | 'header' | 'main' | 'aside' | 'footer' | null;

/** A run of text in one block-level element, in document order. */
export interface TextBlock {
  /** White space collapsed, otherwise as rendered. */
  readonly text: string;
  /** Lower-case tag of the block: `p`, `h1`, `li`, `td` … */
  readonly tag: string;
  /** CSS path from the root, `:nth-of-type` where needed. */
  readonly path: string;
  readonly zone: Zone;
  /** False: in the page but not shown (CSS, size, off-screen, collapsed). */
  readonly visible: boolean;
  /** Characters of the text that are inside links. */
  readonly linkTextLength: number;
  /** URL of the frame it stands in; null in the page itself. */
  readonly frame: string | null;
  /** Where the words are from when they are not running text of the document; else absent. */
  readonly origin?: TextOrigin;
}

export type TextOrigin =
  /** Made by a style sheet (`::before`, `::after`). */
  | 'generated'
  /** Over or beside the base text (`<rt>`), which is read without it. */
  | 'annotation'
  /** What a field holds, what an empty one shows, an entry of a list, words for a picture button. */
  | 'value'
  | 'placeholder'
  | 'option'
  | 'alternative';

export interface ReadLink {
  /** Absolute. */
  readonly href: string;
  readonly text: string;
  readonly path: string;
  readonly zone: Zone;
  readonly visible: boolean;
  readonly frame: string | null;
}

export interface ReadImage {
  /** Absolute, the source the browser chose (currentSrc). */
  readonly src: string;
  readonly alt: string;
  readonly title: string;
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly visible: boolean;
  readonly frame: string | null;
}

/** A picture behind text, put there by a style sheet. */
export interface ReadBackground {
  /** Absolute. */
  readonly src: string;
  readonly path: string;
  readonly visible: boolean;
  readonly frame: string | null;
}

/** A drawing made by a script: what is written in it stands in the picture of the page only. */
export interface ReadCanvas {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly visible: boolean;
  readonly frame: string | null;
}

/**
 * A part of the page that a control names as the one it opens (ARIA 1.2 aria-controls): a tab, an answer; or a
 * `details` that is open, with its summary.
 */
export interface ReadFold {
  /** Of the part. */
  readonly path: string;
  /** Of the control. */
  readonly control: string;
  readonly frame: string | null;
  /** Of a `details` (HTML, the open attribute); absent where the page does not say. */
  readonly isOpen?: true;
}

export interface ReadForm {
  /** Absolute. */
  readonly action: string;
  readonly method: string;
  readonly hasPassword: boolean;
  readonly visible: boolean;
}

export interface ReadTable {
  readonly path: string;
  /** Cell texts, row by row; the first row is the header where the table has one. */
  readonly rows: readonly (readonly string[])[];
  readonly hasHeader: boolean;
  readonly frame: string | null;
}

export interface PageReading {
  readonly v: 1;
  /** Absolute URL of the document when read. */
  readonly url: string;
  readonly title: string;
  /** `lang` of the root element, or null. */
  readonly language: string | null;
  /** What the browser decoded the main document with (`document.characterSet`). */
  readonly characterSet: string;
  readonly contentType: string;
  /** `name`, `property` or `http-equiv`, lower-case. */
  readonly metas: readonly { readonly name: string; readonly content: string }[];
  /** `<link rel>` of head: canonical, alternate (with hreflang), icon … ; `href` absolute. */
  readonly headLinks: readonly {
    readonly rel: string;
    readonly href: string;
    readonly hreflang: string | null;
  }[];
  readonly blocks: readonly TextBlock[];
  readonly links: readonly ReadLink[];
  readonly images: readonly ReadImage[];
  /** Absolute sources of video, audio, object and embed. */
  readonly media: readonly { readonly src: string; readonly tag: string; readonly path: string }[];
  readonly forms: readonly ReadForm[];
  readonly tables: readonly ReadTable[];
  /** Absolute URLs of frames, in document order. */
  readonly frames: readonly { readonly url: string; readonly path: string }[];
  /** Absolute URLs of external scripts (analytics ids and vendors show here). */
  readonly scripts: readonly string[];
  /** Path prefixes of elements the watch's `ignore` selectors match; `select` likewise (empty: all). */
  readonly ignored: readonly string[];
  readonly selected: readonly string[];
  /** Full size of the page when the picture was taken. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Absent when there are none. */
  readonly backgrounds?: readonly ReadBackground[];
  /** Those large enough to hold writing; absent when there are none. */
  readonly canvases?: readonly ReadCanvas[];
  /** Absent when there are none. */
  readonly folds?: readonly ReadFold[];
  /** What reading stopped at before the end of the document; absent when nothing did. */
  readonly truncated?: 'time' | 'length';
}

/** The visible text of a page, one block a line, frames included. */
export function visibleText(reading: PageReading): string {
  return reading.blocks
    .filter((block) => block.visible)
    .map((block) => block.text)
    .join('\n');
}

/** Where the page stands in its site, with links on the way there: "首页 > 科室 > 肾移植". */
export function isTrail({ text, linkTextLength }: TextBlock): boolean {
  if (linkTextLength === 0 || text.length > LONGEST_TRAIL) return false;
  const steps = text.replace(/^[^:：]{1,12}[:：]/u, '').split(/[>»›→]+|::|\s[/|]\s/u);
  if (steps.at(-1)?.trim() === '') steps.pop();
  return steps.length > 1 && steps.every((step) => /^[^。！？!?,，；;]{1,40}$/u.test(step.trim()));
}

const LONGEST_TRAIL = 160;
