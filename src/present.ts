// Values of the model -> the JSON shapes promised to the outside (INTERFACE, Shapes).
import type { Capture } from './model/capture.js';
import type { Flag } from './model/flag.js';
import type { ImportedPage } from './model/imported.js';
import type { Gap } from './model/job.js';
import type { Watch } from './model/watch.js';

/** The outside shape of a watch. */
export function presentWatch(watch: Watch) {
  return {
    id: watch.id,
    url: watch.url,
    case: watch.caseName,
    labels: watch.labels,
    every: watch.every,
    timezone: watch.timezone,
    note: watch.note,
    language: watch.language,
    vantages: watch.vantages,
    terms: watch.terms,
    ignore: watch.ignore,
    select: watch.select,
    paused: watch.paused,
    removedAt: watch.removedAt,
    createdAt: watch.createdAt,
    state: watch.page.state,
    level: watch.page.level,
    since: watch.page.since,
    lastGood: watch.page.lastGood,
    recent: watch.page.recent.map(({ capture, at, class: name }) => ({ capture, at, class: name })),
    lastCaptureAt: watch.lastCaptureAt,
    nextDueAt: watch.nextDueAt,
    claims: watch.claims.map(({ id, text, state, since }) => ({ id, text, state, since })),
  };
}

/** The outside shape of a capture. */
export function presentCapture(capture: Capture) {
  const { observation } = capture;
  return {
    id: capture.id,
    watch: capture.watchId,
    url: capture.url,
    finalUrl: capture.finalUrl,
    title: capture.title,
    startedAt: capture.startedAt,
    finishedAt: capture.finishedAt,
    vantage: capture.vantage,
    attempt: capture.attempt,
    status: capture.status,
    redirects: capture.redirects,
    observation,
    state: capture.state,
    level: capture.level,
    comparedWith: capture.comparedWith,
    changes: capture.changes ?? [],
    changesComplete: capture.changes !== null,
    claims: capture.claims.map(({ id, text, state, found, where, hidden }) => ({
      id,
      text,
      state,
      found,
      where,
      hidden,
    })),
    manifest: capture.manifest,
    logIndex: capture.logIndex,
    files: capture.files,
  };
}

/** The outside shape of a flag. */
export function presentFlag(flag: Flag) {
  return {
    id: flag.id,
    watch: flag.watchId,
    case: flag.caseName,
    url: flag.url,
    kind: flag.kind,
    class: flag.class,
    level: flag.level,
    severity: flag.severity,
    summary: flag.summary,
    openedAt: flag.openedAt,
    closedAt: flag.closedAt,
    capture: flag.capture,
    lastGood: flag.lastGood,
    changes: flag.changes,
    acknowledged: flag.acknowledged,
    note: flag.note,
    assignee: flag.assignee,
  };
}

/** The outside shape of a gap. */
export function presentGap({ from, to, missed, reason }: Gap) {
  return { from, to, missed, reason };
}

/** The outside shape of a page that someone else archived. */
export function presentImported({ watchId, ...page }: ImportedPage) {
  return { ...page, watch: watchId, imported: true };
}
