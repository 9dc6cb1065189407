// Captures -> report/declaration-draft.html: what a qualified person may turn into a declaration under
// Federal Rules of Evidence 902(13) and 902(14). A draft with blanks; nothing is signed for anybody.

import type { ExportInput } from '../export-input.js';
import { reportWords } from '../words/by-language.js';
import { type DeclarationWords, declarationWords } from '../words/declaration-words.js';
import { code, escapeHtml, list, prose, table, time } from './markup.js';
import { STYLE } from './style.js';

const BLANK = '<span class="blank">____________________</span>';

interface Known {
  readonly software: string;
  /** SHA-256 of the signing key's SPKI, DER. */
  readonly fingerprint: string;
}

/** The text of the draft: in English, with a translation beneath each part in another language. */
export function writeDeclaration(input: ExportInput, known: Known): string {
  const [english, translated] = declarationWords(input.language);
  const { tag, direction } = reportWords(input.language);
  const browsers = new Set(
    input.captures.flatMap(({ manifest }) => manifest.provenance?.browser ?? []).map(code),
  );
  const parts: Readonly<Record<string, string>> = {
    software: code(known.software),
    fingerprint: code(known.fingerprint),
    browsers: [...browsers].join(', ') || BLANK,
  };
  const fill = (text: string) =>
    prose(text)
      .replaceAll('____', BLANK)
      .replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
  /** The same in both languages. */
  const both = (pick: (words: DeclarationWords) => string | undefined) => {
    const second = translated === null ? undefined : pick(translated);
    const beneath =
      second === undefined
        ? ''
        : `<span class="translated" lang="${tag}" dir="${direction}">${fill(second)}</span>`;
    return `${fill(pick(english) ?? '')}${beneath}`;
  };
  const paragraphs = english.paragraphs.map((_, i) => both((words) => words.paragraphs[i]));
  const rows = input.captures.map(({ capture, url }) => {
    const cells = [code(capture.id), code(url), time(capture.startedAt), code(capture.manifest)];
    return `<tr>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`${english.title}: ${input.title}`)}</title>
<style>${STYLE}
.blank{white-space:nowrap}ol>li{margin:.9rem 0}.translated{display:block;font-weight:normal;font-size:.94rem;color:#3c4248;margin:.25rem 0}</style>
<p class="note"><strong>${both(({ warning }) => warning)}</strong></p>
${translated === null ? '' : `<p lang="${tag}" dir="${direction}">${translated.translation}</p>\n`}<h1>${both(({ heading }) => heading)}</h1>
<p>${both(({ rules }) => rules)}</p>
${list(paragraphs, 'ol')}
<h2>${both(({ listed }) => listed)}</h2>
${table(
  rows,
  [0, 1, 2, 3].map((i) => both(({ columns }) => columns[i])),
)}
<p>${both(({ oath }) => oath)}</p>
<p>${both(({ oathAbroad }) => oathAbroad)}</p>
<p>${both(({ executed }) => executed)}</p>
<p>${both(({ signature }) => signature)}</p>
</html>
`;
}
