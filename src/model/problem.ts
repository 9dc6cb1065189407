// What an audit found wrong.
export interface AuditProblem {
  readonly code:
    | 'blob-missing'
    | 'blob-damaged'
    | 'manifest-missing'
    | 'manifest-mismatch'
    | 'log-broken'
    | 'checkpoint-broken'
    | 'capture-unlogged'
    | 'catalogue-damaged'
    | 'blob-unreferenced';
  /** Digest, capture id or log position. */
  readonly subject: string;
  readonly detail: string;
}

export interface AuditReport {
  readonly ok: boolean;
  readonly blobs: number;
  readonly bytes: number;
  readonly problems: readonly AuditProblem[];
  /** Not wrong, yet worth knowing: blobs no manifest names (a capture that was cut off). */
  readonly unreferenced: number;
}
