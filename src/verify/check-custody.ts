// proof/custody.jsonl: who did what to the captures since, each line bound to the one before it by
// its digest, so that a line taken out or put in shows.
import { CUSTODY_PATH } from '../formats/bundle.js';
import { parseCanonical } from '../formats/manifest.js';
import { type Digest, digestOf } from '../model/digest.js';
import { instantOf, msOf } from '../model/instant.js';
import type { BundleFile } from './bundle-file.js';
import { Failure, Skip, within } from './checks.js';

/** Check `custody`. */
export async function checkCustody(bundle: BundleFile): Promise<string> {
  if (!bundle.has(CUSTODY_PATH)) throw new Skip('the bundle holds no record of custody');
  const lines = (await bundle.readText(CUSTODY_PATH)).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new Failure('it is cut off');
  let previous: Digest | null = null;
  let before = 0;
  for (const [i, line] of lines.entries()) {
    await within(`line ${i + 1}`, () => {
      const event = parseCanonical(Buffer.from(line)) as Readonly<Record<string, unknown>> | null;
      if (typeof event !== 'object' || event === null) throw new Failure('it is not an object');
      // The first line may go on from one that is not in this bundle.
      if (i > 0 && event.previous !== previous) {
        throw new Failure('it does not follow the line before it');
      }
      const at = typeof event.at === 'string' ? msOf(event.at) : Number.NaN;
      if (Number.isNaN(at) || instantOf(at) !== event.at) throw new Failure('its time is none');
      if (at < before) throw new Failure('it is older than the line before it');
      before = at;
    });
    previous = digestOf(line);
  }
  return `${lines.length} events, each bound to the one before it`;
}
