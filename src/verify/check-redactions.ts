// proof/redacted.json: which contents of the manifests are left out, so that nobody takes a derivative
// for the whole. That the records lack these, and nothing else, is for the check `manifest`.
import { groupBy } from '../formats/group-by.js';
import { contentsOf, DERIVATIVE, parseRedactions, REDACTIONS_PATH } from '../formats/redactions.js';
import type { DataPackage } from '../formats/wacz.js';
import type { Check } from '../model/check.js';
import type { Digest } from '../model/digest.js';
import type { BundleFile } from './bundle-file.js';
import { captureIdsOf, readManifest } from './captures.js';
import { Failure, runCheck, Skip, within } from './checks.js';

const MAX_TOLD = 5;

/** Digests of what is left out of the bundle; none where it is whole. @throws Failure */
export async function redactedIn(bundle: BundleFile): Promise<ReadonlySet<Digest>> {
  if (!bundle.has(REDACTIONS_PATH)) return new Set();
  return within(REDACTIONS_PATH, async () => {
    const redacted = parseRedactions(await bundle.read(REDACTIONS_PATH));
    return new Set(redacted.map(({ digest }) => digest));
  });
}

/** Check `redacted`, of a derivative alone: never passed, since what is left out cannot be checked. */
export async function checkRedactions(
  bundle: BundleFile,
  dataPackage: () => DataPackage,
): Promise<readonly Check[]> {
  if (!bundle.has(REDACTIONS_PATH)) return [];
  return [await runCheck('redacted', () => tellRedactions(bundle, dataPackage()))];
}

async function tellRedactions(bundle: BundleFile, { description }: DataPackage): Promise<string> {
  const redacted = await within(REDACTIONS_PATH, async () =>
    parseRedactions(await bundle.read(REDACTIONS_PATH)),
  );
  if (!description.startsWith(DERIVATIVE)) {
    throw new Failure('the data package does not say that it is a derivative');
  }
  const named: { content: string; place: string }[] = [];
  for (const id of captureIdsOf(bundle)) {
    for (const { digest, sizeBytes, what } of contentsOf(await readManifest(bundle, id))) {
      named.push({ content: `${digest} ${sizeBytes}`, place: `${what} of ${id}` });
    }
  }
  const places = groupBy(named, ({ content }) => content);
  const told = redacted.map(({ digest, sizeBytes, reason }) => {
    const where = places.get(`${digest} ${sizeBytes}`);
    if (where === undefined) throw new Failure(`no manifest names ${digest} of ${sizeBytes} bytes`);
    return `${where
      .slice(0, MAX_TOLD)
      .map(({ place }) => place)
      .join(', ')} (${reason})`;
  });
  const more = told.length > MAX_TOLD ? ` and ${told.length - MAX_TOLD} more` : '';
  throw new Skip(
    `a derivative: ${told.length} contents were left out, and cannot be checked without the original, whose digests the manifests name: ${told.slice(0, MAX_TOLD).join('; ')}${more}`,
  );
}
