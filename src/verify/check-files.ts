// The zip, its list of files, their digests and the signature over them: WACZ 1.1.1, wacz-auth 0.1.0.
import type { KeyObject } from 'node:crypto';
import {
  DATA_PACKAGE_DIGEST_PATH,
  DATA_PACKAGE_PATH,
  fingerprintOf,
  KEYS_PATH,
  PAGES_PATH,
  parseKeys,
  WARC_PATH,
} from '../formats/bundle.js';
import { parseStrictJson } from '../formats/canonical-json.js';
import {
  checkSignature,
  type DataPackage,
  parseDataPackage,
  parseDataPackageDigest,
} from '../formats/wacz.js';
import type { BundleFile, Content } from './bundle-file.js';
import { Failure, Skip, within } from './checks.js';

export type HashedFiles = ReadonlyMap<string, Content & { readonly isCrcRight: boolean }>;

/** Hashes every file once, for all checks that need it. */
export async function hashFiles(
  bundle: BundleFile,
  onProgress: (doneBytes: number) => void,
): Promise<HashedFiles> {
  const files = new Map<string, Content & { readonly isCrcRight: boolean }>();
  let done = 0;
  for (const name of bundle.names) {
    const content = await bundle.hash(name);
    files.set(name, content);
    done += content.sizeBytes;
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
  for (const field of ['created', 'software'] as const) {
    if (digest.signedData[field] !== dataPackage[field]) {
      throw new Failure(`${field} beside the signature is not the data package's`);
    }
  }
  return { dataPackage, detail: `${actual}, made ${dataPackage.created}` };
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
export function checkFiles(bundle: BundleFile, { resources }: DataPackage): string {
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
  for (const [folder, sets] of Object.entries(FIXED_FOLDERS)) {
    const found = bundle.names.filter((name) => name.startsWith(folder)).sort();
    if (!sets.some((set) => [...set].sort().join() === found.join())) {
      throw new Failure(`${folder} must hold ${sets.map((set) => set.join(' + ')).join(' or ')}`);
    }
  }
  return `${named.size} files, all named`;
}

/** Check `digests`: size and SHA-256 of every file. */
export function checkDigests(files: HashedFiles, { resources }: DataPackage): string {
  const wrong = resources.filter(({ path, hash, bytes }) => {
    const content = files.get(path);
    return content?.digest !== hash || content.sizeBytes !== bytes;
  });
  if (wrong.length > 0) {
    throw new Failure(`not the bytes that were signed: ${some(wrong.map(({ path }) => path))}`);
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

/** Check `signature`. The key it was made with. */
export async function checkBundleSignature(
  bundle: BundleFile,
): Promise<{ key: KeyObject; detail: string }> {
  const { signedData } = parseDataPackageDigest(await bundle.read(DATA_PACKAGE_DIGEST_PATH));
  const key = checkSignature(signedData);
  const fingerprint = fingerprintOf(key);
  const named = await within(KEYS_PATH, async () => parseKeys(await bundle.readText(KEYS_PATH)));
  if (named.signer !== fingerprint) throw new Failure(`${KEYS_PATH} names another signer`);
  return { key, detail: `ECDSA P-384 by the key ${fingerprint}` };
}

/** Check `signer-key`: the checker's keys decide, never the bundle's. */
export function checkSignerKey(key: KeyObject | null, trusted: readonly KeyObject[]): string {
  if (trusted.length === 0) {
    throw new Skip('no trusted key given: whoever holds any key could have signed this');
  }
  if (key === null) throw new Failure('there is no good signature to compare with');
  const fingerprint = fingerprintOf(key);
  if (!trusted.some((one) => fingerprintOf(one) === fingerprint)) {
    throw new Failure(`signed by ${fingerprint}, which is none of the trusted keys`);
  }
  return `${fingerprint} is trusted by the checker`;
}

/** The first few of many names. */
export function some(names: readonly string[]): string {
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${rest}`;
}
