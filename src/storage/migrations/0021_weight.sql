-- Among entries of equal priority, those come first that reach many people and are surely what they were judged to be.

-- From 3 to 0; made by domain/judgement/weight.ts, written wherever the priority is. Nothing to do with models' weights.
alter table inbound_ledger add column weight smallint not null default 1;

-- Of what waits or was put off: all else is weighed when it is judged or comes back. Noise weighs nothing of its own.
drop index inbound_ledger_priority;
alter table inbound_ledger no force row level security;
alter table post no force row level security;
alter table identity no force row level security;
alter table inbound_ledger disable trigger user;
with said as (
  select l.workspace_id, l.post_id, l.priority, l.origin, row.kind, row.value, row.method,
    row.value = 'yes' as holds,
    case when row.method = 'person' then null else least(greatest(row.probability, 0), 1) end as probability
  from inbound_ledger as l
  cross join lateral jsonb_to_recordset(l.judgements) as row (kind text, value text, method text, probability float8)
  where l.state in ('waiting', 'later') and l.priority > 0
), sure as (
  select workspace_id, post_id,
    coalesce(max(coalesce(probability, 1)) filter (where
      priority = 4 and kind = 'urgency' and value = '3'
      or priority = 3 and (kind = 'urgency' and value = '2' or kind = 'churn' and holds or kind = 'abuse' and value = 'harassment')
      or priority = 2 and kind in ('help', 'complaint', 'question') and holds), 1)
    * coalesce(min(coalesce(probability, holds::int)) filter (where kind = 'about' and origin = 'found'), 1)
    * coalesce(min(1 - coalesce(probability, 1)) filter (where kind = 'spam' and holds), 1) as confidence
  from said group by 1, 2
), weighed as (
  select l.workspace_id, l.post_id, coalesce(s.confidence, 1)
    * (1 + log(greatest(coalesce(i.followers, 0) + 200.0 * p.reposts, 1000) / 1000) / 2) as product
  from inbound_ledger as l
  join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
  join identity as i on i.workspace_id = p.workspace_id and i.id = p.identity_id
  left join sure as s on s.workspace_id = l.workspace_id and s.post_id = l.post_id
  where l.state in ('waiting', 'later') and l.priority > 0
)
update inbound_ledger as l
set weight = case when w.product >= 1.9 then 3 when w.product >= 1.3 then 2 else 0 end
from weighed as w
where w.workspace_id = l.workspace_id and w.post_id = l.post_id and (w.product < 0.6 or w.product >= 1.3);
alter table inbound_ledger enable trigger user;
alter table inbound_ledger force row level security;
alter table post force row level security;
alter table identity force row level security;

create index inbound_ledger_need on inbound_ledger (workspace_id, state, priority, weight, post_id) where state in ('waiting', 'later');
grant select (weight) on inbound_ledger to kizuki_search;

drop function search.ledger_first, search.ledger_first_of;

-- Post ids of the entries that need somebody soonest, in the order of need: by priority, by weight, the newest first; of what
-- waits or what was put off, whichever `of_state` says, after the place that is given.
create function search.ledger_first(
  of_state text, least_priority smallint, since timestamptz, until timestamptz, lowest uuid,
  after_priority smallint, after_weight smallint, after_id uuid, most int
) returns setof uuid
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select l.post_id
    from public.inbound_ledger as l
    where l.state = of_state and l.state in ('waiting', 'later')
      and (l.priority, l.weight, l.post_id) < (after_priority, after_weight, after_id) and l.priority >= least_priority
      and l.post_id >= lowest and l.entered_at >= coalesce(since, '-infinity') and l.entered_at < coalesce(until, 'infinity')
    order by l.priority desc, l.weight desc, l.post_id desc limit most;
end
$$;

-- The same of those that pass every filter that is not null; at least one is given. Of each priority the first 500 answer where
-- many pass; where few do, all of that priority that pass are found by their facets, wherever they stand. Noise, of which there may
-- be any number, all weighs the same, so it is read as the newest are.
create function search.ledger_first_of(
  of_state text, of_brand uuid, of_network text, of_lang text, of_origin text, of_monitor uuid, of_judged text[],
  least_priority smallint, since timestamptz, until timestamptz, lowest uuid,
  after_priority smallint, after_weight smallint, after_id uuid, most int
) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
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
  low constant uuid := coalesce(lowest, '00000000-0000-0000-0000-000000000000');
  wanted int := most;
  cut_weight smallint := after_weight;
  cut_id uuid := after_id;
  blocks int[];
  hits uuid[];
  seen int;
begin
  for level in reverse least(after_priority, 4::smallint)..least_priority loop
    if level < after_priority then
      cut_weight := 32767;
      cut_id := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    end if;
    if level = 0 then
      return query select * from search.ledger_entries(array[of_state], of_brand, of_network, of_lang, of_origin, of_monitor,
        judged_so || 'priority 0'::text, since, until, lowest, cut_id, wanted);
      return;
    end if;
    select array_agg(f.post_id order by f.nth) filter (where f.is_hit), count(*) into hits, seen
    from (
      select i.post_id, row_number() over (order by i.weight desc, i.post_id desc) as nth,
        i.post_id >= low and i.entered_at >= coalesce(since, '-infinity') and i.entered_at < coalesce(until, 'infinity')
          and (of_brand is null or i.brand_id = of_brand) and (of_network is null or i.network = of_network)
          and (of_lang is null or i.lang = of_lang) and (of_origin is null or i.origin = of_origin)
          and (of_monitor is null or i.monitor_ids @> array[of_monitor])
          and i.judged @> judged_so as is_hit
      from public.inbound_ledger as i
      where i.workspace_id = workspace and i.state = of_state and i.state in ('waiting', 'later')
        and i.priority = level and (i.weight, i.post_id) < (cut_weight, cut_id)
      order by i.weight desc, i.post_id desc limit 500
    ) as f;
    if seen = 500 and coalesce(cardinality(hits), 0) < wanted then
      if blocks is null then
        select b.blocks into blocks from search.ledger_blocks(workspace, low, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as b;
      end if;
      hits := array(
        select e.post_id
        from search.ledger_of(workspace, blocks, array[of_state], facts || ('judged priority ' || level)) as e
        join public.inbound_ledger as i on i.workspace_id = workspace and i.post_id = e.post_id
        where i.priority = level and (i.weight, i.post_id) < (cut_weight, cut_id)
          and e.post_id >= low
          and e.entered_at >= coalesce(since, '-infinity') and e.entered_at < coalesce(until, 'infinity')
          and (of_brand is null or e.brand_id = of_brand) and (of_network is null or e.network = of_network)
          and (of_lang is null or e.lang = of_lang) and (of_origin is null or e.origin = of_origin)
          and (of_monitor is null or e.monitor_ids @> array[of_monitor])
          and e.judged @> judged_so
        order by i.weight desc, i.post_id desc limit wanted
      );
    end if;
    return query select hit.id from unnest(hits) with ordinality as hit (id, nth) order by hit.nth limit wanted;
    wanted := wanted - least(coalesce(cardinality(hits), 0), wanted);
    exit when wanted <= 0;
  end loop;
end
$$;

revoke all on function search.ledger_first, search.ledger_first_of from public;
grant execute on function search.ledger_first, search.ledger_first_of to kizuki_app;
grant create on schema search to kizuki_search;
alter function search.ledger_first_of owner to kizuki_search;
revoke create on schema search from kizuki_search;
