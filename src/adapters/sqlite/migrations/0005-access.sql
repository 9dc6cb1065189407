-- additive
-- Who may come in. Of a password only its argon2id hash is kept, of every other secret its SHA-256.

CREATE TABLE account (
  name       TEXT PRIMARY KEY,
  role       TEXT NOT NULL CHECK (role IN ('viewer', 'investigator', 'admin')),
  password   TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A link is used once, a session ends by itself, a token stays until it is revoked or ends.
CREATE TABLE pass (
  id           TEXT PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('link', 'session', 'token')),
  secret_hash  TEXT NOT NULL UNIQUE,
  holder       TEXT NOT NULL,
  label        TEXT NOT NULL,
  scopes       TEXT NOT NULL,                   -- JSON array of Scope
  created_at   TEXT NOT NULL,
  expires_at   TEXT,
  last_used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX pass_holder ON pass (holder);

ALTER TABLE flag ADD COLUMN assignee TEXT;
