// Outside evidence over the checkpoint: time-stamping authorities (RFC 3161), OpenTimestamps down to
// the work of a Bitcoin block, and witnesses (C2SP cosignature/v1). The checker's roots decide.
import { createHash } from 'node:crypto';
import { CHECKPOINT_PATH } from '../formats/bundle.js';
import { parseStrictJson } from '../formats/canonical-json.js';
import { cosignedAt, parseNote, parseWitnessVkey } from '../formats/checkpoint.js';
import {
  type BlockHeaders,
  type OtsAttestation,
  parseBlockHeader,
  parseOts,
  readBlockHeaders,
  usualWorkBits,
} from '../formats/opentimestamps.js';
import { isValidAt, readQuery, readResponse } from '../formats/rfc3161.js';
import type { Check } from '../model/check.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { BundleFile } from './bundle-file.js';
import { certificatesIn, PURPOSE, rootOf } from './chains.js';
import { Failure, runCheck, Skip, within } from './checks.js';

const OTS_PATH = 'proof/checkpoint.ots';
const HEADERS_PATH = 'proof/bitcoin-headers.json';
const WITNESSED_PATH = 'proof/checkpoint.witnessed.note';
/** A question or a chain without its token is one that was taken out. */
const TOKEN = /^proof\/checkpoint\.(.+)\.(?:tsr|tsq|chain\.pem)$/;
/** Over the bytes of the token before it: as long as the newest holds, so do those before. */
const RENEWAL = /^(.+)\.renewal-([1-9]\d{0,3})$/;
/** A block's time is good to two hours. */
const BLOCK_CLOCK_MS = 2 * 3_600_000;
export interface NotaryChecks {
  readonly checks: readonly Check[];
  /** What passed proves that the checkpoint existed by then. */
  readonly stamps: readonly { readonly id: string; readonly at: Instant }[];
}

/** Checks `rfc3161:<name>`, `ots` and `witness`. */
export async function checkNotaries(
  bundle: BundleFile,
  trusted: {
    readonly rootPems: readonly string[];
    readonly witnessKeys: readonly string[];
    /** Instead of what a block of its time shows. */
    readonly leastWorkBits: number | null;
    /** When it is checked. */
    readonly nowMs: number;
  },
): Promise<NotaryChecks> {
  const stamps: { id: string; at: Instant }[] = [];
  const run = (id: string, check: (stamped: (ms: number) => void) => Promise<string>) =>
    runCheck(id, () => check((ms) => stamps.push({ id, at: instantOf(ms) })));
  const names = [...new Set(bundle.names.flatMap((name) => TOKEN.exec(name)?.[1] ?? []))];
  const checks: Check[] = [];
  const renewals = new Map<string, number>();
  // The newest first: a token whose certificate has ended stands on the one over it.
  for (const name of names.sort(byRenewal)) {
    const { rootPems, nowMs } = trusted;
    checks.unshift(
      await run(`rfc3161:${name}`, (stamped) =>
        checkToken(bundle, { name, rootPems, nowMs, renewals, stamped }),
      ),
    );
  }
  if (names.length === 0) {
    checks.push(
      await runCheck('rfc3161', async () => {
        throw new Skip('pending: no time-stamping authority has stamped the checkpoint');
      }),
    );
  }
  checks.push(await run('ots', (stamped) => checkOts(bundle, trusted.leastWorkBits, stamped)));
  checks.push(
    await run('witness', (stamped) => checkWitnesses(bundle, trusted.witnessKeys, stamped)),
  );
  return { checks, stamps };
}

function byRenewal(a: string, b: string): number {
  const numberOf = (name: string) => Number(RENEWAL.exec(name)?.[2] ?? 0);
  return numberOf(b) - numberOf(a);
}

/** What a token is over: the checkpoint, or the token it renews. */
function stampedPath(name: string): string {
  const [, of, number] = RENEWAL.exec(name) ?? [];
  if (of === undefined) return CHECKPOINT_PATH;
  return `proof/checkpoint.${Number(number) === 1 ? of : `${of}.renewal-${Number(number) - 1}`}.tsr`;
}

async function checkToken(
  bundle: BundleFile,
  { name, rootPems, nowMs, renewals, stamped }: TokenCheck,
): Promise<string> {
  const file = (ending: string) => `proof/checkpoint.${name}.${ending}`;
  const query = await within(file('tsq'), async () => readQuery(await bundle.read(file('tsq'))));
  const path = stampedPath(name);
  if (!bundle.has(path)) throw new Failure('the token it renews is not there');
  const over = await bundle.read(path);
  const imprint = createHash('sha256').update(over).digest();
  if (!imprint.equals(query.imprint)) {
    throw new Failure(
      `the question is about another ${path === CHECKPOINT_PATH ? 'checkpoint' : 'token'}`,
    );
  }
  const { genTimeMs, accuracyMs, chain } = await within(file('tsr'), async () =>
    readResponse(await bundle.read(file('tsr')), query),
  );
  const at = instantOf(genTimeMs);
  const [signer] = chain;
  if (signer === undefined) throw new Failure('it has no signer');
  const roots = rootPems.flatMap(certificatesIn);
  if (roots.length === 0) {
    throw new Skip(
      `no trusted root given: ${signer.issuer.replaceAll('\n', ', ')} says that the checkpoint existed at ${at}`,
    );
  }
  const besides = bundle.has(file('chain.pem')) ? await bundle.readText(file('chain.pem')) : '';
  const others = [...chain.slice(1), ...certificatesIn(besides)];
  const purpose = PURPOSE.timeStamping;
  const root = rootOf(signer, { others, roots, atMs: genTimeMs, purpose });
  if (root === null) {
    throw new Failure('its chain leads to none of the trusted roots, or was not valid at its time');
  }
  const renewedMs = renewals.get(name) ?? null;
  if (renewedMs !== null && renewedMs < genTimeMs) {
    throw new Failure('it is younger than the token that renews it');
  }
  const isRenewed = renewedMs !== null && renewedMs <= Date.parse(signer.validTo);
  if (!isValidAt(signer, nowMs) && !isRenewed) {
    throw new Skip(
      `the certificate of the authority ended on ${signer.validTo}: whoever got its key since could date back; other evidence of time must bound it`,
    );
  }
  stamped(genTimeMs + (accuracyMs ?? 0));
  const renewed = TOKEN.exec(path)?.[1];
  if (renewed !== undefined) renewals.set(renewed, genTimeMs);
  const what = path === CHECKPOINT_PATH ? 'the checkpoint' : 'the token it renews';
  const kept = isRenewed
    ? `, and was itself stamped at ${instantOf(renewedMs)}, before its certificate ended`
    : '';
  return `${what} existed at ${at}: ${root.subject.replaceAll('\n', ', ')}, which the checker trusts${kept}`;
}

interface TokenCheck {
  readonly name: string;
  readonly rootPems: readonly string[];
  readonly nowMs: number;
  /** Token -> when the one that renews it was made, where that holds. */
  readonly renewals: Map<string, number>;
  readonly stamped: (ms: number) => void;
}

async function checkOts(
  bundle: BundleFile,
  leastWorkBits: number | null,
  stamped: (ms: number) => void,
): Promise<string> {
  if (!bundle.has(OTS_PATH)) {
    if (bundle.has(HEADERS_PATH))
      throw new Failure('there are block headers, and no proof to them');
    throw new Skip('pending: the bundle holds no OpenTimestamps proof');
  }
  const { digest, attestations } = await within(OTS_PATH, async () =>
    parseOts(await bundle.read(OTS_PATH)),
  );
  const actual = createHash('sha256')
    .update(await bundle.read(CHECKPOINT_PATH))
    .digest();
  if (!actual.equals(digest)) throw new Failure('it stamps something else than the checkpoint');
  const headers = await readHeaders(bundle);
  const blocks = attestations.filter(({ kind }) => kind === 'bitcoin');
  const pending = attestations.filter(({ kind }) => kind === 'pending');
  const findings: { ms: number; detail: string }[] = [];
  for (const attestation of blocks) {
    const found = await within(`block ${attestation.where}`, () =>
      checkBlock(attestation, headers, leastWorkBits),
    );
    if (found !== null) findings.push(found);
  }
  const [first] = findings.sort((a, b) => a.ms - b.ms);
  if (first !== undefined) {
    stamped(first.ms + BLOCK_CLOCK_MS);
    return first.detail;
  }
  const [block] = blocks;
  if (block !== undefined) {
    const root = Buffer.from(block.message).reverse().toString('hex');
    throw new Skip(
      `no header of block ${block.where} in the bundle: any explorer must show its merkle root as ${root}`,
    );
  }
  if (pending.length > 0) {
    throw new Skip(`pending at ${pending.map(({ where }) => where).join(', ')}`);
  }
  throw new Failure('none of its attestations is of a kind that can be checked');
}

function checkBlock(
  { where, message }: OtsAttestation,
  headers: BlockHeaders,
  leastWorkBits: number | null,
): { ms: number; detail: string } | null {
  const bytes = headers.get(where);
  if (bytes === undefined) return null;
  const { hash, merkleRoot, timeMs, workBits } = parseBlockHeader(bytes);
  if (Buffer.compare(merkleRoot, message) !== 0) {
    throw new Failure('its merkle root is not what the proof leads to');
  }
  const least = leastWorkBits ?? usualWorkBits(timeMs);
  if (workBits < least) {
    throw new Failure(`it shows 2^${workBits} hashes of work, and a block of its time 2^${least}`);
  }
  return {
    ms: timeMs,
    detail: `the checkpoint existed when block ${where} was found, at ${instantOf(timeMs)} give or take two hours; its hash, to be compared with any explorer's: ${hash}`,
  };
}

async function readHeaders(bundle: BundleFile): Promise<BlockHeaders> {
  if (!bundle.has(HEADERS_PATH)) return new Map();
  return within(HEADERS_PATH, async () =>
    readBlockHeaders(parseStrictJson(await bundle.read(HEADERS_PATH))),
  );
}

async function checkWitnesses(
  bundle: BundleFile,
  trusted: readonly string[],
  stamped: (ms: number) => void,
): Promise<string> {
  if (!bundle.has(WITNESSED_PATH)) throw new Skip('the bundle holds no cosignatures of witnesses');
  const [plain, witnessed] = [
    parseNote(await bundle.readText(CHECKPOINT_PATH)),
    await within(WITNESSED_PATH, async () => parseNote(await bundle.readText(WITNESSED_PATH))),
  ];
  if (plain.text !== witnessed.text) throw new Failure('the witnesses saw another checkpoint');
  const own = new Set(plain.signatures.map(({ keyId }) => keyId));
  const names = witnessed.signatures.filter(({ keyId }) => !own.has(keyId)).map(({ name }) => name);
  if (trusted.length === 0) {
    throw new Skip(
      `no trusted key given of a witness; cosigned in the names of ${names.join(', ') || 'nobody'}`,
    );
  }
  const seen = trusted.map(parseWitnessVkey).flatMap((key) => {
    const seconds = cosignedAt(witnessed, key);
    if (seconds !== null) stamped(seconds * 1000);
    return seconds === null ? [] : [`${key.name} at ${instantOf(seconds * 1000)}`];
  });
  if (seen.length === 0) throw new Failure('cosigned by none of the trusted witnesses');
  return `cosigned by ${seen.join(', ')}`;
}
