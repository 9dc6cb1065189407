// Use case of bundles made earlier: evidence that came since is put into them, and nothing else.
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { VestigeError } from '../errors.js';
import { joinWitnessed } from '../formats/tlog-witness.js';
import type { AttestationFile } from '../model/attestation.js';
import { custodyOf } from '../model/custody.js';
import type { Digest } from '../model/digest.js';
import { instantOf } from '../model/instant.js';
import { readMadeBundle, upgradeBundleFile } from '../prove/upgrade-bundle.js';
import { captureIdsIn, verifyBundle } from '../verify/verify-bundle.js';
import type { ArchiveDeps } from './deps.js';
import { requireCapture } from './looking.js';

export interface Upgraded {
  readonly file: string;
  readonly sha256: Digest | null;
  readonly bytes: number | null;
  /** Files of evidence that are new or say more; none where the bundle was left as it is. */
  readonly upgraded: readonly string[];
}

/** Puts the evidence that came since into a bundle. @throws INPUT_INVALID, FILE_NOT_FOUND */
export async function upgradeBundle(deps: ArchiveDeps, file: string): Promise<Upgraded> {
  const { catalogue, clock } = deps;
  if (!existsSync(file)) throw new VestigeError('FILE_NOT_FOUND', `There is no file ${file}.`);
  const ids = await requireOwn(deps, file);
  const made = await readMadeBundle(file);
  const kept = (await catalogue.listCheckpoints(0, Number.MAX_SAFE_INTEGER)).find(
    ({ note }) => note === made.checkpointNote,
  );
  if (kept === undefined) {
    throw new VestigeError('INPUT_INVALID', `${file} has a checkpoint that this archive has not.`);
  }
  const evidence = joinWitnessed(await catalogue.attestationFiles(kept.size));
  const upgraded = evidence.filter((one) => !isIn(one, made.evidence)).map(({ name }) => name);
  if (upgraded.length === 0) return { file, sha256: null, bytes: null, upgraded };
  const captures = await Promise.all(ids.map((id) => requireCapture(deps, id)));
  const createdAt = instantOf(clock.nowMs());
  const note = `evidence put into a bundle made earlier: ${upgraded.join(', ')}`;
  const custody = await catalogue.appendCustody(
    captures.map((capture) => custodyOf(capture, 'exported', createdAt, note)),
  );
  // What a bundle has and the archive has lost stays.
  const lost = made.evidence.filter(({ name }) => !evidence.some((one) => one.name === name));
  const { signer } = deps.keys;
  const upgrade = { evidence: [...evidence, ...lost], custody, createdAt, signer };
  return { file, ...(await upgradeBundleFile(file, upgrade)), upgraded };
}

/** Ids of its captures; nothing is signed that was not ours and whole. */
async function requireOwn(deps: ArchiveDeps, file: string): Promise<readonly string[]> {
  const report = await verifyBundle(file, {
    signerKeys: [createPublicKey(deps.keys.signer)],
    checkpointKeys: [deps.publicKeys.log.vkey],
  });
  const wrong = report.checks.find(({ status }) => status === 'failed');
  if (wrong !== undefined) {
    throw new VestigeError(
      'INPUT_INVALID',
      `${file} was left as it is: it is not a bundle of this archive as it was made (${wrong.id}: ${wrong.detail}).`,
    );
  }
  return captureIdsIn(file);
}

function isIn({ name, bytes }: AttestationFile, held: readonly AttestationFile[]): boolean {
  const one = held.find((other) => other.name === name);
  return one !== undefined && Buffer.compare(one.bytes, bytes) === 0;
}
