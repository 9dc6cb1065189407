// Watches one by one: added, edited, counted in, with the words and labels they are found by.
import { VestigeError } from '../../errors.js';
import type { Claim, ClaimSighting } from '../../model/claim.js';
import { newWatchId, type WatchId } from '../../model/id.js';
import { type Instant, msOf } from '../../model/instant.js';
import { type PageState, UNSEEN } from '../../model/state.js';
import type { Watch, WatchDraft, WatchPatch } from '../../model/watch.js';
import type { Connection } from './connection.js';
import { COLUMNS, fromRow, toRow, type WatchRow } from './watch-rows.js';

const INSERT = `INSERT INTO watch (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((c) => `@${c}`).join(', ')})`;
const UPDATE = `UPDATE watch SET ${COLUMNS.map((c) => `${c} = @${c}`).join(', ')} WHERE id = @id`;
// The same as in 0011-searching.sql.
const WORDS = `INSERT OR REPLACE INTO watch_words
  SELECT num, words_of(url, case_name, note, labels, claims) FROM watch WHERE id = ?`;
const LABELS = `INSERT INTO watch_label
  SELECT DISTINCT value, num FROM watch, json_each(labels) WHERE watch.id = ?`;
const NO_LABELS = 'DELETE FROM watch_label WHERE num = (SELECT num FROM watch WHERE id = ?)';

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
    this.#makeFound(watch.id);
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
    this.#makeFound(id);
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

  #makeFound(id: WatchId): void {
    this.#connection.sql(WORDS).run(id);
    this.#connection.sql(NO_LABELS).run(id);
    this.#connection.sql(LABELS).run(id);
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
