// What the observations say about a page by now.
import type { CaptureId } from './id.js';
import type { Instant } from './instant.js';
import type { ObservationClass } from './observation.js';

export const PAGE_STATES = [
  'live',
  'gone',
  'redirected-away',
  'moved',
  'walled',
  'provider-blocked',
  'domain-lost',
  'unreachable',
  'split',
  'hijacked',
  'blind',
  'unknown',
] as const;
export type PageStateName = (typeof PAGE_STATES)[number];

export type Level = 'provisional' | 'confirmed' | 'established' | 'recovered' | 'flapping';

/** One observation, as much of it as the state needs to remember. */
export interface Sighting {
  readonly capture: CaptureId;
  readonly at: Instant;
  readonly vantage: string;
  readonly class: ObservationClass;
}

export interface PageState {
  readonly state: PageStateName;
  readonly level: Level;
  /** First sighting of the present state. */
  readonly since: Instant | null;
  /** The newest capture that showed the page itself. */
  readonly lastGood: CaptureId | null;
  /** Sightings that support the present state, oldest first, at most 32. */
  readonly support: readonly Sighting[];
  /** The newest sightings of all kinds, oldest first, at most 21 (Nagios' flapping window). */
  readonly recent: readonly Sighting[];
  /** How many rechecks after the first suspicion have been asked for. */
  readonly rechecksAsked: number;
  /** Goes up by one with every change; guards against two writers. */
  readonly version: number;
}

export const UNSEEN: PageState = {
  state: 'unknown',
  level: 'provisional',
  since: null,
  lastGood: null,
  support: [],
  recent: [],
  rechecksAsked: 0,
  version: 0,
};
