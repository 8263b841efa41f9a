-- Post ids of the newest entries in one of `states` at or above `lowest` and before `before_id`, newest first. A function,
-- because within the statement that reads the entries this would be planned anew each time: without its values it looks
-- dear.
create function search.ledger_newest(
  states text[], since timestamptz, until timestamptz, lowest uuid, before_id uuid, most int
)
returns setof uuid
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select entry.id
    from unnest(states) as wanted (state)
    cross join lateral (
      select l.post_id as id
      from public.inbound_ledger as l
      where l.state = wanted.state and l.post_id < before_id and l.post_id >= lowest
        and l.entered_at >= coalesce(since, '-infinity') and l.entered_at < coalesce(until, 'infinity')
      order by l.post_id desc limit most
    ) as entry
    order by entry.id desc limit most;
end
$$;

revoke all on function search.ledger_newest from public;
grant execute on function search.ledger_newest to kizuki_app;
