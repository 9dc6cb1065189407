// What one capture did to flags, or what befell the monitor -> messages, one a notifier that wants it.
import type { Capture } from '../model/capture.js';
import { SEVERITIES } from '../model/change.js';
import type { Flag } from '../model/flag.js';
import type { FlagId } from '../model/id.js';
import { type Instant, msOf } from '../model/instant.js';
import type { FlagEvent, MessageDraft, NewsEvent } from '../model/message.js';
import type { PageState } from '../model/state.js';
import type { Watch } from '../model/watch.js';
import type { FlagMove } from '../ports/catalogue.js';
import { dueAt, type Route, wants } from './route.js';

/** What telling of a capture's flags looks at. */
export interface TellInput {
  readonly watch: Watch;
  readonly capture: Omit<Capture, 'logIndex'>;
  readonly page: PageState;
  readonly moves: readonly FlagMove[];
  /** As they were before the moves. */
  readonly openFlags: readonly Flag[];
  readonly now: Instant;
}

/** A flag shows many changes; people read the first. */
const TOLD_CHANGES = 3;

/** Messages of everything a capture did to flags. */
export function tellOfFlags(input: TellInput, routes: readonly Route[]): readonly MessageDraft[] {
  if (routes.length === 0) return [];
  return eventsOf(input).flatMap(({ event, thread }) =>
    tell(event, `${event.flag}:${event.capture}:${event.step}`, thread, routes),
  );
}

/** Messages of one event for the routes that want it; `name` tells it from every other event. */
export function tell(
  event: NewsEvent,
  name: string,
  thread: string | null,
  routes: readonly Route[],
): readonly MessageDraft[] {
  const nowMs = msOf(event.at);
  return routes
    .filter((route) => wants(route, event))
    .map((route) => ({
      key: `${route.name}:${name}`,
      notifier: route.name,
      thread,
      event,
      notBefore: dueAt(route, event, nowMs),
    }));
}

interface Told {
  readonly event: FlagEvent;
  readonly thread: FlagId;
}

function eventsOf(input: TellInput): readonly Told[] {
  const { moves, openFlags } = input;
  const opened = moves.filter((move) => move.move === 'open').map(({ flag }) => flag);
  const closed = new Set(moves.flatMap((move) => (move.move === 'close' ? [move.id] : [])));
  const closing = openFlags.filter((flag) => closed.has(flag.id));
  const loss = closing.find(({ kind }) => kind === 'takedown' || kind === 'access');
  const isRestored = opened.some(({ kind }) => kind === 'restored');
  const events: Told[] = [];
  for (const flag of opened) {
    // What follows on a loss is told in its thread: the return, or a loss of another kind.
    const follows = ['restored', 'access', 'takedown'].includes(flag.kind);
    events.push(eventOf(input, 'opened', flag, (follows ? loss : undefined) ?? flag));
  }
  for (const flag of openFlags) {
    const update = moves.find((move) => move.move === 'update' && move.id === flag.id);
    const grown = update?.move === 'update' ? { ...flag, ...pick(update) } : flag;
    if (closed.has(flag.id)) {
      const isSaid =
        flag.kind === 'restored' || (flag === loss && (isRestored || opened.length > 0));
      if (!isSaid) events.push(eventOf(input, 'closed', grown, flag));
    } else if (grown.level !== flag.level || grown.severity !== flag.severity) {
      events.push(eventOf(input, 'grown', grown, flag));
    }
  }
  return events;
}

function pick({ level, severity, class: name, summary, changes }: MoveUpdate) {
  return { level, severity, class: name, summary, changes };
}

type MoveUpdate = Extract<FlagMove, { move: 'update' }>;
type Shown = Pick<
  Flag,
  | 'id'
  | 'url'
  | 'kind'
  | 'class'
  | 'level'
  | 'severity'
  | 'summary'
  | 'openedAt'
  | 'lastGood'
  | 'changes'
>;

function eventOf(
  { watch, capture, page, now }: TellInput,
  step: FlagEvent['step'],
  flag: Shown,
  root: Pick<Flag, 'id' | 'kind'>,
): Told {
  const { id, url, kind, class: name, level, severity, summary, lastGood, changes } = flag;
  const isState = kind === 'takedown' || kind === 'access' || kind === 'site';
  return {
    thread: root.id,
    event: {
      type: 'flag',
      step,
      at: now,
      flag: id,
      watchId: watch.id,
      url,
      caseName: watch.caseName,
      ...{ kind, class: name, level, severity, summary },
      state: page.state,
      since: isState && step !== 'closed' ? (page.since ?? flag.openedAt) : flag.openedAt,
      capture: capture.id,
      lastGood,
      changes: changes
        .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
        .slice(0, TOLD_CHANGES),
      threadKind: root.kind,
    },
  };
}
