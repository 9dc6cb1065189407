// The outbox -> letters, sent by the notifiers they are for: at least once, in order, tried again
// ever later, and given up only where a person will see it.
import type { Logger } from 'pino';
import { VestigeError } from '../errors.js';
import { instantOf } from '../model/instant.js';
import type { Delivery } from '../model/message.js';
import type { Clock } from '../ports/clock.js';
import type { Letter, Notifier } from '../ports/notifier.js';
import type { Outbox } from '../ports/outbox.js';
import { plain } from './plain.js';
import { quietUntil, type Route } from './route.js';

export interface DeliverDeps {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly notifiers: readonly Notifier[];
  readonly routes: readonly Route[];
  /** Writes the letter of a delivery for its route. */
  readonly write: (delivery: Delivery, route: Route) => Promise<Letter>;
}

const MINUTE_MS = 60_000;
/** No other process sends a delivery for so long after one has begun to: longer than any sending. */
const SENDING_MS = 10 * MINUTE_MS;
/** Until what failed is tried again: soon, then ever later. */
const RETRY_MS = [1, 2, 5, 15, 30, 60, 180, 360].map((minutes) => minutes * MINUTE_MS);
/** About three days: a weekend with a dead mail server loses nothing. */
const MAX_TRIES = 18;
/** What the other side refuses for good is tried so often: its rule, or our setting, may be mended. */
const MAX_REFUSALS = 5;
/** Letters one notifier is sent in one round. */
const MAX_ROUND = 20;

/** Sends everything that is due. Resolves with how many deliveries were told and how many failed. */
export async function deliverDue(deps: DeliverDeps): Promise<{ told: number; failed: number }> {
  const { outbox, clock, notifiers, routes } = deps;
  if (notifiers.length === 0) return { told: 0, failed: 0 };
  const due = await outbox.take({
    now: instantOf(clock.nowMs()),
    until: instantOf(clock.nowMs() + SENDING_MS),
    notifiers: notifiers.map(({ name }) => name),
    together: routes.filter(({ digest }) => digest !== 'none').map(({ name }) => name),
  });
  // A dead mail server holds up no chat.
  const rounds = notifiers.map((notifier) => {
    const route = routes.find(({ name }) => name === notifier.name);
    const own = due.filter((delivery) => delivery.notifier === notifier.name);
    return route === undefined ? Promise.resolve([]) : sendInOrder(deps, notifier, route, own);
  });
  const results = (await Promise.all(rounds)).flat();
  return {
    told: results.filter((result) => result === 'told').length,
    failed: results.filter((result) => result === 'failed').length,
  };
}

/** One after the other; when one fails, the others wait with it. */
async function sendInOrder(
  deps: DeliverDeps,
  notifier: Notifier,
  route: Route,
  deliveries: readonly Delivery[],
): Promise<readonly ('told' | 'failed')[]> {
  const { outbox, clock } = deps;
  const results: ('told' | 'failed')[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    const events = delivery.messages.map(({ event }) => event);
    const until = quietUntil(route, events, clock.nowMs());
    if (until !== null || index >= MAX_ROUND) {
      await outbox.putOff(delivery.id, until ?? instantOf(clock.nowMs()));
      continue;
    }
    const failure = await send(deps, notifier, route, delivery);
    results.push(failure === null ? 'told' : 'failed');
    if (failure === null || failure.isPermanent) continue;
    // Their own tries are not used up by a server that answers nobody.
    for (const { id } of deliveries.slice(index + 1)) await outbox.putOff(id, failure.nextAt);
    break;
  }
  return results;
}

async function send(
  { outbox, clock, log, write }: DeliverDeps,
  notifier: Notifier,
  route: Route,
  delivery: Delivery,
): Promise<{ readonly nextAt: string; readonly isPermanent: boolean } | null> {
  const facts = { stage: 'notify', notifier: notifier.name, delivery: delivery.id };
  let remark: string;
  try {
    remark = await notifier.send(await write(delivery, route));
  } catch (error) {
    const isPermanent = error instanceof VestigeError && error.details.permanent === true;
    const tries = delivery.tries + 1;
    const isGivenUp = tries >= (isPermanent ? MAX_REFUSALS : MAX_TRIES);
    const waitMs = RETRY_MS[Math.min(tries, RETRY_MS.length) - 1] ?? MINUTE_MS;
    const nextAt = instantOf(clock.nowMs() + waitMs);
    const reason = plain(error instanceof Error ? error.message : String(error), 500);
    await outbox.failed(delivery.id, reason, isGivenUp ? null : nextAt);
    const outlook = isGivenUp
      ? `given up after ${tries} tries; \`vestige notify retry\` tries again`
      : `tried again in ${waitMs / MINUTE_MS} min`;
    log.warn({ ...facts, tries }, `${notifier.name} could not tell: ${reason}; ${outlook}`);
    return { nextAt, isPermanent };
  }
  await outbox.told(delivery.id, instantOf(clock.nowMs()), plain(remark, 500));
  log.info({ ...facts, messages: delivery.messages.length, remark }, 'told');
  return null;
}
