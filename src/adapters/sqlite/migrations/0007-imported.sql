-- additive
-- What somebody else archived of watched pages: in no log of ours, and with no part in any state.
CREATE TABLE imported (
  num      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  watch_id TEXT NOT NULL REFERENCES watch (id),
  taken_at TEXT NOT NULL,
  payload  TEXT NOT NULL,
  body     TEXT NOT NULL,                       -- JSON ImportedPage
  UNIQUE (watch_id, taken_at, payload)
) STRICT;
