-- When a source last listened again after it was meant to hear nothing: paused by somebody, or stopped by its account's budget. What it
-- did not hear until then is no silence.
alter table source add column resumed_at timestamptz;
