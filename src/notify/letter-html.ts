// A letter -> HTML that mail programs show: styles within the elements, nothing fetched, no script.
import type { Severity } from '../model/change.js';
import type { LetterPicture } from '../ports/notifier.js';
import type { NotifyWords, SaidWords } from './words/words.js';

/** One event in words: a headline, a sentence, facts by name. */
export interface Telling {
  readonly severity: Severity;
  readonly headline: string;
  readonly sentences: readonly string[];
  /** `text` is of the page or of a person where `isForeign`. */
  readonly facts: readonly {
    readonly name: string;
    readonly text: string;
    readonly isForeign: boolean;
  }[];
  readonly link: string;
}

const COLOURS: Readonly<Record<Severity, string>> = {
  critical: '#b3261e',
  high: '#b25e00',
  medium: '#7a6a00',
  low: '#3a6ea5',
  info: '#3f6f4f',
};

/** The whole document. */
export function letterHtml(letter: {
  readonly tellings: readonly Telling[];
  readonly rest: string;
  readonly title: string;
  readonly pictures: readonly LetterPicture[];
  readonly words: NotifyWords;
  readonly said: SaidWords;
}): string {
  const { tellings, rest, title, pictures, words, said } = letter;
  const body = tellings.map((telling) => article(telling, pictures, letter)).join('\n');
  const more = rest === '' ? '' : `<p style="margin:16px 0">${escapeHtml(rest)}</p>`;
  return `<!doctype html>
<html lang="${said.tag}" dir="${said.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:16px;background:#f4f4f2;color:#1c1c1a;font:16px/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans SC','Noto Sans Arabic',sans-serif">
<div style="max-width:640px;margin:0 auto">
${body}
${more}
<p style="margin:24px 0 0;color:#6b6b66;font-size:13px">${escapeHtml(words.footer)}</p>
</div>
</body>
</html>
`;
}

function article(
  { severity, headline, sentences, facts, link }: Telling,
  pictures: readonly LetterPicture[],
  { words, said }: { readonly words: NotifyWords; readonly said: SaidWords },
): string {
  const [edge, far] = said.direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const said1 = sentences
    .map((each) => `<p style="margin:8px 0">${escapeHtml(each)}</p>`)
    .join('\n');
  const rows = facts.map(
    ({ name, text, isForeign }) =>
      `<tr><th scope="row" style="text-align:${edge};vertical-align:top;padding:3px 0;padding-${far}:12px;color:#6b6b66;font-weight:normal;white-space:nowrap">${escapeHtml(name)}</th><td style="padding:3px 0;overflow-wrap:anywhere">${isForeign ? `<bdi>${escapeHtml(text)}</bdi>` : ownText(text)}</td></tr>`,
  );
  return `<div style="background:#fff;border-${edge}:4px solid ${COLOURS[severity]};border-radius:6px;padding:16px 20px;margin:0 0 12px">
<div style="color:${COLOURS[severity]};font-size:13px">${escapeHtml(said.severities[severity])}</div>
<h1 style="font-size:19px;line-height:1.3;margin:2px 0 8px">${escapeHtml(headline)}</h1>
${said1}
<table role="presentation" style="border-collapse:collapse;font-size:15px;margin:8px 0">${rows.join('')}</table>
${picturesHtml(pictures, words)}
<p style="margin:16px 0 4px"><a href="${escapeHtml(link)}" style="display:inline-block;background:#24476b;color:#fff;text-decoration:none;border-radius:5px;padding:9px 16px">${escapeHtml(words.open)}</a></p>
</div>`;
}

/** Our own words; a time reads from left to right in every language. */
function ownText(text: string): string {
  return /^\d{4}-/.test(text) ? `<span dir="ltr">${escapeHtml(text)}</span>` : escapeHtml(text);
}

/** The first shows the page before, the second after. */
function picturesHtml(pictures: readonly LetterPicture[], words: NotifyWords): string {
  if (pictures.length === 0) return '';
  const cells = pictures.map(({ name }) => {
    const caption = name.startsWith('before') ? words.before : words.after;
    return `<td style="vertical-align:top;padding:4px;width:50%"><div style="color:#6b6b66;font-size:13px">${escapeHtml(caption)}</div><img src="cid:${escapeHtml(name)}" alt="${escapeHtml(caption)}" style="width:100%;max-width:300px;height:auto;border:1px solid #d8d8d4"></td>`;
  });
  return `<table role="presentation" style="width:100%;border-collapse:collapse;margin:8px 0"><tr>${cells.join('')}</tr></table>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
