// report/changes.json against manifests and log: what the report tells programs of a capture is what
// was sealed and logged of it. The pages for people are vouched for by the signature alone.
import { canonicalJson, parseStrictJson } from '../formats/canonical-json.js';
import { tells } from '../formats/watch-entries.js';
import { type Interval, intervalsOf, type Looked } from '../model/interval.js';
import type { Gap } from '../model/job.js';
import type { LogEntry } from '../model/log.js';
import { groupOf, type ObservationClass } from '../model/observation.js';
import type { BundleFile } from './bundle-file.js';
import type { CaptureFacts } from './captures.js';
import type { Histories, LoggedLook, WatchHistory } from './check-history.js';
import { Failure, Skip, within } from './checks.js';

export const CHANGES_PATH = 'report/changes.json';

/** Captures by id. */
export type Told = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** What the file says of each capture, by id; null where there is no such file. @throws Failure */
export async function readChanges(bundle: BundleFile): Promise<Told | null> {
  if (!bundle.has(CHANGES_PATH)) return null;
  return within(CHANGES_PATH, async () => {
    const { captures } = parseStrictJson(await bundle.read(CHANGES_PATH)) as { captures?: unknown };
    if (!Array.isArray(captures)) throw new Failure('it has no list of captures');
    const told = new Map(
      captures.map((one: unknown) => {
        const members = (one ?? {}) as Readonly<Record<string, unknown>>;
        return [String(members.capture), members] as const;
      }),
    );
    if (told.size < captures.length) throw new Failure('it tells of a capture twice');
    return told;
  });
}

/** @throws Failure naming what is told otherwise than it was sealed or logged */
export function checkTold(told: Told, facts: CaptureFacts, entry: LogEntry): void {
  const one = told.get(facts.id);
  if (one === undefined) throw new Failure(`${CHANGES_PATH} does not tell of it`);
  const { id, watch, url, finalUrl, startedAt, finishedAt, vantage, status, digest } = facts;
  const sealed = { capture: id, watch, url, finalUrl, startedAt, finishedAt, vantage, status };
  for (const [name, value] of Object.entries({ ...sealed, manifest: digest })) {
    if (one[name] !== value) throw new Failure(`${CHANGES_PATH} gives it another ${name}`);
  }
  const observation = one.observation as { class?: unknown; abstain?: unknown } | null | undefined;
  if (observation?.class !== entry.outcome) {
    throw new Failure(
      `${CHANGES_PATH} says that it shows "${observation?.class}", and the log "${entry.outcome}"`,
    );
  }
  const canTell = groupOf(entry.outcome as ObservationClass) !== 'abstain';
  if (observation?.abstain !== !canTell) {
    throw new Failure(
      `${CHANGES_PATH} says otherwise than "${entry.outcome}" whether it could tell`,
    );
  }
}

/**
 * Check `intervals`: between which looks pages were lost or changed, and when nobody looked, as it
 * follows from the captures and the log.
 */
export async function checkIntervals(bundle: BundleFile, histories: Histories): Promise<string> {
  const told = await readChanges(bundle);
  if (told === null) throw new Skip(`there is no ${CHANGES_PATH}`);
  const members = await within(CHANGES_PATH, async () =>
    readMembers(await bundle.read(CHANGES_PATH)),
  );
  const { watches } = histories;
  const known = new Set(watches.map(({ watch }) => watch));
  const stray = members.gaps.find(({ watchId }) => !known.has(watchId));
  if (stray !== undefined) throw new Failure(`it tells of a gap of ${stray.watchId}`);
  checkFlag(members.flag, told);
  for (const { looks } of watches) checkCompared(looks, told);
  const expected = watches.flatMap((history): readonly Interval[] => {
    const gaps = members.gaps.filter(({ watchId }) => watchId === history.watch);
    checkGaps(history, gaps);
    return intervalsOf(
      history.looks.map((look) => lookedOf(look, told)),
      gaps,
    );
  });
  if (canonicalJson(expected) !== canonicalJson(members.intervals)) {
    throw new Failure(
      `${CHANGES_PATH} tells other intervals than follow from the captures and the log`,
    );
  }
  return `${expected.length} intervals follow from the captures, ${members.gaps.length} gaps from the log`;
}

interface Members {
  readonly flag: unknown;
  readonly gaps: readonly Gap[];
  readonly intervals: unknown;
}

function readMembers(bytes: Uint8Array): Members {
  const { flag, gaps, intervals } = parseStrictJson(bytes) as Record<keyof Members, unknown>;
  if (!Array.isArray(gaps) || !Array.isArray(intervals)) {
    throw new Failure('it has no list of gaps and intervals');
  }
  return {
    ...{ flag, intervals },
    gaps: gaps.map((one: unknown) => {
      const { watch, ...gap } = (one ?? {}) as { watch?: unknown } & Gap;
      return { ...gap, watchId: String(watch) as Gap['watchId'] };
    }),
  };
}

/** A flag lies between captures that the bundle holds. */
function checkFlag(flag: unknown, told: Told): void {
  const { capture = null, lastGood = null } = (flag ?? {}) as Readonly<Record<string, unknown>>;
  for (const id of [capture, lastGood]) {
    if (id !== null && !told.has(String(id))) throw new Failure(`the flag names ${id}, not here`);
  }
}

/** A capture is compared with an earlier one of the same watch; never the other way round. */
function checkCompared(looks: readonly LoggedLook[], told: Told): void {
  const earlier = new Set<unknown>();
  for (const { facts } of looks) {
    const { comparedWith } = told.get(facts.id) ?? {};
    if (told.has(String(comparedWith)) && !earlier.has(comparedWith)) {
      throw new Failure(`${facts.id} is compared with ${comparedWith}, which is not before it`);
    }
    earlier.add(facts.id);
  }
}

function checkGaps({ watch, gaps: logged }: WatchHistory, told: readonly Gap[]): void {
  const isWhole =
    logged.length === told.length && logged.every((one) => told.some((gap) => tells(one, gap)));
  if (!isWhole) throw new Failure(`${CHANGES_PATH} tells other gaps of ${watch} than the log`);
}

/** A capture as the log has it; what it was compared with, and how it differs, as the file tells. */
function lookedOf({ facts, entry }: LoggedLook, told: Told): Looked {
  const { comparedWith, changes } = told.get(facts.id) ?? {};
  if (changes !== null && !Array.isArray(changes)) throw new Failure(`${facts.id} has no changes`);
  const { id, watch: watchId, url, vantage, startedAt, finishedAt } = facts;
  return {
    ...({ id, watchId, url, vantage, startedAt, finishedAt, comparedWith, changes } as Looked),
    observation: { class: entry.outcome as ObservationClass },
  };
}
