// The text of a file that a browser only downloads.

export interface DocumentFile {
  readonly path: string;
  /** As it came: `gzip`, `br`, `deflate`; null for none. */
  readonly contentCoding: string | null;
}

export interface DocumentText {
  /** Empty where the file names none. */
  readonly title: string;
  readonly language: string | null;
  /** Paragraphs in reading order, page by page. */
  readonly pages: readonly (readonly string[])[];
  /** What reading stopped at before the end; null when nothing did. */
  readonly truncated: 'time' | 'length' | null;
}

export type DocumentAnswer =
  | { readonly ok: true; readonly text: DocumentText }
  /** In plain words: what kept the file from being read. */
  | { readonly ok: false; readonly reason: string };

/**
 * Contract: `read` is back soon after `maxMs`, never throws for what a file holds, and gives the
 * same text for the same bytes.
 * Trust: the file is hostile; reading it must reach nothing and hold up nothing.
 */
export interface DocumentReader {
  read(file: DocumentFile, maxMs: number): Promise<DocumentAnswer>;
}
