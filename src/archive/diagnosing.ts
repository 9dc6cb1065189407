// Use case of the doctor: does everything the service needs work, and how to mend what does not.
import { execFile } from 'node:child_process';
import { access, constants, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { VestigeError } from '../errors.js';
import { roundInstant } from '../formats/beacon-time.js';
import { TESTED_CHROMIUM } from '../formats/netlog/relied-on.js';
import { resolverWords } from '../formats/resolver-words.js';
import type { ArchiveDeps } from './deps.js';
import { listWitnesses } from './notarizing.js';
import { listNotifiers } from './telling.js';

export interface Ailment {
  readonly id: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'off';
  readonly detail: string;
}

export interface Diagnosis {
  /** False when any check failed. */
  readonly ok: boolean;
  readonly checks: readonly Ailment[];
}

export interface Diagnosing {
  diagnose(): Promise<Diagnosis>;
}

/** No honest clock is before this program was written. */
const EARLIEST_MS = Date.UTC(2026, 10, 1);

/** The doctor over `deps`. */
export function createDiagnosing(deps: ArchiveDeps): Diagnosing {
  return {
    async diagnose() {
      const checks = await Promise.all([
        checkBrowser(deps),
        checkDisk(deps),
        checkCatalogue(deps),
        checkClock(deps),
        checkFonts(),
        checkVantages(deps),
        checkResolvers(deps),
        checkBeacon(deps),
        checkCollector(deps),
        checkNotaries(deps),
        checkWitnesses(deps),
        checkNotifiers(deps),
      ]);
      return { ok: checks.every((check) => check.status !== 'failed'), checks };
    },
  };
}

/** Whether there is a browser, and one whose log the reader was tested with. */
export async function checkBrowser(deps: Pick<ArchiveDeps, 'browser'>): Promise<Ailment> {
  try {
    const version = await (await deps.browser()).version();
    const major = Number(/(\d+)\./.exec(version)?.[1]);
    const { min, max } = TESTED_CHROMIUM;
    if (major >= min && major <= max) return { id: 'browser', status: 'ok', detail: version };
    const tested = min === max ? `${min}` : `${min} to ${max}`;
    return {
      id: 'browser',
      status: 'warning',
      detail: `${version}: its log was tested with Chromium ${tested}; what another one logs otherwise is listed as not captured. Set VESTIGE_BROWSER to one of those`,
    };
  } catch (error) {
    const hint = error instanceof VestigeError ? error.facts.hint : '';
    return { id: 'browser', status: 'failed', detail: `${messageOf(error)} ${hint}`.trim() };
  }
}

async function checkDisk({ dir, config }: ArchiveDeps): Promise<Ailment> {
  try {
    await access(dir, constants.W_OK);
    const { bavail, bsize } = await statfs(dir);
    const freeGiB = ((bavail * bsize) / 1024 ** 3).toFixed(1);
    return bavail * bsize < config.watchdog.minFreeBytes
      ? {
          id: 'disk',
          status: 'failed',
          detail: `only ${freeGiB} GiB free at ${dir}: free some space`,
        }
      : { id: 'disk', status: 'ok', detail: `${freeGiB} GiB free at ${dir}` };
  } catch (error) {
    return { id: 'disk', status: 'failed', detail: `${messageOf(error)}: make ${dir} writable` };
  }
}

async function checkCatalogue({ catalogue }: ArchiveDeps): Promise<Ailment> {
  const problems = await catalogue.checkIntegrity('quick');
  return problems.length === 0
    ? { id: 'catalogue', status: 'ok', detail: 'SQLite and the newest of the log are sound' }
    : {
        id: 'catalogue',
        status: 'failed',
        detail: `${problems.join('; ')}: run \`vestige audit\``,
      };
}

async function checkCollector({ config }: ArchiveDeps): Promise<Ailment> {
  const { name, organisation, sealedIdentity } = config.collector;
  const id = 'collector';
  if (name === null) {
    const detail = 'nobody is named who collects, and courts ask: see `collector` in the config';
    return { id, status: 'off', detail };
  }
  const sealed = sealedIdentity === null ? '' : '; the identity is sealed';
  return {
    id,
    status: 'ok',
    detail: `${[name, organisation].filter(Boolean).join(', ')}${sealed}`,
  };
}

async function checkClock({ clock, catalogue }: ArchiveDeps): Promise<Ailment> {
  const { size } = await catalogue.treeHead();
  const [last] = size === 0 ? [] : await catalogue.listLog(size - 1, 1);
  const nowMs = clock.nowMs();
  if (nowMs < EARLIEST_MS || (last !== undefined && Date.parse(last.at) > nowMs)) {
    return {
      id: 'clock',
      status: 'failed',
      detail: `the clock says ${new Date(nowMs).toISOString()}, earlier than it has been: set it, and use NTP`,
    };
  }
  return { id: 'clock', status: 'ok', detail: new Date(nowMs).toISOString() };
}

async function checkFonts(): Promise<Ailment> {
  const missing: string[] = [];
  for (const language of ['zh', 'ar']) {
    if ((await fontsFor(language)) === '') missing.push(language);
  }
  return missing.length === 0
    ? { id: 'fonts', status: 'ok', detail: 'Chinese and Arabic have fonts' }
    : {
        id: 'fonts',
        status: 'warning',
        detail: `no font for ${missing.join(', ')}: pictures will show boxes; run \`npm run setup\``,
      };
}

async function fontsFor(language: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('fc-list', [`:lang=${language}`, 'family']);
    return stdout.trim();
  } catch {
    return '';
  }
}

async function checkVantages({ config }: ArchiveDeps): Promise<Ailment> {
  const names = Object.keys(config.egress.vantages);
  return names.length < config.confirmation.vantages
    ? {
        id: 'vantages',
        status: 'warning',
        detail: `${names.length} configured (${names.join(', ')}), ${config.confirmation.vantages} wanted to confirm: a single vantage cannot tell a takedown from a local block`,
      }
    : { id: 'vantages', status: 'ok', detail: names.join(', ') };
}

/** RFC 2606: a name that says nothing of what is watched. */
const NEUTRAL_NAME = 'example.com';

async function checkResolvers({ config, pipeline }: ArchiveDeps): Promise<Ailment> {
  const id = 'resolvers';
  if (config.egress.resolvers.length === 0) {
    const detail =
      'none is named: that a name is gone is the word of one resolver; see egress.resolvers';
    return { id, status: 'off', detail };
  }
  const [vantage = 'default'] = Object.keys(config.egress.vantages);
  const words = resolverWords(await pipeline.askResolvers(vantage, NEUTRAL_NAME));
  const silent = words.filter(({ said }) => said === 'nothing');
  if (silent.length === 0) {
    return { id, status: 'ok', detail: words.map(({ resolver }) => resolver).join(', ') };
  }
  const said = silent.map(({ resolver, address, detail }) => `${resolver} (${address}): ${detail}`);
  return { id, status: 'warning', detail: said.join('; ') };
}

async function checkBeacon({ config, pipeline }: ArchiveDeps): Promise<Ailment> {
  const id = 'beacon';
  if (config.drand === null) {
    const detail = 'no beacon is configured: captures have no lower bound in time; see `drand`';
    return { id, status: 'off', detail };
  }
  const round = (await pipeline.notBefore())?.drand;
  return round === undefined
    ? { id, status: 'warning', detail: `no good round from ${config.drand.url}: the log says why` }
    : { id, status: 'ok', detail: `round ${round.round} of ${roundInstant(round)}` };
}

async function checkNotaries({ catalogue, config: { notaries } }: ArchiveDeps): Promise<Ailment> {
  const id = 'notaries';
  if (notaries.length === 0) {
    return { id, status: 'off', detail: 'no notary is configured: bundles prove no outside time' };
  }
  const [newest] = await catalogue.listCheckpoints(0, 1);
  if (newest === undefined || newest.attestations.length === 0) {
    return { id, status: 'ok', detail: `${notaries.length} configured, none asked yet` };
  }
  const stamps = newest.attestations.filter(({ kind }) => kind !== 'witness');
  const wanting = stamps.filter(({ state }) => state === 'wanted');
  return wanting.length === 0
    ? { id, status: 'ok', detail: stamps.map(({ detail }) => detail).join('; ') }
    : {
        id,
        status: 'warning',
        detail: `${wanting.map(({ notary, detail }) => `${notary}: ${detail || 'not asked yet'}`).join('; ')}. \`vestige notarize\` asks again`,
      };
}

async function checkWitnesses(deps: ArchiveDeps): Promise<Ailment> {
  const id = 'witnesses';
  const witnesses = await listWitnesses(deps);
  if (witnesses.length === 0) {
    const detail = 'no witness is configured: nobody else could notice a log that was rewritten';
    return { id, status: 'off', detail };
  }
  const [newest] = await deps.catalogue.listCheckpoints(0, 1);
  const said = witnesses.map(({ name, size, at, detail }) =>
    size === null ? `${name}: ${detail}` : `${name}: ${size} entries cosigned at ${at}`,
  );
  const isBehind = witnesses.some(({ size }) => size !== (newest?.size ?? null));
  return isBehind && newest !== undefined
    ? {
        id,
        status: 'warning',
        detail: `${said.join('; ')}; the newest checkpoint has ${newest.size}. \`vestige notarize\` asks again`,
      }
    : { id, status: 'ok', detail: said.join('; ') };
}

async function checkNotifiers(deps: ArchiveDeps): Promise<Ailment> {
  const id = 'notifiers';
  const found = await listNotifiers(deps);
  if (found.length === 0) {
    return { id, status: 'off', detail: 'no notifier is configured: look at `vestige flags`' };
  }
  const ill = found.filter(({ failing, dead, canSend }) => failing + dead > 0 || !canSend);
  if (ill.length === 0) {
    const names = found.map(({ notifier }) => notifier).join(', ');
    return { id, status: 'ok', detail: `${names}; \`vestige notify test\` tries them` };
  }
  const said = ill.map(({ notifier, wanted, dead, detail, isConfigured }) =>
    isConfigured
      ? `${notifier}: ${wanted} waiting, ${dead} given up: ${detail}`
      : `${notifier} is no longer configured and ${wanted + dead} messages wait for it`,
  );
  const isDead = ill.some(
    ({ dead, isConfigured, canSend }) => dead > 0 || (isConfigured && !canSend),
  );
  return {
    id,
    status: isDead ? 'failed' : 'warning',
    detail: `${said.join('; ')}. What waits is tried again by itself, what was given up by \`vestige notify retry\``,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
