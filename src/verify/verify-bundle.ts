// A file and the checker's own keys -> a report that names every check. Needs no network and no
// archive, and nothing of ours but formats and model: it can be handed to the other side's expert.
import type { KeyObject } from 'node:crypto';
import { DATA_PACKAGE_PATH } from '../formats/bundle.js';
import type { DataPackage } from '../formats/wacz.js';
import type { Check, Report } from '../model/check.js';
import { BundleFile } from './bundle-file.js';
import { Captures, captureIdsOf } from './captures.js';
import { checkIntervals } from './check-changes.js';
import { checkCustody } from './check-custody.js';
import {
  checkDataPackage,
  checkDigests,
  checkFiles,
  checkJson,
  checkZip,
  hashFiles,
  readDataPackage,
  readResources,
} from './check-files.js';
import { checkHandshakes } from './check-handshakes.js';
import { Histories } from './check-history.js';
import { checkIndex, checkPages } from './check-index.js';
import {
  checkCheckpointKey,
  checkCheckpointSignature,
  checkConsistency,
  checkInclusion,
  checkLogEntries,
} from './check-log.js';
import { checkNotBefore } from './check-not-before.js';
import { checkNotaries } from './check-notaries.js';
import { readAllRecords } from './check-records.js';
import { checkRedactions } from './check-redactions.js';
import { checkBundleSignature, checkSignerKey, type Signer } from './check-signature.js';
import { checkTimes } from './check-times.js';
import { Failure, runCheck, Skip } from './checks.js';
import { surveyWarcs } from './survey-warc.js';
import type { InflateBudget } from './warc-reader.js';

export interface VerifyOptions {
  /** Public keys trusted to sign bundles. */
  readonly signerKeys: readonly KeyObject[];
  /** C2SP vkeys trusted to sign checkpoints. */
  readonly checkpointKeys: readonly string[];
  /** PEM roots of time-stamping and domain authorities. */
  readonly trustPems?: readonly string[];
  /** C2SP vkeys (type 0x04) of witnesses the checker trusts. */
  readonly witnessKeys?: readonly string[];
  /** Hashes of drand chains the checker trusts beside quicknet. */
  readonly drandChains?: readonly string[];
  /** A checkpoint note the checker holds, and the proof between it and the bundle's. */
  readonly checkpoint?: string | null;
  readonly consistency?: string | null;
  /** Called with bytes of the file read so far. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Hashes a Bitcoin block must show, as a power of two; by default what one of its time shows. */
  readonly leastWorkBits?: number;
  /** When it is checked; now, when left out. */
  readonly nowMs?: number;
  /** Records may inflate to this much in all. */
  readonly maxInflatedBytes?: number;
}

const MAX_INFLATED_BYTES = 256 * 2 ** 30;
/** Pages, scripts and pictures come to less than 20 times; a bomb to a thousand. */
const MAX_INFLATED_RATIO = 100;
/** What a small bundle may inflate to all the same: a download of nothing but zeros. */
const LEAST_INFLATED_BYTES = 4 * 2 ** 30;

const AFTER_ZIP = [
  ...['datapackage', 'files', 'digests', 'json', 'signature', 'signer-key', 'warc', 'cdxj'],
  ...[
    'pages',
    'manifest',
    'history',
    'intervals',
    'log-entry',
    'log-inclusion',
    'checkpoint-signature',
  ],
  ...['checkpoint-key', 'consistency', 'rfc3161', 'ots', 'witness', 'tls-handshake', 'tls-chain'],
  ...['not-before', 'times', 'custody'],
];

/**
 * Checks a bundle. Whatever is wrong with it is in the report; only a file that cannot be read at
 * all throws, with the system's own error.
 */
export async function verifyBundle(file: string, options: VerifyOptions): Promise<Report> {
  const bundle = await BundleFile.open(file);
  try {
    const checks = await runAll(bundle, options);
    return { ok: checks.every(({ status }) => status !== 'failed'), checks };
  } finally {
    await bundle.close();
  }
}

/** Ids of the captures that a bundle says it holds. */
export async function captureIdsIn(file: string): Promise<readonly string[]> {
  const bundle = await BundleFile.open(file);
  try {
    await bundle.readDirectory();
    return captureIdsOf(bundle);
  } finally {
    await bundle.close();
  }
}

async function runAll(bundle: BundleFile, options: VerifyOptions): Promise<readonly Check[]> {
  const structure = await readStructure(bundle);
  if (!structure.isReadable) {
    const detail = 'the file is not a zip that can be read in one way only';
    return [structure.check, ...AFTER_ZIP.map((id): Check => ({ id, status: 'skipped', detail }))];
  }
  const total = bundle.sizeBytes;
  const files = await hashFiles(bundle, (done) => options.onProgress?.({ done, total }));
  const dataPackage = await readDataPackage(bundle).catch(ifFailure);
  const resources = await readResources(bundle).catch(ifFailure);
  const captures = await Captures.read(bundle);
  const rootPems = options.trustPems ?? [];
  const { check: signature, signer } = await signatureOf(bundle);
  const notaries = await checkNotaries(bundle, {
    rootPems,
    witnessKeys: options.witnessKeys ?? [],
    leastWorkBits: options.leastWorkBits ?? null,
    nowMs: options.nowMs ?? Date.now(),
  });
  const known = () => ({ dataPackage: needed(dataPackage), captures });
  const histories = () => Histories.read(bundle, captures);
  const isOurs = structure.check.status === 'passed';
  return [
    isOurs ? await runCheck('zip', async () => checkZip(bundle, files)) : structure.check,
    await runCheck('datapackage', async () => (await checkDataPackage(bundle, files)).detail),
    await runCheck('files', async () => checkFiles(bundle, needed(resources))),
    await runCheck('digests', async () => checkDigests(files, needed(resources))),
    await runCheck('json', () => checkJson(bundle)),
    signature,
    await runCheck('signer-key', async () =>
      checkSignerKey(signer, { keys: options.signerKeys, rootPems }),
    ),
    ...(await recordChecks(bundle, dataPackage, options)),
    ...(await checkRedactions(bundle, () => needed(dataPackage))),
    await runCheck('pages', async () => checkPages(bundle, known())),
    await runCheck('history', async () => (await histories()).check()),
    await runCheck('intervals', async () => checkIntervals(bundle, await histories())),
    await runCheck('log-entry', () => checkLogEntries(bundle, captures)),
    await runCheck('log-inclusion', () => checkInclusion(bundle, captures)),
    await runCheck('checkpoint-signature', () => checkCheckpointSignature(bundle)),
    await runCheck('checkpoint-key', () => checkCheckpointKey(bundle, options.checkpointKeys)),
    await runCheck('consistency', () =>
      checkConsistency(bundle, options.checkpoint ?? null, options.consistency ?? null),
    ),
    ...notaries.checks,
    ...(await checkHandshakes(bundle, rootPems)),
    await runCheck('not-before', () => checkNotBefore(bundle, captures, options.drandChains ?? [])),
    await runCheck('times', async () => checkTimes(bundle, known(), notaries.stamps)),
    await runCheck('custody', async () => checkCustody(bundle, known())),
  ];
}

/** The one form of our own; of another form only what somebody else wrote is read on. */
async function readStructure(bundle: BundleFile): Promise<{ check: Check; isReadable: boolean }> {
  const check = await runCheck('zip', async () => {
    await bundle.readDirectory();
    return 'read';
  });
  if (check.status === 'passed') return { check, isReadable: true };
  const foreign = await runCheck('zip', async () => {
    await bundle.readForeignDirectory();
    // One of ours with another structure has been tampered with: no two readers need agree on it.
    if (captureIdsOf(bundle).length > 0) throw new Failure('it is one of ours');
    return 'read';
  });
  return { check, isReadable: foreign.status === 'passed' };
}

async function signatureOf(bundle: BundleFile): Promise<{ check: Check; signer: Signer | null }> {
  let signer: Signer | null = null;
  const check = await runCheck('signature', async () => {
    const found = await checkBundleSignature(bundle);
    signer = found.signer;
    return found.detail;
  });
  return { check, signer };
}

async function recordChecks(
  bundle: BundleFile,
  dataPackage: DataPackage | null,
  options: VerifyOptions,
): Promise<readonly Check[]> {
  const ratio = Math.max(LEAST_INFLATED_BYTES, bundle.sizeBytes * MAX_INFLATED_RATIO);
  const budget = { left: options.maxInflatedBytes ?? Math.min(MAX_INFLATED_BYTES, ratio) };
  if (captureIdsOf(bundle).length === 0) return foreignRecordChecks(bundle, budget);
  const pass = await readAllRecords(bundle, dataPackage, budget).catch(ifFailure);
  const whole = () => {
    if (pass === null || pass.warc !== null) throw new Skip('the WARC cannot be read to its end');
    return pass;
  };
  return [
    await runCheck('warc', async () => {
      if (pass === null) throw new Failure('there is no WARC in the bundle');
      if (pass.warc !== null) throw pass.warc;
      return `${pass.records} records, each with the digests it gives`;
    }),
    await runCheck('cdxj', async () => checkIndex(bundle, whole().indexed)),
    await runCheck('manifest', async () => {
      const { manifest: findings } = whole();
      if (findings.length > 0) throw new Failure(findings.join('; '));
      return 'manifests and records hold the same, exchange by exchange and file by file';
    }),
  ];
}

/** Somebody else's bundle: its records alone can be held against themselves. */
async function foreignRecordChecks(
  bundle: BundleFile,
  budget: InflateBudget,
): Promise<readonly Check[]> {
  return [
    await runCheck('warc', () => surveyWarcs(bundle, budget)),
    await runCheck('cdxj', async () => {
      throw new Skip('not compared: the index is not one of ours');
    }),
    await runCheck('manifest', async () => {
      throw new Failure(
        'there is no manifest (provenance/c_….json): nothing says what the records must hold',
      );
    }),
  ];
}

function ifFailure(error: unknown): null {
  if (error instanceof Failure) return null;
  throw error;
}

function needed<T>(value: T | null): T {
  if (value === null) {
    throw new Skip(`${DATA_PACKAGE_PATH} cannot be read; see the check datapackage`);
  }
  return value;
}
