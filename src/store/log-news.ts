// The archive's keys, its policy and its chain of acts -> log entries, so that a change of the one or
// the other shows in the log, and acts once logged cannot be taken back.
import type { KeyObject } from 'node:crypto';
import { fingerprintOf } from '../formats/bundle.js';
import { canonicalJson } from '../formats/canonical-json.js';
import { vkeyOf } from '../formats/checkpoint.js';
import type { Digest } from '../model/digest.js';
import { instantOf } from '../model/instant.js';
import type { LogEntryDraft } from '../model/log.js';
import { deriveSalt, targetOf } from '../model/salt.js';
import type { Clock } from '../ports/clock.js';

/** What decides how and when pages are looked at, and whose evidence is asked for. */
interface Policy {
  readonly capture: unknown;
  readonly schedule: unknown;
  readonly egress: unknown;
  readonly confirmation: unknown;
  readonly notaries: unknown;
  readonly witnesses: unknown;
}

/**
 * An entry each for the keys and the policy that hold now, and for the newest act; the policy salted,
 * for it names hosts.
 */
export function newsEntries(
  { capture, schedule, egress, confirmation, notaries, witnesses }: Policy,
  keys: { readonly signer: KeyObject; readonly log: KeyObject; readonly origin: string },
  clock: Clock,
  newestAct: { readonly digest: Digest; readonly count: number } | null,
): readonly LogEntryDraft[] {
  const policy = canonicalJson({ capture, schedule, egress, confirmation, notaries, witnesses });
  const common = { v: 1, at: instantOf(clock.nowMs()), target: null, manifest: null } as const;
  return [
    {
      ...common,
      type: 'key',
      outcome: `signer ${fingerprintOf(keys.signer)}, log ${vkeyOf(keys.origin, keys.log)}`,
    },
    {
      ...common,
      type: 'policy',
      outcome: `configured ${targetOf(deriveSalt(keys.log, 'policy'), policy)}`,
    },
    ...(newestAct === null
      ? []
      : [
          {
            ...common,
            type: 'custody' as const,
            outcome: `${newestAct.count} acts, the last ${newestAct.digest}`,
          },
        ]),
  ];
}
