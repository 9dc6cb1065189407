// What a page says, apart from how a site lays it out, and the silent edits that are made to it.

export type Script = 'hans' | 'hant' | 'en' | 'ar';
export const SCRIPTS: readonly Script[] = ['hans', 'hant', 'en', 'ar'];

export interface Link {
  readonly text: string;
  readonly href: string;
}

export type Block =
  | { readonly kind: 'p'; readonly text: string; readonly style?: string }
  | { readonly kind: 'h'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'links'; readonly items: readonly Link[] }
  | { readonly kind: 'image'; readonly src: string; readonly alt: string }
  | { readonly kind: 'video'; readonly src: string; readonly alt: string }
  | { readonly kind: 'file'; readonly href: string; readonly text: string }
  | { readonly kind: 'html'; readonly html: string };

export interface Page {
  readonly script: Script;
  readonly site: string;
  readonly title: string;
  readonly heading: string;
  /** As the site writes it, or empty. */
  readonly date: string;
  readonly nav: readonly Link[];
  readonly blocks: readonly Block[];
  readonly side: readonly Link[];
  readonly languages: readonly (Link & { readonly lang: string })[];
  readonly contact: string;
  readonly footer: string;
  readonly description: string;
  readonly robots: string;
  readonly analytics: string;
  readonly claims: readonly string[];
}

export type Edit = (page: Page) => Page;

/** Replaces words wherever the main part says them; an edit that finds nothing is a mistake here. */
export function reword(from: string, to: string): Edit {
  return (page) => {
    const text = JSON.stringify(page.blocks);
    const found = JSON.stringify(from).slice(1, -1);
    if (!text.includes(found)) throw new Error(`${page.heading} does not say ${from}`);
    const next = text.replaceAll(found, JSON.stringify(to).slice(1, -1));
    return { ...page, blocks: JSON.parse(next) as Block[] };
  };
}

/** Leaves out the `nth` block of a kind. */
export function drop(kind: Block['kind'], nth = 0): Edit {
  return (page) => {
    const chosen = page.blocks.filter((block) => block.kind === kind).at(nth);
    if (chosen === undefined) throw new Error(`${page.heading} has no ${kind} ${nth}`);
    return { ...page, blocks: page.blocks.filter((block) => block !== chosen) };
  };
}

/** Changes the `nth` block of a kind. */
export function change<K extends Block['kind']>(
  kind: K,
  nth: number,
  to: (block: Extract<Block, { kind: K }>) => Block | readonly Block[],
): Edit {
  return (page) => {
    const chosen = page.blocks.filter((block) => block.kind === kind).at(nth);
    if (chosen === undefined) throw new Error(`${page.heading} has no ${kind} ${nth}`);
    const next = page.blocks.flatMap((block) =>
      block === chosen ? to(block as Extract<Block, { kind: K }>) : block,
    );
    return { ...page, blocks: next };
  };
}

/** Leaves out one row of the first table. */
export function dropRow(nth: number): Edit {
  return change('table', 0, (table) => ({
    ...table,
    rows: table.rows.filter((_, index) => index !== nth),
  }));
}

/** Sets one cell of the first table. */
export function setCell(row: number, column: number, to: (text: string) => string): Edit {
  return change('table', 0, (table) => ({
    ...table,
    rows: table.rows.map((cells, at) =>
      at === row ? cells.map((cell, index) => (index === column ? to(cell) : cell)) : cells,
    ),
  }));
}

/** One edit after the other. */
export function all(...edits: readonly Edit[]): Edit {
  return (page) => edits.reduce((next, edit) => edit(next), page);
}
