// Captures that differ -> their part of the report: the changes, then the pictures, passage by passage
// where something differs, and the beginning of the page.
import type { KeyObject } from 'node:crypto';
import type { Digest } from '../../model/digest.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { ExportedCapture } from '../export-input.js';
import type { ReportWords } from '../words/report-words.js';
import { changeItems } from './changes.js';
import type { History, Pair } from './history.js';
import { code, picture, time, toCapture } from './markup.js';

type Pictures = readonly [before: Uint8Array, after: Uint8Array];

/** JPEGs of two pictures of a page, with what the other lacks outlined. */
export interface Beside {
  /** The beginning of the page. */
  readonly whole: Pictures;
  /** What differs, from the top; empty where all or nothing does. */
  readonly passages: readonly Pictures[];
  readonly morePassages: number;
  readonly isAlike: boolean;
  /** False where the two have next to nothing in common. */
  readonly isMarked: boolean;
}

/** Lays two pictures, PNG, side by side. */
export type LayBeside = (before: Uint8Array, after: Uint8Array) => Promise<Beside>;

export interface ReportDeps {
  readonly blobs: BlobStore;
  readonly layBeside: LayBeside;
  readonly signer: KeyObject;
}

/** One article for every pair worth laying side by side; empty where there is none. */
export async function comparisons(
  deps: ReportDeps,
  history: History,
  words: ReportWords,
): Promise<readonly string[]> {
  const articles: string[] = [];
  for (const pair of history.pairs) {
    const { changes, comparedWith } = pair[1].capture;
    const isCompared = comparedWith === pair[0].capture.id && changes !== null;
    articles.push(`<article>
<h3>${code(history.url)}</h3>
${isCompared && changes.length > 0 ? `${changeItems(changes, words)}\n` : ''}${await pictures(deps, pair, words)}
</article>`);
  }
  return articles;
}

async function pictures(deps: ReportDeps, pair: Pair, words: ReportWords): Promise<string> {
  const [before, after] = pair.map(screenshotOf);
  const captions = pair.map((one) => caption(one, words));
  if (before === undefined || after === undefined) {
    const only = before ?? after;
    const shown = only && (await one(deps, only));
    const sides = [before, after].map((digest, i) =>
      figure(captions[i], digest && shown ? jpeg(shown, words) : note(words.noPicture)),
    );
    return beside(sides);
  }
  const { blobs, layBeside } = deps;
  const laid = await layBeside(await blobs.get(before), await blobs.get(after));
  const passages = laid.passages.map(
    ([old, fresh]) => `<div class="passage">
${figure(words.before, jpeg(old, words))}
${figure(words.after, jpeg(fresh, words))}
</div>`,
  );
  return [
    ...(laid.isAlike ? [note(words.picturesAlike)] : []),
    ...(laid.isMarked ? [] : [note(words.nothingInCommon)]),
    ...passages,
    ...(laid.morePassages > 0 ? [note(`${words.more}: ${laid.morePassages}`)] : []),
    beside(laid.whole.map((bytes, i) => figure(captions[i], jpeg(bytes, words)))),
  ].join('\n');
}

/** A picture without another to compare it with. */
async function one({ blobs, layBeside }: ReportDeps, digest: Digest): Promise<Uint8Array> {
  const bytes = await blobs.get(digest);
  return (await layBeside(bytes, bytes)).whole[0];
}

function screenshotOf({ manifest }: ExportedCapture): Digest | undefined {
  return manifest.files.find(({ role }) => role === 'screenshot')?.digest;
}

function caption(one: ExportedCapture, words: ReportWords): string {
  const { startedAt, observation } = one.capture;
  return `${time(startedAt)}<br>${words.classes[observation.class]}<br>${toCapture(one.capture.id)}`;
}

function beside(figures: readonly string[]): string {
  return `<div class="beside">\n${figures.join('\n')}\n</div>`;
}

function figure(caption: string | undefined, content: string): string {
  return `<figure>\n<figcaption>${caption ?? ''}</figcaption>\n${content}\n</figure>`;
}

function jpeg(bytes: Uint8Array, words: ReportWords): string {
  return picture('image/jpeg', bytes, words.picture);
}

function note(text: string): string {
  return `<p class="note">${text}</p>`;
}
