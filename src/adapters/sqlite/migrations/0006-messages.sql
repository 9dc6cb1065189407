-- additive
-- The outbox of notifiers: written together with what it tells of, kept until it is told.
CREATE TABLE message (
  num      INTEGER PRIMARY KEY,                 -- order of adding
  key      TEXT NOT NULL UNIQUE,                -- notifier and event: nothing is wanted twice
  notifier TEXT NOT NULL,
  thread   TEXT,
  event    TEXT NOT NULL,                       -- JSON NewsEvent
  state    TEXT NOT NULL CHECK (state IN ('wanted', 'told', 'dead')),
  delivery TEXT,                                -- told at once with the others of the same name
  tries    INTEGER NOT NULL DEFAULT 0,
  next_at  TEXT NOT NULL,
  told_at  TEXT,
  detail   TEXT NOT NULL DEFAULT ''             -- why it was not told yet
) STRICT;
CREATE INDEX message_due ON message (next_at) WHERE state = 'wanted';
CREATE INDEX message_delivery ON message (delivery) WHERE state <> 'told';
CREATE INDEX message_state ON message (notifier, state, num);
CREATE INDEX message_told ON message (told_at) WHERE state = 'told';

-- What keeps the monitor itself from looking, once it was told; and when the service last ran.
CREATE TABLE trouble (
  id    TEXT PRIMARY KEY,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at TEXT NOT NULL
) STRICT;
