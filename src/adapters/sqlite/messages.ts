// The port outbox over the tables message, trouble and heartbeat.
import { randomBytes } from 'node:crypto';
import type { Instant } from '../../model/instant.js';
import { instantOf, msOf } from '../../model/instant.js';
import type {
  Delivery,
  Message,
  MessageDraft,
  MessageState,
  NewsEvent,
  OutboxCount,
} from '../../model/message.js';
import type { OpenTrouble, Outbox } from '../../ports/outbox.js';
import type { Connection } from './connection.js';

interface Row {
  readonly num: number;
  readonly key: string;
  readonly notifier: string;
  readonly thread: string | null;
  readonly event: string;
  readonly state: MessageState;
  readonly delivery: string | null;
  readonly tries: number;
  readonly next_at: Instant;
  readonly told_at: Instant | null;
  readonly detail: string;
}

/** More than so many at once are told in one piece: nobody reads forty mails. */
const MANY = 5;
/** Messages in one delivery; what is left goes into the next. */
const MAX_TOGETHER = 200;
/** What was told is kept so long for the settings page. */
const KEPT_MS = 90 * 86_400_000;

export class MessageTables implements Outbox {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** To be called inside a transaction, beside what the messages tell of. */
  put(drafts: readonly MessageDraft[]): void {
    if (drafts.length === 0) return;
    const statement = this.#connection.sql(
      "INSERT INTO message (key, notifier, thread, event, state, next_at) VALUES (?, ?, ?, ?, 'wanted', ?) ON CONFLICT (key) DO NOTHING",
    );
    for (const { key, notifier, thread, event, notBefore } of drafts) {
      statement.run(key, notifier, thread, JSON.stringify(event), notBefore);
    }
  }

  async add(drafts: readonly MessageDraft[]): Promise<void> {
    this.#connection.write(() => this.put(drafts));
  }

  async take(request: {
    now: Instant;
    until: Instant;
    notifiers: readonly string[];
    together: readonly string[];
  }): Promise<readonly Delivery[]> {
    const { now, until, notifiers, together } = request;
    const due = this.#connection.sql(
      "SELECT * FROM message WHERE state = 'wanted' AND next_at <= ? AND notifier = ? ORDER BY num LIMIT ?",
    );
    const isAnyDue = this.#connection.read(
      () =>
        this.#connection
          .sql("SELECT 1 FROM message WHERE state = 'wanted' AND next_at <= ? LIMIT 1")
          .get(now) !== undefined,
    );
    // Asked every few seconds: a look must not wait for, or hold up, those who write.
    if (!isAnyDue) return [];
    return this.#connection.write(() =>
      notifiers.flatMap((name) => {
        const rows = due.all(now, name, MAX_TOGETHER) as Row[];
        const fresh = rows.filter(({ delivery }) => delivery === null);
        const isOne = together.includes(name) || fresh.length > MANY;
        const groups = isOne && fresh.length > 0 ? [fresh] : fresh.map((row) => [row]);
        const ids = new Set(rows.flatMap(({ delivery }) => delivery ?? []));
        const again = [...ids].map((id) => this.#hand(id, until));
        return [...again, ...groups.map((group) => this.#hand(this.#bind(group), until))];
      }),
    );
  }

  /** Makes rows one delivery, under an id of its own. */
  #bind(rows: readonly Row[]): string {
    const id = `d_${randomBytes(12).toString('hex')}`;
    const statement = this.#connection.sql('UPDATE message SET delivery = ? WHERE num = ?');
    for (const { num } of rows) statement.run(id, num);
    return id;
  }

  #hand(id: string, until: Instant): Delivery {
    this.#connection
      .sql("UPDATE message SET next_at = ? WHERE delivery = ? AND state = 'wanted'")
      .run(until, id);
    const rows = this.#connection
      .sql("SELECT * FROM message WHERE delivery = ? AND state = 'wanted' ORDER BY num")
      .all(id) as Row[];
    return toDelivery(rows);
  }

  async told(deliveryId: string, at: Instant, remark: string): Promise<void> {
    this.#connection.write(() => {
      this.#connection
        .sql(
          "UPDATE message SET state = 'told', told_at = ?, detail = ? WHERE delivery = ? AND state <> 'told'",
        )
        .run(at, remark, deliveryId);
      this.#connection
        .sql("DELETE FROM message WHERE state = 'told' AND told_at < ?")
        .run(instantOf(msOf(at) - KEPT_MS));
    });
  }

  async failed(deliveryId: string, reason: string, nextAt: Instant | null): Promise<void> {
    this.#connection.write(() =>
      this.#connection
        .sql(
          "UPDATE message SET state = ?, tries = tries + 1, detail = ?, next_at = COALESCE(?, next_at) WHERE delivery = ? AND state = 'wanted'",
        )
        .run(nextAt === null ? 'dead' : 'wanted', reason, nextAt, deliveryId),
    );
  }

  async putOff(deliveryId: string, nextAt: Instant): Promise<void> {
    this.#connection.write(() =>
      this.#connection
        .sql("UPDATE message SET next_at = ? WHERE delivery = ? AND state = 'wanted'")
        .run(nextAt, deliveryId),
    );
  }

  async revive(notifier: string | null, now: Instant): Promise<number> {
    return this.#connection.write(
      () =>
        this.#connection
          .sql(
            "UPDATE message SET state = 'wanted', tries = 0, next_at = ? WHERE state = 'dead' AND (notifier = ? OR ? IS NULL)",
          )
          .run(now, notifier, notifier).changes,
    );
  }

  async counts(): Promise<readonly OutboxCount[]> {
    return this.#connection.read(
      () =>
        this.#connection
          .sql(
            `SELECT notifier, SUM(state = 'wanted') AS wanted, SUM(state = 'dead') AS dead,
                SUM(state = 'wanted' AND tries > 0) AS failing, MAX(told_at) AS lastToldAt,
                (SELECT detail FROM message AS other WHERE other.notifier = message.notifier
                  ORDER BY tries > 0 AND state <> 'told' DESC, num DESC LIMIT 1) AS detail
              FROM message GROUP BY notifier ORDER BY notifier`,
          )
          .all() as OutboxCount[],
    );
  }

  async list(filter: { state?: MessageState; limit: number }): Promise<readonly Message[]> {
    return this.#connection.read(() =>
      (
        this.#connection
          .sql('SELECT * FROM message WHERE state = ? OR ? IS NULL ORDER BY num DESC LIMIT ?')
          .all(filter.state ?? null, filter.state ?? null, filter.limit) as Row[]
      ).map(toMessage),
    );
  }

  async beat(now: Instant): Promise<Instant | null> {
    return this.#connection.write(() => {
      const row = this.#connection.sql('SELECT at FROM heartbeat').get() as
        | { at: Instant }
        | undefined;
      this.#connection
        .sql('INSERT INTO heartbeat VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at')
        .run(now);
      return row?.at ?? null;
    });
  }

  async openTroubles(): Promise<readonly OpenTrouble[]> {
    return this.#connection.read(
      () =>
        this.#connection.sql('SELECT id, since FROM trouble ORDER BY id').all() as OpenTrouble[],
    );
  }

  async openTrouble(id: string, since: Instant, tell: readonly MessageDraft[]): Promise<boolean> {
    return this.#connection.write(() => {
      const { changes } = this.#connection
        .sql('INSERT INTO trouble VALUES (?, ?) ON CONFLICT DO NOTHING')
        .run(id, since);
      if (changes > 0) this.put(tell);
      return changes > 0;
    });
  }

  async closeTrouble(id: string, tell: readonly MessageDraft[]): Promise<boolean> {
    return this.#connection.write(() => {
      const { changes } = this.#connection.sql('DELETE FROM trouble WHERE id = ?').run(id);
      if (changes > 0) this.put(tell);
      return changes > 0;
    });
  }
}

function toDelivery(rows: readonly Row[]): Delivery {
  const [first] = rows;
  return {
    id: first?.delivery ?? '',
    notifier: first?.notifier ?? '',
    tries: Math.max(0, ...rows.map(({ tries }) => tries)),
    messages: rows.map(toMessage),
  };
}

function toMessage(row: Row): Message {
  const { key, notifier, thread, state, tries, detail } = row;
  const event = JSON.parse(row.event) as NewsEvent;
  return {
    ...{ key, notifier, thread, event, state, tries, detail },
    nextAt: row.next_at,
    toldAt: row.told_at,
  };
}
