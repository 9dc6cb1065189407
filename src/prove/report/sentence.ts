// An observation -> one sentence in the report's language, built from what was recorded; the sentence
// as it was recorded, in English, stands beside it where the report is in another.
import type { ExportedCapture } from '../export-input.js';
import type { ReportWords } from '../words/report-words.js';
import { bidi, code, escapeHtml, time } from './markup.js';

/** What was seen, from where and when. */
export function observationSentence(one: ExportedCapture, words: ReportWords): string {
  const { observation, startedAt } = one.capture;
  const original = `<span lang="en" dir="ltr">${escapeHtml(observation.summary)}</span>`;
  if (words.tag === 'en') return original;
  const parts: Readonly<Record<string, string>> = {
    at: time(startedAt),
    vantage: bidi(one.capture.vantage),
    seen: [words.classes[observation.class], ...asides(one, words)].join(' '),
  };
  const sentence = words.sentence.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
  return `${sentence}<br><span class="word">${words.original}: ${original}</span>`;
}

function asides({ capture, manifest }: ExportedCapture, words: ReportWords): readonly string[] {
  const { outcome } = manifest;
  const saw = capture.observation.signals.find(
    ({ id, value }) => id.startsWith('text.') && typeof value === 'string',
  );
  const counts = new Map<string, number>();
  for (const { state } of capture.claims) {
    counts.set(words.claimStates[state], (counts.get(words.claimStates[state]) ?? 0) + 1);
  }
  const claims = [...counts].map(([state, count]) => `${state} ${count}`).join(words.comma);
  return [
    ...(outcome.kind === 'failed'
      ? [`${words.failedStep}: ${code([outcome.step, outcome.netError ?? ''].join(' ').trim())}`]
      : []),
    ...(saw === undefined ? [] : [`${words.sawWords}: ${bidi(`“${String(saw.value)}”`)}`]),
    ...(claims === '' ? [] : [`${words.claims}: ${claims}`]),
  ].map((each) => `(${each})`);
}
