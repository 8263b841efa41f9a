-- sources.advance
with moved as (
  update source set cursor = coalesce($1, cursor),
  last_heard_at = case when $2::int > 0 then $3::timestamptz else last_heard_at end,
  heard_count = heard_count + $4::int,
  matched_count = matched_count + $5::int
  where id = $6 and removed_at is null
  returning id
  ), counted as (
  insert into heard_count as c (workspace_id, source_id, hour, heard, matched)
  select $7::uuid, id, date_trunc('hour', $8::timestamptz, 'UTC'), $9::int, $10::int
  from moved where $11::int > 0
  on conflict (workspace_id, source_id, hour)
  do update set heard = c.heard + excluded.heard, matched = c.matched + excluded.matched
  )
  select id from moved;

-- sources.keepRecords
delete
  from "heard_record"
  where "network" = $1
  and "native_id" = any($2::text[]);
with trimmed as (
  delete from heard_record where source_id = $1 and seq <= (
  select seq from heard_record where source_id = $2 order by seq desc offset $3 limit 1
  )
  )
  insert into heard_record (workspace_id, source_id, network, native_id, author_native_id, fate, problem, raw, made, seen_at)
  select $4::uuid, $5, $6, r."nativeId", r."authorNativeId", r.fate, r.problem,
  r.raw, r.made, $7::timestamptz
  from json_to_recordset($8::json)
  as r ("nativeId" text, "authorNativeId" text, fate text, problem text, raw text, made text)
  where exists (select from source where id = $9);

-- sources.sign
with given as (
  select partition, stamp, seq, before
  from json_to_recordset($1::json)
  as r (partition smallint, stamp text, seq bigint, before text)
  ), signed as (
  insert into share_receipt (workspace_id, partition, stamp, seq)
  select $2::uuid, partition, stamp, seq from given order by partition, stamp, seq
  on conflict do nothing
  returning partition, stamp, seq
  ), forgotten as (
  delete from share_receipt as kept using given
  where kept.workspace_id = $3::uuid and kept.partition = given.partition
  and kept.stamp < given.before
  )
  select partition, stamp, seq from signed;
