-- additive
-- What the dashboard's pages and RFC 7089 ask for, found and ordered by indexes alone.
CREATE INDEX capture_memento ON capture (watch_id, json_extract(body, '$.startedAt'), id)
  WHERE json_extract(body, '$.files.html') IS NOT NULL;
-- Open ones first, the most serious first, the newest first.
CREATE INDEX flag_serious ON flag (
  closed_at IS NOT NULL,
  CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END,
  num DESC
);
CREATE INDEX flag_unseen ON flag (
  CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END,
  num DESC
) WHERE closed_at IS NULL AND acknowledged_at IS NULL;
