-- additive
-- What large archives list by.
CREATE INDEX watch_host ON watch (host, num) WHERE removed_at IS NULL;
CREATE INDEX watch_case ON watch (case_name, num);
CREATE INDEX flag_open_kind ON flag (kind, num) WHERE closed_at IS NULL;
