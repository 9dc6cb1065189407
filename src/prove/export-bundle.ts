// Captures -> one proof bundle (WACZ 1.1.1, docs/proof-bundle.md) that is whole, signed and durable
// under its name, or not there at all.
import type { KeyObject } from 'node:crypto';
import { mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { VestigeError } from '../errors.js';
import {
  CHECKPOINT_PATH,
  CUSTODY_PATH,
  capturePaths,
  certificatesOf,
  DATA_PACKAGE_DIGEST_PATH,
  DATA_PACKAGE_PATH,
  fingerprintOf,
  KEYS_PATH,
  PAGES_PATH,
  pemOf,
  WARC_PATH,
  watchEntriesPath,
  writeKeys,
} from '../formats/bundle.js';
import { canonicalJson } from '../formats/canonical-json.js';
import { sortCdxLines, writeCdxFiles } from '../formats/cdxj.js';
import { writeTlogProof } from '../formats/checkpoint.js';
import { REDACTIONS_PATH, writeRedactions } from '../formats/redactions.js';
import {
  signDataPackage,
  type WaczPage,
  type WaczResource,
  wholeSeconds,
  writeDataPackage,
  writePages,
} from '../formats/wacz.js';
import { hasPage, pageInstantOf, pageUrlOf } from '../formats/warc-snapshot.js';
import type { Digest } from '../model/digest.js';
import { type Instant, instantOf } from '../model/instant.js';
import { isGood } from '../model/observation.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { Clock } from '../ports/clock.js';
import { writeChanges } from './changes-json.js';
import type { ExportedCapture, ExportInput } from './export-input.js';
import type { LayBeside } from './report/comparison.js';
import { writeDeclaration } from './report/declaration.js';
import { writeReport } from './report/report-html.js';
import { readVerifiers } from './verifiers.js';
import { verifyPage } from './verify-page.js';
import { WarcFile } from './warc-file.js';
import { ZipFile } from './zip-file.js';

export interface ExportDeps {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** EC P-384 private key. */
  readonly signer: KeyObject;
  /** Name and version, as in `Vestige/0.1.0`. */
  readonly software: string;
  readonly layBeside: LayBeside;
  /** HTML -> PDF, dated; null where there is no browser to print with. */
  readonly print: ((html: string, at: Instant) => Promise<Uint8Array>) | null;
}

export interface ExportedBundle {
  readonly file: string;
  readonly sha256: Digest;
  readonly bytes: number;
  readonly captures: number;
}

type OnProgress = (progress: { readonly done: number; readonly total: number }) => void;

/**
 * Writes a bundle to `outFile`, replacing what stood there; on any failure nothing is left behind.
 * @throws INPUT_INVALID, STORE_BLOB_MISSING, STORE_DIGEST_MISMATCH, STORE_DISK_FULL, STORE_FAILED
 */
export async function exportBundle(
  deps: ExportDeps,
  input: ExportInput,
  outFile: string,
  onProgress: OnProgress,
): Promise<ExportedBundle> {
  checkInput(deps, input);
  const target = resolve(outFile);
  let temporary: string | null = null;
  try {
    temporary = await mkdtemp(join(dirname(target), `.${basename(target)}.`));
    const draft = join(temporary, 'bundle');
    const { digest, sizeBytes } = await writeBundle(deps, input, { temporary, draft, onProgress });
    await rename(draft, target);
    await syncDirectory(dirname(target));
    const captures = input.captures.length;
    return { file: outFile, sha256: digest, bytes: sizeBytes, captures };
  } catch (error) {
    throw explain(error, outFile);
  } finally {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Finds out whether a bundle can be put there, before anybody is told that it was made.
 * @throws INPUT_INVALID
 */
export async function requireTarget(outFile: string): Promise<void> {
  const target = resolve(outFile);
  const there = await stat(target).catch(() => null);
  if (there?.isDirectory()) {
    throw new VestigeError('INPUT_INVALID', `${outFile} is a folder: name a file in it.`);
  }
  try {
    await rm(await mkdtemp(join(dirname(target), `.${basename(target)}.`)), { recursive: true });
  } catch (error) {
    throw explain(error, outFile);
  }
}

function checkInput({ clock }: ExportDeps, { captures, createdAt }: ExportInput): void {
  if (captures.length === 0) {
    throw new VestigeError('INPUT_INVALID', 'A bundle needs at least one capture.');
  }
  if (new Set(captures.map(({ capture }) => capture.id)).size < captures.length) {
    throw new VestigeError('INPUT_INVALID', 'A bundle holds each capture once.');
  }
  if (createdAt > instantOf(clock.nowMs())) {
    throw new VestigeError('INPUT_INVALID', `A bundle cannot be dated ahead: ${createdAt}.`);
  }
  const early = captures.find(({ manifest }) => manifest.finishedAt > createdAt);
  if (early !== undefined) {
    const { capture, finishedAt } = early.manifest;
    throw new VestigeError(
      'INPUT_INVALID',
      `A bundle of ${createdAt} cannot hold ${capture}, which ended at ${finishedAt}.`,
    );
  }
}

async function writeBundle(
  deps: ExportDeps,
  input: ExportInput,
  paths: { temporary: string; draft: string; onProgress: OnProgress },
): Promise<{ digest: Digest; sizeBytes: number }> {
  const warcFile = join(paths.temporary, 'warc');
  const lines = await writeWarc(deps, input, warcFile, paths.onProgress);
  const zip = await ZipFile.create(paths.draft);
  try {
    const resources = [await zip.addFile(WARC_PATH, warcFile)];
    // The disk holds the records once again from here on.
    await rm(warcFile);
    for (const { name, bytes } of await writeCdxFiles(sortCdxLines(lines))) {
      resources.push(await zip.add(`indexes/${name}`, bytes));
    }
    resources.push(await zip.add(PAGES_PATH, writePages(input.captures.flatMap(pageOf))));
    for (const one of input.captures) {
      for (const [path, content] of await captureFiles(deps, input, one)) {
        resources.push(await zip.add(path, content));
      }
    }
    for (const [path, content] of await commonFiles(deps, input)) {
      resources.push(await zip.add(path, content));
    }
    const dataPackage = describe(deps, input, resources);
    await zip.add(DATA_PACKAGE_PATH, dataPackage);
    await zip.add(DATA_PACKAGE_DIGEST_PATH, signDataPackage(dataPackage, deps.signer));
    return await zip.finish();
  } finally {
    await zip.close();
  }
}

async function writeWarc(
  { blobs, software }: ExportDeps,
  { captures, title, redacted = [] }: ExportInput,
  file: string,
  onProgress: OnProgress,
): Promise<readonly string[]> {
  const manifests = captures.map(({ manifest }) => manifest);
  const leftOut = new Set(redacted.map(({ digest }) => digest));
  const warc = await WarcFile.create(file, blobs, { software, title, manifests });
  try {
    for (const [i, manifest] of manifests.entries()) {
      await warc.addSnapshot(manifest, leftOut);
      onProgress({ done: i + 1, total: manifests.length });
    }
    return warc.lines;
  } finally {
    await warc.close();
  }
}

function pageOf({ manifest }: ExportedCapture): WaczPage[] {
  if (!hasPage(manifest)) return [];
  const url = pageUrlOf(manifest);
  const { capture: id, title } = manifest;
  return [{ id, url, ts: pageInstantOf(manifest), title: title || url }];
}

type NamedContent = readonly [path: string, content: Uint8Array | string];

async function captureFiles(
  { blobs }: ExportDeps,
  { checkpointNote }: ExportInput,
  { capture, manifest, entry }: ExportedCapture,
): Promise<readonly NamedContent[]> {
  const paths = capturePaths(capture.id);
  const bytes = await blobs.get(capture.manifest);
  if (bytes.toString() !== canonicalJson(manifest)) {
    throw new VestigeError('INTERNAL', `The manifest of ${capture.id} is not the one it names.`);
  }
  const files: NamedContent[] = [[paths.manifest, bytes]];
  const certificates = certificatesOf(manifest);
  if (certificates.length > 0) {
    const ders = await Promise.all(certificates.map((digest) => blobs.get(digest)));
    files.push([paths.certificates, ders.map(pemOf).join('')]);
  }
  if (manifest.handshakes !== undefined) {
    files.push([paths.handshakes, await blobs.get(manifest.handshakes.digest)]);
  }
  if (manifest.lookups !== undefined) {
    files.push([paths.lookups, await blobs.get(manifest.lookups.digest)]);
  }
  if (manifest.dns.length > 0) files.push([paths.dns, canonicalJson(manifest.dns)]);
  if (entry !== null) files.push([paths.entry, entry.entry]);
  if (entry !== null && checkpointNote !== null) {
    const { index, path } = entry;
    const proof = writeTlogProof({ extra: null, index, path, checkpoint: checkpointNote });
    files.push([paths.inclusion, proof]);
  }
  return files;
}

async function commonFiles(deps: ExportDeps, input: ExportInput): Promise<readonly NamedContent[]> {
  const { signer, print, software } = deps;
  const { attestations = [], custody = [], entries = [], redacted = [] } = input;
  const told = { ...input, captures: input.shown ?? input.captures };
  const { checkpointNote, logVkey, language, captures } = input;
  // As old as its newest capture, so that the same export prints the same page.
  const printedAt = captures
    .map(({ manifest }) => manifest.finishedAt)
    .reduce((a, b) => (a > b ? a : b));
  const report = await writeReport(deps, told);
  return [
    ...(checkpointNote === null ? [] : [[CHECKPOINT_PATH, checkpointNote] as const]),
    ...attestations.map(({ name, bytes }) => [`proof/${name}`, bytes] as const),
    ...(custody.length === 0 ? [] : [[CUSTODY_PATH, linesOf(custody)] as const]),
    ...[...entries]
      .filter(([, lines]) => lines.length > 0)
      .map(([watch, lines]) => [watchEntriesPath(watch), linesOf(lines)] as const),
    ...(redacted.length === 0 ? [] : [[REDACTIONS_PATH, writeRedactions(redacted)] as const]),
    [KEYS_PATH, writeKeys(signer, logVkey)],
    ['proof/VERIFY.md', verifyPage(language)],
    ...(await readVerifiers()),
    ['report/report.html', report],
    ...(print === null ? [] : [['report/report.pdf', await print(report, printedAt)] as const]),
    [
      'report/declaration-draft.html',
      writeDeclaration(input, { software, fingerprint: fingerprintOf(signer) }),
    ],
    ['report/changes.json', writeChanges(told)],
  ];
}

function linesOf(lines: readonly Uint8Array[]): string {
  return lines.map((line) => `${Buffer.from(line)}\n`).join('');
}

function describe(
  { software }: ExportDeps,
  { captures, title, description, createdAt }: ExportInput,
  resources: readonly WaczResource[],
): string {
  const pages = captures.filter(({ manifest }) => hasPage(manifest));
  const main = pages.findLast(({ capture }) => isGood(capture.observation.class)) ?? pages.at(-1);
  return writeDataPackage({
    ...{ title, description, software, resources },
    created: wholeSeconds(createdAt),
    mainPageUrl: main === undefined ? null : pageUrlOf(main.manifest),
    mainPageDate: main === undefined ? null : pageInstantOf(main.manifest),
  });
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

const WRONG_TARGET = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS']);

function explain(error: unknown, outFile: string): unknown {
  if (error instanceof VestigeError || !(error instanceof Error) || !('code' in error))
    return error;
  const code = String(error.code);
  const options = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new VestigeError(
      'STORE_DISK_FULL',
      `The disk is full; ${outFile} was not made.`,
      options,
    );
  }
  if (WRONG_TARGET.has(code)) {
    const message = `${outFile} cannot be written there (${code}).`;
    return new VestigeError('INPUT_INVALID', message, options);
  }
  return error;
}
