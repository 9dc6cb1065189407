// Passwords -> hashes that are slow to guess, and back to yes or no.

/** Contract: `hash` salts by itself; `verify` takes the same time for every password of a hash. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}
