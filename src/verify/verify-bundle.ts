// A file and the checker's own keys -> a report that names every check. Needs no network and no
// archive, and nothing of ours but formats and model: it can be handed to the other side's expert.
import type { KeyObject } from 'node:crypto';
import { DATA_PACKAGE_PATH } from '../formats/bundle.js';
import type { DataPackage } from '../formats/wacz.js';
import type { Check, Report } from '../model/check.js';
import { BundleFile } from './bundle-file.js';
import { checkCustody } from './check-custody.js';
import {
  checkBundleSignature,
  checkDataPackage,
  checkDigests,
  checkFiles,
  checkJson,
  checkSignerKey,
  checkZip,
  hashFiles,
  readDataPackage,
} from './check-files.js';
import { checkHandshakes } from './check-handshakes.js';
import { checkIndex, checkPages } from './check-index.js';
import {
  checkCheckpointKey,
  checkCheckpointSignature,
  checkConsistency,
  checkHistory,
  checkInclusion,
  checkLogEntries,
} from './check-log.js';
import { checkNotaries } from './check-notaries.js';
import { readAllRecords } from './check-records.js';
import { checkTimes } from './check-times.js';
import { Failure, runCheck, Skip } from './checks.js';

export interface VerifyOptions {
  /** Public keys trusted to sign bundles. */
  readonly signerKeys: readonly KeyObject[];
  /** C2SP vkeys trusted to sign checkpoints. */
  readonly checkpointKeys: readonly string[];
  /** PEM roots of time-stamping and domain authorities. */
  readonly trustPems?: readonly string[];
  /** C2SP vkeys (type 0x04) of witnesses the checker trusts. */
  readonly witnessKeys?: readonly string[];
  /** A checkpoint note the checker holds, and the proof between it and the bundle's. */
  readonly checkpoint?: string | null;
  readonly consistency?: string | null;
  /** Called with bytes of the file read so far. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Hashes a Bitcoin block must show, as a power of two; by default what one of its time shows. */
  readonly leastWorkBits?: number;
  /** Records may inflate to this much in all. */
  readonly maxInflatedBytes?: number;
}

const MAX_INFLATED_BYTES = 256 * 2 ** 30;

const AFTER_ZIP = [
  ...['datapackage', 'files', 'digests', 'json', 'signature', 'signer-key', 'warc', 'cdxj'],
  ...['pages', 'manifest', 'history', 'log-entry', 'log-inclusion', 'checkpoint-signature'],
  ...['checkpoint-key', 'consistency', 'rfc3161', 'ots', 'witness', 'tls-handshake', 'tls-chain'],
  ...['times', 'custody'],
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

async function runAll(bundle: BundleFile, options: VerifyOptions): Promise<readonly Check[]> {
  const structure = await runCheck('zip', async () => {
    await bundle.readDirectory();
    return 'read';
  });
  if (structure.status === 'failed') {
    const detail = 'the file is not a zip that can be read in one way only';
    return [structure, ...AFTER_ZIP.map((id): Check => ({ id, status: 'skipped', detail }))];
  }
  const total = bundle.sizeBytes;
  const files = await hashFiles(bundle, (done) => options.onProgress?.({ done, total }));
  const dataPackage = await readDataPackage(bundle).catch(ifFailure);
  const { check: signature, key } = await signatureOf(bundle);
  const notaries = await checkNotaries(bundle, {
    rootPems: options.trustPems ?? [],
    witnessKeys: options.witnessKeys ?? [],
    leastWorkBits: options.leastWorkBits ?? null,
  });
  return [
    await runCheck('zip', async () => checkZip(bundle, files)),
    await runCheck('datapackage', async () => (await checkDataPackage(bundle, files)).detail),
    await runCheck('files', async () => checkFiles(bundle, needed(dataPackage))),
    await runCheck('digests', async () => checkDigests(files, needed(dataPackage))),
    await runCheck('json', () => checkJson(bundle)),
    signature,
    await runCheck('signer-key', async () => checkSignerKey(key, options.signerKeys)),
    ...(await recordChecks(bundle, options)),
    await runCheck('pages', () => checkPages(bundle, needed(dataPackage))),
    await runCheck('history', () => checkHistory(bundle)),
    await runCheck('log-entry', () => checkLogEntries(bundle)),
    await runCheck('log-inclusion', () => checkInclusion(bundle)),
    await runCheck('checkpoint-signature', () => checkCheckpointSignature(bundle)),
    await runCheck('checkpoint-key', () => checkCheckpointKey(bundle, options.checkpointKeys)),
    await runCheck('consistency', () =>
      checkConsistency(bundle, options.checkpoint ?? null, options.consistency ?? null),
    ),
    ...notaries.checks,
    ...(await checkHandshakes(bundle, options.trustPems ?? [])),
    await runCheck('times', () => checkTimes(bundle, needed(dataPackage), notaries.stamps)),
    await runCheck('custody', () => checkCustody(bundle)),
  ];
}

async function signatureOf(bundle: BundleFile): Promise<{ check: Check; key: KeyObject | null }> {
  let key: KeyObject | null = null;
  const check = await runCheck('signature', async () => {
    const found = await checkBundleSignature(bundle);
    key = found.key;
    return found.detail;
  });
  return { check, key };
}

async function recordChecks(bundle: BundleFile, options: VerifyOptions): Promise<readonly Check[]> {
  const budget = { left: options.maxInflatedBytes ?? MAX_INFLATED_BYTES };
  const pass = await readAllRecords(bundle, budget).catch(ifFailure);
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

function ifFailure(error: unknown): null {
  if (error instanceof Failure) return null;
  throw error;
}

function needed(dataPackage: DataPackage | null): DataPackage {
  if (dataPackage === null) {
    throw new Skip(`${DATA_PACKAGE_PATH} cannot be read; see the check datapackage`);
  }
  return dataPackage;
}
