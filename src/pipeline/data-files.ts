// A file of data under its address (CSV, JSON, plain text) before and after -> whether lines of it went,
// or it has only grown: a registry's download gets a row each month.
import type { Change } from '../model/change.js';
import type { Exchange } from '../model/exchange.js';
import type { Snapshot } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';
import { textOf } from '../store/source-of.js';

const OF_LINES = /\.(?:csv|tsv|txt|json|geojson|xml|ya?ml)(?:$|\?)/i;
const TYPE_OF_LINES =
  /^content-type:[ \t]*(?:text\/(?!html)|application\/[^\r\n;]*(?:json|xml|csv))/im;
const LONGEST_SHOWN = 120;

/** The change of an exchanged file with what became of its lines; null where it holds none that can be read. */
export async function withLines(
  blobs: Pick<BlobStore, 'get'>,
  change: Change,
  sides: readonly [Snapshot, Snapshot],
): Promise<Change | null> {
  const [was, is] = [
    await linesOf(blobs, sides[0], change.before),
    await linesOf(blobs, sides[1], change.after),
  ];
  if (was === null || is === null) return null;
  const gone = firstGone(was, is);
  if (gone === null && !isOneTable(is)) return null;
  if (gone === null) {
    const summary = `${change.summary} Every one of its ${was.length} lines is still there; ${is.length - was.length} came.`;
    return { ...change, summary, severity: 'medium' };
  }
  const shown = gone.length > LONGEST_SHOWN ? `${gone.slice(0, LONGEST_SHOWN)}…` : gone;
  return { ...change, summary: `${change.summary} Gone from it: “${shown}”.` };
}

/** The first line of `was` that `is` lacks in this order; null where all are there. */
function firstGone(was: readonly string[], is: readonly string[]): string | null {
  let at = 0;
  for (const line of was) {
    at = is.indexOf(line, at) + 1;
    if (at === 0) return line;
  }
  return null;
}

/** Rows of one shape: a line of another says something of those around it, or takes them back. */
function isOneTable([head = '', ...rows]: readonly string[]): boolean {
  const shapeOf = (line: string): number => line.match(/[,;\t]/g)?.length ?? 0;
  return (
    shapeOf(head) > 0 && rows.every((row) => shapeOf(row) === shapeOf(head) && !/^[#<{/]/.test(row))
  );
}

async function linesOf(
  blobs: Pick<BlobStore, 'get'>,
  { manifest }: Snapshot,
  digest: string | null,
): Promise<readonly string[] | null> {
  const answer = manifest.exchanges.find((one) => one.responseBody?.digest === digest);
  if (answer === undefined || !isOfLines(answer)) return null;
  const text = await textOf(blobs, answer);
  const lines = text?.split(/\r?\n/).flatMap((line) => line.trim() || []) ?? [];
  return lines.length < LEAST_LINES ? null : lines;
}

/** A single line is a page's worth of data: any value in it may be another. */
const LEAST_LINES = 2;

function isOfLines({ url, responseHead }: Exchange): boolean {
  return TYPE_OF_LINES.test(responseHead ?? '') || OF_LINES.test(url);
}
