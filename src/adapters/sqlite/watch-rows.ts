// Rows of the table watch <-> watches.
import type { Claim } from '../../model/claim.js';
import type { WatchId } from '../../model/id.js';
import type { PageState } from '../../model/state.js';
import type { Watch } from '../../model/watch.js';

export interface WatchRow {
  readonly id: string;
  readonly url: string;
  readonly url_key: string;
  readonly host: string;
  readonly case_name: string;
  readonly labels: string;
  readonly every: string;
  readonly timezone: string;
  readonly terms: string;
  readonly ignored: string;
  readonly selected: string;
  readonly vantages: string;
  readonly language: string | null;
  readonly note: string;
  readonly claims: string;
  readonly claims_made: number;
  readonly created_at: string;
  readonly paused: number;
  readonly removed_at: string | null;
  readonly page: string;
  readonly last_capture_at: string | null;
  readonly next_due_at: string | null;
}

export const COLUMNS = [
  'id',
  'url',
  'url_key',
  'host',
  'case_name',
  'labels',
  'every',
  'timezone',
  'terms',
  'ignored',
  'selected',
  'vantages',
  'language',
  'note',
  'claims',
  'claims_made',
  'created_at',
  'paused',
  'removed_at',
  'page',
  'page_state',
  'page_version',
  'last_capture_at',
  'next_due_at',
];
export function toRow(watch: Watch, claimsMade: number): WatchRow & Record<string, unknown> {
  return {
    id: watch.id,
    url: watch.url,
    url_key: watch.urlKey,
    host: watch.host,
    case_name: watch.caseName,
    labels: JSON.stringify(watch.labels),
    every: watch.every,
    timezone: watch.timezone,
    terms: JSON.stringify(watch.terms),
    ignored: JSON.stringify(watch.ignore),
    selected: JSON.stringify(watch.select),
    vantages: JSON.stringify(watch.vantages),
    language: watch.language,
    note: watch.note,
    claims: JSON.stringify(watch.claims),
    claims_made: claimsMade,
    created_at: watch.createdAt,
    paused: watch.paused ? 1 : 0,
    removed_at: watch.removedAt,
    page: JSON.stringify(watch.page),
    page_state: watch.page.state,
    page_version: watch.page.version,
    last_capture_at: watch.lastCaptureAt,
    next_due_at: watch.nextDueAt,
  };
}

export function fromRow(row: WatchRow): Watch {
  return {
    id: row.id as WatchId,
    url: row.url,
    urlKey: row.url_key,
    host: row.host,
    caseName: row.case_name,
    labels: JSON.parse(row.labels) as string[],
    every: row.every,
    timezone: row.timezone,
    terms: JSON.parse(row.terms) as string[],
    ignore: JSON.parse(row.ignored) as string[],
    select: JSON.parse(row.selected) as string[],
    vantages: JSON.parse(row.vantages) as string[],
    language: row.language,
    note: row.note,
    createdAt: row.created_at,
    paused: row.paused === 1,
    removedAt: row.removed_at,
    claims: JSON.parse(row.claims) as Claim[],
    page: JSON.parse(row.page) as PageState,
    lastCaptureAt: row.last_capture_at,
    nextDueAt: row.next_due_at,
  };
}
