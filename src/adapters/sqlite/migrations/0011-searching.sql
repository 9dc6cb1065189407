-- additive
-- What watches are searched by, kept short and apart: rows of the table watch are long.
CREATE TABLE watch_label (
  label TEXT NOT NULL,
  num   INTEGER NOT NULL REFERENCES watch (num),
  PRIMARY KEY (label, num)
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_label_num ON watch_label (num);
CREATE TABLE watch_words (
  num   INTEGER PRIMARY KEY REFERENCES watch (num),
  words TEXT NOT NULL                           -- as watch-words.ts makes them
) STRICT;
INSERT INTO watch_label SELECT DISTINCT value, num FROM watch, json_each(labels);
INSERT INTO watch_words SELECT num, words_of(url, case_name, note, labels, claims) FROM watch;
