// What nobody could know before -> the check `not-before`: rounds of a drand beacon by their signature,
// checkpoints of the same log by theirs, each of them older than the capture that holds it.

import { roundInstant } from '../formats/beacon-time.js';
import { CHECKPOINT_PATH, KEYS_PATH, parseKeys } from '../formats/bundle.js';
import { isSignedBy, parseCheckpoint, parseNote, parseVkey } from '../formats/checkpoint.js';
import { checkBeacon, QUICKNET } from '../formats/drand.js';
import { msOf } from '../model/instant.js';
import type { BeaconRound, Manifest } from '../model/snapshot.js';
import type { BundleFile } from './bundle-file.js';
import { type Captures, loggedCaptures, readManifest } from './captures.js';
import { Failure, Skip, within } from './checks.js';

/** Our clock and the beacon's are no further apart, or the round is not taken. */
const CLOCK_MS = 5 * 60_000;

interface Seen {
  captures: number;
  rounds: number;
  checkpoints: number;
  newest: string;
  readonly roots: Map<number, string>;
  readonly unknown: Set<string>;
}

/** Check `not-before`; `chains` are hashes of drand chains that the checker trusts beside quicknet. */
export async function checkNotBefore(
  bundle: BundleFile,
  captures: Captures,
  chains: readonly string[],
): Promise<string> {
  const seen: Seen = {
    ...{ captures: 0, rounds: 0, checkpoints: 0, newest: '' },
    ...{ roots: new Map(), unknown: new Set() },
  };
  if (bundle.has(CHECKPOINT_PATH)) {
    const { size, root } = await readCheckpoint(await bundle.readText(CHECKPOINT_PATH));
    seen.roots.set(size, root);
  }
  for await (const { facts, entry } of loggedCaptures(bundle, captures)) {
    seen.captures += 1;
    const { notBefore, startedAt } = await readManifest(bundle, facts.id);
    await within(facts.id, async () => {
      if (notBefore?.drand !== undefined) checkRound(notBefore.drand, startedAt, chains, seen);
      if (notBefore?.checkpoint !== undefined) {
        await checkEarlier(bundle, notBefore.checkpoint, entry.seq, seen);
      }
    });
  }
  return said(seen);
}

function said({ captures, rounds, checkpoints, newest, unknown }: Seen): string {
  if (rounds + checkpoints === 0) {
    throw new Skip('no capture holds what nobody could know before: no lower bound for its time');
  }
  if (unknown.size > 0) {
    throw new Skip(
      `signed, by a chain that the checker does not know (--drand-chain): ${[...unknown].join(', ')}`,
    );
  }
  const beacon =
    rounds === 0
      ? []
      : [
          `${rounds} of ${captures} captures were made after a round of drand, the newest of ${newest}`,
        ];
  const log =
    checkpoints === 0
      ? []
      : [`${checkpoints} after an earlier checkpoint, by the archive's own word`];
  return [...beacon, ...log].join('; ');
}

function checkRound(
  round: BeaconRound,
  startedAt: Manifest['startedAt'],
  chains: readonly string[],
  seen: Seen,
): void {
  checkBeacon(round);
  const at = roundInstant(round);
  if (msOf(at) > msOf(startedAt) + CLOCK_MS) {
    throw new Failure(`it began at ${startedAt} and holds a round of ${at}`);
  }
  if (round.chain !== QUICKNET && !chains.includes(round.chain)) seen.unknown.add(round.chain);
  seen.rounds += 1;
  if (at > seen.newest) seen.newest = at;
}

/** A checkpoint of the same log, from before the capture's own entry. */
async function checkEarlier(
  bundle: BundleFile,
  source: string,
  seq: number,
  seen: Seen,
): Promise<void> {
  const { note, origin, size, root } = await readCheckpoint(source);
  const { logVkey } = parseKeys(await bundle.readText(KEYS_PATH));
  const key = logVkey === null ? null : parseVkey(logVkey);
  if (key === null || key.name !== origin || !isSignedBy(note, key)) {
    throw new Failure('the earlier checkpoint is not signed by the key of the log');
  }
  if (size > seq) {
    throw new Failure(`its entry is ${seq}, and it holds a checkpoint over ${size} entries`);
  }
  const other = seen.roots.get(size);
  if (other !== undefined && other !== root) {
    throw new Failure(`the log has two roots over ${size} entries`);
  }
  seen.roots.set(size, root);
  seen.checkpoints += 1;
}

async function readCheckpoint(source: string) {
  const note = parseNote(source);
  return { note, ...parseCheckpoint(note.text) };
}
