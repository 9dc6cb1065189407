// What the browser adapter is told once, and whom it tells what goes on.

export interface BrowserSettings {
  /** The package's own directory: its version, and what the set-up noted about the browser. */
  readonly packageDir: string;
  /** Where visits keep their files while they last; on the file system of the blobs. */
  readonly tmpDir: string;
  readonly viewport: { readonly widthPx: number; readonly heightPx: number };
  /** BCP 47 tag for watches that name none; null: the browser's own. */
  readonly language: string | null;
  /** IANA time zone the page sees; UTC, so that the same page reads the same everywhere. */
  readonly timezone?: string;
  /** Browsers started ahead and waiting; 0 for commands that make one capture and end. */
  readonly warm?: number;
  /** Further switches for the browser; they stand in every manifest. */
  readonly browserArguments?: readonly string[];
}

/** As much of a pino logger as is used here. */
export interface BrowserLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}
