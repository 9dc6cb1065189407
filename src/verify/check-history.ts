// How the entries of each watch follow one another: every one names the digest of the one before it, so
// that a look left out shows, and so does a gap in looking that nobody tells of.
import { watchOfPath } from '../formats/bundle.js';
import { parseLogEntry } from '../formats/manifest.js';
import { gapOf, isLook, type LoggedGap } from '../formats/watch-entries.js';
import { type Digest, digestOf } from '../model/digest.js';
import type { LogEntry } from '../model/log.js';
import type { BundleFile } from './bundle-file.js';
import { type CaptureFacts, type Captures, loggedCaptures } from './captures.js';
import { Failure, Skip, within } from './checks.js';

/** A capture as the log has it. */
export interface LoggedLook {
  readonly facts: CaptureFacts;
  readonly entry: LogEntry;
}

/** What the bundle holds of one watch, oldest first. */
export interface WatchHistory {
  readonly watch: string;
  readonly looks: readonly LoggedLook[];
  readonly gaps: readonly LoggedGap[];
}

interface Place {
  /** Null for an entry beside those of the captures. */
  readonly look: LoggedLook | null;
  readonly entry: LogEntry;
  readonly digest: Digest;
}

/** The watches of a bundle with their entries, in the order of their first captures in the log. */
export class Histories {
  readonly #places: ReadonlyMap<string, readonly Place[]>;

  private constructor(places: ReadonlyMap<string, readonly Place[]>) {
    this.#places = places;
  }

  /** @throws Failure where a capture has no entry, or a file of entries cannot be read */
  static async read(bundle: BundleFile, captures: Captures): Promise<Histories> {
    const places = new Map<string, Place[]>();
    for await (const { entry, bytes, facts } of loggedCaptures(bundle, captures)) {
      const place = { look: { facts, entry }, entry, digest: digestOf(bytes) };
      const own = places.get(facts.watch);
      if (own === undefined) places.set(facts.watch, [place]);
      else own.push(place);
    }
    for (const name of bundle.names) {
      const watch = watchOfPath(name);
      if (watch === null) continue;
      const own = places.get(watch);
      if (own === undefined) throw new Failure(`${name} is of no capture in the bundle`);
      own.push(...(await readBeside(bundle, name)));
    }
    const sorted = [...places].map(
      ([watch, own]) => [watch, own.sort((a, b) => a.entry.seq - b.entry.seq)] as const,
    );
    sorted.sort(([, a], [, b]) => firstLook(a) - firstLook(b));
    return new Histories(new Map(sorted));
  }

  get watches(): readonly WatchHistory[] {
    return [...this.#places].map(([watch, places]) => ({
      watch,
      looks: places.flatMap(({ look }) => look ?? []),
      gaps: places.flatMap(({ entry, look }) => (look === null ? (gapOf(entry) ?? []) : [])),
    }));
  }

  /** Check `history`. */
  check(): string {
    const missing = [...this.#places.values()].flatMap(missingBetween);
    if (missing.length > 0) {
      const more = missing.length > 3 ? `; and ${missing.length - 3} more` : '';
      throw new Skip(`not in this bundle: ${missing.slice(0, 3).join('; ')}${more}`);
    }
    const firsts = [...this.#places.values()].flatMap(([first]) => first ?? []);
    const begun = firsts.filter(({ entry }) => entry.previous === null).length;
    return `no look is left out between the captures of this bundle; ${begun} of ${firsts.length} watches are told from their registration on`;
  }
}

const firstLook = (places: readonly Place[]) =>
  places.find(({ look }) => look !== null)?.entry.seq ?? 0;

async function readBeside(bundle: BundleFile, name: string): Promise<readonly Place[]> {
  const lines = (await bundle.readText(name)).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new Failure(`${name} is cut off`);
  const places: Place[] = [];
  for (const [i, line] of lines.entries()) {
    const entry = await within(`${name}, line ${i + 1}`, () => parseLogEntry(Buffer.from(line)));
    places.push({ look: null, entry, digest: digestOf(line) });
  }
  return places;
}

/** What lies between the entries, or stands among them and is no capture of the bundle. @throws Failure for a contradiction */
function missingBetween(places: readonly Place[]): string[] {
  const missing: string[] = [];
  const earlier = new Set<Digest>();
  for (const [i, { entry, look }] of places.entries()) {
    const name = look?.facts.id ?? `the entry ${entry.seq}`;
    if (look === null && isLook(entry))
      missing.push(`${entry.type} ${entry.seq} (${entry.outcome})`);
    const last = places[i - 1];
    if (last === undefined) continue;
    if (entry.seq === last.entry.seq) throw new Failure('two entries have one place in the log');
    const before = last.look?.facts.id ?? `the entry ${last.entry.seq}`;
    if (entry.previous === null) throw new Failure(`${name} denies the entries before it`);
    if (earlier.has(entry.previous))
      throw new Failure(`${name} denies ${before}, which is before it`);
    // A bundle brings along whatever lies between its captures.
    if (entry.previous !== last.digest) throw new Failure(`nothing binds ${before} and ${name}`);
    earlier.add(last.digest);
  }
  const end = places.at(-1);
  // Only what a later entry names is bound to the log.
  if (end !== undefined && end.look === null) {
    throw new Failure(`nothing binds the entry ${end.entry.seq}`);
  }
  return missing;
}
