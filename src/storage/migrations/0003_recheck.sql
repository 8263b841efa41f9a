-- When a post was last read again at its source, and a window in which each post stands once and can be found by author.

-- Null until the first time; then `seen_at` counts.
alter table post add column checked_at timestamptz;

-- The same post heard twice (redelivery, two sources) counts once in a dry run.
drop index window_post_native;
truncate window_post;
create unique index window_post_native on window_post (workspace_id, network, native_id);

-- Who deletes their account takes their posts out of the window too.
create index window_post_author on window_post (workspace_id, network, author_native_id);
