// A round of the drand beacon, which nobody knows before its time -> checked offline: the chain's hash
// names its key, and the key signed the round (BLS12-381, scheme bls-unchained-g1-rfc9380).
import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import type { BeaconRound } from '../model/snapshot.js';
import { count, matching, object, oneOf, text } from './shape.js';

/** The League of Entropy's quicknet, which anybody can look up: a round every 3 seconds since 2023. */
export const QUICKNET = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';
const SCHEME = 'bls-unchained-g1-rfc9380';
/** RFC 9380 §8.8.1, on G1. */
export const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

const hex = (bytes: number) =>
  matching<string>(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `${bytes} bytes as hex`);

/** What a beacon says of its chain, at /<chain>/info. */
const info = object<{
  public_key: string;
  period: number;
  genesis_time: number;
  groupHash: string;
  schemeID: string;
  metadata: { beaconID: string };
}>({
  public_key: hex(96),
  period: count,
  genesis_time: count,
  groupHash: hex(32),
  schemeID: oneOf(SCHEME),
  metadata: object<{ beaconID: string }>({ beaconID: text }),
});

/** What it says of a round, at /<chain>/public/latest. */
const round = object<{ round: number; signature: string }>({ round: count, signature: hex(48) });

/**
 * Puts together what a beacon says of its chain and of a round.
 * @throws SyntaxError when either is not what it must be, or the round is not signed by the chain's key
 */
export function readBeacon(chain: string, infoJson: string, roundJson: string): BeaconRound {
  const said = info(parse(infoJson), 'info');
  const newest = round(parse(roundJson), 'round');
  const made: BeaconRound = {
    ...{ chain, scheme: SCHEME, beacon: said.metadata.beaconID, publicKey: said.public_key },
    ...{ groupHash: said.groupHash, genesisTimeS: said.genesis_time, periodS: said.period },
    ...{ round: newest.round, signature: newest.signature },
  };
  checkBeacon(made);
  return made;
}

/** Rounds that were found good: captures of one minute share theirs, and a signature takes a while. */
const good = new Set<string>();
const MOST_KEPT = 10_000;

/** @throws SyntaxError when the chain has another hash, or its key did not sign the round */
export function checkBeacon(made: BeaconRound): void {
  if (chainHashOf(made) !== made.chain) {
    throw new SyntaxError('the key, the times or the name are not those of the chain');
  }
  if (made.round < 1 || made.periodS < 1) throw new SyntaxError('there is no such round');
  const key = `${made.publicKey} ${made.round} ${made.signature}`;
  if (good.has(key)) return;
  if (!isSigned(made)) throw new SyntaxError(`round ${made.round} is not signed by the chain`);
  if (good.size < MOST_KEPT) good.add(key);
}

/** The name of a chain (drand: chain/info.go): SHA-256 over everything that fixes it. */
export function chainHashOf(
  chain: Pick<BeaconRound, 'periodS' | 'genesisTimeS' | 'publicKey' | 'groupHash' | 'beacon'>,
): string {
  const times = Buffer.alloc(12);
  times.writeUInt32BE(chain.periodS, 0);
  times.writeBigUInt64BE(BigInt(chain.genesisTimeS), 4);
  const hash = createHash('sha256').update(times);
  hash.update(Buffer.from(chain.publicKey, 'hex')).update(Buffer.from(chain.groupHash, 'hex'));
  // The first chain of all had no name.
  if (chain.beacon !== '' && chain.beacon !== 'default') hash.update(chain.beacon);
  return hash.digest('hex');
}

function isSigned({ round: number, signature, publicKey }: BeaconRound): boolean {
  const sigs = bls12_381.shortSignatures;
  try {
    const message = sigs.hash(roundMessage(number), DOMAIN);
    const point = sigs.Signature.fromHex(signature);
    const key = bls12_381.G2.Point.fromHex(publicKey);
    return sigs.verify(point, message, key);
  } catch {
    // Bytes that are no point, or none of the subgroup.
    return false;
  }
}

/** What is signed of a round: nothing but its number (drand: crypto/schemes.go). */
export function roundMessage(number: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return createHash('sha256').update(bytes).digest();
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new SyntaxError('it is not JSON', { cause });
  }
}
