// A signed checkpoint -> the notaries' evidence over its very bytes: asked side by side, kept as it
// comes, asked again where it did not come.
import type { Logger } from 'pino';
import { VestigeError } from '../errors.js';
import type { Attestation, NotaryAnswer, NotaryKind } from '../model/attestation.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';
import type { Notary } from '../ports/notary.js';

export interface NotarizeDeps {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  readonly notaries: readonly Notary[];
}

/** What came of asking one notary. */
export interface Notarization {
  readonly notary: string;
  readonly kind: NotaryKind;
  /** Entries of the checkpoint it was asked about. */
  readonly size: number;
  readonly status: 'held' | 'pending' | 'failed';
  readonly at: Instant | null;
  readonly detail: string;
}

const MINUTE_MS = 60_000;
/** No other process asks for so long after one has begun to. */
const ASKING_MS = 2 * MINUTE_MS;
/** Until a notary that failed is asked again: soon, then ever later, never not at all. */
const RETRY_MS = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE_MS);
/** Calendars reach a block within hours. */
const UPGRADE_MS = 60 * MINUTE_MS;

/**
 * Asks every notary about the checkpoint of `size` entries, and about what else is due. Resolves
 * with one line a notary and checkpoint; a notary that fails is a line, and is asked again.
 */
export async function notarize(
  deps: NotarizeDeps,
  size: number | null,
): Promise<readonly Notarization[]> {
  const { catalogue, clock, notaries } = deps;
  if (notaries.length === 0) return [];
  const now = instantOf(clock.nowMs());
  const until = instantOf(clock.nowMs() + ASKING_MS);
  if (size !== null) await catalogue.wantAttestations(size, notaries, now);
  const wanted = await catalogue.takeAttestations({ now, until, size });
  const notes = await notesOf(catalogue, wanted);
  const asked = wanted.flatMap((one) => {
    const notary = notaries.find(({ name }) => name === one.notary);
    const note = notes.get(one.size);
    // No longer configured: what is begun stays begun until it is again.
    return notary === undefined || note === undefined ? [] : [ask(deps, notary, note, one)];
  });
  return Promise.all(asked);
}

async function notesOf(
  catalogue: Catalogue,
  wanted: readonly Attestation[],
): Promise<ReadonlyMap<number, string>> {
  const sizes = wanted.map(({ size }) => size);
  if (sizes.length === 0) return new Map();
  const kept = await catalogue.listCheckpoints(Math.min(...sizes), Number.MAX_SAFE_INTEGER);
  return new Map(kept.map(({ size, note }) => [size, note]));
}

async function ask(
  deps: NotarizeDeps,
  notary: Notary,
  note: string,
  wanted: Attestation,
): Promise<Notarization> {
  const { catalogue, clock, log } = deps;
  const { size, tries } = wanted;
  const said = { notary: notary.name, kind: notary.kind, size };
  const again = (ms: number) => instantOf(clock.nowMs() + ms);
  let answer: NotaryAnswer;
  try {
    const held = await catalogue.attestationFiles(size, notary.name);
    answer = await notary.stamp(Buffer.from(note), held);
  } catch (error) {
    const detail = reasonOf(error);
    const waitMs = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? UPGRADE_MS;
    await catalogue.failAttestation(wanted, detail, again(waitMs));
    log.warn(
      { stage: 'prove', ...said, err: error },
      `${notary.name} gave no evidence; asked again in ${waitMs / MINUTE_MS} min`,
    );
    return { ...said, status: 'failed', at: null, detail };
  }
  const { state, at, detail } = answer;
  await catalogue.saveAttestation(wanted, answer, again(UPGRADE_MS));
  log.info({ stage: 'prove', ...said, state, at }, detail);
  return { ...said, status: state, at, detail };
}

function reasonOf(error: unknown): string {
  if (error instanceof VestigeError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
