-- posts.addReposts
with found as (
  select post.id, c.more
  from json_to_recordset($1::json) as c ("nativeId" text, more int)
  join post on post.network = $2 and post.native_id = c."nativeId"
  order by post.id for no key update of post
  )
  update post set reposts = reposts + found.more from found where post.id = found.id
  returning post.id;

-- posts.bury
delete
  from "window_post"
  where "network" = $1
  and "native_id" = any($2::text[]);
delete
  from "heard_record"
  where "network" = $1
  and "native_id" = any($2::text[]);
delete
  from "malformed_record"
  where "network" = $1
  and "native_id" = any($2::text[]);
with found as (
  select id from post
  where network = $1 and native_id = any($2::text[]) and deleted_at is null
  order by id for no key update
  )
  update post set text = '', mentions = '[]', hashtags = '{}', links = '{}', media = '[]', url = null, ref = null,
  raw = null, quotes = null, deleted_at = $3::timestamptz
  from found
  where post.id = found.id
  returning post.id;
delete
  from "post_search"
  where "post_id" = any($1::uuid[]);
update "post_version"
  set "text" = $1
  where "post_id" = any($2::uuid[]);
with gone as (
  delete from model_draft where post_id = any($1::uuid[]) returning case_id
  )
  update draft set by_model = true where not by_model and case_id in (select case_id from gone);

-- posts.byIds
select "post"."id", "post"."network", "post"."native_id" as "nativeId", "post"."identity_id" as "identityId", "post"."account_id" as "accountId", "post"."kind", "post"."visibility", "post"."text", "post"."lang", "post"."reply_to" as "replyTo", "post"."root", "post"."conversation", "post"."mentions", "post"."media", "post"."ref", "post"."created_at" as "createdAt", "post"."deleted_at" as "deletedAt", "identity"."native_id" as "authorNativeId", "identity"."handle", "identity"."display_name" as "displayName", "identity"."avatar_url" as "avatarUrl", "identity"."bio", "identity"."followers", "identity"."following", "identity"."posts", "identity"."url" as "authorUrl"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."id" = any($1::uuid[])
  order by "post"."id";

-- posts.byNativeIds
select "post"."id", "post"."network", "post"."native_id" as "nativeId", "post"."identity_id" as "identityId", "post"."account_id" as "accountId", "post"."kind", "post"."visibility", "post"."text", "post"."lang", "post"."reply_to" as "replyTo", "post"."root", "post"."conversation", "post"."mentions", "post"."media", "post"."ref", "post"."created_at" as "createdAt", "post"."deleted_at" as "deletedAt", "identity"."native_id" as "authorNativeId", "identity"."handle", "identity"."display_name" as "displayName", "identity"."avatar_url" as "avatarUrl", "identity"."bio", "identity"."followers", "identity"."following", "identity"."posts", "identity"."url" as "authorUrl"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."network" = $1
  and "post"."native_id" = any($2::text[]);

-- posts.edit
with held as (
  select id, text, media from post where id = $1 and deleted_at is null for no key update
  ), changed as (
  select id, text from held
  where text <> $2 or media <> $3::jsonb
  ), kept as (
  insert into post_version (workspace_id, post_id, version, text, replaced_at)
  select $4::uuid, id,
  coalesce((select max(version) from post_version where post_id = $5), 0) + 1, text, $6::timestamptz
  from changed
  )
  update post set
  text = $7,
  mentions = $8::jsonb,
  hashtags = $9::text[],
  links = $10::text[],
  media = $11::jsonb,
  ref = coalesce($12::jsonb, post.ref),
  edited_at = $13::timestamptz
  from changed
  where post.id = changed.id
  returning post.id;
update post_search set
  folded = $1,
  keys = array(
  select ((block & 1023) << 22) | key
  from unnest($2::int[] || case when in_case then $3::int[] end) as key
  )
  where post_id = $4;

-- posts.forgetWrittenIn
update outbound set text = ''
  from post
  where post.workspace_id = outbound.workspace_id and post.id = outbound.target_post_id
  and post.network = $1 and post.conversation = $2 and outbound.text <> '';
update approval set original_text = null
  from outbound, post
  where outbound.workspace_id = approval.workspace_id and outbound.id = approval.outbound_id
  and post.workspace_id = outbound.workspace_id and post.id = outbound.target_post_id
  and post.network = $1 and post.conversation = $2 and approval.original_text is not null;
delete from draft
  using case_post, post
  where case_post.workspace_id = draft.workspace_id and case_post.case_id = draft.case_id
  and post.workspace_id = case_post.workspace_id and post.id = case_post.post_id
  and post.network = $1 and post.conversation = $2;

-- posts.identityNativeId
select "native_id"
  from "identity"
  where "id" = $1;

-- posts.insert
insert into post (workspace_id, id, network, native_id, identity_id, account_id, source_id, kind, visibility, text,
  lang, reply_to, root, quotes, conversation, mentions, hashtags, links, media, url, ref, raw, created_at,
  seen_at)
  select $1::uuid, p.id, p.network, p."nativeId", p."identityId", p."accountId", p."sourceId",
  p.kind, p.visibility, p.text, p.lang, p."replyTo", p.root, p.quotes, p.conversation, p.mentions, p.hashtags,
  p.links, p.media, p.url, p.ref, p.raw::jsonb, p."createdAt", $2::timestamptz
  from json_to_recordset($3::json) as p (id uuid, network text, "nativeId" text, "identityId" uuid,
  "accountId" uuid, "sourceId" uuid, kind text, visibility text, text text, lang text, "replyTo" text, root text,
  quotes text, conversation text, mentions jsonb, hashtags text[], links text[], media jsonb, url text, ref jsonb,
  raw text, "createdAt" timestamptz)
  order by p."nativeId"
  on conflict (workspace_id, network, native_id) do nothing
  returning id;
with newest as materialized (
  select block, place from post_search where workspace_id = $1::uuid order by post_id desc limit 1
  ), open as materialized (
  select
  coalesce((select block from newest where place < $2::int), nextval('search_block')) as block,
  coalesce((select place from newest where place < $3::int), 0) as place
  )
  insert into post_search (workspace_id, post_id, block, place, folded, keys)
  select $4::uuid, p.id, open.block, open.place + p.nth, p.folded,
  array(select ((open.block & 1023) << 22) | key from unnest(p.keys::int[]) as key)
  from open cross join rows from (
  unnest($5::uuid[]), unnest($6::text[]),
  unnest($7::text[])
  ) with ordinality as p (id, folded, keys, nth);

-- posts.insertMalformed
insert into malformed_record (workspace_id, id, source_id, network, native_id, author_native_id, raw, problem, seen_at)
  select $1::uuid, r.id, $2::uuid, $3, r."nativeId", r."authorNativeId", r.raw, r.problem,
  $4::timestamptz
  from json_to_recordset($5::json)
  as r (id uuid, "nativeId" text, "authorNativeId" text, raw text, problem text)
  where exists (select from source where id = $6::uuid);

-- posts.insertMatches
insert into monitor_match (workspace_id, post_id, monitor_id, monitor_version, spans)
  select $1::uuid, m."postId", m."monitorId", m."monitorVersion", m.spans
  from json_to_recordset($2::json)
  as m ("postId" uuid, "monitorId" uuid, "monitorVersion" int, spans jsonb)
  on conflict do nothing;

-- posts.insertWindow
insert into window_post (workspace_id, id, network, native_id, author_native_id, author_handle, kind, text, lang,
  facets, seen_at)
  select $1::uuid, w.id, w.n, w.i, w.a, w.h, w.k, w.t, w.l, w.f, $2::timestamptz
  from json_to_recordset($3::json)
  as w (id uuid, n text, i text, a text, h text, k text, t text, l text, f jsonb)
  on conflict do nothing;

-- posts.lastWrittenIn
select "created_at"
  from "post"
  where "network" = $1
  and "conversation" = $2
  and "account_id" is null
  order by "created_at" desc
  limit $3;

-- posts.livingIn
select "native_id"
  from "post"
  where "network" = $1
  and "conversation" = $2
  and "deleted_at" is null;

-- posts.livingOf
select "post"."native_id"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "identity"."network" = $1
  and "identity"."native_id" = $2
  and "post"."deleted_at" is null;
select "native_id"
  from "window_post"
  where "network" = $1
  and "author_native_id" = $2;

-- posts.markAuthorGone
delete
  from "heard_record"
  where "network" = $1
  and "author_native_id" = $2;
delete
  from "malformed_record"
  where "network" = $1
  and "author_native_id" = $2;
update "identity"
  set "gone_at" = $1, "bio" = $2, "avatar_url" = $3, "handle" = $4, "display_name" = $5
  where "network" = $6
  and "native_id" = $7
  returning "id";
delete
  from "identity_handle"
  where "identity_id" in ($1);

-- posts.newestInConversation
select "post"."id", "post"."network", "post"."native_id" as "nativeId", "post"."identity_id" as "identityId", "post"."account_id" as "accountId", "post"."kind", "post"."visibility", "post"."text", "post"."lang", "post"."reply_to" as "replyTo", "post"."root", "post"."conversation", "post"."mentions", "post"."media", "post"."ref", "post"."created_at" as "createdAt", "post"."deleted_at" as "deletedAt", "identity"."native_id" as "authorNativeId", "identity"."handle", "identity"."display_name" as "displayName", "identity"."avatar_url" as "avatarUrl", "identity"."bio", "identity"."followers", "identity"."following", "identity"."posts", "identity"."url" as "authorUrl"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."network" = $1
  and "post"."conversation" = $2
  order by "post"."created_at" desc, "post"."id" desc
  limit $3;

-- posts.refreshIdentities
select "id", "native_id"
  from "identity"
  where "network" = $1
  and "native_id" = any($2::text[]);
with saved as (
  insert into identity as i (workspace_id, id, network, native_id, handle, display_name, avatar_url, bio,
  followers, following, posts, url, is_bot, profile_seen_at, first_seen_at)
  select $1::uuid, a.id, $2, a."nativeId", a.handle, a."displayName", a."avatarUrl",
  coalesce(a.bio, ''), a.followers, a.following, a.posts, a.url, coalesce(a."isBot", false),
  case when a.handle <> '' then $3::timestamptz end, $4::timestamptz
  from json_to_recordset($5::json) as a (id uuid, "nativeId" text, handle text, "displayName" text,
  "avatarUrl" text, bio text, followers int, following int, posts int, url text, "isBot" boolean)
  order by a."nativeId"
  on conflict (workspace_id, network, native_id) do update set
  handle = coalesce(nullif(excluded.handle, ''), i.handle),
  display_name = coalesce(nullif(excluded.display_name, ''), i.display_name),
  avatar_url = coalesce(excluded.avatar_url, i.avatar_url),
  bio = coalesce(nullif(excluded.bio, ''), i.bio),
  followers = coalesce(excluded.followers, i.followers),
  following = coalesce(excluded.following, i.following),
  posts = coalesce(excluded.posts, i.posts),
  url = coalesce(excluded.url, i.url),
  is_bot = i.is_bot or excluded.is_bot,
  profile_seen_at = greatest(excluded.profile_seen_at, i.profile_seen_at),
  gone_at = null
  where (excluded.handle <> '' and excluded.handle <> i.handle)
  or (excluded.display_name <> '' and excluded.display_name <> i.display_name)
  or (excluded.bio <> '' and excluded.bio <> i.bio)
  or excluded.avatar_url is distinct from i.avatar_url and excluded.avatar_url is not null
  or excluded.followers is distinct from i.followers and excluded.followers is not null
  or excluded.following is distinct from i.following and excluded.following is not null
  or excluded.posts is distinct from i.posts and excluded.posts is not null
  or excluded.url is distinct from i.url and excluded.url is not null
  or excluded.is_bot and not i.is_bot
  or excluded.profile_seen_at >= coalesce(i.profile_seen_at, '-infinity') + interval '1 day'
  or i.gone_at is not null
  returning id, native_id, handle
  ), handles as (
  insert into identity_handle (workspace_id, identity_id, handle, seen_at)
  select $6::uuid, id, handle, $7::timestamptz from saved where handle <> ''
  on conflict do nothing
  )
  select id, native_id from saved;

-- posts.replaceMatches
update "monitor_match"
  set "spans" = $1
  where "post_id" = $2;
insert into "monitor_match" ("workspace_id", "post_id", "monitor_id", "monitor_version", "spans")
  values ($1, $2, $3, $4, $5)
  on conflict ("workspace_id", "post_id", "monitor_id") do update
  set "monitor_version" = $6, "spans" = $7;
update inbound_ledger set monitor_ids = array(select monitor_id from monitor_match where post_id = $1)
  where post_id = $2;

-- posts.saveIdentities
with saved as (
  insert into identity as i (workspace_id, id, network, native_id, handle, display_name, avatar_url, bio,
  followers, following, posts, url, is_bot, profile_seen_at, first_seen_at)
  select $1::uuid, a.id, $2, a."nativeId", a.handle, a."displayName", a."avatarUrl",
  coalesce(a.bio, ''), a.followers, a.following, a.posts, a.url, coalesce(a."isBot", false),
  case when a.handle <> '' then $3::timestamptz end, $4::timestamptz
  from json_to_recordset($5::json) as a (id uuid, "nativeId" text, handle text, "displayName" text,
  "avatarUrl" text, bio text, followers int, following int, posts int, url text, "isBot" boolean)
  order by a."nativeId"
  on conflict (workspace_id, network, native_id) do update set
  handle = coalesce(nullif(excluded.handle, ''), i.handle),
  display_name = coalesce(nullif(excluded.display_name, ''), i.display_name),
  avatar_url = coalesce(excluded.avatar_url, i.avatar_url),
  bio = coalesce(nullif(excluded.bio, ''), i.bio),
  followers = coalesce(excluded.followers, i.followers),
  following = coalesce(excluded.following, i.following),
  posts = coalesce(excluded.posts, i.posts),
  url = coalesce(excluded.url, i.url),
  is_bot = i.is_bot or excluded.is_bot,
  profile_seen_at = greatest(excluded.profile_seen_at, i.profile_seen_at),
  gone_at = null
  where (excluded.handle <> '' and excluded.handle <> i.handle)
  or (excluded.display_name <> '' and excluded.display_name <> i.display_name)
  or (excluded.bio <> '' and excluded.bio <> i.bio)
  or excluded.avatar_url is distinct from i.avatar_url and excluded.avatar_url is not null
  or excluded.followers is distinct from i.followers and excluded.followers is not null
  or excluded.following is distinct from i.following and excluded.following is not null
  or excluded.posts is distinct from i.posts and excluded.posts is not null
  or excluded.url is distinct from i.url and excluded.url is not null
  or excluded.is_bot and not i.is_bot
  or excluded.profile_seen_at >= coalesce(i.profile_seen_at, '-infinity') + interval '1 day'
  or i.gone_at is not null
  returning id, native_id, handle
  ), handles as (
  insert into identity_handle (workspace_id, identity_id, handle, seen_at)
  select $6::uuid, id, handle, $7::timestamptz from saved where handle <> ''
  on conflict do nothing
  )
  select id, native_id from saved;
select "id", "native_id"
  from "identity"
  where "network" = $1
  and "native_id" = any($2::text[]);
