// Captures -> report/report.html: one document for people, readable without a network and without
// scripts, in the language asked for. report/report.pdf is this page, printed.
import type { Digest } from '../../model/digest.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { ExportedCapture, ExportInput } from '../export-input.js';
import { reportWords } from '../words/by-language.js';
import type { ReportWords } from '../words/report-words.js';
import { captureSection } from './capture-section.js';
import { changeItems } from './changes.js';
import { type History, historiesOf } from './history.js';
import { intervalTables } from './interval-section.js';
import { bidi, code, escapeHtml, list, picture, prose, row, table, time } from './markup.js';
import { standardsTable } from './standards.js';
import { STYLE } from './style.js';

/** JPEGs of two pictures of a page, with what differs tinted. */
export type LayBeside = (
  before: Uint8Array,
  after: Uint8Array,
) => Promise<readonly [before: Uint8Array, after: Uint8Array]>;

export interface ReportDeps {
  readonly blobs: BlobStore;
  readonly layBeside: LayBeside;
}

/** The text of report/report.html; pictures stand inside it. */
export async function writeReport(deps: ReportDeps, input: ExportInput): Promise<string> {
  const words = reportWords(input.language);
  const histories = historiesOf(input.captures, input.gaps ?? []);
  const details: string[] = [];
  for (const one of input.captures) details.push(await captureSection(deps.blobs, one, words));
  const comparisons: string[] = [];
  for (const history of histories) comparisons.push(await comparison(deps, history, words));
  const intervals = intervalTables(
    histories.flatMap((each) => each.intervals),
    words,
  );
  const beside = comparisons.filter((each) => each !== '').join('\n');
  return `<!doctype html>
<html lang="${words.tag}" dir="${words.direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(`${words.title}: ${input.title}`)}</title>
<style>${STYLE}</style>
<header>
<h1>${words.title}</h1>
<p class="subject">${bidi(input.title)}</p>
${input.description === '' ? '' : `<p>${bidi(input.description)}</p>\n`}</header>
<p>${words.intro}</p>
${section(words.inShort, histories.map((each) => inShort(each, words)).join('\n'))}
${intervals === '' ? '' : `${section(words.interval, `<p class="note">${words.intervalsNote}</p>\n${intervals}`)}\n`}${section(words.proved, list(words.provedItems.map(prose)))}
${section(words.notProved, list(words.notProvedItems.map(prose)))}
${section(words.course, `<p>${words.courseNote}</p>\n${histories.map((each) => course(each, words)).join('\n')}`)}
${beside === '' ? '' : section(words.comparison, `<p>${words.comparisonNote}</p>\n${beside}`)}
${section(words.captures, details.join('\n'))}
${section(words.check, `<p>${prose(words.checkNote)}</p>\n${list(words.checkSteps.map(prose), 'ol')}`)}
${section(words.standards, `<p>${words.standardsNote}</p>\n${standardsTable(words)}`)}
</html>
`;
}

function section(heading: string, content: string): string {
  return `<section>\n<h2>${heading}</h2>\n${content}\n</section>`;
}

/** Between which two captures a page was lost, never "at" one. */
function inShort({ url, captures, ...history }: History, words: ReportWords): string {
  const { lastSeen, firstNotSeen, abstained } = history;
  const newest = captures.at(-1);
  const abstentions = abstained === 0 ? '' : ` (${words.abstained}: ${abstained})`;
  const seen = (one: ExportedCapture) =>
    `${time(one.capture.startedAt)} – ${words.classes[one.capture.observation.class]} ${toCapture(one)}`;
  return `${table([
    row(words.address, code(url)),
    row(words.captureCount, `${captures.length}${abstentions}`),
    row(words.lastSeen, lastSeen === null ? words.neverSeen : seen(lastSeen)),
    firstNotSeen === null ? '' : row(words.firstNotSeen, seen(firstNotSeen)),
    newest === undefined
      ? ''
      : row(words.newest, `${seen(newest)}<br>${words.pageState}: ${stateOf(newest, words)}`),
  ])}${lastSeen === null || firstNotSeen === null ? '' : `\n<p class="note">${words.intervalNote}</p>`}`;
}

function stateOf({ capture: { state, level } }: ExportedCapture, words: ReportWords): string {
  return `${words.states[state]} (${words.levels[level]})`;
}

function toCapture({ capture }: ExportedCapture): string {
  return `<a href="#${capture.id}">${code(capture.id)}</a>`;
}

function course({ url, captures }: History, words: ReportWords): string {
  const rows = captures.map((one) => {
    const { startedAt, vantage, status, observation } = one.capture;
    const tone = observation.abstain ? ' class="unseen"' : '';
    const cells = [
      time(startedAt),
      bidi(vantage),
      status === null ? words.noAnswer : String(status),
      `${words.classes[observation.class]} <span class="word">${code(observation.class)}</span>`,
      toCapture(one),
    ];
    return `<tr${tone}>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`;
  });
  const heads = [words.time, words.vantage, words.httpStatus, words.observation, ''];
  return `<h3>${code(url)}</h3>\n${table(rows, heads)}`;
}

async function comparison(
  { blobs, layBeside }: ReportDeps,
  history: History,
  words: ReportWords,
): Promise<string> {
  const parts: string[] = [];
  for (const [before, after] of history.pairs) {
    const digests = [screenshotOf(before), screenshotOf(after)] as const;
    const pictures = await picturesOf(blobs, layBeside, digests);
    const sides = [before, after].map((one, i) => {
      const { startedAt, observation } = one.capture;
      const bytes = pictures[i];
      const shown =
        bytes === undefined || bytes === null
          ? `<p class="note">${words.noPicture}</p>`
          : picture('image/jpeg', bytes, words.picture);
      return `<figure>\n<figcaption>${time(startedAt)} – ${words.classes[observation.class]} ${toCapture(one)}</figcaption>\n${shown}\n</figure>`;
    });
    const { changes, comparedWith } = after.capture;
    const isCompared = comparedWith === before.capture.id && changes !== null && changes.length > 0;
    parts.push(
      `<article>\n<h3>${code(history.url)}</h3>\n${isCompared ? `${changeItems(changes, words)}\n` : ''}<div class="beside">\n${sides.join('\n')}\n</div>\n</article>`,
    );
  }
  return parts.join('\n');
}

function screenshotOf({ manifest }: ExportedCapture): Digest | null {
  return manifest.files.find(({ role }) => role === 'screenshot')?.digest ?? null;
}

async function picturesOf(
  blobs: BlobStore,
  layBeside: LayBeside,
  [before, after]: readonly [Digest | null, Digest | null],
): Promise<readonly (Uint8Array | null)[]> {
  const one = before ?? after;
  if (one === null) return [null, null];
  const whole = await layBeside(await blobs.get(before ?? one), await blobs.get(after ?? one));
  return [before === null ? null : whole[0], after === null ? null : whole[1]];
}
