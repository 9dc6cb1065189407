// Use cases of watches: add, import, list, edit, pause, resume, remove.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { VestigeError } from '../errors.js';
import { custodyOf } from '../model/custody.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { LogEntryDraft, LogEntryType } from '../model/log.js';
import { deriveSalt, targetOf } from '../model/salt.js';
import type { Watch, WatchDraft, WatchPatch } from '../model/watch.js';
import type { WatchFilter } from '../ports/catalogue.js';
import { parseWatchList } from '../register/import-list.js';
import { draftWatch, type WatchInput } from '../register/watch-draft.js';
import { nextDueAt } from '../schedule/next-due.js';
import type { ArchiveDeps } from './deps.js';
import { isHeld } from './holding.js';

export interface Watching {
  addWatches(
    inputs: readonly WatchInput[],
  ): Promise<readonly (AddedWatch & { readonly ignored: readonly string[] })[]>;
  /** All or nothing: with any bad line nothing is stored. @throws FILE_NOT_FOUND */
  importWatches(file: string): Promise<ImportResult>;
  /** What a list would register, with what is there already; nothing is stored. */
  previewWatches(list: PastedList): Promise<Preview>;
  listWatches(filter: WatchFilter): Promise<readonly Watch[]>;
  /** @throws WATCH_NOT_FOUND */
  getWatch(id: string): Promise<Watch>;
  /** @throws WATCH_NOT_FOUND, INPUT_INVALID */
  editWatch(id: string, patch: Partial<Omit<WatchInput, 'url'>>): Promise<Watch>;
  pauseWatch(id: string): Promise<Watch>;
  resumeWatch(id: string): Promise<Watch>;
  /** Stops watching; no history is deleted. */
  removeWatch(id: string): Promise<Watch>;
}

export interface AddedWatch {
  readonly watch: Watch;
  readonly existing: boolean;
}

export interface ImportResult {
  readonly imported: number;
  readonly existing: number;
  /** Lines that repeat a page of the same case; their claims and labels are joined. */
  readonly folded: number;
  /** How the file's bytes were read. */
  readonly encoding: string;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

export interface PastedList {
  /** Its ending says the format; `list` for what was pasted. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly caseName?: string;
  readonly every?: string;
}

export interface Preview extends Pick<ImportResult, 'folded' | 'encoding' | 'errors'> {
  readonly drafts: readonly WatchDraft[];
  /** For each draft the watch there is already, or null. */
  readonly existing: readonly (Watch | null)[];
}

/** The use cases of watches over `deps`. */
export function createWatching(deps: ArchiveDeps): Watching {
  const { catalogue, clock } = deps;
  const now = () => instantOf(clock.nowMs());
  const getWatch = (id: string) => requireWatch(deps, id);

  return {
    async addWatches(inputs) {
      const drafts = inputs.map((input) => draftWatch(input, draftDefaults(deps)));
      const added = await addDrafts(deps, drafts);
      return added.map((one, index) => ({ ...one, ignored: ignoredOf(one, inputs[index]) }));
    },
    async importWatches(file) {
      const bytes = await readInput(file);
      const { drafts, errors, folded, encoding } = parseWatchList(
        { fileName: basename(file), bytes },
        draftDefaults(deps),
      );
      if (errors.length > 0) return { imported: 0, existing: 0, folded, encoding, errors };
      const added = await addDrafts(deps, drafts);
      const existing = added.filter((one) => one.existing).length;
      return { imported: added.length - existing, existing, folded, encoding, errors: [] };
    },
    async previewWatches({ caseName, every, ...list }) {
      const defaults = draftDefaults(deps);
      const { drafts, errors, folded, encoding } = parseWatchList(list, {
        ...defaults,
        every: every ?? defaults.every,
        ...(caseName === undefined ? {} : { caseName }),
      });
      const existing = await Promise.all(
        drafts.map((draft) => catalogue.findWatchByUrl(draft.caseName, draft.urlKey)),
      );
      return { drafts, existing, errors, folded, encoding };
    },
    listWatches: (filter) => catalogue.listWatches(filter),
    getWatch,
    async editWatch(id, patch) {
      const watch = await getWatch(id);
      const draft = draftWatch({ ...inputOf(watch), ...patch }, draftDefaults(deps));
      const next = watch.paused ? null : nextDueOf(deps, draft, watch);
      const { url: _url, urlKey: _urlKey, ...rest } = draft;
      const entry = watchEntry(deps, 'policy', watch, 'edited');
      return catalogue.updateWatch(watch.id, rest satisfies WatchPatch, next, entry);
    },
    async pauseWatch(id) {
      const watch = await getWatch(id);
      const entry = watchEntry(deps, 'policy', watch, 'paused');
      return catalogue.updateWatch(watch.id, { paused: true }, null, entry);
    },
    async resumeWatch(id) {
      const watch = await getWatch(id);
      const next = firstDueAt(watch.every, now());
      const entry = watchEntry(deps, 'policy', watch, 'resumed');
      return catalogue.updateWatch(watch.id, { paused: false }, next, entry);
    },
    async removeWatch(id) {
      const watch = await getWatch(id);
      if (await isHeld(catalogue, watch.id)) {
        const message = `${id} is held, so it goes on being watched: vestige hold ${id} --release`;
        throw new VestigeError('INPUT_INVALID', message);
      }
      const removed = await catalogue.removeWatch(
        watch.id,
        now(),
        watchEntry(deps, 'watch-removed', watch),
      );
      const captures = await catalogue.listCaptures({ watchId: watch.id });
      const note = 'its watch was removed; nothing was deleted';
      await catalogue.appendCustody(captures.map((one) => custodyOf(one, 'removed', now(), note)));
      return removed;
    },
  };
}

/** Registers drafts; a new watch that has a schedule is due at once. */
export async function addDrafts(
  deps: ArchiveDeps,
  drafts: readonly WatchDraft[],
): Promise<readonly AddedWatch[]> {
  const at = instantOf(deps.clock.nowMs());
  return deps.catalogue.addWatches(
    drafts.map((draft) => ({
      draft,
      nextDueAt: firstDueAt(draft.every, at),
      entry: watchEntry(deps, 'watch-added', draft),
    })),
    at,
  );
}

/** @throws WATCH_NOT_FOUND */
export async function requireWatch(deps: ArchiveDeps, id: string): Promise<Watch> {
  const watch = await deps.catalogue.findWatch(id);
  if (watch === null) throw new VestigeError('WATCH_NOT_FOUND', `There is no watch ${id}.`);
  return watch;
}

/** What an unsaid option of a watch becomes. */
export function draftDefaults(deps: ArchiveDeps) {
  const { schedule, egress } = deps.config;
  return {
    every: schedule.every,
    timezone: schedule.timezone,
    allowPrivateAddresses: egress.allowPrivateAddresses,
    vantages: Object.keys(egress.vantages),
  };
}

function firstDueAt(every: string, at: Instant): Instant | null {
  return every === 'manual' ? null : at;
}

function nextDueOf(deps: ArchiveDeps, draft: WatchDraft, watch: Watch): Instant | null {
  if (draft.every === watch.every && draft.timezone === watch.timezone) return watch.nextDueAt;
  return nextDueAt(draft.every, draft.timezone, deps.clock.nowMs(), watch.urlKey);
}

/** The options a person gave for a page that is watched already, and that say otherwise there. */
function ignoredOf({ watch, existing }: AddedWatch, input: WatchInput | undefined): string[] {
  if (!existing || input === undefined) return [];
  const kept: Record<string, unknown> = { ...inputOf(watch) };
  return Object.entries(input)
    .filter(([name, value]) => name !== 'url' && !isDeepStrictEqual(value, kept[name]))
    .map(([name]) => name);
}

function inputOf(watch: Watch): WatchInput {
  return { ...watch, claims: watch.claims.map((claim) => claim.text) };
}

function watchEntry(
  deps: ArchiveDeps,
  type: LogEntryType,
  watch: Pick<WatchDraft, 'url' | 'urlKey' | 'caseName'>,
  outcome: string = type,
): LogEntryDraft {
  const salt = deriveSalt(deps.keys.log, `${watch.caseName}\n${watch.urlKey}`);
  return {
    v: 1,
    type,
    at: instantOf(deps.clock.nowMs()),
    target: targetOf(salt, watch.url),
    manifest: null,
    outcome,
  };
}

async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new VestigeError('FILE_NOT_FOUND', `The file ${file} cannot be read.`, { cause });
  }
}
