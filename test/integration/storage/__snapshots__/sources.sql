-- sources.advance
with moved as (
  update source set cursor = coalesce($1, cursor),
  last_heard_at = case when $2::int > 0 then $3::timestamptz else last_heard_at end,
  heard_count = heard_count + $4::int,
  matched_count = matched_count + $5::int,
  malformed_count = malformed_count + $6::int
  where id = $7 and removed_at is null
  returning id
  ), counted as (
  insert into heard_count as c (workspace_id, source_id, hour, heard, matched)
  select $8::uuid, id, date_trunc('hour', $9::timestamptz, 'UTC'), $10::int, $11::int
  from moved where $12::int > 0
  on conflict (workspace_id, source_id, hour)
  do update set heard = c.heard + excluded.heard, matched = c.matched + excluded.matched
  )
  select id from moved;

-- sources.sign
with signed as (
  insert into share_receipt (workspace_id, partition, stream, seq)
  values ($1::uuid, $2::smallint, $3, $4::bigint)
  on conflict do nothing
  returning seq
  ), forgotten as (
  delete from share_receipt
  where workspace_id = $5::uuid and partition = $6::smallint
  and (stream <> $7 or seq < $8::bigint)
  )
  select seq from signed;
