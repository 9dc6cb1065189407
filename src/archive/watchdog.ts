// Use case of the watchdog: once a minute, does the monitor look, and who must know that it does not.
import { statfs } from 'node:fs/promises';
import { type Instant, instantOf, msOf } from '../model/instant.js';
import type { MonitorEvent } from '../model/message.js';
import { tell } from '../notify/tell.js';
import { blindSince, monitorEvent, troublesOf, type Vitals } from '../notify/watchdog.js';
import type { ArchiveDeps } from './deps.js';

export type WatchdogDeps = Pick<
  ArchiveDeps,
  'catalogue' | 'outbox' | 'clock' | 'log' | 'dir' | 'ping'
> & {
  readonly config: Pick<ArchiveDeps['config'], 'watchdog'>;
  readonly pipeline: Pick<ArchiveDeps['pipeline'], 'routes'>;
};

/** Looks among which a good one is sought. */
const NEWEST = 20;

/** Watches over the service of this process; `look` never rejects. */
export function createWatchdog(deps: WatchdogDeps, lastTickAt: () => Instant | null) {
  let startedAt = instantOf(deps.clock.nowMs());
  let blind: Vitals['blind'] = null;
  let pingedMs = Number.NEGATIVE_INFINITY;
  const look = async () => {
    if (await tellOfOutage(deps)) {
      // A machine that slept looks again from now on: what is overdue is not yet a trouble.
      startedAt = instantOf(deps.clock.nowMs());
      return;
    }
    const vitals = await takeVitals(deps, startedAt, lastTickAt(), blind);
    blind = vitals.blind;
    const isWell = await tellOfTroubles(deps, vitals);
    const { pingEveryMs } = deps.config.watchdog;
    // While anything is wrong there is no ping: then the other side tells as well.
    if (deps.ping === null || !isWell || vitals.nowMs - pingedMs < pingEveryMs) return;
    pingedMs = vitals.nowMs;
    await deps.ping();
  };
  return {
    look: () =>
      look().catch((error: unknown) => {
        deps.log.error({ stage: 'notify', err: error }, 'the watchdog could not look');
      }),
  };
}

/** True where the heartbeat stood still: the program, or the whole machine, was off or asleep. */
async function tellOfOutage(deps: WatchdogDeps): Promise<boolean> {
  const { outbox, clock, config, pipeline, log } = deps;
  const now = instantOf(clock.nowMs());
  const last = await outbox.beat(now);
  if (last === null || msOf(now) - msOf(last) < config.watchdog.outageMs) return false;
  log.warn({ stage: 'notify', from: last, to: now }, 'nobody looked in between');
  const event = monitorEvent('outage', 'ended', last, now);
  await outbox.add(tell(event, nameOf(event), null, pipeline.routes));
  return true;
}

/** True where nothing is wrong. */
async function tellOfTroubles(deps: WatchdogDeps, vitals: Vitals): Promise<boolean> {
  const { outbox, config, pipeline, log } = deps;
  const at = instantOf(vitals.nowMs);
  const open = await outbox.openTroubles();
  const found = troublesOf(vitals, config.watchdog, new Set(open.map(({ id }) => id)));
  const messages = (event: MonitorEvent) =>
    tell(event, nameOf(event), `monitor-${event.trouble}-${msOf(event.since)}`, pipeline.routes);
  for (const { id, since } of found) {
    const event = monitorEvent(id, 'began', since, at);
    if (await outbox.openTrouble(id, since, messages(event))) {
      log.error({ stage: 'notify', trouble: id, since }, 'the monitor does not look as it should');
    }
  }
  for (const { id, since } of open) {
    if (found.some((one) => one.id === id)) continue;
    const event = monitorEvent(id as MonitorEvent['trouble'], 'ended', since, at);
    if (await outbox.closeTrouble(id, messages(event))) {
      log.info({ stage: 'notify', trouble: id, since }, 'the monitor looks again');
    }
  }
  return found.length === 0;
}

function nameOf({ trouble, step, since }: MonitorEvent): string {
  return `monitor:${trouble}:${since}:${step}`;
}

async function takeVitals(
  { catalogue, clock, dir }: WatchdogDeps,
  startedAt: Instant,
  lastTickAt: Instant | null,
  before: Vitals['blind'],
): Promise<Vitals> {
  const nowMs = clock.nowMs();
  const { overdue } = await catalogue.countWatches(instantOf(nowMs));
  const captures = await catalogue.listCaptures({ limit: NEWEST });
  const looks = captures.map(({ finishedAt, observation }) => ({
    finishedAt,
    class: observation.class,
  }));
  const { bavail, bsize } = await statfs(dir);
  const freeBytes = bavail * bsize;
  return {
    ...{ nowMs, startedAt, lastTickAt, overdue, looks, freeBytes },
    blind: blindSince(looks, before),
  };
}
