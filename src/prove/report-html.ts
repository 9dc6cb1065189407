// Captures -> report/report.html: one page for people, readable without a network, without scripts,
// in the language asked for.
import { type Digest, digestOf } from '../model/digest.js';
import { isGood } from '../model/observation.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { ExportedCapture, ExportInput } from './export-input.js';
import { REPORT_WORDS, type ReportWords } from './words.js';

const STYLE = `body{font:16px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC","Noto Sans Arabic",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1,h2,h3{line-height:1.3}article{border-top:2px solid #888;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0;overflow-wrap:anywhere}th{white-space:nowrap;font-weight:600}
img{max-width:100%;border:1px solid #888}code{font-size:.85em;overflow-wrap:anywhere}
del{background:#fdd}ins{background:#dfd;text-decoration:none}.note{background:#f4f4f4;padding:.6rem 1rem}
@media print{article{break-inside:avoid}}`;

/** The text of report/report.html; pictures stand inside it. */
export async function writeReport(blobs: BlobStore, input: ExportInput): Promise<string> {
  const words = REPORT_WORDS[input.language];
  const articles: string[] = [];
  for (const one of input.captures) articles.push(await article(blobs, one, words));
  return `<!doctype html>
<html lang="${input.language}" dir="${words.direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(`${words.title}: ${input.title}`)}</title>
<style>${STYLE}</style>
<h1>${words.title}: ${bidi(input.title)}</h1>
${input.description === '' ? '' : `<p>${bidi(input.description)}</p>\n`}<p>${words.intro}</p>
<p class="note">${words.notProved}</p>
${intervals(input.captures, words)}<h2>${words.captures}</h2>
${articles.join('\n')}
</html>
`;
}

async function article(
  blobs: BlobStore,
  { capture, manifest, url, entry }: ExportedCapture,
  words: ReportWords,
): Promise<string> {
  const thumbnail = manifest.files.find(({ role }) => role === 'thumbnail');
  const picture =
    thumbnail === undefined
      ? `<p>${words.noPicture}</p>`
      : `<p><img alt="${escapeHtml(words.picture)}" src="data:${escapeHtml(thumbnail.mediaType)};base64,${(await blobs.get(thumbnail.digest)).toString('base64')}"></p>`;
  const { observation, finalUrl, status } = capture;
  return `<article id="${capture.id}">
<h3>${bidi(capture.title || url)}</h3>
<p><strong>${bidi(observation.summary)}</strong></p>
${picture}
<table>
${row(words.address, code(url))}
${finalUrl === null || finalUrl === url ? '' : row(words.ledTo, code(finalUrl))}
${row(words.began, time(capture.startedAt))}
${row(words.ended, time(capture.finishedAt))}
${row(words.vantage, bidi(capture.vantage))}
${row(words.httpStatus, status === null ? words.noAnswer : String(status))}
${row(words.observation, `${code(observation.class)} (${code(observation.rule)})`)}
${row(words.pageState, `${code(capture.state)} (${code(capture.level)})`)}
</table>
${claims(capture, words)}${changes(capture, words)}
<h4>${words.digests}</h4>
<table>
${row(words.manifest, code(capture.manifest))}
${manifest.files.map(({ role, digest }) => row(code(role), code(digest))).join('\n')}
${row(words.logEntry, entry === null ? words.notLogged : logEntry(entry.index, digestOf(entry.entry)))}
</table>
</article>`;
}

function claims({ claims }: ExportedCapture['capture'], words: ReportWords): string {
  if (claims.length === 0) return '';
  const items = claims.map(({ text, state, found }) => {
    const instead = found === null ? '' : ` – ${words.found}: <ins>${bidi(found)}</ins>`;
    return `<li>${bidi(text)}: <strong>${words.claimStates[state]}</strong>${instead}</li>`;
  });
  return `<h4>${words.claims}</h4>\n<ul>\n${items.join('\n')}\n</ul>\n`;
}

function changes(
  { changes, comparedWith }: ExportedCapture['capture'],
  words: ReportWords,
): string {
  const heading = `<h4>${words.changes}</h4>\n`;
  if (changes === null) return `${heading}<p>${words.notCompared}</p>`;
  if (comparedWith === null && changes.length === 0) return '';
  if (changes.length === 0) return `${heading}<p>${words.noChanges}</p>`;
  const items = changes.map(({ kind, summary, before, after, where }) => {
    const parts = [
      before === null ? '' : `<br>${words.before}: <del>${bidi(before)}</del>`,
      after === null ? '' : `<br>${words.after}: <ins>${bidi(after)}</ins>`,
      `<br>${words.where}: ${code(where)}`,
    ];
    return `<li>${code(kind)}: ${bidi(summary)}${parts.join('')}</li>`;
  });
  return `${heading}<ul>\n${items.join('\n')}\n</ul>`;
}

/** For each watch that was lost in this bundle: between which two captures, never "at" one. */
function intervals(captures: readonly ExportedCapture[], words: ReportWords): string {
  const watches = new Set(captures.map(({ capture }) => capture.watchId));
  const rows = [...watches].flatMap((watchId) => {
    const own = captures.filter((one) => one.capture.watchId === watchId);
    const lastGood = own.findLastIndex(({ capture }) => isGood(capture.observation.class));
    const lost = own.slice(lastGood + 1).find(({ capture }) => !capture.observation.abstain);
    const good = own[lastGood];
    if (good === undefined || lost === undefined) return [];
    return [
      row(words.address, code(good.url)),
      row(words.lastSeen, time(good.capture.startedAt)),
      row(
        words.firstNotSeen,
        `${time(lost.capture.startedAt)} (${code(lost.capture.observation.class)})`,
      ),
    ];
  });
  return rows.length === 0
    ? ''
    : `<h2>${words.interval}</h2>\n<table>\n${rows.join('\n')}\n</table>\n`;
}

function logEntry(index: number, digest: Digest): string {
  return `${index}, ${code(digest)}`;
}

function row(name: string, value: string): string {
  return `<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
}

function time(instant: string): string {
  return `<time datetime="${escapeHtml(instant)}" dir="ltr">${escapeHtml(instant)}</time>`;
}

/** Text of the page or of people: its own direction, kept from the text around it. */
function bidi(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

function code(text: string): string {
  return `<code dir="ltr">${escapeHtml(text)}</code>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
