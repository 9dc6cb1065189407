// Accounts and passes, as they are kept. Methods are whole transactions.
import type { Account, Pass, PassKind } from '../model/access.js';
import type { Instant } from '../model/instant.js';

/**
 * Contract: when a method resolves, what it wrote survives a power cut. A secret is known by its
 * SHA-256 alone. Trust: whoever controls it decides who comes in; never trusted for evidence.
 */
export interface AccessStore {
  /** Adds or replaces an account; passes made for one of that name are void. */
  putAccount(account: Account, passwordHash: string): Promise<void>;
  findAccount(name: string): Promise<{ account: Account; passwordHash: string } | null>;
  /** By name. */
  listAccounts(): Promise<readonly Account[]>;
  /** Its passes are void, too; false when there was none. */
  removeAccount(name: string): Promise<boolean>;
  addPass(pass: Pass, secretHash: string): Promise<void>;
  /** The pass of that kind, still valid at `now`; its use is noted. */
  usePass(kind: PassKind, secretHash: string, now: Instant): Promise<Pass | null>;
  /** The same, and it is void from then on. */
  takePass(kind: PassKind, secretHash: string, now: Instant): Promise<Pass | null>;
  /** Those still valid at `now`, newest first. */
  listPasses(kind: PassKind, now: Instant): Promise<readonly Pass[]>;
  findPass(id: string): Promise<Pass | null>;
  /** False when there was none. */
  removePass(id: string): Promise<boolean>;
}
