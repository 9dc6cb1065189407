// report/changes.json against manifests and log: what the report tells programs of a capture is what
// was sealed and logged of it. The pages for people are vouched for by the signature alone.
import { parseStrictJson } from '../formats/canonical-json.js';
import type { LogEntry } from '../model/log.js';
import type { BundleFile } from './bundle-file.js';
import type { CaptureFacts } from './captures.js';
import { Failure, within } from './checks.js';

export const CHANGES_PATH = 'report/changes.json';

type Told = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

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
  const observation = one.observation as { class?: unknown } | null | undefined;
  if (observation?.class !== entry.outcome) {
    throw new Failure(
      `${CHANGES_PATH} says that it shows "${observation?.class}", and the log "${entry.outcome}"`,
    );
  }
}
