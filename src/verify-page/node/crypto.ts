// What stands in for node:crypto where the verifier is bundled for the page.
import { isSame } from './same.js';

export { X509Certificate } from './certificate.js';
export { createHash } from './hash.js';
export { constants, createPublicKey, KeyObject, verify } from './keys.js';

/** Nothing here is secret: the time it takes does not matter. */
export const timingSafeEqual = isSame;

export function sign(): never {
  throw new Error('nothing is signed in this page');
}
