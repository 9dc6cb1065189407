// One capture -> its part of the report: what was seen, how it was recorded, what is missing.
import { roundInstant } from '../../formats/beacon-time.js';
import { type Digest, digestOf } from '../../model/digest.js';
import type { Manifest } from '../../model/snapshot.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { ExportedCapture } from '../export-input.js';
import type { ReportWords } from '../words/report-words.js';
import { changeItems, claimItems } from './changes.js';
import { controlSection } from './control-section.js';
import { bidi, code, escapeHtml, list, picture, row, table, time } from './markup.js';
import { resolversSection } from './resolvers-section.js';
import { observationSentence } from './sentence.js';

/** As many lines as a person reads; the manifest has them all. */
const MAX_LINES = 40;

/** The article of one capture. */
export async function captureSection(
  blobs: BlobStore,
  one: ExportedCapture,
  words: ReportWords,
): Promise<string> {
  const { capture, manifest, url } = one;
  return `<article id="${capture.id}">
<div class="lead">
<h3>${time(capture.startedAt)} ${bidi(capture.title || url)}</h3>
<p><strong>${words.classes[capture.observation.class]}</strong></p>
<div class="small">${await thumbnail(blobs, manifest, words)}</div>
</div>
${seen(one, words)}
${claims(one, words)}${changes(one, words)}<h4>${words.how}</h4>
${how(manifest, words)}
${await resolversSection(blobs, manifest, words)}${controlSection(manifest, words)}<h4>${words.notCaptured}</h4>
${missing(manifest, words)}
${refusals(manifest, words)}<h4>${words.digests}</h4>
${digests(one, words)}
</article>`;
}

async function thumbnail(
  blobs: BlobStore,
  manifest: Manifest,
  words: ReportWords,
): Promise<string> {
  const file = manifest.files.find(({ role }) => role === 'thumbnail');
  if (file === undefined) return `<p class="note">${words.noPicture}</p>`;
  return picture(file.mediaType, await blobs.get(file.digest), words.picture);
}

function seen(one: ExportedCapture, words: ReportWords): string {
  const { capture, url } = one;
  const { finalUrl, status, observation, state, level } = capture;
  const tookMs = Date.parse(capture.finishedAt) - Date.parse(capture.startedAt);
  return table([
    row(words.address, code(url)),
    finalUrl === null || finalUrl === url ? '' : row(words.ledTo, code(finalUrl)),
    row(words.began, time(capture.startedAt)),
    row(words.ended, time(capture.finishedAt)),
    row(words.took, `<span dir="ltr">${(tookMs / 1000).toFixed(1)} s</span>`),
    row(words.httpStatus, status === null ? words.noAnswer : String(status)),
    row(words.observation, observationSentence(one, words)),
    row(words.rule, code(`${observation.class} (${observation.rule})`)),
    row(words.pageState, `${words.states[state]} (${words.levels[level]})`),
  ]);
}

function claims({ capture }: ExportedCapture, words: ReportWords): string {
  if (capture.claims.length === 0) return '';
  return `<h4>${words.claims}</h4>\n${claimItems(capture.claims, words)}\n`;
}

function changes({ capture }: ExportedCapture, words: ReportWords): string {
  const { changes, comparedWith } = capture;
  const heading = `<h4>${words.changes}</h4>\n`;
  if (changes === null) return `${heading}<p>${words.notCompared}</p>\n`;
  if (comparedWith === null && changes.length === 0) return '';
  if (changes.length === 0) return `${heading}<p>${words.noChanges}</p>\n`;
  return `${heading}${changeItems(changes, words)}\n`;
}

function how(manifest: Manifest, words: ReportWords): string {
  const { provenance, exchanges, mainExchange, interactions } = manifest;
  const main = mainExchange === null ? undefined : exchanges[mainExchange];
  const leaf = main?.tls?.certificates[0];
  const done = [...new Set(interactions.map(({ what }) => what))];
  return table([
    row(words.vantage, bidi(manifest.vantage)),
    ...(provenance === null
      ? []
      : [
          provenance.exit === undefined
            ? ''
            : row(
                words.exit,
                code([...provenance.exit.proxies, ...provenance.exit.addresses].join(' → ')),
              ),
          row(words.software, code(`${provenance.software} (Node ${provenance.node})`)),
          row(words.browser, code(provenance.browser)),
          row(words.system, code(provenance.os)),
          row(words.userAgent, code(provenance.userAgent)),
          row(words.acceptLanguage, code(provenance.acceptLanguage)),
          row(
            words.window,
            code(
              `${provenance.viewport.widthPx} × ${provenance.viewport.heightPx}, ${provenance.timezone}`,
            ),
          ),
        ]),
    main?.remoteAddress == null ? '' : row(words.server, code(main.remoteAddress)),
    leaf === undefined ? '' : row(words.certificate, code(leaf)),
    ...lowerBoundRows(manifest, words),
    row(words.exchanges, String(exchanges.length)),
    done.length === 0
      ? ''
      : row(words.done, `<span lang="en" dir="ltr">${done.map(escapeHtml).join('; ')}</span>`),
  ]);
}

/** Since when it can have been made: what nobody could know before. */
function lowerBoundRows({ notBefore }: Manifest, words: ReportWords): readonly string[] {
  const { drand, checkpoint } = notBefore ?? {};
  const size = checkpoint?.split('\n')[1];
  const said = [
    ...(drand === undefined
      ? []
      : [`${time(roundInstant(drand))} ${code(`drand ${drand.beacon}, ${drand.round}`)}`]),
    ...(size === undefined ? [] : [`${words.logState} (${escapeHtml(size)} ${words.logEntries})`]),
  ];
  return said.length === 0 ? [] : [row(words.notBefore, said.join('<br>'))];
}

function missing({ notCaptured, exchanges }: Manifest, words: ReportWords): string {
  const cut = exchanges
    .filter(({ truncated, error }) => truncated !== null || error !== null)
    .map(({ url, truncated, error }) => ({ url, reason: error ?? `WARC-Truncated: ${truncated}` }));
  const lines = [...notCaptured, ...cut].map(({ url, reason }) => `${code(url)}: ${bidi(reason)}`);
  return lines.length === 0 ? `<p>${words.nothingMissing}</p>` : list(cutAt(lines, words));
}

function refusals({ refused }: Manifest, words: ReportWords): string {
  if (refused.length === 0) return '';
  const lines = refused.map(
    ({ host, port, reason, detail }) =>
      `${code(`${host}:${port}`)}: ${code(reason)} ${bidi(detail)}`,
  );
  return `<h4>${words.refused}</h4>\n${list(cutAt(lines, words))}\n`;
}

function cutAt(lines: readonly string[], words: ReportWords): readonly string[] {
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES), `${words.more}: ${lines.length - MAX_LINES}`];
}

function digests({ capture, manifest, entry }: ExportedCapture, words: ReportWords): string {
  return table([
    row(words.manifest, code(capture.manifest)),
    ...manifest.files.map(({ role, digest }) => row(words.files[role], code(digest))),
    row(
      words.logEntry,
      entry === null ? words.notLogged : place(entry.index, digestOf(entry.entry)),
    ),
  ]);
}

function place(index: number, digest: Digest): string {
  return code(`${index}, ${digest}`);
}
