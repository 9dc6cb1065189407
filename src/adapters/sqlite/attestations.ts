// The outbox of notaries and what they gave, checkpoint by checkpoint.
import type {
  Attestation,
  AttestationFile,
  KeptCheckpoint,
  NotaryAnswer,
  NotaryKind,
} from '../../model/attestation.js';
import type { Instant } from '../../model/instant.js';
import type { Connection } from './connection.js';

interface Row extends Omit<Attestation, 'nextAt'> {
  readonly next_at: Instant;
}

const COLUMNS = 'size, notary, kind, state, tries, next_at, at, detail';

/** The tables of attestations; to be called inside transactions. */
export class AttestationTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  want(
    size: number,
    notaries: readonly { readonly name: string; readonly kind: NotaryKind }[],
    now: Instant,
  ): void {
    const statement = this.#connection.sql(
      "INSERT INTO attestation (size, notary, kind, state, next_at) VALUES (?, ?, ?, 'wanted', ?) ON CONFLICT DO NOTHING",
    );
    for (const { name, kind } of notaries) statement.run(size, name, kind, now);
  }

  /** Takes what is due, and puts it off to `until` so that no other process asks meanwhile. */
  take(now: Instant, until: Instant, size: number | null): readonly Attestation[] {
    const due = this.#connection
      .sql(
        `SELECT ${COLUMNS} FROM attestation WHERE state IN ('wanted', 'pending') AND (next_at <= ? OR size = ?) ORDER BY size DESC, notary LIMIT 100`,
      )
      .all(now, size ?? -1) as Row[];
    const putOff = this.#connection.sql(
      'UPDATE attestation SET next_at = ? WHERE size = ? AND notary = ?',
    );
    for (const row of due) putOff.run(until, row.size, row.notary);
    return due.map(toAttestation);
  }

  answered(size: number, notary: string, answer: NotaryAnswer, nextAt: Instant): void {
    const { state, at, detail } = answer;
    this.#connection
      .sql(
        'UPDATE attestation SET state = ?, at = ?, detail = ?, next_at = ?, tries = 0 WHERE size = ? AND notary = ?',
      )
      .run(state, at, detail, nextAt, size, notary);
    const put = this.#connection.sql('INSERT OR REPLACE INTO attestation_file VALUES (?, ?, ?, ?)');
    for (const { name, bytes } of answer.files) put.run(size, notary, name, bytes);
    // What was never begun for smaller trees is proved through this one.
    this.#connection
      .sql(
        "UPDATE attestation SET state = 'superseded' WHERE notary = ? AND size < ? AND state = 'wanted'",
      )
      .run(notary, size);
  }

  failed(size: number, notary: string, reason: string, nextAt: Instant): void {
    this.#connection
      .sql(
        'UPDATE attestation SET detail = ?, next_at = ?, tries = tries + 1 WHERE size = ? AND notary = ?',
      )
      .run(reason, nextAt, size, notary);
  }

  files(size: number, notary?: string): readonly AttestationFile[] {
    return this.#connection
      .sql(
        'SELECT name, bytes FROM attestation_file WHERE size = ? AND (notary = ? OR ? IS NULL) ORDER BY name',
      )
      .all(size, notary ?? null, notary ?? null) as AttestationFile[];
  }

  /** Signed checkpoints of at least `minSize` entries, the largest first. */
  checkpoints(minSize: number, limit: number): readonly KeptCheckpoint[] {
    const rows = this.#connection
      .sql('SELECT size, note FROM checkpoint WHERE size >= ? ORDER BY size DESC LIMIT ?')
      .all(minSize, limit) as { size: number; note: string }[];
    const own = this.#connection.sql(
      `SELECT ${COLUMNS} FROM attestation WHERE size = ? ORDER BY notary`,
    );
    return rows.map(({ size, note }) => {
      return { size, note, attestations: (own.all(size) as Row[]).map(toAttestation) };
    });
  }
}

function toAttestation({ next_at: nextAt, ...rest }: Row): Attestation {
  return { ...rest, nextAt };
}
