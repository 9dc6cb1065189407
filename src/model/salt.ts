// A URL -> what the log says of it: nothing to whoever lacks the salt.
import { createHash, hkdfSync, type KeyObject } from 'node:crypto';
import type { Digest } from './digest.js';

/** SHA-256 of the salt's 32 bytes followed by the URL in UTF-8; `salt` is 64 hex characters. */
export function targetOf(salt: string, url: string): Digest {
  const hash = createHash('sha256').update(Buffer.from(salt, 'hex')).update(url);
  return `sha256:${hash.digest('hex')}`;
}

/** A salt that only the holder of the log's key can make again (RFC 5869), 64 hex characters. */
export function deriveSalt(logKey: KeyObject, subject: string): string {
  const secret = logKey.export({ format: 'der', type: 'pkcs8' });
  // Hashed first: HKDF takes at most 1,024 bytes of context, and a URL may be longer.
  const context = `vestige salt ${createHash('sha256').update(subject).digest('hex')}`;
  return Buffer.from(hkdfSync('sha256', secret, '', context, 32)).toString('hex');
}
