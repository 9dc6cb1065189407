// A message: one event that one notifier shall tell of, kept until it has.
import type { Change, Severity } from './change.js';
import type { FlagKind } from './flag.js';
import type { CaptureId, FlagId, WatchId } from './id.js';
import type { Instant } from './instant.js';
import type { Level, PageStateName } from './state.js';

/** What a flag went through. */
export interface FlagEvent {
  readonly type: 'flag';
  readonly step: 'opened' | 'grown' | 'closed';
  readonly at: Instant;
  readonly flag: FlagId;
  readonly watchId: WatchId;
  readonly url: string;
  readonly caseName: string;
  readonly kind: FlagKind;
  readonly class: string;
  readonly level: Level;
  readonly severity: Severity;
  readonly summary: string;
  readonly state: PageStateName;
  /** First sighting of what is told. */
  readonly since: Instant;
  /** What led to this step. */
  readonly capture: CaptureId;
  readonly lastGood: CaptureId | null;
  /** The weightiest first, not all of them. */
  readonly changes: readonly Change[];
  /** Of the flag with which the thread began. */
  readonly threadKind: FlagKind;
}

export const TROUBLES = ['stalled', 'not-ticking', 'disk', 'line', 'failing'] as const;
/** Why the monitor does not see: nothing comes, no tick, no room, no line, every look fails. */
export type Trouble = (typeof TROUBLES)[number];

/** The monitor itself stopped looking, or looks again. */
export interface MonitorEvent {
  readonly type: 'monitor';
  /** `outage`: the program did not run from `since` to `at`. */
  readonly trouble: Trouble | 'outage';
  readonly step: 'began' | 'ended';
  readonly at: Instant;
  readonly since: Instant;
  readonly severity: Severity;
}

/** A person asked whether messages arrive. */
export interface TestEvent {
  readonly type: 'test';
  readonly at: Instant;
  readonly severity: 'info';
}

export type NewsEvent = FlagEvent | MonitorEvent | TestEvent;

/** An event for a notifier; the same `key` is never wanted twice. */
export interface MessageDraft {
  readonly key: string;
  readonly notifier: string;
  /** Messages of one thread belong together, as mail programs show them. */
  readonly thread: string | null;
  readonly event: NewsEvent;
  readonly notBefore: Instant;
}

/** `dead`: given up after many tries; a person can have it tried again. */
export type MessageState = 'wanted' | 'told' | 'dead';

export interface Message extends Omit<MessageDraft, 'notBefore'> {
  readonly state: MessageState;
  readonly tries: number;
  readonly nextAt: Instant;
  readonly toldAt: Instant | null;
  /** Why it was not told yet, or what there is to know although it was. */
  readonly detail: string;
}

/** Messages that are told at once; tried again, it is the same ones under the same id. */
export interface Delivery {
  readonly id: string;
  readonly notifier: string;
  readonly tries: number;
  readonly messages: readonly Message[];
}

/** How one notifier fares. */
export interface OutboxCount {
  readonly notifier: string;
  readonly wanted: number;
  readonly dead: number;
  /** Those of the wanted that were tried in vain. */
  readonly failing: number;
  readonly lastToldAt: Instant | null;
  /** Why the newest failing or dead one was not told; else what was said of the newest. */
  readonly detail: string;
}
