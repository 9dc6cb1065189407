// Use cases of notaries: asking them, beside the ticks and by command, and the checkpoint that has
// the most of their evidence.
import { VestigeError } from '../errors.js';
import { parseCheckpoint, parseNote } from '../formats/checkpoint.js';
import {
  blocksFor,
  parseHeaderList,
  parseOts,
  writeBlockHeaders,
} from '../formats/opentimestamps.js';
import { readCosigned, witnessNameOf } from '../formats/tlog-witness.js';
import type { AttestationFile, KeptCheckpoint } from '../model/attestation.js';
import type { Capture } from '../model/capture.js';
import { type Instant, instantOf, msOf } from '../model/instant.js';
import { chooseCheckpoint, isAttested } from '../prove/choose-checkpoint.js';
import { type Notarization, notarize } from '../prove/notarize.js';
import { renewTokens } from '../prove/renew.js';
import type { ArchiveDeps } from './deps.js';

export interface Notarized {
  readonly checkpoint: { readonly size: number; readonly root: string };
  readonly notaries: readonly Notarization[];
}

/** A configured witness, and the checkpoint it has cosigned last. */
export interface WitnessState {
  readonly name: string;
  readonly size: number | null;
  readonly at: Instant | null;
  /** What it did last, or why it did not. */
  readonly detail: string;
}

/** Under proof/ in a bundle. */
const HEADERS_NAME = 'bitcoin-headers.json';
/** Checkpoints looked at for an export: months of hourly ones. */
const MAX_CHECKPOINTS = 5000;
/** A clock further behind than this is worth a word. */
const NOTABLE_MS = 10_000;

/** Signs the present tree and asks every notary. @throws CONFIG_INVALID when none is configured */
export async function askNotaries(deps: ArchiveDeps): Promise<Notarized> {
  if (deps.notaries.length === 0) {
    throw new VestigeError(
      'CONFIG_INVALID',
      'No notary is configured, so nobody was asked. Name some under `notaries` or `witnesses`.',
    );
  }
  const { size, root } = await deps.signCheckpoint();
  const asked = await notarize(deps, size);
  const renewed = await renewTokens(deps, deps.config.renewBeforeMs);
  return { checkpoint: { size, root }, notaries: [...asked, ...renewed] };
}

/** Keeps the cosignatures on a note that came by file. @throws INPUT_INVALID */
export async function keepCosigned(deps: ArchiveDeps, source: string): Promise<Notarized> {
  const { catalogue, clock, config } = deps;
  const invalid = (reason: string) =>
    new VestigeError('INPUT_INVALID', `Nothing was kept of the checkpoint: ${reason}.`);
  const read = () => {
    try {
      const note = parseNote(source);
      return { note, head: parseCheckpoint(note.text) };
    } catch (error) {
      throw invalid(error instanceof Error ? error.message : String(error));
    }
  };
  const { note, head } = read();
  const { size, root } = head;
  const kept = (await catalogue.listCheckpoints(size, Number.MAX_SAFE_INTEGER)).at(-1);
  if (kept?.size !== size || parseNote(kept.note).text !== note.text) {
    throw invalid(`this archive has signed no such checkpoint of ${size} entries`);
  }
  const { signatures } = parseNote(kept.note);
  const notaries: Notarization[] = [];
  const reasons: string[] = [];
  for (const witness of config.witnesses) {
    const said = { notary: witnessNameOf(witness.name), kind: 'witness', size } as const;
    try {
      const cosigned = { ...note, signatures: [...signatures, ...note.signatures] };
      const answer = readCosigned(cosigned, witness, clock.nowMs());
      const now = instantOf(clock.nowMs());
      await catalogue.wantAttestations(size, [{ name: said.notary, kind: said.kind }], now);
      await catalogue.saveAttestation({ size, notary: said.notary }, answer, now);
      notaries.push({ ...said, status: 'held', at: answer.at, detail: answer.detail });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      reasons.push(error.message);
    }
  }
  if (notaries.length === 0) {
    throw invalid(reasons.join('; ') || 'no witness is configured under `witnesses`');
  }
  return { checkpoint: { size, root }, notaries };
}

/**
 * Keeps headers of Bitcoin blocks that came by file beside the proofs that lead to them.
 * @throws INPUT_INVALID when it is no list of headers, no proof leads to one of them, or one is not
 * what its proof leads to
 */
export async function keepBitcoinHeaders(
  { catalogue, clock }: ArchiveDeps,
  source: string,
  leastWorkBits: number | null = null,
): Promise<Notarized> {
  const invalid = (reason: string) =>
    new VestigeError('INPUT_INVALID', `No header of a block was kept: ${reason}.`);
  const read = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      throw invalid(error instanceof Error ? error.message : String(error));
    }
  };
  const headers = read(() => parseHeaderList(source));
  const found: { size: number; notary: string; files: AttestationFile[]; at: Instant }[] = [];
  for (const { size, attestations } of await catalogue.listCheckpoints(0, MAX_CHECKPOINTS)) {
    for (const { notary, kind } of attestations) {
      if (kind !== 'opentimestamps') continue;
      const files = await catalogue.attestationFiles(size, notary);
      const ots = files.find(({ name }) => name.endsWith('.ots'));
      if (ots === undefined) continue;
      const { headers: own, atMs } = read(() =>
        blocksFor(parseOts(ots.bytes), headers, leastWorkBits),
      );
      if (atMs === null) continue;
      const bytes = Buffer.from(writeBlockHeaders(own));
      found.push({ size, notary, files: [{ name: HEADERS_NAME, bytes }], at: instantOf(atMs) });
    }
  }
  const [newest] = found;
  if (newest === undefined) throw invalid('no proof in this archive leads to one of these blocks');
  const notaries: Notarization[] = [];
  for (const { size, notary, files, at } of found) {
    const detail = `in a Bitcoin block found at ${at} give or take two hours; its header is kept`;
    const answer = { state: 'held', at, detail, files } as const;
    await catalogue.saveAttestation({ size, notary }, answer, instantOf(clock.nowMs()));
    notaries.push({ notary, kind: 'opentimestamps', size, status: 'held', at, detail });
  }
  const kept = (await catalogue.listCheckpoints(newest.size, 1))[0];
  const { size, root } = parseCheckpoint(parseNote(kept?.note ?? '').text);
  return { checkpoint: { size, root }, notaries };
}

/** The configured witnesses with what each has cosigned last. */
export async function listWitnesses({
  catalogue,
  config,
}: ArchiveDeps): Promise<readonly WitnessState[]> {
  if (config.witnesses.length === 0) return [];
  const kept = await catalogue.listCheckpoints(0, MAX_CHECKPOINTS);
  return config.witnesses.map(({ name }) => {
    const own = kept
      .flatMap(({ attestations }) => attestations)
      .filter(({ notary }) => notary === witnessNameOf(name));
    const held = own.find(({ state }) => state === 'held');
    const { size = null, at = null } = held ?? {};
    return { name, size, at, detail: own[0]?.detail || 'not asked yet' };
  });
}

/** The newest signed checkpoints with what was asked of notaries and witnesses, the largest first. */
export async function listEvidence({ catalogue }: ArchiveDeps, limit: number) {
  const kept = await catalogue.listCheckpoints(0, limit);
  return kept.map(({ size, attestations }) => ({
    size,
    attestations: attestations.map(({ notary, kind, state, at, detail }) => ({
      ...{ notary, kind, state, at, detail },
    })),
  }));
}

/**
 * The checkpoint with the most evidence among those that hold all the captures. Where none has any,
 * the present tree is signed and the notaries are asked once more; what they owe then is pending.
 */
export async function provingCheckpoint(
  deps: ArchiveDeps,
  captures: readonly Capture[],
): Promise<KeptCheckpoint> {
  const minSize = Math.max(...captures.map(({ logIndex }) => logIndex)) + 1;
  let best = await bestOf(deps, minSize);
  if (best === null || !isAttested(best)) {
    const { size } = await deps.signCheckpoint();
    await notarize(deps, size);
    best = await bestOf(deps, size);
  }
  if (best === null) throw new VestigeError('INTERNAL', 'A checkpoint was signed and is not kept.');
  await outlast(deps, best);
  return best;
}

async function bestOf({ catalogue }: ArchiveDeps, minSize: number): Promise<KeptCheckpoint | null> {
  return chooseCheckpoint(await catalogue.listCheckpoints(minSize, MAX_CHECKPOINTS));
}

/** A bundle is dated to the second, after all evidence in it: a token of this very second is waited out. */
async function outlast(
  { clock, log }: ArchiveDeps,
  { attestations }: KeptCheckpoint,
): Promise<void> {
  const latestMs = Math.max(0, ...attestations.flatMap(({ at }) => (at === null ? [] : msOf(at))));
  const waitMs = Math.ceil(latestMs / 1000) * 1000 - clock.nowMs();
  if (waitMs <= 0) return;
  if (waitMs > NOTABLE_MS) {
    log.warn({ stage: 'prove', waitMs }, 'this machine’s clock is behind the notaries’: set it');
  }
  await clock.sleep(waitMs);
}

/** Asks notaries beside the ticks: one that is slow holds up no capture. */
export function createNotarizing(deps: ArchiveDeps) {
  let running: Promise<unknown> = Promise.resolve();
  let isIdle = true;
  const wanted = new Set<number>();
  const work = async () => {
    try {
      const sizes = [...wanted];
      wanted.clear();
      for (const size of sizes) await wantNotaries(deps, size);
      await notarize(deps, null);
      // With the hourly checkpoint, not with every tick.
      if (sizes.length > 0) await renewTokens(deps, deps.config.renewBeforeMs);
    } catch (error) {
      deps.log.error(
        { stage: 'prove', err: error },
        'notaries could not be asked; every tick tries again',
      );
    } finally {
      isIdle = true;
    }
  };
  return {
    ask(size: number | null) {
      if (deps.notaries.length === 0) return;
      if (size !== null) wanted.add(size);
      if (!isIdle) return;
      isIdle = false;
      running = work();
    },
    done: () => running,
  };
}

function wantNotaries({ catalogue, clock, notaries }: ArchiveDeps, size: number): Promise<void> {
  return catalogue.wantAttestations(size, notaries, instantOf(clock.nowMs()));
}
