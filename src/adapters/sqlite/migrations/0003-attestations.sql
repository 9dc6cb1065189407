-- additive
-- The outbox of notaries and what they gave: one row a checkpoint and notary, wanted until held.
CREATE TABLE attestation (
  size    INTEGER NOT NULL REFERENCES checkpoint (size),
  notary  TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('rfc3161', 'opentimestamps', 'witness')),
  -- pending: begun, and to be completed later; superseded: a later checkpoint is held instead.
  state   TEXT NOT NULL CHECK (state IN ('wanted', 'pending', 'held', 'superseded')),
  tries   INTEGER NOT NULL DEFAULT 0,           -- asked in vain since the last success
  next_at TEXT NOT NULL,
  at      TEXT,                                 -- the time it proves
  detail  TEXT NOT NULL DEFAULT '',             -- what the notary gave, or why it did not
  PRIMARY KEY (size, notary)
) STRICT, WITHOUT ROWID;
CREATE INDEX attestation_due ON attestation (next_at) WHERE state IN ('wanted', 'pending');
CREATE TABLE attestation_file (
  size   INTEGER NOT NULL,
  notary TEXT NOT NULL,
  name   TEXT NOT NULL,                         -- as under proof/ in a bundle
  bytes  BLOB NOT NULL,
  PRIMARY KEY (size, notary, name),
  FOREIGN KEY (size, notary) REFERENCES attestation (size, notary)
) STRICT;
