// Rows of the table imported <-> pages that someone else archived.
import type { Digest } from '../../model/digest.js';
import type { ImportedPage } from '../../model/imported.js';
import type { Connection } from './connection.js';

/** The table imported; to be called inside transactions. */
export class ImportedTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** How many were there already. */
  add(pages: readonly ImportedPage[]): number {
    const statement = this.#connection.sql(
      'INSERT INTO imported (id, watch_id, taken_at, payload, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (watch_id, taken_at, payload) DO NOTHING',
    );
    let added = 0;
    for (const page of pages) {
      const { id, watchId, takenAt, payload } = page;
      added += statement.run(id, watchId, takenAt, payload, JSON.stringify(page)).changes;
    }
    return pages.length - added;
  }

  list(watchId: string): readonly ImportedPage[] {
    const rows = this.#connection
      .sql('SELECT body FROM imported WHERE watch_id = ? ORDER BY taken_at DESC, num DESC')
      .all(watchId) as { body: string }[];
    return rows.map(({ body }) => JSON.parse(body) as ImportedPage);
  }

  find(id: string): ImportedPage | null {
    const row = this.#connection.sql('SELECT body FROM imported WHERE id = ?').get(id) as
      | { body: string }
      | undefined;
    return row === undefined ? null : (JSON.parse(row.body) as ImportedPage);
  }

  /** Every blob an imported page needs, and the page. */
  blobsAfter(
    num: number,
    limit: number,
  ): readonly {
    readonly num: number;
    readonly id: ImportedPage['id'];
    readonly blobs: readonly Digest[];
  }[] {
    const rows = this.#connection
      .sql('SELECT num, body FROM imported WHERE num > ? ORDER BY num LIMIT ?')
      .all(num, limit) as { num: number; body: string }[];
    return rows.map(({ num: place, body }) => {
      const { id, payload, text, source } = JSON.parse(body) as ImportedPage;
      return { num: place, id, blobs: [payload, source.digest, ...(text === null ? [] : [text])] };
    });
  }
}
