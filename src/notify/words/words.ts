// The words of messages; those of states, classes and changes come from the report's.
import type { Severity } from '../../model/change.js';
import type { FlagKind } from '../../model/flag.js';
import type { MonitorEvent, Trouble } from '../../model/message.js';
import type { Level } from '../../model/state.js';

/** The report's words, as far as messages use them. */
export interface SaidWords {
  readonly direction: 'ltr' | 'rtl';
  readonly tag: string;
  readonly classes: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly levels: Readonly<Record<Level, string>>;
}

export interface NotifyWords {
  /** What opened, by kind of flag. */
  readonly opened: Readonly<Record<FlagKind, string>>;
  /** What is told when such a flag closes. */
  readonly closed: Readonly<Record<FlagKind, string>>;
  readonly troubles: Readonly<Record<MonitorEvent['trouble'], string>>;
  /** What to do about it. */
  readonly remedies: Readonly<Record<MonitorEvent['trouble'], string>>;
  readonly ended: Readonly<Record<Trouble, string>>;
  readonly page: string;
  readonly case: string;
  readonly level: string;
  readonly severity: string;
  readonly since: string;
  readonly until: string;
  readonly lastGood: string;
  readonly before: string;
  readonly after: string;
  readonly open: string;
  readonly events: string;
  readonly more: string;
  readonly testTitle: string;
  readonly testText: string;
  readonly discreet: string;
  /** Why this came, and what the addresses look like. */
  readonly footer: string;
}
