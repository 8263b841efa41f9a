-- recheck.giveBackUnread
update post set checked_at = r."checkedAt"
  from json_to_recordset($1::json) as r (id uuid, "checkedAt" timestamptz)
  where post.id = r.id;

-- recheck.postsToRecheck
with open as (
  select l.post_id
  from unnest(array['waiting', 'later', 'in_case']) as s (state)
  cross join lateral (
  select post_id from inbound_ledger where inbound_ledger.state = s.state
  order by post_id desc limit $1::int
  ) as l
  union
  select p.post_id
  from unnest(array['open', 'waiting_customer']) as s (state)
  cross join lateral (
  select id, workspace_id from support_case where support_case.state = s.state
  order by "queue_at" desc limit $2::int
  ) as c
  join case_post as p on p.workspace_id = c.workspace_id and p.case_id = c.id
  ), due as (
  select post.id, post.checked_at, coalesce(post.account_id, source.account_id) as account_id
  from open
  join post on post.id = open.post_id
  left join source on source.workspace_id = post.workspace_id and source.id = post.source_id
  where post.visibility = 'public' and post.deleted_at is null
  and coalesce(post.checked_at, post.seen_at) < $3::timestamptz
  order by coalesce(post.checked_at, post.seen_at), post.id
  limit $4::int
  for no key update of post skip locked
  )
  update post set checked_at = $5::timestamptz
  from due
  where post.id = due.id
  returning post.id, post.network, post.native_id as "nativeId", post.ref, due.account_id as "accountId",
  due.checked_at as "checkedAt";
