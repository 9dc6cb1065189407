-- breaking
-- Instants are UTC ISO 8601 with milliseconds, so that text order is time order. Lists and nested
-- values are JSON. Names follow the table of words in docs/architecture.md.

CREATE TABLE watch (
  num             INTEGER PRIMARY KEY,          -- order of registration
  id              TEXT NOT NULL UNIQUE,
  url             TEXT NOT NULL,
  url_key         TEXT NOT NULL,
  host            TEXT NOT NULL,
  case_name       TEXT NOT NULL,
  labels          TEXT NOT NULL,                -- JSON array of strings, like the next ones
  every           TEXT NOT NULL,
  timezone        TEXT NOT NULL,
  terms           TEXT NOT NULL,
  ignored         TEXT NOT NULL,
  selected        TEXT NOT NULL,
  vantages        TEXT NOT NULL,
  language        TEXT,
  note            TEXT NOT NULL,
  claims          TEXT NOT NULL,                -- JSON array of Claim
  claims_made     INTEGER NOT NULL,             -- numbers of claims are not given twice
  created_at      TEXT NOT NULL,
  paused          INTEGER NOT NULL DEFAULT 0,
  removed_at      TEXT,
  page            TEXT NOT NULL,                -- JSON PageState; the next two are taken from it
  page_state      TEXT NOT NULL,
  page_version    INTEGER NOT NULL,
  last_capture_at TEXT,
  next_due_at     TEXT
) STRICT;
CREATE UNIQUE INDEX watch_identity ON watch (case_name, url_key) WHERE removed_at IS NULL;
CREATE INDEX watch_url_key ON watch (url_key);
CREATE INDEX watch_due ON watch (next_due_at)
  WHERE next_due_at IS NOT NULL AND removed_at IS NULL AND paused = 0;

-- The append-only log: exactly the leaf's bytes, and the hashes of complete subtrees above the
-- leaves (RFC 6962 §2.1), so that appending and proving take O(log n) reads.
CREATE TABLE log_entry (
  seq      INTEGER PRIMARY KEY,
  watch_id TEXT REFERENCES watch (id),          -- not in the entry: it is not to be published
  entry    BLOB NOT NULL
) STRICT;
CREATE INDEX log_entry_watch ON log_entry (watch_id, seq);
CREATE TABLE log_node (
  level INTEGER NOT NULL CHECK (level > 0),
  place INTEGER NOT NULL,
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_entry_grows BEFORE INSERT ON log_entry
  WHEN NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM log_entry)
  BEGIN SELECT RAISE(ABORT, 'the log only grows at its end'); END;
CREATE TRIGGER log_entry_stays BEFORE UPDATE ON log_entry
  BEGIN SELECT RAISE(ABORT, 'log entries are never changed'); END;
CREATE TRIGGER log_entry_is_kept BEFORE DELETE ON log_entry
  BEGIN SELECT RAISE(ABORT, 'log entries are never removed'); END;
CREATE TRIGGER log_node_grows BEFORE INSERT ON log_node
  WHEN EXISTS (SELECT 1 FROM log_node WHERE level = NEW.level AND place = NEW.place)
  BEGIN SELECT RAISE(ABORT, 'log hashes are never changed'); END;
CREATE TRIGGER log_node_stays BEFORE UPDATE ON log_node
  BEGIN SELECT RAISE(ABORT, 'log hashes are never changed'); END;
CREATE TRIGGER log_node_is_kept BEFORE DELETE ON log_node
  BEGIN SELECT RAISE(ABORT, 'log hashes are never removed'); END;

CREATE TABLE checkpoint (
  size    INTEGER PRIMARY KEY,
  note    TEXT NOT NULL,                        -- C2SP signed note
  kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE capture (
  num         INTEGER PRIMARY KEY,              -- order of recording
  id          TEXT NOT NULL UNIQUE,
  watch_id    TEXT NOT NULL REFERENCES watch (id),
  host        TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  manifest    TEXT NOT NULL,
  log_seq     INTEGER NOT NULL UNIQUE REFERENCES log_entry (seq),
  body        TEXT NOT NULL                     -- JSON Capture without logIndex
) STRICT;
CREATE INDEX capture_watch ON capture (watch_id, num);
CREATE INDEX capture_host ON capture (host, finished_at);

CREATE TABLE gap (
  num      INTEGER PRIMARY KEY,
  watch_id TEXT NOT NULL REFERENCES watch (id),
  from_at  TEXT NOT NULL,
  to_at    TEXT NOT NULL,
  missed   INTEGER NOT NULL,
  reason   TEXT NOT NULL,
  log_seq  INTEGER NOT NULL UNIQUE REFERENCES log_entry (seq)
) STRICT;
CREATE INDEX gap_watch ON gap (watch_id, num);

CREATE TABLE flag (
  num             INTEGER PRIMARY KEY,          -- order of opening
  id              TEXT NOT NULL UNIQUE,
  watch_id        TEXT NOT NULL REFERENCES watch (id),
  url             TEXT NOT NULL,
  kind            TEXT NOT NULL,
  class           TEXT NOT NULL,
  level           TEXT NOT NULL,
  severity        TEXT NOT NULL,
  summary         TEXT NOT NULL,
  opened_at       TEXT NOT NULL,
  closed_at       TEXT,
  capture         TEXT NOT NULL,
  last_good       TEXT,
  changes         TEXT NOT NULL,                -- JSON array of Change
  acknowledged_at TEXT,
  note            TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX flag_watch ON flag (watch_id, num);
CREATE INDEX flag_open ON flag (watch_id, num) WHERE closed_at IS NULL;
CREATE INDEX flag_kind ON flag (kind, num);
CREATE INDEX flag_opened ON flag (opened_at);

-- The queue. A watch has at most one job that is not done for each vantage.
CREATE TABLE job (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  watch_id     TEXT NOT NULL REFERENCES watch (id),
  vantage      TEXT NOT NULL,
  host         TEXT NOT NULL,
  reason       TEXT NOT NULL,
  scheduled_at TEXT NOT NULL,
  not_before   TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done')),
  attempt      INTEGER NOT NULL DEFAULT 0,      -- attempts begun
  capture_id   TEXT,                            -- of the newest attempt
  owner        TEXT,
  started_at   TEXT,
  lease_until  TEXT,
  result       TEXT                             -- the capture it ended with
) STRICT;
CREATE UNIQUE INDEX job_pending ON job (watch_id, vantage) WHERE state <> 'done';
-- What a person waits for goes first.
CREATE INDEX job_queued ON job (reason = 'manual' DESC, not_before, id) WHERE state = 'queued';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE INDEX job_capture ON job (capture_id);

-- Every attempt, on record before its visit begins.
CREATE TABLE attempt (
  capture_id   TEXT PRIMARY KEY,
  job_id       INTEGER NOT NULL REFERENCES job (id),
  watch_id     TEXT NOT NULL REFERENCES watch (id),
  vantage      TEXT NOT NULL,
  number       INTEGER NOT NULL,
  scheduled_at TEXT NOT NULL,
  started_at   TEXT NOT NULL,
  owner        TEXT NOT NULL,
  ended_at     TEXT,
  result       TEXT NOT NULL CHECK (result IN ('running', 'captured', 'lost', 'released'))
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_job ON attempt (job_id);
CREATE INDEX attempt_lost ON attempt (started_at) WHERE result = 'lost';

-- When a host was last visited, over all processes.
CREATE TABLE host_start (
  host       TEXT PRIMARY KEY,
  started_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
