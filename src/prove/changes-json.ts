// Captures -> report/changes.json: what each showed and how it differs from the one before, for programs.
import { canonicalJson } from '../formats/canonical-json.js';
import type { ExportedCapture } from './export-input.js';

/** The text of report/changes.json. */
export function writeChanges(captures: readonly ExportedCapture[]): string {
  return canonicalJson({
    v: 1,
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
