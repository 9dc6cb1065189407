-- additive
-- Who did what with a capture since it was made: exactly the lines of proof/custody.jsonl, each with
-- the digest of the one before it for the same capture.
CREATE TABLE custody (
  capture_id TEXT NOT NULL REFERENCES capture (id),
  seq        INTEGER NOT NULL,
  entry      BLOB NOT NULL,
  PRIMARY KEY (capture_id, seq)
) STRICT;
CREATE TRIGGER custody_grows BEFORE INSERT ON custody
  WHEN NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM custody WHERE capture_id = NEW.capture_id)
  BEGIN SELECT RAISE(ABORT, 'custody only grows at its end'); END;
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody
  BEGIN SELECT RAISE(ABORT, 'custody is never changed'); END;
CREATE TRIGGER custody_is_kept BEFORE DELETE ON custody
  BEGIN SELECT RAISE(ABORT, 'custody is never removed'); END;
