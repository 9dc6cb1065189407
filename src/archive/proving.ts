// Use cases of proof: checkpoints, bundles, audit, public keys.
import { VestigeError } from '../errors.js';
import { writeTlogProof } from '../formats/checkpoint.js';
import { parseLogEntry } from '../formats/manifest.js';
import { DERIVATIVE } from '../formats/redactions.js';
import { joinWitnessed } from '../formats/tlog-witness.js';
import { entriesBeside, isLogged } from '../formats/watch-entries.js';
import type { Capture } from '../model/capture.js';
import { custodyOf } from '../model/custody.js';
import type { Digest } from '../model/digest.js';
import type { Flag } from '../model/flag.js';
import type { WatchId } from '../model/id.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { Gap } from '../model/job.js';
import { isGood } from '../model/observation.js';
import type { AuditReport } from '../model/problem.js';
import { exportBundle, requireTarget } from '../prove/export-bundle.js';
import type { ExportedCapture } from '../prove/export-input.js';
import { planRedactions } from '../prove/redact.js';
import { parseRedactionList, type RedactionWish } from '../prove/redaction-list.js';
import type { Language } from '../prove/words/report-words.js';
import { auditArchive } from '../store/audit.js';
import { layBeside } from '../store/beside.js';
import { loadSnapshot } from '../store/seal.js';
import type { ArchiveDeps } from './deps.js';
import { requireCapture, requireFlag } from './looking.js';
import {
  askNotaries,
  keepBitcoinHeaders,
  keepCosigned,
  listEvidence,
  listWitnesses,
  type Notarized,
  provingCheckpoint,
  type WitnessState,
} from './notarizing.js';
import { type Upgraded, upgradeBundle } from './upgrading.js';
import { requireWatch } from './watching.js';

export interface ExportChoice {
  readonly captureIds: readonly string[];
  readonly watchId?: string;
  readonly flagId?: string;
  readonly caseName?: string;
  readonly language: Language;
  readonly outFile: string;
  /** To whom the bundle is given, where it is told. */
  readonly recipient?: string;
  /** The text of a list of what to leave out (docs/proof-bundle.md): a derivative is made. */
  readonly redactionList?: string;
}

export interface ExportResult {
  readonly file: string;
  readonly sha256: Digest;
  readonly bytes: number;
  readonly captures: number;
}

/** A C2SP tlog-proof file, and what it says. */
export interface InclusionProof {
  readonly capture: string;
  readonly index: number;
  readonly size: number;
  readonly proof: string;
}

/** Hashes in base64 (RFC 6962 §2.1.2), as `verify --consistency` reads them one a line. */
export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly string[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface Proving {
  /** Writes a proof bundle; a failed export leaves nothing behind. */
  exportBundle(choice: ExportChoice, onProgress: (p: Progress) => void): Promise<ExportResult>;
  /** Re-hashes everything stored and checks catalogue, log and manifests against one another. */
  audit(onProgress: (p: Progress) => void): Promise<AuditReport>;
  /**
   * Signs the log's present tree and asks every notary about it, and about what is still owed.
   * @throws CONFIG_INVALID when no notary is configured
   */
  notarize(): Promise<Notarized>;
  /**
   * Keeps a checkpoint that witnesses have cosigned, brought as the text of a file.
   * @throws INPUT_INVALID when it is not a checkpoint of this archive, or no configured witness's
   */
  keepCosigned(note: string): Promise<Notarized>;
  /**
   * Keeps headers of Bitcoin blocks, brought as the text of a file, beside the proofs that lead to them.
   * @throws INPUT_INVALID
   */
  keepBitcoinHeaders(headers: string): Promise<Notarized>;
  /**
   * Puts the evidence that came since it was made into a bundle of this archive, in its place.
   * @throws INPUT_INVALID when it is not a bundle of this archive, untouched; FILE_NOT_FOUND
   */
  upgradeBundle(file: string): Promise<Upgraded>;
  /** The configured witnesses, and what each has cosigned last. */
  listWitnesses(): Promise<readonly WitnessState[]>;
  /** The newest signed checkpoints with the evidence over each, the largest first. */
  listEvidence(limit: number): ReturnType<typeof listEvidence>;
  /** Proof that a capture stands in the log of the newest checkpoint. @throws CAPTURE_NOT_FOUND */
  proveCapture(id: string): Promise<InclusionProof>;
  /**
   * Proof that the log of `from` entries is the beginning of that of `to` entries; `to` null for the
   * newest checkpoint. @throws INPUT_INVALID
   */
  proveConsistency(from: number, to: number | null): Promise<ConsistencyProof>;
  /** Signs the log's present tree. */
  checkpoint: ArchiveDeps['signCheckpoint'];
  publicKeys(): ArchiveDeps['publicKeys'];
}

/** The use cases of proof over `deps`. */
export function createProving(deps: ArchiveDeps): Proving {
  return {
    exportBundle: (choice, onProgress) => writeBundle(deps, choice, onProgress),
    audit: (onProgress) =>
      auditArchive(
        {
          blobs: deps.blobs,
          catalogue: deps.catalogue,
          logVkey: deps.publicKeys.log.vkey,
          kept: { newest: deps.newestCheckpoint },
        },
        onProgress,
      ),
    notarize: () => askNotaries(deps),
    keepCosigned: (note) => keepCosigned(deps, note),
    keepBitcoinHeaders: (headers) => keepBitcoinHeaders(deps, headers),
    upgradeBundle: (file) => upgradeBundle(deps, file),
    listWitnesses: () => listWitnesses(deps),
    listEvidence: (limit) => listEvidence(deps, limit),
    proveCapture: (id) => proveCapture(deps, id),
    proveConsistency: (from, to) => proveConsistency(deps, from, to),
    checkpoint: () => deps.signCheckpoint(),
    publicKeys: () => deps.publicKeys,
  };
}

async function writeBundle(
  deps: ArchiveDeps,
  choice: ExportChoice,
  onProgress: (p: Progress) => void,
): Promise<ExportResult> {
  const wishes = parseWishes(choice);
  const chosen = await chooseCaptures(deps, choice);
  await requireTarget(choice.outFile);
  const checkpoint = await provingCheckpoint(deps, chosen);
  const captures = await Promise.all(
    chosen.map(async (capture) => ({
      capture,
      manifest: (await loadSnapshot(deps, capture.manifest)).manifest,
      url: capture.url,
      entry: await deps.catalogue.proveEntry(capture.logIndex, checkpoint.size),
    })),
  );
  const { hide, ...derivative } = await derive(deps, captures, wishes);
  const flag = choice.flagId === undefined ? null : await requireFlag(deps, choice.flagId);
  const createdAt = instantOf(deps.clock.nowMs());
  const custody = await deps.catalogue.appendCustody(
    chosen.map((capture) => custodyOf(capture, 'exported', createdAt, choice.recipient ?? '')),
  );
  const made = exportBundle(
    {
      blobs: deps.blobs,
      clock: deps.clock,
      signer: deps.keys.signer,
      software: deps.software,
      layBeside,
      print: await printer(deps),
    },
    {
      captures,
      ...(await besides(deps, chosen)),
      ...(flag === null ? {} : { flag: hide(flag) }),
      checkpointNote: checkpoint.note,
      attestations: joinWitnessed(await deps.catalogue.attestationFiles(checkpoint.size)),
      logVkey: deps.publicKeys.log.vkey,
      title: titleOf(choice, chosen),
      ...{ description: '', ...derivative },
      language: choice.language,
      custody,
      createdAt,
    },
    choice.outFile,
    onProgress,
  );
  return made.catch(async (error: unknown) => {
    // Said before it was done, so that no bundle is without its entry; now what came of it.
    const at = instantOf(deps.clock.nowMs());
    await deps.catalogue.appendCustody(
      chosen.map((capture) => custodyOf(capture, 'export-failed', at, '')),
    );
    throw error;
  });
}

function parseWishes({ redactionList }: ExportChoice): readonly RedactionWish[] {
  return redactionList === undefined ? [] : parseRedactionList(redactionList);
}

/** What a derivative lacks, said in each capture's chain before it is made; nothing for a whole bundle. */
async function derive(
  { blobs, catalogue, clock }: ArchiveDeps,
  captures: readonly ExportedCapture[],
  wishes: readonly RedactionWish[],
) {
  if (wishes.length === 0) return { hide: (flag: Flag) => flag };
  const { redacted, shown, hide, reasons } = await planRedactions(blobs, captures, wishes);
  const at = instantOf(clock.nowMs());
  await catalogue.appendCustody(
    [...reasons].map(([capture, said]) => custodyOf(capture, 'redacted', at, said.join('; '))),
  );
  const description = `${DERIVATIVE}: ${redacted.length} contents of the sealed captures are left out, each with its reason in proof/redacted.json; the manifests name them by digest, and the archive keeps the originals.`;
  return { hide, redacted, shown, description };
}

/** A report that cannot be printed is still one to read: then that is said, and the bundle made. */
async function printer({ browser, log }: ArchiveDeps) {
  try {
    const started = await browser();
    await started.version();
    return (html: string, at: Instant) => started.print(html, at);
  } catch (error) {
    log.warn({ err: error }, 'there is no browser to print with: the bundle has no report.pdf');
    return null;
  }
}

async function proveCapture(deps: ArchiveDeps, id: string): Promise<InclusionProof> {
  const { id: capture, logIndex } = await requireCapture(deps, id);
  const { size, note } = await deps.signCheckpoint();
  const { index, path } = await deps.catalogue.proveEntry(logIndex, size);
  const proof = writeTlogProof({ extra: null, index, path, checkpoint: note });
  return { capture, index, size, proof };
}

async function proveConsistency(
  deps: ArchiveDeps,
  from: number,
  to: number | null,
): Promise<ConsistencyProof> {
  const newest = await deps.signCheckpoint();
  const size = to ?? newest.size;
  if (from > size || size > newest.size) {
    throw new VestigeError(
      'INPUT_INVALID',
      `The log has ${newest.size} entries: there is no proof from ${from} to ${size}.`,
    );
  }
  const path = await deps.catalogue.proveConsistency(from, size);
  const hashes = path.map((hash) => Buffer.from(hash).toString('base64'));
  return { from, to: size, hashes };
}

/** The captures of a choice, oldest first, each once. */
async function chooseCaptures(
  deps: ArchiveDeps,
  { captureIds, watchId, flagId, caseName }: ExportChoice,
): Promise<readonly Capture[]> {
  const { catalogue } = deps;
  const chosen: Capture[] = [];
  for (const id of captureIds) chosen.push(await requireCapture(deps, id));
  if (watchId !== undefined) {
    const watch = await requireWatch(deps, watchId);
    chosen.push(...(await catalogue.listCaptures({ watchId: watch.id })));
  }
  if (flagId !== undefined) chosen.push(...(await capturesOfFlag(deps, flagId)));
  if (caseName !== undefined) {
    if ((await catalogue.listWatches({ caseName, removed: true })).length === 0) {
      throw new VestigeError('CASE_NOT_FOUND', `There is no watch in a case named ${caseName}.`);
    }
    chosen.push(...(await catalogue.listCaptures({ caseName })));
  }
  if (chosen.length === 0) {
    throw new VestigeError('INPUT_INVALID', 'There is no capture to export yet.');
  }
  const byId = new Map(chosen.map((capture) => [capture.id, capture]));
  return [...byId.values()].sort((a, b) => a.logIndex - b.logIndex);
}

/** Of each watch the log's entries beside those of its captures, and the gaps they tell of. */
async function besides({ catalogue }: ArchiveDeps, captures: readonly Capture[]) {
  const entries = new Map<WatchId, readonly Uint8Array[]>();
  const gaps: Gap[] = [];
  for (const watchId of new Set(captures.map((one) => one.watchId))) {
    const own = captures.filter((one) => one.watchId === watchId).map(({ logIndex }) => logIndex);
    const all = await catalogue.listWatchEntries(watchId, Math.max(...own));
    const beside = entriesBeside(all, new Set(own));
    entries.set(watchId, beside);
    const told = beside.map((bytes) => parseLogEntry(bytes));
    gaps.push(...(await catalogue.listGaps(watchId)).filter((gap) => isLogged(gap, told)));
  }
  return { entries, gaps };
}

/**
 * The last good capture, and every one from there to the flag's end. A change that stands is between
 * two captures: to them comes the next good one, which confirms it, and nothing later.
 */
async function capturesOfFlag(deps: ArchiveDeps, flagId: string): Promise<readonly Capture[]> {
  const flag = await requireFlag(deps, flagId);
  const opened = await requireCapture(deps, flag.capture);
  const { logIndex: first } = await requireCapture(deps, flag.lastGood ?? flag.capture);
  const captures = await deps.catalogue.listCaptures({ watchId: flag.watchId });
  const later = captures.filter(({ logIndex }) => logIndex > opened.logIndex);
  // Newest first.
  const confirming = later.findLast(({ observation }) => isGood(observation.class));
  const last =
    flag.kind === 'change' && flag.closedAt === null
      ? (confirming ?? opened).logIndex
      : Number.POSITIVE_INFINITY;
  return captures.filter(
    ({ id, logIndex, finishedAt }) =>
      logIndex >= first &&
      logIndex <= last &&
      (flag.closedAt === null || finishedAt <= flag.closedAt || id === flag.capture),
  );
}

function titleOf(choice: ExportChoice, captures: readonly Capture[]): string {
  if (choice.caseName !== undefined) return choice.caseName;
  return captures[captures.length - 1]?.url ?? 'Vestige';
}
