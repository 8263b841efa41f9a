-- Lists that stay quick whatever they are filtered by, and numbers beside the names of pages that are kept, not counted.
--
-- The ledger is read newest first, by state and any of five filters. A tree index for one filter still walks everything
-- when two filters that many rows have never meet (a monitor of one brand, another brand). So each row has a facet for
-- each thing it can be filtered by, in its state, indexed like the keys of posts (0007_search.sql): block by block, all
-- filters at once.

-- The block of the row's post, and the monitors it matched: what is filtered by stands in the row.
alter table inbound_ledger add column block int not null default 0;
alter table inbound_ledger add column monitor_ids uuid[] not null default '{}';

create function ledger_facet(state text, fact text) returns int language sql immutable parallel safe
  as $$ select ('x' || substr(md5(state || ' ' || fact), 1, 6))::bit(24)::int >> 2 $$;

create function ledger_facets(block int, state text, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[])
  returns int[] language sql immutable parallel safe
as $$
  select array(
    select ((block & 1023) << 22) | public.ledger_facet(state, facts.fact)
    from (
      select unnest(array['brand ' || brand_id::text, 'network ' || network, 'lang ' || lang, 'origin ' || origin])
      union all
      select 'monitor ' || monitor.id::text from unnest(monitor_ids) as monitor (id)
    ) as facts (fact)
    where facts.fact is not null
  )
$$;

-- What was there before, all workspaces at once: the owner is let through for this statement.
alter table inbound_ledger no force row level security;
alter table monitor_match no force row level security;
update inbound_ledger as l set monitor_ids = array(
  select m.monitor_id from monitor_match as m where m.workspace_id = l.workspace_id and m.post_id = l.post_id);
alter table inbound_ledger force row level security;
alter table monitor_match force row level security;

create index inbound_ledger_block on inbound_ledger (workspace_id, block, post_id);
-- Its pending list is read by every scan; rows of it are small, so a short list holds many.
create index inbound_ledger_facets on inbound_ledger
  using gin (ledger_facets(block, state, brand_id, network, lang, origin, monitor_ids)) with (gin_pending_list_limit = 64);

create policy search_reads on inbound_ledger for select to kizuki_search using (true);
grant select (workspace_id, post_id, block, state, brand_id, network, lang, origin, monitor_ids, entered_at)
  on inbound_ledger to kizuki_search;

-- Blocks with entries from `lowest` on and before `cut`, those with the newest first, and the newest such entry of each.
create function search.ledger_blocks(workspace uuid, lowest uuid, cut uuid, out blocks int[], out newest uuid[])
  language sql stable
as $$
  with recursive step (block) as (
    select max(l.block) from public.inbound_ledger as l where l.workspace_id = workspace
    union all
    select (select max(l.block) from public.inbound_ledger as l where l.workspace_id = workspace and l.block < step.block)
    from step where step.block is not null
  )
  select array_agg(step.block order by top.post_id desc), array_agg(top.post_id order by top.post_id desc)
  from step cross join lateral (
    select l.post_id from public.inbound_ledger as l
    where l.workspace_id = workspace and l.block = step.block and l.post_id >= lowest and l.post_id < cut
    order by l.post_id desc limit 1
  ) as top
$$;

-- A facet's keys in each of these states and blocks.
create function search.facet_keys(of_blocks int[], of_states text[], fact text) returns int[] language sql stable
as $$
  select array(
    select ((b.block & 1023) << 22) | f.facet
    from unnest(of_blocks) as b (block),
      (select public.ledger_facet(s.state, fact) as facet from unnest(of_states) as s (state) offset 0) as f)
$$;

-- Entries of these blocks in one of the states that have all five facets, or seem to.
create function search.ledger_of(workspace uuid, of_blocks int[], of_states text[], wanted text[])
  returns table (
    post_id uuid, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[], entered_at timestamptz)
  language sql stable
as $$
  select l.post_id, l.brand_id, l.network, l.lang, l.origin, l.monitor_ids, l.entered_at
  from (
    select i.workspace_id, i.post_id, i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids, i.entered_at
    from public.inbound_ledger as i
    where public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids)
        && search.facet_keys(of_blocks, of_states, wanted[1])
      and public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids)
        && search.facet_keys(of_blocks, of_states, wanted[2])
      and public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids)
        && search.facet_keys(of_blocks, of_states, wanted[3])
      and public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids)
        && search.facet_keys(of_blocks, of_states, wanted[4])
      and public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids)
        && search.facet_keys(of_blocks, of_states, wanted[5])
    offset 0
  ) as l
  where l.workspace_id = workspace and l.block = any (of_blocks) and l.state = any (of_states)
$$;

-- Post ids of the workspace's newest entries in one of `states` that pass every filter that is not null, newest first,
-- before `before_id` where given. `lowest` bounds by id what `since` asks for by time.
create function search.ledger_entries(
  states text[], of_brand uuid, of_network text, of_lang text, of_origin text, of_monitor uuid,
  since timestamptz, until timestamptz, lowest uuid, before_id uuid, most int
) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
  set enable_sort = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  workspace constant uuid := public.current_workspace();
  facts constant text[] := array_remove(array[
    'brand ' || of_brand::text, 'network ' || of_network, 'lang ' || of_lang, 'origin ' || of_origin,
    'monitor ' || of_monitor::text], null);
  -- Filters that are not given ask for the first one again.
  wanted text[] := facts || array_fill(facts[1], array[5 - cardinality(facts)]);
  cut uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  low constant uuid := coalesce(lowest, '00000000-0000-0000-0000-000000000000');
  hits uuid[];
  certain_from uuid;
  blocks int[];
  newest uuid[];
  next int := 1;
  many int := 1;
begin
  -- Many entries pass a common filter: then the newest of each state answer.
  with newest_of as materialized (
    select s.state, l.post_id, l.nth,
      l.entered_at >= coalesce(since, '-infinity') and l.entered_at < coalesce(until, 'infinity')
        and (of_brand is null or l.brand_id = of_brand) and (of_network is null or l.network = of_network)
        and (of_lang is null or l.lang = of_lang) and (of_origin is null or l.origin = of_origin)
        and (of_monitor is null or l.monitor_ids @> array[of_monitor]) as is_hit
    from unnest(states) as s (state)
    cross join lateral (
      select i.post_id, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids, i.entered_at,
        row_number() over (order by i.post_id desc) as nth
      from public.inbound_ledger as i
      where i.workspace_id = workspace and i.state = s.state and i.post_id < cut and i.post_id >= low
      order by i.post_id desc limit 500
    ) as l
  )
  select array(select n.post_id from newest_of as n where n.is_hit),
    (select n.post_id from newest_of as n where n.nth = 500 order by n.post_id desc limit 1)
  into hits, certain_from;

  if certain_from is not null
    and (select count(*) from unnest(hits) as hit (id) where hit.id >= certain_from) < most
  then
    hits := array(select hit.id from unnest(hits) as hit (id) where hit.id >= certain_from);
    cut := certain_from;
    select b.blocks, b.newest into blocks, newest from search.ledger_blocks(workspace, low, cut) as b;
    while next <= coalesce(cardinality(blocks), 0) loop
      hits := hits || array(
        select e.post_id
        from search.ledger_of(workspace, blocks[next : next + many - 1], states, wanted) as e
        where e.post_id < cut and e.post_id >= low
          and e.entered_at >= coalesce(since, '-infinity') and e.entered_at < coalesce(until, 'infinity')
          and (of_brand is null or e.brand_id = of_brand) and (of_network is null or e.network = of_network)
          and (of_lang is null or e.lang = of_lang) and (of_origin is null or e.origin = of_origin)
          and (of_monitor is null or e.monitor_ids @> array[of_monitor])
      );
      next := next + many;
      many := least(many * 2, 16);
      exit when (select count(*) from unnest(hits) as hit (id) where hit.id > newest[next]) >= most;
    end loop;
  end if;
  return query select hit.id from unnest(hits) as hit (id) order by hit.id desc limit most;
end $$;

revoke all on function search.ledger_blocks, search.ledger_of, search.facet_keys, search.ledger_entries from public;
grant execute on function search.ledger_entries to kizuki_app;
grant create on schema search to kizuki_search;
alter function search.ledger_blocks owner to kizuki_search;
alter function search.ledger_of owner to kizuki_search;
alter function search.facet_keys owner to kizuki_search;
alter function search.ledger_entries owner to kizuki_search;
revoke create on schema search from kizuki_search;

-- Numbers -------------------------------------------------------------------------------------------------------------

-- How many entries of a day stand in which state, as changes to be summed: writers only add rows, so none waits for
-- another, and now and then one of them sums up those it adds to.
create table ledger_tally (
  workspace_id uuid not null references workspace (id) on delete cascade,
  -- On which the entry came in, UTC.
  day date not null,
  state text not null,
  id bigint generated always as identity,
  change int not null,
  primary key (workspace_id, day, state, id)
);

create function tally_ledger() returns trigger language plpgsql as $$
declare
  added record;
begin
  if tg_op = 'INSERT' then
    with said as (
      insert into public.ledger_tally (workspace_id, day, state, change)
      select workspace_id, (entered_at at time zone 'UTC')::date, state, count(*) from after_rows group by 1, 2, 3
      returning *
    )
    select max(id) as newest, count(*) as many, array_agg(workspace_id) as workspaces, array_agg(day) as days, array_agg(state) as states
    into added from said;
  elsif tg_op = 'UPDATE' then
    with said as (
      insert into public.ledger_tally (workspace_id, day, state, change)
      select workspace_id, (entered_at at time zone 'UTC')::date, state, sum(change)
      from (
        select workspace_id, entered_at, state, 1 as change from after_rows
        union all
        select workspace_id, entered_at, state, -1 from before_rows
      ) as changes group by 1, 2, 3 having sum(change) <> 0
      returning *
    )
    select max(id) as newest, count(*) as many, array_agg(workspace_id) as workspaces, array_agg(day) as days, array_agg(state) as states
    into added from said;
  else
    -- With their workspace they go without being counted.
    insert into public.ledger_tally (workspace_id, day, state, change)
    select workspace_id, (entered_at at time zone 'UTC')::date, state, -count(*) from before_rows
    where exists (select from public.workspace as w where w.id = workspace_id) group by 1, 2, 3;
    return null;
  end if;
  if added.newest / 64 <> (added.newest - added.many) / 64 then
    with summed as (
      select t.workspace_id, t.day, t.state, t.id from public.ledger_tally as t
      where (t.workspace_id, t.day, t.state) in (select * from unnest(added.workspaces, added.days, added.states))
      for update skip locked
    ), gone as (
      delete from public.ledger_tally as t using summed as s
      where t.workspace_id = s.workspace_id and t.day = s.day and t.state = s.state and t.id = s.id
      returning t.*
    )
    insert into public.ledger_tally (workspace_id, day, state, change)
    select workspace_id, day, state, sum(change) from gone group by 1, 2, 3 having sum(change) <> 0;
  end if;
  return null;
end $$;

create trigger tally_inserted after insert on inbound_ledger
  referencing new table as after_rows for each statement execute function tally_ledger();
create trigger tally_updated after update on inbound_ledger
  referencing old table as before_rows new table as after_rows for each statement execute function tally_ledger();
create trigger tally_deleted after delete on inbound_ledger
  referencing old table as before_rows for each statement execute function tally_ledger();

alter table inbound_ledger no force row level security;
insert into ledger_tally (workspace_id, day, state, change)
  select workspace_id, (entered_at at time zone 'UTC')::date, state, count(*) from inbound_ledger group by 1, 2, 3;
alter table inbound_ledger force row level security;

alter table ledger_tally enable row level security;
alter table ledger_tally force row level security;
create policy own_workspace on ledger_tally
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- The list of sends by state, and how many of them are in trouble.
create index outbound_state on outbound (workspace_id, state, id);
-- Lists of cases are in this order; of a state or an assignee they have their indexes.
create index support_case_brand on support_case (workspace_id, brand_id, state, last_inbound_at, id) where brand_id is not null;
create index support_case_network on support_case (workspace_id, network, state, last_inbound_at, id);
-- How many cases each assignee has, without reading the cases.
create index support_case_open on support_case (workspace_id, state, assignee_id) where state <> 'closed';
