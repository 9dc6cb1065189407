// Small whole records for tests of the catalogue; the site and its words are invented.
import { createHash } from 'node:crypto';
import type { Digest } from '../../src/model/digest.js';
import type { CaptureId, FlagId } from '../../src/model/id.js';
import { type Instant, instantOf } from '../../src/model/instant.js';
import type { JobDraft, LeasedJob } from '../../src/model/job.js';
import type { LogEntryDraft } from '../../src/model/log.js';
import type { Watch, WatchDraft } from '../../src/model/watch.js';
import type { CaptureRecord, FlagMove } from '../../src/ports/catalogue.js';

const START_MS = Date.UTC(2026, 10, 21, 8);

/** `seconds` after the beginning of every test. */
export function at(seconds: number): Instant {
  return instantOf(START_MS + seconds * 1000);
}

export function digest(name: string): Digest {
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

export function draft(path = '/服务/等待时间', change: Partial<WatchDraft> = {}): WatchDraft {
  return {
    url: `https://donghai.test${path}`,
    urlKey: new URL(`https://donghai.test${path}`).href,
    caseName: '东海医院',
    labels: ['waiting-times'],
    every: 'daily',
    timezone: 'Asia/Shanghai',
    claims: ['等待时间两周', 'مدة الانتظار أسبوعان'],
    terms: [],
    ignore: [],
    select: [],
    vantages: [],
    language: null,
    note: '',
    ...change,
  };
}

export function entry(change: Partial<LogEntryDraft> = {}): LogEntryDraft {
  const type = change.type ?? 'watch-added';
  return { v: 1, type, at: at(0), target: null, manifest: null, outcome: type, ...change };
}

export function addition(value: WatchDraft, nextDueAt: Instant | null = at(0)) {
  return { draft: value, nextDueAt, entry: entry({ target: digest(value.url) }) };
}

export function job(watch: Watch, change: Partial<JobDraft> = {}): JobDraft {
  return {
    watchId: watch.id,
    vantage: 'default',
    reason: 'schedule',
    scheduledAt: at(0),
    notBefore: at(0),
    ...change,
  };
}

/** What the pipeline would write for a page seen well. */
export function recordOf(
  watch: Watch,
  lease: Pick<LeasedJob, 'captureId' | 'vantage' | 'attempt'> & Partial<LeasedJob>,
  change: Partial<CaptureRecord> = {},
  manifest: Digest = digest(lease.captureId),
): CaptureRecord {
  const state = { state: 'live', level: 'established' } as const;
  const claims = watch.claims.map(({ id, text }) => {
    return { id, text, state: 'present', found: null, where: null, hidden: false } as const;
  });
  const page = {
    ...watch.page,
    ...state,
    lastGood: lease.captureId,
    version: watch.page.version + 1,
  };
  return {
    capture: {
      id: lease.captureId,
      watchId: watch.id,
      url: watch.url,
      finalUrl: watch.url,
      startedAt: at(10),
      finishedAt: at(14),
      vantage: lease.vantage,
      attempt: lease.attempt,
      status: 200,
      redirects: [],
      title: '东海医院',
      observation: {
        class: 'ok',
        abstain: false,
        rule: 'genuine',
        stage: 'S13',
        signals: [],
        alsoMatched: [],
        rules: digest('rules'),
        summary: 'The page was seen.',
        needs: '',
      },
      ...state,
      comparedWith: null,
      changes: [],
      claims,
      manifest,
      files: { screenshot: null, thumbnail: null, html: null, dom: null, text: null },
    },
    entry: entry({ type: 'capture', at: at(14), manifest, outcome: 'ok' }),
    expectedVersion: watch.page.version,
    page,
    claims,
    flags: [],
    messages: [],
    rechecks: [],
    job: lease.id === undefined ? null : { id: lease.id, owner: lease.owner ?? '' },
    ...change,
  };
}

export function openFlag(watch: Watch, capture: CaptureId, id: FlagId): FlagMove {
  return {
    move: 'open',
    flag: {
      id,
      watchId: watch.id,
      url: watch.url,
      kind: 'takedown',
      class: 'gone-410',
      level: 'provisional',
      severity: 'high',
      summary: 'Answered 410 from default.',
      openedAt: at(20),
      capture,
      lastGood: null,
      changes: [],
    },
  };
}
