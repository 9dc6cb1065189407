// Custody drafts -> chains that only grow, one for each capture.
import { canonicalBytes } from '../../formats/canonical-json.js';
import type { CustodyDraft, CustodyEntry } from '../../model/custody.js';
import { digestOf } from '../../model/digest.js';
import type { CaptureId } from '../../model/id.js';
import type { Connection } from './connection.js';

interface Row {
  readonly seq: number;
  readonly entry: Buffer;
}

/** The table of custody; to be called inside transactions. */
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
}
