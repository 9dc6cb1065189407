// proof/custody.jsonl: who did what with each capture since it was made, each line bound to the one
// before it for the same capture, so that a line taken out or put in shows.
import { CUSTODY_PATH, capturePaths } from '../formats/bundle.js';
import { parseCanonical } from '../formats/manifest.js';
import type { CustodyEntry } from '../model/custody.js';
import { digestOf } from '../model/digest.js';
import { instantOf, msOf } from '../model/instant.js';
import type { BundleFile } from './bundle-file.js';
import { Failure, Skip, within } from './checks.js';

/** Check `custody`. */
export async function checkCustody(bundle: BundleFile): Promise<string> {
  if (!bundle.has(CUSTODY_PATH)) throw new Skip('the bundle holds no record of custody');
  const lines = (await bundle.readText(CUSTODY_PATH)).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new Failure('it is cut off');
  const last = new Map<string, { readonly entry: CustodyEntry; readonly line: string }>();
  for (const [i, line] of lines.entries()) {
    await within(`line ${i + 1}`, async () => {
      const entry = parseCanonical(Buffer.from(line)) as CustodyEntry | null;
      if (typeof entry !== 'object' || entry === null || entry.v !== 1) {
        throw new Failure('it is not an entry');
      }
      await checkEntry(bundle, entry, last.get(entry.capture) ?? null);
      last.set(entry.capture, { entry, line });
    });
  }
  return `${lines.length} events of ${last.size} captures, each bound to the one before it`;
}

async function checkEntry(
  bundle: BundleFile,
  { capture, seq, at, manifest, previous }: CustodyEntry,
  before: { readonly entry: CustodyEntry; readonly line: string } | null,
): Promise<void> {
  if (previous !== (before === null ? null : digestOf(before.line))) {
    throw new Failure('it does not follow the line before it for the same capture');
  }
  if (seq !== (before === null ? 0 : before.entry.seq + 1)) {
    throw new Failure('it has another place in its chain');
  }
  const ms = typeof at === 'string' ? msOf(at) : Number.NaN;
  if (Number.isNaN(ms) || instantOf(ms) !== at) throw new Failure('its time is none');
  if (before !== null && at < before.entry.at)
    throw new Failure('it is older than the line before');
  const path = capturePaths(capture).manifest;
  if (!bundle.has(path)) throw new Failure('it is of a capture that is not in the bundle');
  if (digestOf(await bundle.read(path)) !== manifest)
    throw new Failure('it names another manifest');
}
