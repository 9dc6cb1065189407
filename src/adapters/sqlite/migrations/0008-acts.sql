-- additive
-- Who did what in this archive: one chain over all, each link with the digest of the one before it.
CREATE TABLE act (
  seq   INTEGER PRIMARY KEY,
  entry BLOB NOT NULL
) STRICT;
CREATE TRIGGER act_grows BEFORE INSERT ON act
  WHEN NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM act)
  BEGIN SELECT RAISE(ABORT, 'acts are only added at their end'); END;
CREATE TRIGGER act_stays BEFORE UPDATE ON act
  BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END;
CREATE TRIGGER act_is_kept BEFORE DELETE ON act
  BEGIN SELECT RAISE(ABORT, 'an act is never removed'); END;
