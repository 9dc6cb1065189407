// Results to stdout, everything else to stderr; one JSON document with --json, and nothing else.
import pc from 'picocolors';
import { VestigeError } from '../errors.js';

export interface Output {
  readonly json: boolean;
  /** The result: `value` with --json, otherwise the text. */
  result(value: unknown, text: string): void;
  /** A remark for people, kept from stdout and from --quiet. */
  note(text: string): void;
  /** A bar that redraws itself on a terminal, and is silent elsewhere. */
  progress(label: string): (done: number, total: number) => void;
  failure(error: unknown): void;
}

interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
}

const BAR_CELLS = 24;

/** An output over this process's stdout and stderr. */
export function createOutput({ json, quiet }: OutputOptions): Output {
  const isTerminal = process.stderr.isTTY === true && !quiet && !json;
  let isBarDrawn = false;
  const clearBar = () => {
    if (isBarDrawn) process.stderr.write('\r\x1b[2K');
    isBarDrawn = false;
  };
  return {
    json,
    result(value, text) {
      clearBar();
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`);
    },
    note(text) {
      clearBar();
      if (!quiet) process.stderr.write(`${text}\n`);
    },
    progress: (label) => (done, total) => {
      if (!isTerminal) return;
      const filled = total === 0 ? 0 : Math.round((done / total) * BAR_CELLS);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
      process.stderr.write(`\r\x1b[2K${label} ${bar} ${done}/${total}`);
      isBarDrawn = true;
      if (done >= total) clearBar();
    },
    failure(error) {
      clearBar();
      const { code, message, hint, details } = describe(error);
      if (json) {
        const document = { error: { code, message, hint, ...details } };
        process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      }
      process.stderr.write(`${pc.red(code)}: ${message}\n${hint}\n`);
    },
  };
}

/** The exit code an error calls for. */
export function exitCodeOf(error: unknown): number {
  return error instanceof VestigeError ? error.facts.exit : 1;
}

function describe(error: unknown) {
  const known =
    error instanceof VestigeError
      ? error
      : new VestigeError(
          'INTERNAL',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
  return {
    code: known.code,
    message: known.message,
    hint: known.facts.hint,
    details: known.details,
  };
}
