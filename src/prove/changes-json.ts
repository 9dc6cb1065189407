// Captures -> report/changes.json: what each showed, how it differs from the one before, and between
// which looks a page was lost or changed, for programs.
import { canonicalJson } from '../formats/canonical-json.js';
import type { Flag } from '../model/flag.js';
import type { ExportInput } from './export-input.js';
import { historiesOf } from './report/history.js';

/** The text of report/changes.json. */
export function writeChanges({ captures, gaps = [], flag }: ExportInput): string {
  return canonicalJson({
    v: 1,
    flag: flag === undefined ? null : aboutFlag(flag),
    gaps: gaps.map(({ watchId, ...gap }) => ({ watch: watchId, ...gap })),
    intervals: historiesOf(captures, gaps).flatMap(({ intervals }) => intervals),
    captures: captures.map(({ capture, url }) => ({
      capture: capture.id,
      watch: capture.watchId,
      url,
      finalUrl: capture.finalUrl,
      startedAt: capture.startedAt,
      finishedAt: capture.finishedAt,
      vantage: capture.vantage,
      status: capture.status,
      observation: {
        class: capture.observation.class,
        abstain: capture.observation.abstain,
        rule: capture.observation.rule,
        summary: capture.observation.summary,
      },
      state: capture.state,
      level: capture.level,
      comparedWith: capture.comparedWith,
      changes: capture.changes,
      claims: capture.claims,
      manifest: capture.manifest,
    })),
  });
}

/** Without what people noted beside it, which is theirs. */
function aboutFlag({ id, kind, level, severity, openedAt, closedAt, ...flag }: Flag) {
  const { class: name, summary, capture, lastGood } = flag;
  return { id, kind, class: name, level, severity, summary, openedAt, closedAt, capture, lastGood };
}
