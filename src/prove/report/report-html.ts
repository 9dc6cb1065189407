// Captures -> report/report.html: one document for people, readable without a network and without
// scripts, in the language asked for. report/report.pdf is this page, printed.
import { fingerprintOf } from '../../formats/bundle.js';
import type { ExportedCapture, ExportInput } from '../export-input.js';
import { reportWords } from '../words/by-language.js';
import type { ReportWords } from '../words/report-words.js';
import { captureSection } from './capture-section.js';
import { comparisons, type ReportDeps } from './comparison.js';
import { type History, historiesOf } from './history.js';
import { intervalTables } from './interval-section.js';
import { bidi, code, escapeHtml, list, prose, row, table, time, toCapture } from './markup.js';
import { standardsTable } from './standards.js';
import { STYLE } from './style.js';

/** Files of what outsiders gave, beside those that go with them. */
const STAMPS = /\.(?:tsr|ots|witnessed\.note)$/;

/** The text of report/report.html; pictures stand inside it. */
export async function writeReport(deps: ReportDeps, input: ExportInput): Promise<string> {
  const words = reportWords(input.language);
  const histories = historiesOf(input.captures, input.gaps ?? []);
  const details: string[] = [];
  for (const one of input.captures) details.push(await captureSection(deps.blobs, one, words));
  const articles: string[] = [];
  for (const history of histories) articles.push(...(await comparisons(deps, history, words)));
  const intervals = intervalTables(
    histories.flatMap((each) => each.intervals),
    words,
  );
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
${leftOut(input, words)}${section(words.inShort, histories.map((each) => inShort(each, words)).join('\n'))}
${intervals === '' ? '' : `${section(words.interval, `<p class="note">${words.intervalsNote}</p>\n${intervals}`)}\n`}${section(words.proved, list(words.provedItems.map(prose)))}
${section(words.notProved, list(words.notProvedItems.map(prose)))}
${section(words.course, `<p>${words.courseNote}</p>\n${histories.map((each) => course(each, words)).join('\n')}`)}
${articles.length === 0 ? '' : section(words.comparison, `<p>${words.comparisonNote}</p>\n${articles.join('\n')}`)}
${section(words.captures, details.join('\n'))}
${section(words.check, `<p>${prose(words.checkNote)}</p>\n${list(words.checkSteps.map(prose), 'ol')}\n<p class="lead">${words.compareNote}</p>\n${compared(deps.signer, input, words)}\n<p>${prose(words.pdfNote)}</p>`)}
${section(words.standards, `<p>${words.standardsNote}</p>\n${standardsTable(words, input.captures)}`)}
</html>
`;
}

function section(heading: string, content: string): string {
  return `<section>\n<h2>${heading}</h2>\n${content}\n</section>`;
}

/** Before everything else: that this is not the whole. */
function leftOut({ redacted = [], captures }: ExportInput, words: ReportWords): string {
  if (redacted.length === 0) return '';
  const rows = redacted.map(({ digest, sizeBytes, reason }) => {
    const where = captures.filter(({ lacks = [] }) => lacks.includes(digest));
    const cells = [
      code(digest),
      String(sizeBytes),
      bidi(reason),
      where.map(({ capture }) => toCapture(capture.id)).join('<br>'),
    ];
    return `<tr>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`;
  });
  const heads = [words.digests, words.bytes, words.reason, words.capture];
  return `${section(words.redacted, `<p><strong>${words.redactedNote}</strong></p>\n${table(rows, heads)}`)}\n`;
}

/** What a checker holds against what the archive publishes. */
function compared(
  signer: ReportDeps['signer'],
  { logVkey, checkpointNote, attestations = [] }: ExportInput,
  words: ReportWords,
): string {
  const [, size, root] = checkpointNote?.split('\n') ?? [];
  const stamps = attestations.filter(({ name }) => STAMPS.test(name));
  return table([
    row(words.signingKey, code(fingerprintOf(signer))),
    logVkey === null ? '' : row(words.logKey, `<span class="id">${code(logVkey)}</span>`),
    size === undefined || root === undefined
      ? ''
      : row(words.logState, `${code(root)} (${words.logEntries}: ${size})`),
    row(
      words.stamps,
      stamps.map(({ name }) => code(`proof/${name}`)).join('<br>') || words.noStamps,
    ),
  ]);
}

/** Between which two captures a page was lost, never "at" one. */
function inShort({ url, captures, ...history }: History, words: ReportWords): string {
  const { lastSeen, firstNotSeen, abstained } = history;
  const newest = captures.at(-1);
  const abstentions = abstained === 0 ? '' : ` (${words.abstained}: ${abstained})`;
  const seen = (one: ExportedCapture) =>
    `${time(one.capture.startedAt)} – ${words.classes[one.capture.observation.class]} ${toCapture(one.capture.id)}`;
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

function course({ url, captures }: History, words: ReportWords): string {
  const rows = captures.map((one) => {
    const { startedAt, vantage, status, observation } = one.capture;
    const tone = observation.abstain ? ' class="unseen"' : '';
    const cells = [
      time(startedAt),
      bidi(vantage),
      status === null ? words.noAnswer : String(status),
      `${words.classes[observation.class]} <span class="word">${code(observation.class)}</span>`,
      toCapture(one.capture.id),
    ];
    return `<tr${tone}>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`;
  });
  const heads = [words.time, words.vantage, words.httpStatus, words.observation, words.capture];
  return `<h3>${code(url)}</h3>\n${table(rows, heads)}`;
}
