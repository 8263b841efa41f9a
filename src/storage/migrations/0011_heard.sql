-- How much was heard when, without reading the posts: what a dry run goes through, counted in the index alone.
create index post_heard on post (workspace_id, id) include (seen_at)
  where account_id is null and deleted_at is null and visibility = 'public';
