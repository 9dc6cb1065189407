// Signed checkpoints with their evidence -> the one a bundle is proved in.
import type { KeptCheckpoint } from '../model/attestation.js';

/** The most evidence first; of equals the smallest tree, which was stamped the earliest. */
export function chooseCheckpoint(kept: readonly KeptCheckpoint[]): KeptCheckpoint | null {
  const [best] = [...kept].sort((a, b) => {
    const [more, less] = [weightOf(b), weightOf(a)];
    return more - less || a.size - b.size;
  });
  return best ?? null;
}

/** True when a notary has vouched for it. */
export function isAttested({ attestations }: KeptCheckpoint): boolean {
  return attestations.some(({ state }) => state === 'held' || state === 'pending');
}

function weightOf({ attestations }: KeptCheckpoint): number {
  const held = attestations.filter(({ state }) => state === 'held').length;
  const pending = attestations.filter(({ state }) => state === 'pending').length;
  return held + pending / 100;
}
