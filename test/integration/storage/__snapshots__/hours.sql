-- hours.accountsWith
select "account"."id"
  from "account_hours"
  inner join "account" on "account"."workspace_id" = "account_hours"."workspace_id"
  and "account"."id" = "account_hours"."account_id"
  where "account_hours"."day_posts_since" is not null
  and "account"."removed_at" is null
  order by "account"."id";

-- hours.addAfterHours
insert into "after_hours_answer" ("workspace_id", "post_id", "account_id", "identity_id", "closed_from", "back_at", "outbound_id", "skipped", "decided_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- hours.addDayPost
insert into "day_post" ("workspace_id", "account_id", "day", "kind", "occasion", "turn", "due_at", "outbound_id", "skipped", "decided_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- hours.cameIn
select p.id as "postId", p.identity_id as "identityId", p.created_at as "createdAt", i.is_bot as "isBot",
  p.deleted_at is not null as "isDeleted",
  exists (select from support_case as c where c.identity_id = p.identity_id and c.outcome = 'declined')
  or exists (
  select from inbound_ledger as other
  join post as told on told.workspace_id = other.workspace_id and told.id = other.post_id
  where told.identity_id = p.identity_id and other.state = 'closed' and other.reason = 'asked_not_to'
  ) as "hasOptedOut",
  l.state in ('answered', 'closed') or exists (
  select from support_case as c
  where c.id = l.case_id and c.last_outbound_at is not null and c.last_outbound_at >= p.created_at
  ) or exists (
  select from outbound as o
  where o.workspace_id = l.workspace_id and o.automatic is null and o.action in ('reply', 'dm')
  and o.state in ('queued', 'sending', 'unknown', 'awaiting_approval', 'opened')
  and (o.target_post_id = l.post_id or o.case_id = l.case_id)
  ) as "isSettled",
  array(select said ->> 'kind' || ' ' || (said ->> 'value') from jsonb_array_elements(l.judgements) as said) as judged
  from inbound_ledger as l
  join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
  join identity as i on i.workspace_id = p.workspace_id and i.id = p.identity_id
  join account as us on us.id = $1::uuid and us.network = p.network
  where l.post_id >= $2::uuid and l.entered_at >= $3::timestamptz and l.origin <> 'found'
  and p.account_id is null and (
  p.mentions @> jsonb_build_array(jsonb_build_object('nativeId', us.native_id))
  or p.mentions @> jsonb_build_array(jsonb_build_object('handle', us.handle))
  or exists (
  select from post as ours
  where ours.network = p.network and ours.native_id = p.reply_to and ours.account_id = us.id
  )
  or p.visibility = 'dm' and exists (
  select from source as s where s.id = p.source_id and s.account_id = us.id
  )
  )
  and not exists (
  select from after_hours_answer as a where a.workspace_id = l.workspace_id and a.post_id = l.post_id
  )
  order by l.post_id
  limit $4;

-- hours.cameInBy
select p.id as "postId", p.identity_id as "identityId", p.created_at as "createdAt", i.is_bot as "isBot",
  p.deleted_at is not null as "isDeleted",
  exists (select from support_case as c where c.identity_id = p.identity_id and c.outcome = 'declined')
  or exists (
  select from inbound_ledger as other
  join post as told on told.workspace_id = other.workspace_id and told.id = other.post_id
  where told.identity_id = p.identity_id and other.state = 'closed' and other.reason = 'asked_not_to'
  ) as "hasOptedOut",
  l.state in ('answered', 'closed') or exists (
  select from support_case as c
  where c.id = l.case_id and c.last_outbound_at is not null and c.last_outbound_at >= p.created_at
  ) or exists (
  select from outbound as o
  where o.workspace_id = l.workspace_id and o.automatic is null and o.action in ('reply', 'dm')
  and o.state in ('queued', 'sending', 'unknown', 'awaiting_approval', 'opened')
  and (o.target_post_id = l.post_id or o.case_id = l.case_id)
  ) as "isSettled",
  array(select said ->> 'kind' || ' ' || (said ->> 'value') from jsonb_array_elements(l.judgements) as said) as judged
  from inbound_ledger as l
  join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
  join identity as i on i.workspace_id = p.workspace_id and i.id = p.identity_id
  where l.post_id = $1::uuid;

-- hours.dayPostsBefore
select "kind", "occasion", max("turn") as "turn"
  from "day_post"
  where "account_id" = $1 group by "kind", "occasion";
select distinct on ("day_post"."kind") "day_post"."kind", "outbound"."text"
  from "day_post"
  inner join "outbound" on "outbound"."workspace_id" = "day_post"."workspace_id"
  and "outbound"."id" = "day_post"."outbound_id"
  where "day_post"."account_id" = $1
  order by "day_post"."kind", "day_post"."day" desc;
select "day", "kind"
  from "day_post"
  where "account_id" = $1
  and "day" >= $2;

-- hours.lastTold
select "decided_at" as "at", "back_at" as "backAt"
  from "after_hours_answer"
  where "identity_id" = $1
  and "account_id" = $2
  and "outbound_id" is not null
  order by "decided_at" desc
  limit $3;

-- hours.lock
select "own_hours" as "ownHours", "day_posts" as "dayPosts", "after_hours" as "afterHours", "day_posts_since" as "dayPostsSince", "after_hours_since" as "afterHoursSince", "day_posts_by" as "dayPostsBy", "after_hours_by" as "afterHoursBy"
  from "account_hours"
  where "account_id" = $1 for no key update;

-- hours.of
select "own_hours" as "ownHours", "day_posts" as "dayPosts", "after_hours" as "afterHours", "day_posts_since" as "dayPostsSince", "after_hours_since" as "afterHoursSince", "day_posts_by" as "dayPostsBy", "after_hours_by" as "afterHoursBy"
  from "account_hours"
  where "account_id" = $1;
