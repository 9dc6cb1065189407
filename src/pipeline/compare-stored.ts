// Two stored snapshots -> their changes, with what only their files tell: how pictures look, who stands
// behind the page, and what the text of an exchanged PDF says otherwise.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentCodingOf, isWholePdf, readingOf } from '../capture/read-document.js';
import { bySeverity, type CompareOptions } from '../compare/compare.js';
import { compareInWorker } from '../compare/in-worker.js';
import { doubtfulPictures } from '../compare/media.js';
import type { Change } from '../model/change.js';
import type { PageReading } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { readBehind } from '../store/behind.js';
import { readLooks } from '../store/looks.js';
import { withLines } from './data-files.js';
import type { PipelineDeps } from './deps.js';

type Deps = Pick<PipelineDeps, 'blobs' | 'documents' | 'log'>;

/** Of so many exchanged files the text is read; of each other one only that its bytes are others. */
const MOST_FILES = 4;
const MAX_READ_MS = 10_000;

/** Every change between two snapshots; null when comparing did not finish. */
export async function compareStored(
  deps: Deps,
  before: Snapshot,
  after: Snapshot,
  sought: Pick<CompareOptions, 'claims' | 'terms' | 'history'>,
): Promise<readonly Change[] | null> {
  const looks = await readLooks(deps, doubtfulPictures(before, after));
  const behind = [await readBehind(deps, before), await readBehind(deps, after)] as const;
  const changes = await compareInWorker(before, after, { ...sought, looks, behind });
  if (changes === null) return null;
  const told: Change[] = [];
  let left = MOST_FILES;
  for (const change of changes) {
    const isRead = change.kind === 'file-replaced' && left > 0;
    if (isRead) left -= 1;
    told.push(...(isRead ? await withText(deps, change, [before, after], sought) : [change]));
  }
  return bySeverity(told);
}

/** An exchanged file, and the changes of its text where both sides can be read. */
async function withText(
  deps: Deps,
  change: Change,
  sides: readonly [Snapshot, Snapshot],
  sought: Pick<CompareOptions, 'terms'>,
): Promise<readonly Change[]> {
  const [old, fresh] = [
    await readFile(deps, sides[0], change.before),
    await readFile(deps, sides[1], change.after),
  ];
  if (old === null || fresh === null)
    return [(await withLines(deps.blobs, change, sides)) ?? change];
  const changes = await compareInWorker(
    onlyText(sides[0], old),
    onlyText(sides[1], fresh),
    // A claim is made of the page: that this file lacks it says nothing.
    { terms: sought.terms, claims: [] },
  );
  if (changes === null) return [change];
  const told = changes.filter(({ kind }) => kind !== 'noise' && kind !== 'redesign');
  if (told.length === 0) {
    // Drawn up anew for each visitor, as some servers do; or a picture in it is another.
    const summary = `${change.summary} Its text is the same.`;
    return [{ ...change, summary, severity: 'medium' }];
  }
  const hasGrown = told.every(({ kind }) => kind === 'block-added');
  const summary = `${change.summary} Nothing of its text is gone.`;
  return [
    hasGrown ? { ...change, summary, severity: 'medium' } : change,
    ...told.map((one) => ({
      ...one,
      summary: `In the file ${change.where}: ${one.summary}`,
      where: `${change.where} ${one.where}`,
    })),
  ];
}

/** The text of the PDF with that digest; null where it is none, or holds no text that can be read. */
async function readFile(
  { blobs, documents, log }: Deps,
  { manifest }: Snapshot,
  digest: string | null,
): Promise<PageReading | null> {
  const answer = manifest.exchanges.find((one) => one.responseBody?.digest === digest);
  if (answer?.responseBody == null || !isWholePdf(answer)) return null;
  const directory = await mkdtemp(join(tmpdir(), 'vestige-file-'));
  try {
    const path = join(directory, 'file.pdf');
    await writeFile(path, await blobs.get(answer.responseBody.digest));
    const read = await documents.read(
      { path, contentCoding: contentCodingOf(answer) },
      MAX_READ_MS,
    );
    if (read.ok && read.text.truncated === null) {
      const reading = readingOf(answer.url, read.text);
      return reading.blocks.length === 0 ? null : reading;
    }
    const reason = read.ok ? 'there is too much of it' : read.reason;
    log.info({ stage: 'compare', url: answer.url }, `the text of a file was not read: ${reason}`);
    return null;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The snapshot as if the file had been its page, and nothing else was fetched. */
function onlyText(snapshot: Snapshot, reading: PageReading): Snapshot {
  const manifest = { ...snapshot.manifest, exchanges: [], mainExchange: null };
  return { ...snapshot, manifest, reading };
}
