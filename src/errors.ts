// Every fault of our own has a code: who must act, how, and whether trying again helps.
// What a site does is data, and what a bundle fails is data: neither is an error.

interface CodeFacts {
  /** Exit code of the command line. */
  readonly exit: 1 | 2 | 3 | 4;
  /** HTTP status of the problem document (RFC 9457). */
  readonly http: number;
  readonly retry: 'never' | 'later';
  /** What to do about it. */
  readonly hint: string;
}

export const ERROR_CODES = {
  INPUT_INVALID: {
    exit: 2,
    http: 400,
    retry: 'never',
    hint: 'Correct the input and run it again.',
  },
  URL_INVALID: {
    exit: 2,
    http: 400,
    retry: 'never',
    hint: 'Give a full http:// or https:// address, as in a browser.',
  },
  URL_PRIVATE: {
    exit: 2,
    http: 400,
    retry: 'never',
    hint: 'For a site on your own machine or network set egress.allowPrivateAddresses to true in config/local.yaml.',
  },
  IMPORT_INVALID: {
    exit: 2,
    http: 400,
    retry: 'never',
    hint: 'Correct the lines named and import the file again; nothing of it was stored.',
  },
  FILE_NOT_FOUND: { exit: 2, http: 400, retry: 'never', hint: 'Check the path of the file.' },
  CONFIG_INVALID: {
    exit: 2,
    http: 500,
    retry: 'never',
    hint: 'Correct the configuration; config/default.yaml explains every option.',
  },
  WATCH_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: '`vestige watch list` shows the watches.',
  },
  CAPTURE_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: '`vestige captures WATCH` shows the captures of a watch.',
  },
  FLAG_NOT_FOUND: { exit: 4, http: 404, retry: 'never', hint: '`vestige flags` shows the flags.' },
  CASE_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: '`vestige watch list` shows the cases of all watches.',
  },
  ACCOUNT_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: '`vestige account list` shows the accounts.',
  },
  PASS_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: 'It ended or was revoked; the settings page lists those that are left.',
  },
  JOB_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: 'What was asked of the service is kept until it stops, an export for a day: ask again.',
  },
  NOTHING_THERE: { exit: 4, http: 404, retry: 'never', hint: 'Check the address.' },
  SIGN_IN_NEEDED: {
    exit: 1,
    http: 401,
    retry: 'never',
    hint: 'Open the link that `vestige serve` printed, or a new one of `vestige sign-in`; programs send `Authorization: Bearer` and a token.',
  },
  SIGN_IN_FAILED: {
    exit: 1,
    http: 401,
    retry: 'never',
    hint: 'Try again; an admin can set a new password with `vestige account add`.',
  },
  NOT_ALLOWED: {
    exit: 1,
    http: 403,
    retry: 'never',
    hint: 'Ask an admin for another role, or make a token with the scope named.',
  },
  REQUEST_REFUSED: {
    exit: 1,
    http: 403,
    retry: 'never',
    hint: 'A change is asked for from the dashboard itself, with its header, or with a token.',
  },
  TOO_MANY_REQUESTS: {
    exit: 1,
    http: 429,
    retry: 'later',
    hint: 'Wait as long as the header Retry-After says.',
  },
  ACCESS_UNSAFE: {
    exit: 2,
    http: 500,
    retry: 'never',
    hint: 'Listen on 127.0.0.1; or add an account (`vestige account add NAME --role admin`) and set server.tls, or server.publicUrl to the https:// address of the proxy in front.',
  },
  BROWSER_MISSING: {
    exit: 1,
    http: 503,
    retry: 'later',
    hint: 'Run `npm run setup`, or install Chromium; nothing was lost.',
  },
  BROWSER_FAILED: {
    exit: 1,
    http: 503,
    retry: 'later',
    hint: 'Run `vestige doctor`; the attempt is on record and will be made again.',
  },
  STORE_DIGEST_MISMATCH: {
    exit: 1,
    http: 500,
    retry: 'never',
    hint: 'Run `vestige audit`; the damaged bytes are kept in quarantine/.',
  },
  STORE_BLOB_MISSING: {
    exit: 1,
    http: 500,
    retry: 'never',
    hint: 'Run `vestige audit`, and restore the file from a backup.',
  },
  STORE_DISK_FULL: {
    exit: 1,
    http: 507,
    retry: 'later',
    hint: 'Free disk space; what was announced is safe, and the attempt will be made again.',
  },
  STORE_FAILED: {
    exit: 1,
    http: 500,
    retry: 'later',
    hint: 'Check the permissions and the disk of the archive; what was announced is safe.',
  },
  BACKUP_UNUSABLE: {
    exit: 2,
    http: 400,
    retry: 'never',
    hint: 'Give the directory that `vestige backup` wrote to; a backup that was cut short is finished by running `vestige backup` again. Nothing was put in place.',
  },
  RESTORE_UNFINISHED: {
    exit: 2,
    http: 500,
    retry: 'never',
    hint: 'Run the same `vestige restore` again: it goes on where it stopped. Or remove the directory restoring/.',
  },
  CATALOGUE_NEWER: {
    exit: 1,
    http: 500,
    retry: 'never',
    hint: 'The archive was written by a newer Vestige; use that version.',
  },
  CATALOGUE_DAMAGED: {
    exit: 1,
    http: 500,
    retry: 'never',
    hint: 'Stop Vestige and keep a copy of vestige.db with its -wal and -shm. Then put the newest backup of it in their place, or save what can be read: `sqlite3 vestige.db .recover | sqlite3 saved.db`. Blobs, manifests and log/ are whole apart from it, and nothing was changed.',
  },
  CATALOGUE_FAILED: {
    exit: 1,
    http: 500,
    retry: 'later',
    hint: 'Run `vestige audit`; what was announced is safe.',
  },
  STATE_CONFLICT: {
    exit: 1,
    http: 409,
    retry: 'later',
    hint: 'Another process wrote at the same time; try again.',
  },
  KEY_INVALID: {
    exit: 1,
    http: 500,
    retry: 'never',
    hint: 'Restore the key file from a backup, or give its passphrase in VESTIGE_KEY_PASSPHRASE.',
  },
  MEMENTO_UNREACHABLE: {
    exit: 1,
    http: 502,
    retry: 'later',
    hint: 'Check the address of the web archive in a browser, and the vantage (`vestige doctor`); then ask again.',
  },
  NOTARY_FAILED: {
    exit: 1,
    http: 502,
    retry: 'later',
    hint: 'Check the notary’s address and the network (`vestige doctor`); the checkpoint is signed, and the notary is asked again.',
  },
  NOTIFIER_NOT_FOUND: {
    exit: 4,
    http: 404,
    retry: 'never',
    hint: '`vestige notify list` shows those that are configured under `notify`.',
  },
  NOTIFIER_FAILED: {
    exit: 1,
    http: 502,
    retry: 'later',
    hint: 'Check its settings under `notify` and its variables of the environment; what was to be told is kept and tried again.',
  },
  WITNESS_MISSING: {
    exit: 2,
    http: 500,
    retry: 'never',
    hint: 'Make it with `vestige witness init NAME`. One whose file was lost must not come back under its old key: give it a new name.',
  },
  WITNESS_REFUSED: {
    exit: 3,
    http: 409,
    retry: 'never',
    hint: 'Nothing was signed. If the log shows another history than before, keep both checkpoints (`vestige witness show`) and tell those who rely on it.',
  },
  PORT_IN_USE: {
    exit: 1,
    http: 500,
    retry: 'later',
    hint: 'Another program listens there: stop it, or set server.port in config/local.yaml.',
  },
  REPLAY_OFF: {
    exit: 1,
    http: 503,
    retry: 'never',
    hint: 'Set server.replayUrl in config/local.yaml to an address of its own for captured pages.',
  },
  INTERNAL: {
    exit: 1,
    http: 500,
    retry: 'never',
    hint: 'This is a fault of Vestige; please report it. What was announced is safe.',
  },
} as const satisfies Record<string, CodeFacts>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A fault of our own, or a wrong input. */
export class VestigeError extends Error {
  override readonly name = 'VestigeError';
  readonly code: ErrorCode;
  /** Machine-readable particulars, such as the bad lines of an import. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  get facts(): CodeFacts {
    return ERROR_CODES[this.code];
  }
}
