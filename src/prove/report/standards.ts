// What guides and standards ask of a web capture -> where it stands in the bundle. Clauses as read:
// Berkeley Protocol (2022) ¶¶154–155, SWGDE 21-F-001 v1.1 (2024), ISO/IEC 27037:2012.

import type { ExportedCapture } from '../export-input.js';
import type { ReportWords, StandardField } from '../words/report-words.js';
import { bidi, code, table } from './markup.js';

interface Row {
  readonly by: string;
  /** Files of the bundle, and the fields of them that answer. */
  readonly where: readonly string[];
}

const ROWS: Readonly<Record<StandardField, Row>> = {
  url: { by: 'Berkeley ¶155 a', where: ['provenance/<capture>.json: url, redirects, finalUrl'] },
  source: {
    by: 'Berkeley ¶155 b; SWGDE 7.2',
    where: ['archive/data.warc.gz: response', 'archive/data.warc.gz: urn:dom:'],
  },
  picture: {
    by: 'Berkeley ¶155 c',
    where: ['archive/data.warc.gz: urn:fullPage:, WARC-Date'],
  },
  media: { by: 'Berkeley ¶155 d', where: ['archive/data.warc.gz: response'] },
  context: {
    by: 'Berkeley ¶155 e, f',
    where: ['archive/data.warc.gz: urn:reading:, response', 'report/changes.json'],
  },
  collector: { by: 'Berkeley ¶155 g; ISO 27037', where: [] },
  time: {
    by: 'Berkeley ¶155 g; SWGDE 7.5',
    where: ['provenance/<capture>.json: scheduledAt, startedAt, finishedAt', 'proof/checkpoint.*'],
  },
  place: {
    by: 'Berkeley ¶155 g; SWGDE 4.1, 7.5',
    where: ['provenance/<capture>.json: vantage, provenance.exit, provenance.userAgent'],
  },
  tool: {
    by: 'SWGDE 4.1, 4.3; FRE 901(b)(9)',
    where: ['provenance/<capture>.json: provenance', 'datapackage.json: software'],
  },
  traffic: {
    by: 'SWGDE 7.4',
    where: [
      'archive/data.warc.gz: request, response',
      'provenance/<capture>.certs.pem',
      'provenance/<capture>.handshakes.json',
      'provenance/<capture>.dns.json',
    ],
  },
  hash: {
    by: 'Berkeley ¶155 h; SWGDE 7.3; FRE 902(14)',
    where: ['datapackage.json: resources', 'provenance/<capture>.json', 'proof/*.entry.json'],
  },
  custody: { by: 'ISO 27037; Berkeley', where: ['proof/custody.jsonl', 'proof/*.tlog-proof'] },
  repeat: {
    by: 'ISO 27037; SWGDE 3.1',
    where: ['provenance/<capture>.json: provenance.settings, interactions'],
  },
  alterations: {
    by: 'Berkeley ¶154',
    where: ['provenance/<capture>.json: files, notCaptured, refused', 'proof/VERIFY.md'],
  },
};

/** Field by field; what nobody said is said to be missing. */
export function standardsTable(
  words: ReportWords,
  captures: readonly ExportedCapture[] = [],
): string {
  const collectors = collectorsOf(captures);
  const rows = (Object.keys(ROWS) as StandardField[]).map((field) => {
    const { by, where } = ROWS[field];
    const own = field === 'collector' ? collectors : [];
    const answer =
      where.length + own.length === 0 ? words.withheld : [...own, ...where.map(code)].join('<br>');
    return `<tr><th scope="row">${words.fields[field]}</th><td><span dir="ltr">${by}</span></td><td>${answer}</td></tr>`;
  });
  return table(rows, [words.field, words.standard, words.inBundle]);
}

/** Who is named in the manifests, each once, and where that stands. */
function collectorsOf(captures: readonly ExportedCapture[]): readonly string[] {
  const named = captures.flatMap(({ manifest: { collector } }) => {
    if (collector === undefined) return [];
    const { name, role, organisation, sealedIdentity } = collector;
    const sealed = sealedIdentity === null ? '' : `<br>${code(sealedIdentity)}`;
    return [`${bidi([name, role, organisation].filter(Boolean).join(', '))}${sealed}`];
  });
  if (named.length === 0) return [];
  return [...new Set(named), code('provenance/<capture>.json: collector')];
}
