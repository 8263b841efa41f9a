-- What a post was judged to be stands in its entry of the ledger: it is read with every row, filtered by, and what needs
-- somebody comes first. As rows of their own they took longer to read than all the rest of a page.

-- As said: [{kind, value, probability, method}].
alter table inbound_ledger add column judgements jsonb not null default '[]';
-- What is filtered by, made of them by domain/judgement/standing.ts; as is the priority, 4 first, 0 noise.
alter table inbound_ledger add column judged text[] not null default '{worth}';
alter table inbound_ledger add column priority smallint not null default 1;

alter table inbound_ledger no force row level security;
alter table judgement no force row level security;
alter table inbound_ledger disable trigger user;
with said as (
  select workspace_id, post_id,
    jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'probability', probability, 'method', method)
      order by kind) as judgements,
    array_agg(case when value = 'yes' then kind else kind || ' ' || value end order by kind) as judged
  from judgement where kind <> 'language' group by 1, 2
), weighed as (
  select s.*, case
      when l.origin = 'found' and s.judged && array['about no', 'spam'] then 0
      when 'urgency 3' = any (s.judged) then 4
      when s.judged && array['urgency 2', 'churn', 'abuse harassment'] then 3
      when s.judged && array['help', 'complaint', 'question'] then 2
      else 1 end as priority
  from said as s join inbound_ledger as l using (workspace_id, post_id)
)
update inbound_ledger as l
set judgements = w.judgements, priority = w.priority,
  judged = w.judged || array['priority ' || w.priority, case w.priority when 0 then 'noise' else 'worth' end]
from weighed as w where w.workspace_id = l.workspace_id and w.post_id = l.post_id;
alter table inbound_ledger enable trigger user;
alter table inbound_ledger force row level security;
drop table judgement;

create index inbound_ledger_priority on inbound_ledger (workspace_id, state, priority, post_id) where state in ('waiting', 'later');
grant select (judged, priority) on inbound_ledger to kizuki_search;

-- Each judgement is one more facet (0008_lists.sql).
drop function search.ledger_entries, search.ledger_of;
drop index inbound_ledger_facets;
drop function ledger_facets;

create function ledger_facets(
  block int, state text, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[], judged text[]
) returns int[] language sql immutable parallel safe
as $$
  select array(
    select ((block & 1023) << 22) | public.ledger_facet(state, facts.fact)
    from (
      select unnest(array['brand ' || brand_id::text, 'network ' || network, 'lang ' || lang, 'origin ' || origin])
      union all
      select 'monitor ' || monitor.id::text from unnest(monitor_ids) as monitor (id)
      union all
      select 'judged ' || said.fact from unnest(judged) as said (fact)
    ) as facts (fact)
    where facts.fact is not null
  )
$$;

create index inbound_ledger_facets on inbound_ledger
  using gin (ledger_facets(block, state, brand_id, network, lang, origin, monitor_ids, judged))
  with (gin_pending_list_limit = 64);

-- Entries of these blocks in one of the states that are what `facts` say, or seem to be.
create function search.ledger_of(workspace uuid, of_blocks int[], of_states text[], facts text[])
  returns table (
    post_id uuid, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[], judged text[],
    entered_at timestamptz)
  language sql stable
as $$
  select l.post_id, l.brand_id, l.network, l.lang, l.origin, l.monitor_ids, l.judged, l.entered_at
  from unnest(of_blocks) as b (block)
  cross join (
    select st.state, array(select public.ledger_facet(st.state, f.fact) from unnest(facts) as f (fact)) as facets
    from unnest(of_states) as st (state) offset 0
  ) as s
  cross join lateral (
    select i.workspace_id, i.post_id, i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids,
      i.judged, i.entered_at
    from public.inbound_ledger as i
    where public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids, i.judged)
      @> array(select ((b.block & 1023) << 22) | f.facet from unnest(s.facets) as f (facet))
    offset 0
  ) as l
  where l.workspace_id = workspace and l.block = b.block and l.state = s.state
$$;

-- Post ids of the workspace's newest entries in one of `states` that pass every filter that is not null, newest first,
-- before `before_id` where given. `lowest` bounds by id what `since` asks for by time. At least one filter is given.
create function search.ledger_entries(
  states text[], of_brand uuid, of_network text, of_lang text, of_origin text, of_monitor uuid, of_judged text[],
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
  judged_so constant text[] := coalesce(of_judged, '{}');
  facts constant text[] := array_remove(array[
    'brand ' || of_brand::text, 'network ' || of_network, 'lang ' || of_lang, 'origin ' || of_origin,
    'monitor ' || of_monitor::text], null)
    || array(select 'judged ' || said.fact from unnest(judged_so) as said (fact));
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
        and (of_monitor is null or l.monitor_ids @> array[of_monitor])
        and l.judged @> judged_so as is_hit
    from unnest(states) as s (state)
    cross join lateral (
      select i.post_id, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids, i.judged, i.entered_at,
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
        from search.ledger_of(workspace, blocks[next : next + many - 1], states, facts) as e
        where e.post_id < cut and e.post_id >= low
          and e.entered_at >= coalesce(since, '-infinity') and e.entered_at < coalesce(until, 'infinity')
          and (of_brand is null or e.brand_id = of_brand) and (of_network is null or e.network = of_network)
          and (of_lang is null or e.lang = of_lang) and (of_origin is null or e.origin = of_origin)
          and (of_monitor is null or e.monitor_ids @> array[of_monitor])
          and e.judged @> judged_so
      );
      next := next + many;
      many := least(many * 2, 16);
      exit when (select count(*) from unnest(hits) as hit (id) where hit.id > newest[next]) >= most;
    end loop;
  end if;
  return query select hit.id from unnest(hits) as hit (id) order by hit.id desc limit most;
end $$;

revoke all on function search.ledger_of, search.ledger_entries from public;
grant execute on function search.ledger_entries to kizuki_app;
grant create on schema search to kizuki_search;
alter function search.ledger_of owner to kizuki_search;
alter function search.ledger_entries owner to kizuki_search;
revoke create on schema search from kizuki_search;

-- Post ids of the entries that need somebody most, in one of `states`, of equal ones the newest first, after the one named
-- by `before_priority` and `before_id`. States other than waiting and later are not indexed so.
create function search.ledger_first(
  states text[], least_priority smallint, since timestamptz, until timestamptz, lowest uuid, before_priority smallint,
  before_id uuid, most int
) returns setof uuid
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select entry.id
    from unnest(states) as wanted (state)
    cross join lateral (
      select l.post_id as id, l.priority
      from public.inbound_ledger as l
      where l.state = wanted.state and l.state in ('waiting', 'later')
        and (l.priority, l.post_id) < (before_priority, before_id) and l.priority >= least_priority and l.post_id >= lowest
        and l.entered_at >= coalesce(since, '-infinity') and l.entered_at < coalesce(until, 'infinity')
      order by l.priority desc, l.post_id desc limit most
    ) as entry
    order by entry.priority desc, entry.id desc limit most;
end
$$;

-- The same of those that pass the filters.
create function search.ledger_first_of(
  states text[], of_brand uuid, of_network text, of_lang text, of_origin text, of_monitor uuid, of_judged text[],
  least_priority smallint, since timestamptz, until timestamptz, lowest uuid, before_priority smallint, before_id uuid,
  most int
) returns setof uuid
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
as $$
declare
  wanted int := most;
  found_now int;
begin
  for level in reverse least(before_priority, 4::smallint)..least_priority loop
    return query
      select * from search.ledger_entries(states, of_brand, of_network, of_lang, of_origin, of_monitor,
        coalesce(of_judged, '{}') || ('priority ' || level), since, until, lowest,
        case when level = before_priority then before_id else 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid end, wanted);
    get diagnostics found_now = row_count;
    wanted := wanted - found_now;
    exit when wanted <= 0;
  end loop;
end
$$;

revoke all on function search.ledger_first, search.ledger_first_of from public;
grant execute on function search.ledger_first, search.ledger_first_of to kizuki_app;
