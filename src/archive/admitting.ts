// Use cases of access: accounts, sign-in, sessions and tokens.
import { createHash, randomBytes } from 'node:crypto';
import { VestigeError } from '../errors.js';
import {
  type Account,
  LOCAL_HOLDER,
  type Pass,
  type PassKind,
  type Role,
  type Scope,
  scopesOf,
} from '../model/access.js';
import { instantOf } from '../model/instant.js';
import type { ArchiveDeps } from './deps.js';

/** A pass with its secret, which is told this once and kept nowhere. */
export interface FreshPass {
  readonly secret: string;
  readonly pass: Pass;
}

export interface TokenWish {
  readonly holder: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Days until it ends, or null. */
  readonly days: number | null;
}

export interface Admitting {
  /** A secret for one sign-in on this machine, good for a day. */
  makeSignInLink(): Promise<FreshPass>;
  /** Null when the link was used, or is none. */
  signInByLink(secret: string, browser: string): Promise<FreshPass | null>;
  /** @throws SIGN_IN_FAILED */
  signIn(name: string, password: string, browser: string): Promise<FreshPass>;
  /** Whose session or token it is, or null. */
  identify(kind: 'session' | 'token', secret: string): Promise<Pass | null>;
  /** Adds an account, or gives it a new role and password. @throws INPUT_INVALID */
  putAccount(name: string, role: Role, password: string): Promise<Account>;
  listAccounts(): Promise<readonly Account[]>;
  /** @throws ACCOUNT_NOT_FOUND */
  removeAccount(name: string): Promise<void>;
  makeToken(wish: TokenWish): Promise<FreshPass>;
  listPasses(kind: PassKind): Promise<readonly Pass[]>;
  /** @throws PASS_NOT_FOUND */
  findPass(id: string): Promise<Pass>;
  /** @throws PASS_NOT_FOUND */
  revokePass(id: string): Promise<void>;
}

const DAY_MS = 86_400_000;
const SESSION_DAYS = 14;
/** NIST SP 800-63B-4 §3.1.1.2 for a password that is the only factor. */
const LEAST_PASSWORD_CHARACTERS = 15;
const ACCOUNT_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;

/** The use cases of access over `deps`. */
export function createAdmitting(deps: ArchiveDeps): Admitting {
  const { access, passwords, clock } = deps;
  const now = () => instantOf(clock.nowMs());
  const fresh = async (
    kind: PassKind,
    holder: string,
    label: string,
    scopes: readonly Scope[],
    days: number | null,
  ): Promise<FreshPass> => {
    const secret = randomBytes(32).toString('base64url');
    const pass: Pass = {
      id: `p_${randomBytes(10).toString('hex')}`,
      kind,
      holder,
      label,
      scopes,
      createdAt: now(),
      expiresAt: days === null ? null : instantOf(clock.nowMs() + days * DAY_MS),
      lastUsedAt: null,
    };
    await access.addPass(pass, hashOf(secret));
    return { secret, pass };
  };
  const session = (holder: string, role: Role, browser: string) =>
    fresh('session', holder, browser.slice(0, 200), scopesOf(role), SESSION_DAYS);
  // What is compared with when there is no such account, so that it takes as long.
  let nobody: Promise<string> | null = null;

  return {
    makeSignInLink: () => fresh('link', LOCAL_HOLDER, '', [], 1),
    async signInByLink(secret, browser) {
      const link = await access.takePass('link', hashOf(secret), now());
      return link === null ? null : session(LOCAL_HOLDER, 'admin', browser);
    },
    async signIn(name, password, browser) {
      const found = await access.findAccount(name.normalize('NFC'));
      nobody ??= passwords.hash(randomBytes(16).toString('hex'));
      const isRight = await passwords.verify(found?.passwordHash ?? (await nobody), password);
      if (found === null || !isRight) {
        throw new VestigeError('SIGN_IN_FAILED', 'The name or the password is wrong.');
      }
      return session(found.account.name, found.account.role, browser);
    },
    identify: (kind, secret) => access.usePass(kind, hashOf(secret), now()),
    async putAccount(given, role, password) {
      const name = given.trim().normalize('NFC');
      checkAccount(name, password);
      const account: Account = { name, role, createdAt: now() };
      await access.putAccount(account, await passwords.hash(password));
      return account;
    },
    listAccounts: () => access.listAccounts(),
    async removeAccount(name) {
      if (!(await access.removeAccount(name.normalize('NFC')))) {
        throw new VestigeError('ACCOUNT_NOT_FOUND', `There is no account ${name}.`);
      }
    },
    makeToken: ({ holder, label, scopes, days }) => fresh('token', holder, label, scopes, days),
    listPasses: (kind) => access.listPasses(kind, now()),
    async findPass(id) {
      const pass = await access.findPass(id);
      if (pass === null) throw noPass(id);
      return pass;
    },
    async revokePass(id) {
      if (!(await access.removePass(id))) throw noPass(id);
    },
  };
}

function checkAccount(name: string, password: string): void {
  if (!ACCOUNT_NAME.test(name) || name === LOCAL_HOLDER) {
    throw new VestigeError(
      'INPUT_INVALID',
      `"${name}" cannot be the name of an account: letters, digits and . _ @ - are allowed, 64 at most, and not "${LOCAL_HOLDER}".`,
    );
  }
  const { length } = [...password];
  if (length < LEAST_PASSWORD_CHARACTERS || length > 1024) {
    throw new VestigeError(
      'INPUT_INVALID',
      `The password has ${length} characters; ${LEAST_PASSWORD_CHARACTERS} to 1024 are allowed. Four or five words are easy to keep in mind.`,
    );
  }
}

function noPass(id: string): VestigeError {
  return new VestigeError('PASS_NOT_FOUND', `There is no session or token ${id}.`);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
