-- The index is asked for one block after the other, for all keys at once: for many blocks at once its lists are merged
-- entry by entry, which took three times as long for common words and filters. Any number of keys and filters too.

drop function search.newest_posts, search.posts_of, search.ledger_entries, search.ledger_of, search.facet_keys;

-- Posts of these blocks that have all of the keys and are like all of the patterns.
create function search.posts_of(workspace uuid, of_blocks int[], wanted int[], patterns text[])
  returns table (post_id uuid, in_case boolean) language sql stable
as $$
  select s.post_id, s.in_case
  from unnest(of_blocks) as b (block)
  cross join lateral (
    select p.workspace_id, p.post_id, p.block, p.in_case, p.folded from public.post_search as p
    where p.keys @> array(select ((b.block & 1023) << 22) | w.key from unnest(wanted) as w (key))
    -- A fence: what is compared below must not bring another index in.
    offset 0
  ) as s
  where s.workspace_id = workspace and s.block = b.block and s.folded like all (patterns)
$$;

-- The newest of the workspace's posts, before `before_id` where given, whose folded text is like all of `patterns`.
-- `wanted` are keys that every such post has. Exact: what they bring is compared.
create function search.newest_posts(patterns text[], wanted int[], before_id uuid, most int) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  workspace constant uuid := public.current_workspace();
  walked int := 0;
  post record;
  hits uuid[] := '{}';
  blocks int[];
  newest uuid[];
  next int := 1;
  many int := 1;
begin
  -- Where many posts have the words the newest thousand or two answer, and the index would bring far too many.
  for post in
    select s.post_id, s.folded like all (patterns) as is_hit from public.post_search as s
    where s.workspace_id = workspace and s.post_id < coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    order by s.post_id desc limit 2000
  loop
    walked := walked + 1;
    if post.is_hit then
      hits := hits || post.post_id;
      exit when cardinality(hits) >= most;
    end if;
    exit when walked = 1000 and cardinality(hits) * 2 < most;
  end loop;

  if walked >= 1000 and cardinality(hits) < most then
    select b.blocks, b.newest into blocks, newest from search.blocks_before(workspace, post.post_id) as b;
    while next <= coalesce(cardinality(blocks), 0) loop
      hits := hits || array(
        select p.post_id from search.posts_of(workspace, blocks[next : next + many - 1], wanted, patterns) as p
        where p.post_id < post.post_id
      );
      next := next + many;
      many := least(many * 2, 16);
      -- Blocks overlap where writers did: only what is newer than all that is left to ask is certainly next.
      exit when (select count(*) from unnest(hits) as hit (id) where hit.id > newest[next]) >= most;
    end loop;
  end if;
  return query select hit.id from unnest(hits) as hit (id) order by hit.id desc limit most;
end $$;

-- Entries of these blocks in one of the states that are what `facts` say, or seem to be.
create function search.ledger_of(workspace uuid, of_blocks int[], of_states text[], facts text[])
  returns table (
    post_id uuid, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[], entered_at timestamptz)
  language sql stable
as $$
  select l.post_id, l.brand_id, l.network, l.lang, l.origin, l.monitor_ids, l.entered_at
  from unnest(of_blocks) as b (block)
  cross join (
    select st.state, array(select public.ledger_facet(st.state, f.fact) from unnest(facts) as f (fact)) as facets
    from unnest(of_states) as st (state) offset 0
  ) as s
  cross join lateral (
    select i.workspace_id, i.post_id, i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids, i.entered_at
    from public.inbound_ledger as i
    where public.ledger_facets(i.block, i.state, i.brand_id, i.network, i.lang, i.origin, i.monitor_ids)
      @> array(select ((b.block & 1023) << 22) | f.facet from unnest(s.facets) as f (facet))
    offset 0
  ) as l
  where l.workspace_id = workspace and l.block = b.block and l.state = s.state
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
        from search.ledger_of(workspace, blocks[next : next + many - 1], states, facts) as e
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

revoke all on function search.posts_of, search.newest_posts, search.ledger_of, search.ledger_entries from public;
grant execute on function search.newest_posts, search.ledger_entries to kizuki_app;
grant create on schema search to kizuki_search;
alter function search.posts_of owner to kizuki_search;
alter function search.newest_posts owner to kizuki_search;
alter function search.ledger_of owner to kizuki_search;
alter function search.ledger_entries owner to kizuki_search;
revoke create on schema search from kizuki_search;
