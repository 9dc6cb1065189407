// Rows of the tables account and pass <-> accounts and passes.
import type { Account, Pass, PassKind, Role, Scope } from '../../model/access.js';
import { type Instant, msOf } from '../../model/instant.js';
import type { AccessStore } from '../../ports/access-store.js';
import type { Connection } from './connection.js';

interface AccountRow {
  readonly name: string;
  readonly role: string;
  readonly password: string;
  readonly created_at: string;
}

interface PassRow {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly label: string;
  readonly scopes: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

/** A use is written down at most so often: every page view would be a synced write otherwise. */
const NOTE_USE_EVERY_MS = 60_000;

/** The port access-store over the catalogue's file. */
export class AccessTables implements AccessStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async putAccount({ name, role, createdAt }: Account, passwordHash: string): Promise<void> {
    this.#connection.write(() => {
      this.#run('DELETE FROM pass WHERE holder = ?', name);
      this.#run(
        'INSERT OR REPLACE INTO account (name, role, password, created_at) VALUES (?, ?, ?, ?)',
        name,
        role,
        passwordHash,
        createdAt,
      );
    });
  }

  async findAccount(name: string): Promise<{ account: Account; passwordHash: string } | null> {
    return this.#connection.read(() => {
      const row = this.#get<AccountRow>('SELECT * FROM account WHERE name = ?', name);
      return row === undefined ? null : { account: accountFrom(row), passwordHash: row.password };
    });
  }

  async listAccounts(): Promise<readonly Account[]> {
    return this.#connection.read(() =>
      this.#all<AccountRow>('SELECT * FROM account ORDER BY name').map(accountFrom),
    );
  }

  async removeAccount(name: string): Promise<boolean> {
    return this.#connection.write(() => {
      this.#run('DELETE FROM pass WHERE holder = ?', name);
      return this.#run('DELETE FROM account WHERE name = ?', name) > 0;
    });
  }

  async addPass(pass: Pass, secretHash: string): Promise<void> {
    this.#connection.write(() => {
      this.#run('DELETE FROM pass WHERE expires_at < ?', pass.createdAt);
      this.#run(
        `INSERT INTO pass (id, kind, secret_hash, holder, label, scopes, created_at, expires_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        pass.id,
        pass.kind,
        secretHash,
        pass.holder,
        pass.label,
        JSON.stringify(pass.scopes),
        pass.createdAt,
        pass.expiresAt,
      );
    });
  }

  async usePass(kind: PassKind, secretHash: string, now: Instant): Promise<Pass | null> {
    const pass = this.#connection.read(() => this.#valid(kind, secretHash, now));
    if (pass === null) return null;
    const { lastUsedAt } = pass;
    if (lastUsedAt === null || msOf(now) - msOf(lastUsedAt) > NOTE_USE_EVERY_MS) {
      this.#connection.write(() =>
        this.#run('UPDATE pass SET last_used_at = ? WHERE id = ?', now, pass.id),
      );
    }
    return pass;
  }

  async takePass(kind: PassKind, secretHash: string, now: Instant): Promise<Pass | null> {
    return this.#connection.write(() => {
      const pass = this.#valid(kind, secretHash, now);
      if (pass !== null) this.#run('DELETE FROM pass WHERE id = ?', pass.id);
      return pass;
    });
  }

  async listPasses(kind: PassKind, now: Instant): Promise<readonly Pass[]> {
    return this.#connection.read(() =>
      this.#all<PassRow>(
        `SELECT * FROM pass WHERE kind = ? AND (expires_at IS NULL OR expires_at > ?)
          ORDER BY created_at DESC, id`,
        kind,
        now,
      ).map(passFrom),
    );
  }

  async findPass(id: string): Promise<Pass | null> {
    return this.#connection.read(() => {
      const row = this.#get<PassRow>('SELECT * FROM pass WHERE id = ?', id);
      return row === undefined ? null : passFrom(row);
    });
  }

  async removePass(id: string): Promise<boolean> {
    return this.#connection.write(() => this.#run('DELETE FROM pass WHERE id = ?', id) > 0);
  }

  #valid(kind: PassKind, secretHash: string, now: Instant): Pass | null {
    const row = this.#get<PassRow>(
      `SELECT * FROM pass WHERE kind = ? AND secret_hash = ?
        AND (expires_at IS NULL OR expires_at > ?)`,
      kind,
      secretHash,
      now,
    );
    return row === undefined ? null : passFrom(row);
  }

  #run(text: string, ...values: (string | null)[]): number {
    return this.#connection.sql(text).run(...values).changes;
  }

  #get<Row>(text: string, ...values: string[]): Row | undefined {
    return this.#connection.sql(text).get(...values) as Row | undefined;
  }

  #all<Row>(text: string, ...values: string[]): Row[] {
    return this.#connection.sql(text).all(...values) as Row[];
  }
}

function accountFrom(row: AccountRow): Account {
  return { name: row.name, role: row.role as Role, createdAt: row.created_at };
}

function passFrom(row: PassRow): Pass {
  return {
    id: row.id,
    kind: row.kind as PassKind,
    holder: row.holder,
    label: row.label,
    scopes: JSON.parse(row.scopes) as Scope[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
