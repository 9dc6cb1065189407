// Who may do what: accounts with roles, and the passes (links, sessions, tokens) made for them.
import type { Instant } from './instant.js';

export const SCOPES = ['read', 'write', 'export', 'metrics', 'feed', 'admin'] as const;
/** What a pass opens; `write` includes acknowledging, `export` the making of bundles. */
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['viewer', 'investigator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ['read', 'metrics', 'feed'],
  investigator: ['read', 'write', 'export', 'metrics', 'feed'],
  admin: SCOPES,
};

/** Everything a role may do. */
export function scopesOf(role: Role): readonly Scope[] {
  return SCOPES_OF[role];
}

export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Instant;
}

/** Who came in by the link the terminal printed: whoever can read that owns the archive. */
export const LOCAL_HOLDER = 'local';

export type PassKind = 'link' | 'session' | 'token';

export interface Pass {
  readonly id: string;
  readonly kind: PassKind;
  /** Name of the account, or `local`. */
  readonly holder: string;
  /** For people: the browser of a session, the purpose of a token. */
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}
