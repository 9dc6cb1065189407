// Every time in the bundle against the others: a capture ends before it is logged, is logged before
// the bundle is made, and lies around its own exchanges.
import { capturePaths } from '../formats/bundle.js';
import { parseLogEntry } from '../formats/manifest.js';
import { type DataPackage, wholeSeconds } from '../formats/wacz.js';
import { instantOf, msOf } from '../model/instant.js';
import type { BundleFile } from './bundle-file.js';
import type { CaptureFacts, Captures } from './captures.js';
import type { NotaryChecks } from './check-notaries.js';
import { Failure, within } from './checks.js';

/** An authority's clock and the archive's are no further apart, or the token is not taken. */
const NOTARY_CLOCK_MS = 5 * 60_000;
/** The browser keeps its own clock, set from the machine's at its start. */
const BROWSER_CLOCK_MS = 5000;

/** Check `times`. */
export async function checkTimes(
  bundle: BundleFile,
  { dataPackage, captures }: { readonly dataPackage: DataPackage; readonly captures: Captures },
  stamps: NotaryChecks['stamps'],
): Promise<string> {
  const created = dataPackage.created;
  if (Number.isNaN(Date.parse(created))) throw new Failure(`${created} is not a time`);
  let last = '';
  for (const facts of captures.all) {
    await within(facts.id, async () => {
      checkCapture(facts);
      const { entry: path } = capturePaths(facts.id);
      const loggedAt = bundle.has(path) ? parseLogEntry(await bundle.read(path)).at : null;
      if (loggedAt !== null && !(msOf(loggedAt) >= msOf(facts.finishedAt))) {
        throw new Failure('it was logged before it ended');
      }
      const latest = loggedAt ?? facts.finishedAt;
      if (wholeSeconds(latest) > created) throw new Failure('the bundle is older than the capture');
      if (latest > last) last = latest;
    });
  }
  for (const { id, at } of stamps) {
    if (msOf(at) < msOf(last) - NOTARY_CLOCK_MS) {
      throw new Failure(`${id} is of ${at}, and the log's last entry here of ${last}`);
    }
    if (id !== 'ots' && wholeSeconds(at) > instantOf(msOf(created) + NOTARY_CLOCK_MS)) {
      throw new Failure(`${id} is of ${at}, and the bundle that holds it of ${created}`);
    }
  }
  const own = `the last entry is of ${last}, the bundle of ${created}`;
  const [first] = [...stamps].sort((a, b) => (a.at < b.at ? -1 : 1));
  return first === undefined
    ? `${own}; both by the archive's own clock`
    : `${own}; ${first.id} puts the checkpoint before ${first.at}`;
}

function checkCapture({ startedAt, finishedAt, momentsMs: [first, last] }: CaptureFacts): void {
  const [from, to] = [msOf(startedAt), msOf(finishedAt)];
  if (!(from <= to)) throw new Failure('it ended before it began');
  if (!(first >= from - BROWSER_CLOCK_MS && last <= to + BROWSER_CLOCK_MS)) {
    throw new Failure(`something in it lies outside of ${startedAt} to ${finishedAt}`);
  }
}
