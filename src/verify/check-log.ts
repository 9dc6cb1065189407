// The captures against the append-only log: entry, place in the tree, signature of the tree
// (RFC 9162 §2.1, C2SP tlog-checkpoint).
import { CHECKPOINT_PATH, capturePaths, KEYS_PATH, parseKeys } from '../formats/bundle.js';
import {
  type Checkpoint,
  isSignedBy,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVkey,
  type SignedNote,
} from '../formats/checkpoint.js';
import { leafHash, verifyConsistency, verifyInclusion } from '../formats/merkle.js';
import type { BundleFile } from './bundle-file.js';
import { type Captures, loggedCaptures } from './captures.js';
import { CHANGES_PATH, checkTold, readChanges } from './check-changes.js';
import { Failure, Skip, within } from './checks.js';

/** Check `log-entry`: each entry commits to its capture's manifest, address and outcome. */
export async function checkLogEntries(bundle: BundleFile, captures: Captures): Promise<string> {
  const told = await readChanges(bundle);
  let count = 0;
  for await (const { entry, facts } of loggedCaptures(bundle, captures)) {
    await within(facts.id, () => {
      const type = facts.status === null ? 'failure' : 'capture';
      if (entry.type !== type) throw new Failure(`its entry is a ${entry.type}, not a ${type}`);
      if (entry.manifest !== facts.digest) throw new Failure('its entry names another manifest');
      if (entry.target !== facts.target) throw new Failure('its entry is of another address');
      if (told !== null) checkTold(told, facts, entry);
    });
    count += 1;
  }
  if (told !== null && told.size > count) {
    throw new Failure(`${CHANGES_PATH} tells of captures that are not in the bundle`);
  }
  return `${count} entries name the manifests, addresses and outcomes of their captures`;
}

/** Check `log-inclusion`: each entry stands in the tree of the bundle's checkpoint. */
export async function checkInclusion(bundle: BundleFile, captures: Captures): Promise<string> {
  const { source, checkpoint } = await readCheckpoint(bundle);
  let count = 0;
  for await (const { entry, bytes, facts } of loggedCaptures(bundle, captures)) {
    const path = capturePaths(facts.id).inclusion;
    if (!bundle.has(path)) throw new Failure(`${facts.id} has no proof of inclusion`);
    await within(path, async () => {
      const proof = parseTlogProof(await bundle.readText(path));
      if (proof.checkpoint !== source) throw new Failure('it is for another checkpoint');
      if (proof.index !== entry.seq) throw new Failure('it is for another place in the log');
      const isIncluded = verifyInclusion({
        leaf: leafHash(bytes),
        index: proof.index,
        size: checkpoint.size,
        path: proof.path,
        root: Buffer.from(checkpoint.root, 'base64'),
      });
      if (!isIncluded) throw new Failure('it does not lead from the entry to the root');
    });
    count += 1;
  }
  return `${count} entries stand in the log of ${checkpoint.size} entries`;
}

/** Check `checkpoint-signature`: by the key that the bundle itself names. */
export async function checkCheckpointSignature(bundle: BundleFile): Promise<string> {
  const { note, checkpoint } = await readCheckpoint(bundle);
  const { logVkey } = await within(KEYS_PATH, async () =>
    parseKeys(await bundle.readText(KEYS_PATH)),
  );
  if (logVkey === null) throw new Failure(`${KEYS_PATH} names no key of the log`);
  const key = parseVkey(logVkey);
  if (key.name !== checkpoint.origin) throw new Failure('the key is of another log');
  if (!isSignedBy(note, key)) throw new Failure(`not signed by ${logVkey}`);
  return `signed by ${logVkey}`;
}

/** Check `checkpoint-key`: the checker's keys decide, never the bundle's. */
export async function checkCheckpointKey(
  bundle: BundleFile,
  trusted: readonly string[],
): Promise<string> {
  if (trusted.length === 0)
    throw new Skip('no trusted key given: anyone could run a log of their own');
  const { note, checkpoint } = await readCheckpoint(bundle);
  for (const vkey of trusted) {
    const key = parseVkey(vkey);
    if (key.name === checkpoint.origin && isSignedBy(note, key)) {
      return `signed by ${vkey}, which the checker trusts`;
    }
  }
  throw new Failure('signed by none of the trusted keys');
}

/** Check `consistency`: the checker's older (or newer) checkpoint and the bundle's are of one log. */
export async function checkConsistency(
  bundle: BundleFile,
  held: string | null,
  proof: string | null,
): Promise<string> {
  if (held === null) throw new Skip('no checkpoint that the checker holds was given');
  const own = (await readCheckpoint(bundle)).checkpoint;
  const other = parseCheckpoint(parseNote(held).text);
  if (own.origin !== other.origin) throw new Failure('the two checkpoints are of different logs');
  const [older, newer] = other.size <= own.size ? [other, own] : [own, other];
  if (older.size < newer.size && proof === null) {
    throw new Skip(
      `a proof from ${older.size} to ${newer.size} entries is needed and was not given`,
    );
  }
  const isConsistent = verifyConsistency({
    oldSize: older.size,
    newSize: newer.size,
    oldRoot: Buffer.from(older.root, 'base64'),
    newRoot: Buffer.from(newer.root, 'base64'),
    path: (proof ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map(hashOf),
  });
  if (!isConsistent) throw new Failure('the log was rewritten between the two checkpoints');
  return `the log of ${newer.size} entries begins with the ${older.size} of the other checkpoint`;
}

/** A consistency proof is a list of hashes, base64, one a line. */
function hashOf(line: string): Buffer {
  const bytes = Buffer.from(line, 'base64');
  if (bytes.toString('base64') !== line) throw new Failure('the proof is not a list of hashes');
  return bytes;
}

async function readCheckpoint(
  bundle: BundleFile,
): Promise<{ source: string; note: SignedNote; checkpoint: Checkpoint }> {
  if (!bundle.has(CHECKPOINT_PATH)) throw new Failure('there is no checkpoint in the bundle');
  const source = await bundle.readText(CHECKPOINT_PATH);
  return within(CHECKPOINT_PATH, () => {
    const note = parseNote(source);
    return { source, note, checkpoint: parseCheckpoint(note.text) };
  });
}
