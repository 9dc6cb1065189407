-- additive
-- What every look at a page showed and when, and how watches fare, from indexes alone; rows are long.
DROP INDEX IF EXISTS capture_memento;
CREATE INDEX capture_look ON capture (
  watch_id,
  json_extract(body, '$.startedAt'),
  json_extract(body, '$.observation.class'),
  json_extract(body, '$.files.html') IS NOT NULL,
  id
);
CREATE INDEX watch_faring ON watch (
  case_name, page_state, removed_at, paused, next_due_at, last_capture_at
);
