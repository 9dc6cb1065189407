// What shall be told to people and has not been yet, and how the monitor itself fares.
import type { Instant } from '../model/instant.js';
import type {
  Delivery,
  Message,
  MessageDraft,
  MessageState,
  OutboxCount,
} from '../model/message.js';

/** A trouble of the monitor that was told and has not ended. */
export interface OpenTrouble {
  readonly id: string;
  readonly since: Instant;
}

/**
 * Contract: as the catalogue's: each method is one durable transaction. A message that was added is
 * handed out again and again until it is told or given up; a key is added once.
 * @throws CATALOGUE_FAILED, STORE_DISK_FULL
 */
export interface Outbox {
  add(drafts: readonly MessageDraft[]): Promise<void>;
  /**
   * Takes what is due for these notifiers, oldest first, and puts it off to `until` so that no other
   * process sends it meanwhile. Of a notifier in `together`, or with many due, what is due goes into
   * one delivery.
   */
  take(request: {
    readonly now: Instant;
    readonly until: Instant;
    readonly notifiers: readonly string[];
    readonly together: readonly string[];
  }): Promise<readonly Delivery[]>;
  told(deliveryId: string, at: Instant, remark: string): Promise<void>;
  /** Keeps why it was not told, and when it is tried again; null gives it up. */
  failed(deliveryId: string, reason: string, nextAt: Instant | null): Promise<void>;
  /** Not tried, and not before `nextAt`. */
  putOff(deliveryId: string, nextAt: Instant): Promise<void>;
  /** Has dead messages tried again, of one notifier or of all. How many. */
  revive(notifier: string | null, now: Instant): Promise<number>;
  counts(): Promise<readonly OutboxCount[]>;
  /** Newest first. */
  list(filter: {
    readonly state?: MessageState;
    readonly limit: number;
  }): Promise<readonly Message[]>;

  /** Remembers that the service runs; when it last did, or null. */
  beat(now: Instant): Promise<Instant | null>;
  openTroubles(): Promise<readonly OpenTrouble[]>;
  /** False when it stood open already; then nothing is told again. */
  openTrouble(id: string, since: Instant, tell: readonly MessageDraft[]): Promise<boolean>;
  /** False when another process was faster. */
  closeTrouble(id: string, tell: readonly MessageDraft[]): Promise<boolean>;
}
