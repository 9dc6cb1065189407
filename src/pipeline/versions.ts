// The watched language versions of a page -> what became of them since its last good look, as changes
// of this page: one edited while this one was not, one lost while this one lives. The look that finds it
// is one of the page that stayed, made after the other changed, so that nobody has to have been quick.
import { quoted } from '../compare/change.js';
import { divergedInWorker } from '../compare/in-worker.js';
import { kinshipOf, placeOfUrl, versionsNamed } from '../compare/language-versions.js';
import { named, type Sides, sharesValues, states, type Version } from '../compare/versions.js';
import { isGoneLike } from '../judge/state.js';
import type { Capture } from '../model/capture.js';
import { type Change, isLoud } from '../model/change.js';
import type { Flag } from '../model/flag.js';
import { isGood } from '../model/observation.js';
import type { PageReading } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Watch } from '../model/watch.js';
import { registerUrl } from '../register/normalise-url.js';
import { loadSnapshot } from '../store/seal.js';
import type { PipelineDeps } from './deps.js';

/** What is known of the page itself. */
export interface OwnLooks {
  readonly snapshot: Snapshot;
  readonly lastGood: Snapshot | null;
  /** Open flags of the watch. */
  readonly openFlags: readonly Flag[];
}

/** Captures of another version are read so many at a time; mostly one or two are newer. */
const CAPTURES_AT_ONCE = 8;
const MOST_CAPTURES = 400;
/** Hosts that name more versions than people watch. */
const MOST_NAMED = 24;

/** What became of the language versions of a page since its last good look. */
export async function changesOfVersions(
  deps: PipelineDeps,
  watch: Watch,
  { snapshot, lastGood, openFlags }: OwnLooks,
): Promise<readonly Change[]> {
  const sides = sidesOf(lastGood, snapshot);
  const last =
    watch.page.lastGood === null ? null : await deps.catalogue.findCapture(watch.page.lastGood);
  if (sides === null || last === null) return [];
  const told: Change[] = [];
  const kin = await kinOf(deps, watch, sides);
  for (const one of kin) {
    told.push(
      ...(await edited(deps, one, sides, last)),
      ...(await lost(deps, one, kin, sides, last)),
    );
  }
  return [...told, ...(await settled(deps, kin, openFlags, sides.is))];
}

function sidesOf(lastGood: Snapshot | null, snapshot: Snapshot): Sides | null {
  const [was, is] = [lastGood?.reading ?? null, snapshot.reading];
  return was === null || is === null ? null : { was, is };
}

type Kin = Pick<Version, 'name' | 'kinship'> & { readonly watch: Watch };

/** The watches of the same case that are language versions of this one. */
async function kinOf(
  { catalogue }: PipelineDeps,
  watch: Watch,
  { was, is }: Sides,
): Promise<readonly Kin[]> {
  const { caseName, host } = watch;
  const versions = [...versionsNamed(is), ...versionsNamed(was)];
  const away = new Set(
    versions.flatMap(({ href }) => keysOf(href)).filter((key) => new URL(key).host !== host),
  );
  const elsewhere = [...away].slice(0, MOST_NAMED);
  const found = [
    ...(await catalogue.listWatches({ caseName, host })),
    ...(
      await Promise.all(elsewhere.map((urlKey) => catalogue.listWatches({ caseName, urlKey })))
    ).flat(),
  ];
  const own = new Set([watch.url, is.url].map(placeOfUrl));
  return found.flatMap((other) => {
    if (own.has(placeOfUrl(other.url))) return [];
    const kin = kinshipOf(watch.url, other.url, versions);
    return kin === null ? [] : [{ watch: other, ...kin }];
  });
}

/** An address as watches are found by it, by http and https. */
function keysOf(href: string): readonly string[] {
  try {
    const { urlKey } = registerUrl(href, { allowPrivateAddresses: true });
    return [urlKey, urlKey.replace(/^http(s?):/, (_, s) => (s === '' ? 'https:' : 'http:'))];
  } catch {
    return [];
  }
}

/** What another version no longer says, and this page does. */
async function edited(
  deps: PipelineDeps,
  kin: Kin,
  sides: Sides,
  last: Capture,
): Promise<readonly Change[]> {
  const { url } = kin.watch;
  const changes = (await capturesSince(deps, kin.watch, last)).flatMap((one) => one.changes ?? []);
  if (!changes.some(isLoud)) return [];
  const reading = await readingOf(deps, kin.watch);
  if (reading === null) return [];
  const { name, kinship } = kin;
  const found = await divergedInWorker(sides, { name, kinship, url, changes, reading });
  if (found === null) {
    deps.log.warn({ stage: 'compare', watch: kin.watch.id }, 'versions took too long to compare');
  }
  return found ?? [];
}

/** Captures recorded after `last`, oldest first. */
async function capturesSince(
  { catalogue }: PipelineDeps,
  { id: watchId }: Watch,
  last: Capture,
): Promise<readonly Capture[]> {
  const found: Capture[] = [];
  while (found.length < MOST_CAPTURES) {
    const before = found.at(-1)?.logIndex;
    const page = await catalogue.listCaptures({
      ...{ watchId, limit: CAPTURES_AT_ONCE },
      ...(before === undefined ? {} : { before }),
    });
    const newer = page.filter(({ logIndex }) => logIndex > last.logIndex);
    found.push(...newer);
    if (newer.length < CAPTURES_AT_ONCE) break;
  }
  return found.toReversed();
}

/** Another version that was lost for certain since this page's last look, where no other told of it. */
async function lost(
  deps: PipelineDeps,
  kin: Kin,
  family: readonly Kin[],
  sides: Sides,
  last: Capture,
): Promise<readonly Change[]> {
  const { id: watchId, url, page } = kin.watch;
  if (page.lastGood === null || !isLostForCertain(page)) return [];
  const [before] = await deps.catalogue.listCaptures({ watchId, before: last.logIndex, limit: 1 });
  if (before !== undefined && isLostForCertain(before)) return [];
  if (kin.kinship === 'family') {
    const reading = await readingOf(deps, kin.watch);
    if (reading === null || !sharesValues(sides.is, reading)) return [];
  }
  for (const other of family) {
    if (other.watch.id === watchId) continue;
    const open = await deps.catalogue.listFlags({ open: true, watchId: other.watch.id });
    if (open.some((flag) => flag.changes.some((one) => isSplitOf(one, url)))) return [];
  }
  const seen = page.recent.findLast((one) => !isGood(one.class));
  const name = named({ name: kin.name, url });
  const since = page.since === null ? '' : ` since ${page.since.slice(0, 10)}`;
  const summary = `${name} is ${page.state}${since} (${seen?.class ?? page.state}), while this page can still be read.`;
  const after = `${page.state}${since}`;
  return [{ kind: 'lang-split', severity: 'high', summary, before: url, after, where: url }];
}

function isLostForCertain({ state, level }: Pick<Capture, 'state' | 'level'>): boolean {
  // What moved or differs by place can still be read somewhere.
  const isLost = isGoneLike(state) && state !== 'moved' && state !== 'split';
  return isLost && (level === 'confirmed' || level === 'established');
}

function isSplitOf({ kind, where }: Change, url: string): boolean {
  return kind === 'lang-split' && where === url;
}

/** What was told of versions and holds no longer: told the other way round, so that its flag is closed. */
async function settled(
  deps: PipelineDeps,
  kin: readonly Kin[],
  openFlags: readonly Flag[],
  is: PageReading,
): Promise<readonly Change[]> {
  const open = openFlags
    .filter(({ kind, level }) => kind === 'change' && level === 'provisional')
    .flatMap(({ changes }) => changes)
    .filter(({ kind }) => kind === 'lang-split' || kind === 'lang-diverged');
  const undone: Change[] = [];
  for (const change of open) {
    const version = kin.find(({ watch }) => watch.url === change.where)?.watch;
    const why = await reasonUndone(deps, change, version, is);
    if (why === null) continue;
    const { kind, where, before, after } = change;
    undone.push({ kind, severity: 'info', summary: why, before: after, after: before, where });
  }
  return undone;
}

async function reasonUndone(
  deps: PipelineDeps,
  { kind, before, where }: Change,
  version: Watch | undefined,
  is: PageReading,
): Promise<string | null> {
  const said = before ?? '';
  if (kind === 'lang-split') {
    // Told of the page's own text, or of a version that is watched by itself.
    if (said !== where) return states(is, said) ? 'This page holds both languages again.' : null;
    if (version?.page.state !== 'live') return null;
    return `The language version ${where} can be read again.`;
  }
  if (!states(is, said)) return `This page no longer says ${quoted(said)} either.`;
  const reading = version === undefined ? null : await readingOf(deps, version);
  if (reading === null || !states(reading, said)) return null;
  return `The language version ${where} says ${quoted(said)} again, as this page does.`;
}

/** What a watched page showed at its last good look; null where that cannot be read. */
async function readingOf(deps: PipelineDeps, { page }: Watch): Promise<PageReading | null> {
  if (page.lastGood === null) return null;
  const capture = await deps.catalogue.findCapture(page.lastGood);
  if (capture === null) return null;
  const snapshot = await loadSnapshot(deps, capture.manifest).catch(() => null);
  return snapshot?.reading ?? null;
}
