// Rows of the table watch <-> watches.
import { VestigeError } from '../../errors.js';
import type { Claim, ClaimSighting } from '../../model/claim.js';
import { newWatchId, type WatchId } from '../../model/id.js';
import { type Instant, instantOf, msOf } from '../../model/instant.js';
import { type PageState, type PageStateName, UNSEEN } from '../../model/state.js';
import type { Watch, WatchDraft, WatchPatch } from '../../model/watch.js';
import type { CaseSummary, WatchCounts, WatchFilter } from '../../ports/catalogue.js';
import type { Connection } from './connection.js';

interface WatchRow {
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

interface CountRow {
  readonly state: PageStateName;
  readonly total: number;
  readonly paused: number;
  readonly overdue: number;
}

interface CaseRow {
  readonly name: string;
  readonly state: PageStateName;
  readonly total: number;
  readonly watches: number;
  readonly last: Instant | null;
}

/** A queue may be long; an hour behind, something is wrong. */
const OVERDUE_MS = 3_600_000;

const COLUMNS = [
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
const CONDITIONS = {
  caseName: 'case_name = @caseName',
  host: 'host = @host',
  state: 'page_state = @state',
  label: 'EXISTS (SELECT 1 FROM json_each(labels) WHERE value = @label)',
  urlKey: 'url_key = @urlKey',
  text: `instr(lower(url || char(10) || case_name || char(10) || note || char(10) || claims), lower(@text)) > 0`,
  paused: 'paused = @paused',
  dueBefore: 'next_due_at < @dueBefore AND paused = 0',
  after: 'num > (SELECT num FROM watch WHERE id = @after)',
} as const;
const INSERT = `INSERT INTO watch (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((c) => `@${c}`).join(', ')})`;
const UPDATE = `UPDATE watch SET ${COLUMNS.map((c) => `${c} = @${c}`).join(', ')} WHERE id = @id`;

/** The table watch; to be called inside transactions. */
export class WatchTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A new watch, or null when the case watches that URL already. */
  add(draft: WatchDraft, nextDueAt: Instant | null, at: Instant): Watch | null {
    if (this.findByUrl(draft.caseName, draft.urlKey) !== null) return null;
    const { claims, ...rest } = draft;
    const texts = [...new Set(claims)];
    const watch: Watch = {
      ...rest,
      id: newWatchId(msOf(at)),
      host: hostOf(draft),
      createdAt: at,
      paused: false,
      removedAt: null,
      claims: texts.map((text, index) => newClaim(index + 1, text)),
      page: UNSEEN,
      lastCaptureAt: null,
      nextDueAt,
    };
    this.#connection.sql(INSERT).run(toRow(watch, texts.length));
    return watch;
  }

  find(id: string): Watch | null {
    const row = this.#row(id);
    return row === undefined ? null : fromRow(row);
  }

  /** @throws WATCH_NOT_FOUND */
  require(id: string): Watch {
    const watch = this.find(id);
    if (watch === null) throw new VestigeError('WATCH_NOT_FOUND', `There is no watch ${id}.`);
    return watch;
  }

  /** One that is still watched; in any case where `caseName` is null. */
  findByUrl(caseName: string | null, urlKey: string): Watch | null {
    const row = (
      caseName === null
        ? this.#connection
            .sql('SELECT * FROM watch WHERE url_key = ? AND removed_at IS NULL ORDER BY num')
            .get(urlKey)
        : this.#connection
            .sql('SELECT * FROM watch WHERE case_name = ? AND url_key = ? AND removed_at IS NULL')
            .get(caseName, urlKey)
    ) as WatchRow | undefined;
    return row === undefined ? null : fromRow(row);
  }

  list(filter: WatchFilter): readonly Watch[] {
    const { removed = false, limit = -1, ...rest } = filter;
    const wanted = rest.paused === undefined ? rest : { ...rest, paused: Number(rest.paused) };
    // Only what is asked for: SQLite finds an index for a condition that always holds, or none.
    const conditions = [
      ...(removed ? [] : ['removed_at IS NULL']),
      ...Object.entries(CONDITIONS)
        .filter(([name]) => name in wanted)
        .map(([, condition]) => condition),
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = this.#connection
      .sql(`SELECT * FROM watch ${where} ORDER BY num LIMIT @limit`)
      .all({ ...wanted, limit }) as WatchRow[];
    return rows.map(fromRow);
  }

  count(now: Instant): WatchCounts {
    const rows = this.#connection
      .sql(
        `SELECT page_state AS state, count(*) AS total, sum(paused) AS paused,
            count(*) FILTER (WHERE paused = 0 AND next_due_at < @overdue) AS overdue
          FROM watch INDEXED BY watch_faring WHERE removed_at IS NULL GROUP BY page_state`,
      )
      .all({ overdue: instantOf(msOf(now) - OVERDUE_MS) }) as CountRow[];
    const sum = (of: 'total' | 'paused' | 'overdue') => rows.reduce((all, row) => all + row[of], 0);
    return {
      total: sum('total'),
      paused: sum('paused'),
      overdue: sum('overdue'),
      states: Object.fromEntries(rows.map(({ state, total }) => [state, total])),
    };
  }

  cases(): readonly CaseSummary[] {
    const rows = this.#connection
      .sql(
        `SELECT case_name AS name, page_state AS state, count(*) AS total,
            count(*) FILTER (WHERE removed_at IS NULL) AS watches,
            max(last_capture_at) AS last
          FROM watch GROUP BY case_name, page_state ORDER BY case_name`,
      )
      .all() as CaseRow[];
    const flags = this.#connection
      .sql(
        `SELECT watch.case_name AS name, count(*) AS total FROM flag
          JOIN watch ON watch.id = flag.watch_id WHERE flag.closed_at IS NULL GROUP BY case_name`,
      )
      .all() as { readonly name: string; readonly total: number }[];
    const openFlags = new Map(flags.map(({ name, total }) => [name, total]));
    const names = [...new Set(rows.map(({ name }) => name))];
    return names.map((name) => {
      const own = rows.filter((row) => row.name === name);
      const looks = own.map(({ last }) => last).filter((last) => last !== null);
      return {
        name,
        watches: own.reduce((all, row) => all + row.watches, 0),
        openFlags: openFlags.get(name) ?? 0,
        states: Object.fromEntries(
          own.filter((row) => row.watches > 0).map((row) => [row.state, row.watches]),
        ),
        lastCaptureAt: looks.sort().at(-1) ?? null,
      };
    });
  }

  listDue(now: Instant, limit: number): readonly Watch[] {
    const rows = this.#connection
      .sql(
        `SELECT * FROM watch WHERE next_due_at <= ? AND removed_at IS NULL AND paused = 0
          ORDER BY next_due_at LIMIT ?`,
      )
      .all(now, limit) as WatchRow[];
    return rows.map(fromRow);
  }

  /** @throws WATCH_NOT_FOUND, INPUT_INVALID when the new case watches the URL already. */
  update(id: WatchId, patch: WatchPatch, nextDueAt: Instant | null): Watch {
    const before = this.require(id);
    const { claims: texts, ...rest } = patch;
    const madeBefore = this.#row(id)?.claims_made ?? 0;
    const claims =
      texts === undefined ? before.claims : mergeClaims(before.claims, texts, madeBefore);
    const made = claims.reduce((most, { id: k }) => Math.max(most, Number(k.slice(1))), madeBefore);
    const changed: Watch = { ...before, ...rest, claims };
    const isActive = !changed.paused && changed.removedAt === null;
    const watch: Watch = { ...changed, nextDueAt: isActive ? nextDueAt : null };
    const other = this.findByUrl(watch.caseName, watch.urlKey);
    if (other !== null && other.id !== id && watch.removedAt === null) {
      throw new VestigeError(
        'INPUT_INVALID',
        `The case ${watch.caseName} watches ${watch.url} already, as ${other.id}.`,
      );
    }
    this.#connection.sql(UPDATE).run(toRow(watch, made));
    return watch;
  }

  remove(id: WatchId, at: Instant): Watch {
    this.#connection
      .sql(
        'UPDATE watch SET removed_at = ?, next_due_at = NULL WHERE id = ? AND removed_at IS NULL',
      )
      .run(at, id);
    return this.require(id);
  }

  /** Moves the due time on; false when it is no longer `dueAt`, or nobody watches. */
  advance(id: WatchId, dueAt: Instant, nextDueAt: Instant | null): boolean {
    const { changes } = this.#connection
      .sql(
        `UPDATE watch SET next_due_at = ?
          WHERE id = ? AND next_due_at = ? AND removed_at IS NULL AND paused = 0`,
      )
      .run(nextDueAt, id, dueAt);
    return changes === 1;
  }

  /** Counts a capture in: the page's new state, and what it showed of the claims. */
  recordPage(watch: Watch, page: PageState, claims: readonly ClaimSighting[], at: Instant): void {
    const sightings = new Map(claims.map((sighting) => [sighting.id, sighting.state]));
    const seen = watch.claims.map((claim): Claim => {
      const state = sightings.get(claim.id) ?? claim.state;
      return state === claim.state ? claim : { ...claim, state, since: at };
    });
    const last = watch.lastCaptureAt;
    this.#connection
      .sql(
        `UPDATE watch SET page = ?, page_state = ?, page_version = ?, claims = ?, last_capture_at = ?
          WHERE id = ?`,
      )
      .run(
        JSON.stringify(page),
        page.state,
        page.version,
        JSON.stringify(seen),
        last !== null && last > at ? last : at,
        watch.id,
      );
  }

  #row(id: string): WatchRow | undefined {
    return this.#connection.sql('SELECT * FROM watch WHERE id = ?').get(id) as WatchRow | undefined;
  }
}

/** A claim whose text stays keeps its id and what is known of it; numbers are never given twice. */
function mergeClaims(
  before: readonly Claim[],
  texts: readonly string[],
  made: number,
): readonly Claim[] {
  const known = new Map(before.map((claim) => [claim.text, claim]));
  let next = made;
  return [...new Set(texts)].map((text) => {
    const claim = known.get(text);
    if (claim !== undefined) return claim;
    next += 1;
    return newClaim(next, text);
  });
}

function newClaim(number: number, text: string): Claim {
  return { id: `k${number}`, text, state: 'unknown', since: null };
}

function hostOf(draft: WatchDraft): string {
  try {
    return new URL(draft.urlKey).hostname;
  } catch (cause) {
    throw new VestigeError('INPUT_INVALID', `${draft.urlKey} is not an address.`, { cause });
  }
}

function toRow(watch: Watch, claimsMade: number): WatchRow & Record<string, unknown> {
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

function fromRow(row: WatchRow): Watch {
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
