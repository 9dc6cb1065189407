// Values -> pieces of the report's HTML. Whatever a page or a person wrote passes `escapeHtml`.
import { diffArrays } from 'diff';

/** Longer texts are shown whole: nobody reads single words in them, and cutting words is slow. */
const MAX_DIFF_CHARACTERS = 2_000;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text of the page or of people: its own direction, kept from the text around it. */
export function bidi(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

export function code(text: string): string {
  return `<code dir="ltr">${escapeHtml(text)}</code>`;
}

/** A link to a capture's part of the report. */
export function toCapture(id: string): string {
  return `<a class="id" href="#${id}">${code(id)}</a>`;
}

/** Our own words, in which `…` marks a command or a file. */
export function prose(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, '<code dir="ltr">$1</code>');
}

export function time(instant: string): string {
  const shown = instant.replace('T', ' ').replace(/\.\d+Z$/, '');
  return `<time datetime="${escapeHtml(instant)}" dir="ltr">${escapeHtml(shown)}</time>`;
}

export function row(name: string, value: string): string {
  return `<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
}

export function table(rows: readonly string[], caption: readonly string[] = []): string {
  const head =
    caption.length === 0
      ? ''
      : `<thead><tr>${caption.map((each) => `<th scope="col">${each}</th>`).join('')}</tr></thead>\n`;
  return `<table>\n${head}<tbody>\n${rows.filter((each) => each !== '').join('\n')}\n</tbody></table>`;
}

export function list(items: readonly string[], kind: 'ul' | 'ol' = 'ul'): string {
  return `<${kind}>\n${items.map((each) => `<li>${each}</li>`).join('\n')}\n</${kind}>`;
}

export function picture(mediaType: string, bytes: Uint8Array, alt: string): string {
  const base64 = Buffer.from(bytes).toString('base64');
  return `<img alt="${escapeHtml(alt)}" src="data:${escapeHtml(mediaType)};base64,${base64}">`;
}

/** Two texts, each with the words the other lacks marked. */
export function markedPair(before: string, after: string): readonly [string, string] {
  if (before.length + after.length > MAX_DIFF_CHARACTERS) {
    return [`<del>${bidi(before)}</del>`, `<ins>${bidi(after)}</ins>`];
  }
  const sides: [string, string] = ['', ''];
  for (const { value, added, removed } of diffArrays(wordsOf(before), wordsOf(after))) {
    const text = escapeHtml(value.join(''));
    if (!added) sides[0] += removed ? `<del>${text}</del>` : text;
    if (!removed) sides[1] += added ? `<ins>${text}</ins>` : text;
  }
  return [`<bdi>${sides[0]}</bdi>`, `<bdi>${sides[1]}</bdi>`];
}

// Only for showing: no stored result depends on where ICU cuts words.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
