// The zip, its list of files, their digests each held against the other (WACZ 1.1.1).
import {
  capturePaths,
  DATA_PACKAGE_DIGEST_PATH,
  DATA_PACKAGE_PATH,
  PAGES_PATH,
  WARC_PATH,
} from '../formats/bundle.js';
import { parseStrictJson } from '../formats/canonical-json.js';
import {
  type DataPackage,
  parseDataPackage,
  parseDataPackageDigest,
  parseResources,
  type SignedData,
  type WaczResource,
} from '../formats/wacz.js';
import type { DomainSignedData } from '../formats/wacz-domain.js';
import type { BundleFile, Content } from './bundle-file.js';
import { Failure, within } from './checks.js';

export type HashedFiles = ReadonlyMap<string, Content & { readonly isCrcRight: boolean }>;

/** Hashes every file once, for all checks that need it. */
export async function hashFiles(
  bundle: BundleFile,
  onProgress: (doneBytes: number) => void,
): Promise<HashedFiles> {
  const files = new Map<string, Content & { readonly isCrcRight: boolean }>();
  let done = 0;
  for (const name of bundle.names) {
    try {
      files.set(name, await bundle.hash(name));
    } catch (error) {
      // Of another form than ours, and not to be read: the check digests misses it.
      if (!(error instanceof Failure)) throw error;
    }
    done += bundle.sizeOf(name);
    onProgress(done);
  }
  return files;
}

/** Check `zip`, second part: the structure was read before; now the contents' CRC-32. */
export function checkZip(bundle: BundleFile, files: HashedFiles): string {
  const wrong = bundle.names.filter((name) => files.get(name)?.isCrcRight !== true);
  if (wrong.length > 0) throw new Failure(`CRC-32 differs: ${some(wrong)}`);
  return `${bundle.names.length} files, all stored, nothing between them`;
}

/** Check `datapackage`. */
export async function checkDataPackage(
  bundle: BundleFile,
  files: HashedFiles,
): Promise<{ dataPackage: DataPackage; detail: string }> {
  const dataPackage = await readDataPackage(bundle);
  const digest = await within(DATA_PACKAGE_DIGEST_PATH, async () =>
    parseDataPackageDigest(await bundle.read(DATA_PACKAGE_DIGEST_PATH)),
  );
  const actual = files.get(DATA_PACKAGE_PATH)?.digest;
  if (digest.hash !== actual) throw new Failure(`${DATA_PACKAGE_PATH} is not the one hashed`);
  if (digest.signedData.hash !== actual) {
    throw new Failure(`${DATA_PACKAGE_PATH} is not the one signed`);
  }
  checkBeside(digest.signedData, dataPackage);
  return { dataPackage, detail: `${actual}, made ${dataPackage.created}` };
}

/** What stands beside the signature is not signed itself: it must be what the data package says. */
function checkBeside(
  signed: Pick<SignedData, 'created' | 'software'> | DomainSignedData,
  dataPackage: DataPackage,
): void {
  // A signing service names itself, and may be more exact.
  const isService = 'domain' in signed;
  const created = isService
    ? signed.created.replace(/(?:\.\d+)?(?:Z|\+00:00)$/, 'Z')
    : signed.created;
  if (created !== dataPackage.created) {
    throw new Failure("created beside the signature is not the data package's");
  }
  if (!isService && signed.software !== dataPackage.software) {
    throw new Failure("software beside the signature is not the data package's");
  }
}

/** The files that datapackage.json names, whoever wrote it. @throws Failure */
export async function readResources(bundle: BundleFile): Promise<readonly WaczResource[]> {
  return within(DATA_PACKAGE_PATH, async () =>
    parseResources(await bundle.read(DATA_PACKAGE_PATH)),
  );
}

/** datapackage.json of a bundle. @throws Failure */
export async function readDataPackage(bundle: BundleFile): Promise<DataPackage> {
  return within(DATA_PACKAGE_PATH, async () =>
    parseDataPackage(await bundle.read(DATA_PACKAGE_PATH)),
  );
}

const FIXED_FOLDERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'archive/': [[WARC_PATH]],
  'indexes/': [['indexes/index.cdx'], ['indexes/index.cdx.gz', 'indexes/index.idx']],
  'pages/': [[PAGES_PATH]],
};

/** Check `files`: exactly the files that the data package names, and in the folders a reader searches no others. */
export function checkFiles(bundle: BundleFile, resources: readonly WaczResource[]): string {
  const named = new Set(resources.map(({ path }) => path));
  if (named.size < resources.length) throw new Failure('a file is named twice');
  const unnamed = bundle.names.filter(
    (name) => !named.has(name) && name !== DATA_PACKAGE_PATH && name !== DATA_PACKAGE_DIGEST_PATH,
  );
  if (unnamed.length > 0) throw new Failure(`not in the data package: ${some(unnamed)}`);
  const missing = [...named].filter((name) => !bundle.has(name));
  if (missing.length > 0) throw new Failure(`missing: ${some(missing)}`);
  if (named.has(DATA_PACKAGE_PATH) || named.has(DATA_PACKAGE_DIGEST_PATH)) {
    throw new Failure('the data package names itself');
  }
  const stray = bundle.names.filter((name) => !hasPlace(bundle, name));
  if (stray.length > 0) throw new Failure(`without a place in a bundle: ${some(stray)}`);
  for (const [folder, sets] of Object.entries(FIXED_FOLDERS)) {
    const found = bundle.names.filter((name) => name.startsWith(folder)).sort();
    if (!sets.some((set) => [...set].sort().join() === found.join())) {
      throw new Failure(`${folder} must hold ${sets.map((set) => set.join(' + ')).join(' or ')}`);
    }
  }
  return `${named.size} files, all named`;
}

/** Every file has a check, but those for people: evidence that nothing is held against could be made up. */
const NAMES = [
  /^(?:archive|indexes|pages|report)\//,
  /^provenance\/c_[^.]+\.(?:json|certs\.pem|(?:dns|handshakes|lookups)\.json)$/,
  /^proof\/(?:c_[^.]+\.(?:entry\.json|tlog-proof)|w_[^.]+\.entries\.jsonl)$/,
  /^proof\/(?:checkpoint\..+|bitcoin-headers\.json|custody\.jsonl|keys\.txt|redacted\.json)$/,
  /^proof\/(?:VERIFY\.md|verify\.[a-z]+)$/,
];

/** What names a capture is of one that is in the bundle; at the root stand two files alone. */
function hasPlace(bundle: BundleFile, name: string): boolean {
  if (name === DATA_PACKAGE_PATH || name === DATA_PACKAGE_DIGEST_PATH) return true;
  const capture = /^(?:provenance|proof)\/(c_[^.]*)\./.exec(name)?.[1];
  const isOfOne = capture === undefined || bundle.has(capturePaths(capture).manifest);
  return isOfOne && NAMES.some((pattern) => pattern.test(name));
}

/** Check `digests`: size and SHA-256 of every file. */
export function checkDigests(files: HashedFiles, resources: readonly WaczResource[]): string {
  const wrong = resources.filter(({ path, hash, bytes }) => {
    const content = files.get(path);
    return content?.digest !== hash || content.sizeBytes !== bytes;
  });
  if (wrong.length > 0) {
    throw new Failure(
      `not the bytes that ${DATA_PACKAGE_PATH} names: ${some(wrong.map(({ path }) => path))}`,
    );
  }
  return `${resources.length} files have the size and SHA-256 given`;
}

/** Check `json`: every JSON file can be read in one way only. */
export async function checkJson(bundle: BundleFile): Promise<string> {
  const names = bundle.names.filter((name) => name.endsWith('.json'));
  for (const name of names) {
    await within(name, async () => parseStrictJson(await bundle.read(name)));
  }
  for (const name of bundle.names.filter((name) => name.endsWith('.jsonl'))) {
    const lines = (await bundle.readText(name)).split('\n');
    if (lines.pop() !== '') throw new Failure(`${name} does not end in a newline`);
    for (const [i, line] of lines.entries()) {
      await within(`${name}, line ${i + 1}`, () => parseStrictJson(line));
    }
  }
  return `${names.length} files without a name given twice`;
}

/** The first few of many names. */
export function some(names: readonly string[]): string {
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${rest}`;
}
