// A drand beacon over HTTP (/<chain>/info, /<chain>/public/latest): believed by its signature alone, so
// that any relay will do.
import type { Logger } from 'pino';
import { roundInstant } from '../../formats/beacon-time.js';
import { readBeacon } from '../../formats/drand.js';
import { msOf } from '../../model/instant.js';
import type { BeaconRound } from '../../model/snapshot.js';
import type { Beacon } from '../../ports/beacon.js';
import type { Clock } from '../../ports/clock.js';
import type { PlainAnswer } from '../../ports/egress.js';

export interface DrandSettings {
  readonly url: string;
  /** Hash that names the chain. */
  readonly chain: string;
}

export interface DrandParts {
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** One GET through the gateway. */
  readonly get: (url: string) => Promise<PlainAnswer>;
}

/** A round is asked for so often; after a failure, too. */
const KEPT_MS = 60_000;
const TIMEOUT_MS = 5_000;
/** A round so far ahead shows that our clock is behind: the same as for time-stamping authorities. */
const MAX_AHEAD_MS = 5 * 60_000;

/** The beacon at a relay. */
export function createDrandBeacon(settings: DrandSettings, parts: DrandParts): Beacon {
  const base = `${settings.url.replace(/\/$/, '')}/${settings.chain}`;
  let info: string | null = null;
  let kept: { readonly atMs: number; readonly round: Promise<BeaconRound | null> } | null = null;
  const ask = async (): Promise<BeaconRound> => {
    info ??= await textFrom(parts, `${base}/info`);
    try {
      const round = readBeacon(
        settings.chain,
        info,
        await textFrom(parts, `${base}/public/latest`),
      );
      const aheadMs = msOf(roundInstant(round)) - parts.clock.nowMs();
      if (aheadMs <= MAX_AHEAD_MS) return round;
      throw new Error(`this machine's clock is ${Math.round(aheadMs / 1000)} s behind the beacon`);
    } catch (error) {
      info = null;
      throw error;
    }
  };
  return {
    newest() {
      const nowMs = performance.now();
      if (kept === null || nowMs - kept.atMs > KEPT_MS) {
        const round = inTime(ask()).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          parts.log.warn({ stage: 'prove', beacon: base }, `no round of the beacon: ${reason}`);
          return null;
        });
        kept = { atMs: nowMs, round };
      }
      return kept.round;
    },
  };
}

async function textFrom({ get }: DrandParts, url: string): Promise<string> {
  const { status, body } = await get(url);
  if (status !== 200) throw new Error(`${url} answered with status ${status}`);
  return body.toString();
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it took too long')), TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
