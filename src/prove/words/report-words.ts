// Which words the report needs, and the languages it can be written in.
import type { ChangeKind, Severity } from '../../model/change.js';
import type { ClaimState } from '../../model/claim.js';
import type { ObservationClass } from '../../model/observation.js';
import type { ControlAnswer, FileRole } from '../../model/snapshot.js';
import type { Level, PageStateName } from '../../model/state.js';

export { LANGUAGES, type Language } from '../../model/language.js';

export interface ReportWords {
  readonly direction: 'ltr' | 'rtl';
  /** BCP 47, for `lang`. */
  readonly tag: string;
  readonly title: string;
  readonly intro: string;
  readonly inShort: string;
  readonly address: string;
  readonly lastSeen: string;
  readonly firstNotSeen: string;
  readonly neverSeen: string;
  readonly newest: string;
  readonly interval: string;
  readonly intervalsNote: string;
  readonly intervalNote: string;
  readonly lostBetween: string;
  readonly changedBetween: string;
  readonly asBefore: string;
  readonly firstChanged: string;
  readonly inBetween: string;
  readonly nothingBetween: string;
  readonly couldNotTell: string;
  readonly notLookedAt: string;
  readonly timesMissed: string;
  readonly seenAgain: string;
  readonly notSeenAgain: string;
  readonly stillNotSeen: string;
  /** `{at}`, `{vantage}` and `{seen}` stand for the parts. */
  readonly sentence: string;
  readonly failedStep: string;
  readonly sawWords: string;
  readonly comma: string;
  /** Before what is evidence as it was written, in English. */
  readonly original: string;
  readonly captureCount: string;
  readonly abstained: string;
  readonly course: string;
  readonly courseNote: string;
  readonly time: string;
  readonly comparison: string;
  readonly comparisonNote: string;
  readonly picturesAlike: string;
  readonly nothingInCommon: string;
  readonly captures: string;
  readonly capture: string;
  readonly whatChanged: string;
  readonly ledTo: string;
  readonly began: string;
  readonly ended: string;
  readonly took: string;
  readonly vantage: string;
  readonly exit: string;
  readonly httpStatus: string;
  readonly noAnswer: string;
  readonly observation: string;
  readonly rule: string;
  readonly pageState: string;
  readonly claims: string;
  readonly found: string;
  readonly hiddenClaim: string;
  readonly changes: string;
  readonly noChanges: string;
  readonly notCompared: string;
  readonly before: string;
  readonly after: string;
  readonly where: string;
  readonly how: string;
  readonly software: string;
  readonly browser: string;
  readonly system: string;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly window: string;
  readonly done: string;
  readonly server: string;
  readonly certificate: string;
  readonly exchanges: string;
  readonly notCaptured: string;
  readonly nothingMissing: string;
  readonly refused: string;
  readonly notBefore: string;
  readonly control: string;
  readonly controlNote: string;
  readonly controlNothing: string;
  readonly controlKinds: Readonly<Record<ControlAnswer['what'], string>>;
  readonly works: string;
  readonly worksNot: string;
  readonly tellsNothing: string;
  readonly resolvers: string;
  readonly resolversNote: string;
  readonly throughProxy: string;
  readonly dnssec: string;
  readonly digests: string;
  readonly manifest: string;
  readonly logEntry: string;
  readonly notLogged: string;
  readonly picture: string;
  readonly noPicture: string;
  readonly proved: string;
  readonly provedItems: readonly string[];
  readonly notProved: string;
  readonly notProvedItems: readonly string[];
  readonly check: string;
  /** Above the table of what the steps compare. */
  readonly compareNote: string;
  readonly signingKey: string;
  readonly logKey: string;
  readonly logState: string;
  readonly logEntries: string;
  readonly stamps: string;
  readonly noStamps: string;
  readonly redacted: string;
  readonly redactedNote: string;
  readonly reason: string;
  readonly bytes: string;
  readonly pdfNote: string;
  readonly checkNote: string;
  /** Five steps; what stands between backquotes is a command or a file. */
  readonly checkSteps: readonly string[];
  readonly standards: string;
  readonly standardsNote: string;
  readonly field: string;
  readonly standard: string;
  readonly inBundle: string;
  readonly fields: Readonly<Record<StandardField, string>>;
  readonly withheld: string;
  readonly more: string;
  readonly files: Readonly<Record<FileRole, string>>;
  readonly claimStates: Readonly<Record<ClaimState, string>>;
  readonly classes: Readonly<Record<ObservationClass, string>>;
  readonly kinds: Readonly<Record<ChangeKind, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly states: Readonly<Record<PageStateName, string>>;
  readonly levels: Readonly<Record<Level, string>>;
}

export type StandardField =
  | 'url'
  | 'source'
  | 'picture'
  | 'media'
  | 'context'
  | 'collector'
  | 'time'
  | 'place'
  | 'tool'
  | 'traffic'
  | 'hash'
  | 'custody'
  | 'repeat'
  | 'alterations';
