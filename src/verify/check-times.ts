// Every time in the bundle against the others: a capture ends before it is logged, is logged before
// the bundle is made, and lies around its own exchanges.
import { capturePaths } from '../formats/bundle.js';
import { parseLogEntry } from '../formats/manifest.js';
import { type DataPackage, wholeSeconds } from '../formats/wacz.js';
import { msOf } from '../model/instant.js';
import type { Manifest } from '../model/snapshot.js';
import type { BundleFile } from './bundle-file.js';
import { captureIdsOf, readManifest } from './check-records.js';
import { Failure, within } from './checks.js';

/** The browser keeps its own clock, set from the machine's at its start. */
const BROWSER_CLOCK_MS = 5000;

/** Check `times`. */
export async function checkTimes(bundle: BundleFile, dataPackage: DataPackage): Promise<string> {
  const created = dataPackage.created;
  if (Number.isNaN(Date.parse(created))) throw new Failure(`${created} is not a time`);
  let last = '';
  for (const id of captureIdsOf(bundle)) {
    const manifest = await readManifest(bundle, id);
    await within(id, async () => {
      checkCapture(manifest);
      const { entry: path } = capturePaths(id);
      const loggedAt = bundle.has(path) ? parseLogEntry(await bundle.read(path)).at : null;
      if (loggedAt !== null && loggedAt < manifest.finishedAt) {
        throw new Failure('it was logged before it ended');
      }
      const latest = loggedAt ?? manifest.finishedAt;
      if (wholeSeconds(latest) > created) throw new Failure('the bundle is older than the capture');
      if (latest > last) last = latest;
    });
  }
  return `the last entry is of ${last}, the bundle of ${created}; both by the archive's own clock`;
}

function checkCapture({ startedAt, finishedAt, exchanges, dns }: Manifest): void {
  const [from, to] = [msOf(startedAt), msOf(finishedAt)];
  if (!(from <= to)) throw new Failure('it ended before it began');
  for (const at of [...exchanges.map(({ startedAt }) => startedAt), ...dns.map(({ at }) => at)]) {
    const ms = msOf(at);
    if (!(ms >= from - BROWSER_CLOCK_MS && ms <= to + BROWSER_CLOCK_MS)) {
      throw new Failure(`something of ${at} lies outside of its time`);
    }
  }
}
