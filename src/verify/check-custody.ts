// proof/custody.jsonl: who did what with each capture since it was made, each line bound to the one
// before it for the same capture, so that a line taken out or put in shows.
import { CUSTODY_PATH } from '../formats/bundle.js';
import { parseCustodyEntry } from '../formats/manifest.js';
import { type DataPackage, wholeSeconds } from '../formats/wacz.js';
import type { CustodyEntry } from '../model/custody.js';
import { digestOf } from '../model/digest.js';
import { msOf } from '../model/instant.js';
import type { BundleFile } from './bundle-file.js';
import type { CaptureFacts, Captures } from './captures.js';
import { Failure, Skip, within } from './checks.js';

/** Check `custody`. */
export async function checkCustody(
  bundle: BundleFile,
  { dataPackage, captures }: { readonly dataPackage: DataPackage; readonly captures: Captures },
): Promise<string> {
  if (!bundle.has(CUSTODY_PATH)) throw new Skip('the bundle holds no record of custody');
  const lines = (await bundle.readText(CUSTODY_PATH)).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new Failure('it is cut off');
  const facts = new Map(captures.all.map((one) => [one.id, one]));
  const last = new Map<string, { readonly entry: CustodyEntry; readonly line: string }>();
  for (const [i, line] of lines.entries()) {
    await within(`line ${i + 1}`, async () => {
      const entry = parseCustodyEntry(Buffer.from(line));
      checkEntry(entry, facts.get(entry.capture) ?? null, last.get(entry.capture) ?? null);
      last.set(entry.capture, { entry, line });
    });
  }
  for (const id of facts.keys()) {
    const end = last.get(id)?.entry;
    if (end === undefined) throw new Failure(`it does not say what was done with ${id}`);
    // Said before the bundle is made: a chain that ends otherwise was cut, or is of another bundle.
    if (end.event !== 'exported' || wholeSeconds(end.at) !== dataPackage.created) {
      throw new Failure(`what it says of ${id} does not end with the making of this bundle`);
    }
  }
  return `${lines.length} events of ${last.size} captures, each bound to the one before it`;
}

function checkEntry(
  { seq, at, event, manifest, previous }: CustodyEntry,
  facts: CaptureFacts | null,
  before: { readonly entry: CustodyEntry; readonly line: string } | null,
): void {
  if (previous !== (before === null ? null : digestOf(before.line))) {
    throw new Failure('it does not follow the line before it for the same capture');
  }
  if (seq !== (before === null ? 0 : before.entry.seq + 1)) {
    throw new Failure('it has another place in its chain');
  }
  if ((event === 'created') !== (seq === 0)) {
    throw new Failure('a chain begins with the making of its capture, and nothing else does');
  }
  if (Number.isNaN(msOf(at))) throw new Failure('its time is none');
  if (before !== null && at < before.entry.at)
    throw new Failure('it is older than the line before');
  if (facts === null) throw new Failure('it is of a capture that is not in the bundle');
  if (at < facts.finishedAt) throw new Failure('it is older than the capture');
  if (facts.digest !== manifest) throw new Failure('it names another manifest');
}
