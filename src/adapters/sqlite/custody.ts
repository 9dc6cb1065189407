// Custody drafts -> chains that only grow: one for each capture, and one of all acts in the archive.
import { canonicalBytes } from '../../formats/canonical-json.js';
import type { Act, ActDraft, CustodyDraft, CustodyEntry } from '../../model/custody.js';
import { type Digest, digestOf } from '../../model/digest.js';
import type { CaptureId } from '../../model/id.js';
import type { Connection } from './connection.js';

interface Row {
  readonly seq: number;
  readonly entry: Buffer;
}

/** The tables custody and act; to be called inside transactions. */
export class CustodyTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  append(draft: CustodyDraft): void {
    const last = this.#connection
      .sql('SELECT seq, entry FROM custody WHERE capture_id = ? ORDER BY seq DESC LIMIT 1')
      .get(draft.capture) as Row | undefined;
    const seq = last === undefined ? 0 : last.seq + 1;
    const previous = last === undefined ? null : digestOf(last.entry);
    const entry: CustodyEntry = { v: 1, ...draft, seq, previous };
    this.#connection
      .sql('INSERT INTO custody VALUES (?, ?, ?)')
      .run(draft.capture, seq, canonicalBytes(entry));
  }

  has(capture: CaptureId): boolean {
    return this.lines(capture).length > 0;
  }

  /** Oldest first. */
  lines(capture: CaptureId): readonly Uint8Array[] {
    const rows = this.#connection
      .sql('SELECT seq, entry FROM custody WHERE capture_id = ? ORDER BY seq')
      .all(capture) as Row[];
    return rows.map(({ entry }) => entry);
  }

  captures(): readonly CaptureId[] {
    return this.#connection
      .sql('SELECT capture_id FROM custody WHERE seq = 0 ORDER BY capture_id')
      .pluck()
      .all() as CaptureId[];
  }

  appendAct(draft: ActDraft): void {
    const last = this.#connection
      .sql('SELECT seq, entry FROM act ORDER BY seq DESC LIMIT 1')
      .get() as Row | undefined;
    const seq = last === undefined ? 0 : last.seq + 1;
    const previous = last === undefined ? null : digestOf(last.entry);
    const act: Act = { v: 1, ...draft, seq, previous };
    this.#connection.sql('INSERT INTO act VALUES (?, ?)').run(seq, canonicalBytes(act));
  }

  /** Oldest first; with `subject`, those done with it or with a part of it. */
  acts(subject: string | null): readonly Act[] {
    const rows = this.#connection.sql('SELECT seq, entry FROM act ORDER BY seq').all() as Row[];
    const acts = rows.map(({ entry }) => JSON.parse(entry.toString()) as Act);
    if (subject === null) return acts;
    return acts.filter((act) => act.subject === subject || act.subject.startsWith(`${subject}/`));
  }

  /** Digest of the newest act, and how many there are; null before the first. */
  newestAct(): { digest: Digest; count: number } | null {
    const last = this.#connection
      .sql('SELECT seq, entry FROM act ORDER BY seq DESC LIMIT 1')
      .get() as Row | undefined;
    return last === undefined ? null : { digest: digestOf(last.entry), count: last.seq + 1 };
  }
}
