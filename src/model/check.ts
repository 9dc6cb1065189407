// What a verification says: a list of checks, each with its reason.
export type CheckStatus = 'passed' | 'failed' | 'skipped';

export interface Check {
  /** Id of design/proof, `:<name>` behind where there are several. */
  readonly id: string;
  readonly status: CheckStatus;
  readonly detail: string;
}

export interface Report {
  /** False when any check failed. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}
