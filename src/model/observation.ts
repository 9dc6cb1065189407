// What one capture showed, with the rule that said so.

export const OBSERVATION_CLASSES = {
  genuine: ['ok', 'partial', 'replaced'],
  abstain: [
    'empty-shell',
    'bot-challenge',
    'waf-block',
    'rate-limit',
    'capture-failed',
    'monitor-offline',
  ],
  gone: ['not-found-404', 'gone-410', 'legal-451', 'soft-404', 'deleted-notice'],
  redirected: ['redirect-home', 'redirect-generic', 'moved', 'moved-domain'],
  walled: ['login-wall', 'paywall', 'consent-wall', 'region-gate', 'app-wall'],
  host: [
    'icp-block',
    'host-suspended',
    'default-server',
    'maintenance',
    'construction',
    'domain-expired',
    'parked',
    'domain-hold',
  ],
  network: [
    'nxdomain',
    'dns-fail',
    'dns-bogon',
    'refused',
    'timeout',
    'reset',
    'tls-error',
    'http-5xx',
    'truncated',
  ],
  between: ['blockpage', 'geo-denied', 'injected', 'vantage-split'],
  other: ['hijack', 'defaced', 'owner-changed'],
} as const;

export type ObservationGroup = keyof typeof OBSERVATION_CLASSES;
export type ObservationClass = (typeof OBSERVATION_CLASSES)[ObservationGroup][number];

export const STAGES = [
  'S0',
  'S1',
  'S2',
  'S3',
  'S4',
  'S5',
  'S6',
  'S7',
  'S8',
  'S9',
  'S10',
  'S11',
  'S12',
  'S13',
] as const;
export type Stage = (typeof STAGES)[number];

/** L1: asserted by a machine. L2: a full phrase in one visible block. L3: weak words, never deciding. */
export type SignalLayer = 'L1' | 'L2' | 'L3';

export interface Signal {
  readonly id: string;
  readonly value: string | number | boolean;
  readonly layer: SignalLayer;
}

/** A rule that matched. */
export interface RuleMatch {
  readonly rule: string;
  readonly stage: Stage;
  readonly class: ObservationClass;
  readonly signals: readonly Signal[];
  /** The veto that stopped it from deciding, or null. */
  readonly vetoedBy: string | null;
}

export interface Observation {
  readonly class: ObservationClass;
  readonly abstain: boolean;
  readonly rule: string;
  readonly stage: Stage;
  readonly signals: readonly Signal[];
  /** Every other rule that matched. */
  readonly alsoMatched: readonly RuleMatch[];
  /** Digest of the rule set that judged. */
  readonly rules: string;
  /** One sentence for people: what was seen, from where, when; never a motive. */
  readonly summary: string;
  /** What would change the answer, for people. */
  readonly needs: string;
}

const GROUP_OF = new Map<ObservationClass, ObservationGroup>(
  (Object.keys(OBSERVATION_CLASSES) as ObservationGroup[]).flatMap((group) =>
    OBSERVATION_CLASSES[group].map((name) => [name, group] as const),
  ),
);

/** The group a class belongs to. */
export function groupOf(name: ObservationClass): ObservationGroup {
  const group = GROUP_OF.get(name);
  if (group === undefined) throw new RangeError(`no such observation class: ${name}`);
  return group;
}

/** True when the page itself was seen, so that it may be compared with others. */
export function isGood(name: ObservationClass): boolean {
  return name === 'ok' || name === 'partial';
}
