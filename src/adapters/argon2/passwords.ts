// The port passwords by argon2id (RFC 9106), with what OWASP asks at least: 19 MiB, 2 passes.
import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../../ports/passwords.js';

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords in threads of their own. */
export const argon2Passwords: Passwords = {
  hash: (password) => hash(password.normalize('NFC'), COST),
  verify: (stored, password) => verify(stored, password.normalize('NFC')),
};
