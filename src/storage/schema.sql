-- The schema as the migrations make it, for reading and for reviewing changes. Written by "npm run db:schema".
set check_function_bodies = off;

-- Extensions and schemas ----------------------------------------------------------------------------------------

create schema graphile_worker authorization kizuki_app;
create schema search;

-- Functions -----------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION public.current_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('kizuki.user_id', true), '')::uuid $function$
;
CREATE OR REPLACE FUNCTION public.current_workspace()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('kizuki.workspace_id', true), '')::uuid $function$
;
CREATE OR REPLACE FUNCTION public.heard_quarter(id uuid)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select (('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 900000)::int $function$
;
CREATE OR REPLACE FUNCTION public.ledger_facet(state text, fact text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select ('x' || substr(md5(state || ' ' || fact), 1, 6))::bit(24)::int >> 2 $function$
;
CREATE OR REPLACE FUNCTION public.ledger_facets(block integer, state text, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[], judged text[])
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
$function$
;
CREATE OR REPLACE FUNCTION public.tally_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into public.heard_tally (workspace_id, quarter, seen_quarter, change)
  select p.workspace_id, public.heard_quarter(p.id), extract(epoch from date_bin('15 minutes', p.seen_at, 'epoch')) / 900, p.change
  from (
    select old.workspace_id, old.id, old.seen_at, -1 as change
    where old.account_id is null and old.deleted_at is null and old.visibility = 'public'
    union all
    select new.workspace_id, new.id, new.seen_at, 1
    where new.account_id is null and new.deleted_at is null and new.visibility = 'public'
  ) as p;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.tally_heard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into public.heard_tally (workspace_id, quarter, seen_quarter, change)
    select workspace_id, quarter, extract(epoch from seen) / 900, posts
    from (
      select workspace_id, public.heard_quarter(id) as quarter, date_bin('15 minutes', seen_at, 'epoch') as seen, count(*) as posts
      from after_rows where account_id is null and deleted_at is null and visibility = 'public' group by 1, 2, 3
    ) as heard;
  else
    -- With their workspace they go without being counted.
    insert into public.heard_tally (workspace_id, quarter, seen_quarter, change)
    select workspace_id, quarter, extract(epoch from seen) / 900, -posts
    from (
      select workspace_id, public.heard_quarter(id) as quarter, date_bin('15 minutes', seen_at, 'epoch') as seen, count(*) as posts
      from before_rows where account_id is null and deleted_at is null and visibility = 'public' group by 1, 2, 3
    ) as heard
    where exists (select from public.workspace as w where w.id = workspace_id);
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.tally_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  added record;
begin
  if tg_op = 'INSERT' then
    with said as (
      insert into public.ledger_tally (workspace_id, day, state, change)
      select workspace_id, (entered_at at time zone 'UTC')::date, public.tally_state(state, priority), count(*)
      from after_rows group by 1, 2, 3
      returning *
    )
    select max(id) as newest, count(*) as many, array_agg(workspace_id) as workspaces, array_agg(day) as days, array_agg(state) as states
    into added from said;
  elsif tg_op = 'UPDATE' then
    with said as (
      insert into public.ledger_tally (workspace_id, day, state, change)
      select workspace_id, (entered_at at time zone 'UTC')::date, stands, sum(change)
      from (
        select workspace_id, entered_at, public.tally_state(state, priority) as stands, 1 as change from after_rows
        union all
        select workspace_id, entered_at, public.tally_state(state, priority), -1 from before_rows
      ) as changes group by 1, 2, 3 having sum(change) <> 0
      returning *
    )
    select max(id) as newest, count(*) as many, array_agg(workspace_id) as workspaces, array_agg(day) as days, array_agg(state) as states
    into added from said;
  else
    -- With their workspace they go without being counted.
    insert into public.ledger_tally (workspace_id, day, state, change)
    select workspace_id, (entered_at at time zone 'UTC')::date, public.tally_state(state, priority), -count(*) from before_rows
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
end $function$
;
CREATE OR REPLACE FUNCTION public.tally_state(state text, priority smallint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select case when state = 'waiting' and priority = 0 then 'noise' else state end $function$
;
CREATE OR REPLACE FUNCTION public.tally_window()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'TRUNCATE' then
    truncate public.window_tally;
    return null;
  end if;
  if tg_op = 'INSERT' then
    insert into public.window_tally (workspace_id, quarter, seen_quarter, change)
    select workspace_id, quarter, extract(epoch from seen) / 900, posts
    from (
      select workspace_id, public.heard_quarter(id) as quarter, date_bin('15 minutes', seen_at, 'epoch') as seen, count(*) as posts
      from after_rows group by 1, 2, 3
    ) as heard;
  else
    insert into public.window_tally (workspace_id, quarter, seen_quarter, change)
    select workspace_id, quarter, extract(epoch from seen) / 900, -posts
    from (
      select workspace_id, public.heard_quarter(id) as quarter, date_bin('15 minutes', seen_at, 'epoch') as seen, count(*) as posts
      from before_rows group by 1, 2, 3
    ) as heard;
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION search.blocks_before(workspace uuid, cut uuid, OUT blocks integer[], OUT newest uuid[])
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
  with recursive step (block) as (
    select max(s.block) from public.post_search as s where s.workspace_id = workspace
    union all
    select (select max(s.block) from public.post_search as s where s.workspace_id = workspace and s.block < step.block)
    from step where step.block is not null
  )
  select array_agg(step.block order by top.post_id desc), array_agg(top.post_id order by top.post_id desc)
  from step cross join lateral (
    select s.post_id from public.post_search as s
    where s.workspace_id = workspace and s.block = step.block and s.post_id < cut
    order by s.post_id desc limit 1
  ) as top
$function$
;
CREATE OR REPLACE FUNCTION search.ledger_blocks(workspace uuid, lowest uuid, cut uuid, OUT blocks integer[], OUT newest uuid[])
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
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
$function$
;
CREATE OR REPLACE FUNCTION search.ledger_entries(states text[], of_brand uuid, of_network text, of_lang text, of_origin text, of_monitor uuid, of_judged text[], since timestamp with time zone, until timestamp with time zone, lowest uuid, before_id uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_sort TO 'off'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$
;
CREATE OR REPLACE FUNCTION search.ledger_first(of_state text, least_priority smallint, since timestamp with time zone, until timestamp with time zone, lowest uuid, after_priority smallint, after_weight smallint, after_id uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  return query
    select l.post_id
    from public.inbound_ledger as l
    where l.state = of_state and l.state in ('waiting', 'later')
      and (l.priority, l.weight, l.post_id) < (after_priority, after_weight, after_id) and l.priority >= least_priority
      and l.post_id >= lowest and l.entered_at >= coalesce(since, '-infinity') and l.entered_at < coalesce(until, 'infinity')
    order by l.priority desc, l.weight desc, l.post_id desc limit most;
end
$function$
;
CREATE OR REPLACE FUNCTION search.ledger_first_of(of_state text, of_brand uuid, of_network text, of_lang text, of_origin text, of_monitor uuid, of_judged text[], least_priority smallint, since timestamp with time zone, until timestamp with time zone, lowest uuid, after_priority smallint, after_weight smallint, after_id uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$
;
CREATE OR REPLACE FUNCTION search.ledger_newest(states text[], since timestamp with time zone, until timestamp with time zone, lowest uuid, before_id uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$
;
CREATE OR REPLACE FUNCTION search.ledger_of(workspace uuid, of_blocks integer[], of_states text[], facts text[])
 RETURNS TABLE(post_id uuid, brand_id uuid, network text, lang text, origin text, monitor_ids uuid[], judged text[], entered_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$
;
CREATE OR REPLACE FUNCTION search.newest_posts(patterns text[], wanted integer[], before_id uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$
;
CREATE OR REPLACE FUNCTION search.posts_in_cases(patterns text[], wanted integer[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  workspace constant uuid := public.current_workspace();
  blocks int[];
begin
  select b.blocks into blocks
  from search.blocks_before(workspace, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as b;
  return query
    select p.post_id from search.posts_of(workspace, blocks, wanted, patterns) as p where p.in_case;
end $function$
;
CREATE OR REPLACE FUNCTION search.posts_of(workspace uuid, of_blocks integer[], wanted integer[], patterns text[])
 RETURNS TABLE(post_id uuid, in_case boolean)
 LANGUAGE sql
 STABLE
AS $function$
  select s.post_id, s.in_case
  from unnest(of_blocks) as b (block)
  cross join lateral (
    select p.workspace_id, p.post_id, p.block, p.in_case, p.folded from public.post_search as p
    where p.keys @> array(select ((b.block & 1023) << 22) | w.key from unnest(wanted) as w (key))
    -- A fence: what is compared below must not bring another index in.
    offset 0
  ) as s
  where s.workspace_id = workspace and s.block = b.block and s.folded like all (patterns)
$function$
;

-- Sequences -----------------------------------------------------------------------------------------------------

create sequence search_block as integer;

-- Tables --------------------------------------------------------------------------------------------------------

create table account (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  network text not null,
  server text not null,
  native_id text not null,
  handle text not null,
  display_name text default ''::text not null,
  avatar_url text,
  secrets bytea,
  secrets_key_id text,
  token_state text default 'ok'::text not null,
  token_error text,
  token_checked_at timestamp with time zone,
  limits jsonb,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  needs_approval boolean default false not null,
  persona_id uuid,
  daily_budget bigint,
  monthly_budget bigint,
  connection integer default 1 not null,
  constraint account_pkey PRIMARY KEY (workspace_id, id),
  constraint account_daily_budget_check CHECK ((daily_budget >= 0)),
  constraint account_monthly_budget_check CHECK ((monthly_budget >= 0)),
  constraint account_token_state_check CHECK ((token_state = ANY (ARRAY['ok'::text, 'dead'::text, 'disconnected'::text])))
);
CREATE UNIQUE INDEX account_native ON public.account USING btree (workspace_id, network, native_id) WHERE (removed_at IS NULL);
CREATE INDEX account_persona ON public.account USING btree (workspace_id, persona_id) WHERE (persona_id IS NOT NULL);

create table account_hours (
  workspace_id uuid not null,
  account_id uuid not null,
  own_hours jsonb,
  day_posts jsonb,
  after_hours jsonb,
  day_posts_since timestamp with time zone,
  after_hours_since timestamp with time zone,
  version integer default 1 not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  day_posts_by uuid,
  after_hours_by uuid,
  constraint account_hours_pkey PRIMARY KEY (workspace_id, account_id)
);

create table account_profile (
  workspace_id uuid not null,
  account_id uuid not null,
  brand_handle text default ''::text not null,
  profile jsonb,
  brand_profile jsonb,
  written_in text[] default '{}'::text[] not null,
  looked_at timestamp with time zone,
  brand_looked_at timestamp with time zone,
  tried_at timestamp with time zone,
  problem text,
  constraint account_profile_pkey PRIMARY KEY (workspace_id, account_id)
);

create table account_spending (
  workspace_id uuid not null,
  account_id uuid not null,
  day date not null,
  what text not null,
  units bigint not null,
  micro_usd bigint not null,
  constraint account_spending_pkey PRIMARY KEY (workspace_id, account_id, day, what)
);

create table after_hours_answer (
  workspace_id uuid not null,
  post_id uuid not null,
  account_id uuid not null,
  identity_id uuid not null,
  closed_from timestamp with time zone not null,
  back_at timestamp with time zone,
  outbound_id uuid,
  skipped text,
  decided_at timestamp with time zone not null,
  constraint after_hours_answer_pkey PRIMARY KEY (workspace_id, post_id),
  constraint after_hours_answer_check CHECK (((outbound_id IS NULL) <> (skipped IS NULL)))
);
CREATE INDEX after_hours_answer_newest ON public.after_hours_answer USING btree (workspace_id, account_id, decided_at);
CREATE UNIQUE INDEX after_hours_answer_once ON public.after_hours_answer USING btree (workspace_id, account_id, identity_id, closed_from) WHERE (outbound_id IS NOT NULL);
CREATE INDEX after_hours_answer_to ON public.after_hours_answer USING btree (workspace_id, identity_id);

create table api_token (
  workspace_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  name text not null,
  role text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_token_pkey PRIMARY KEY (workspace_id, id),
  constraint api_token_token_hash_key UNIQUE (token_hash),
  constraint api_token_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'supervisor'::text, 'agent'::text, 'viewer'::text])))
);

create table app_user (
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text not null,
  locale text default 'en'::text not null,
  preferences jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  disabled_at timestamp with time zone,
  constraint app_user_pkey PRIMARY KEY (id),
  constraint app_user_email_key UNIQUE (email),
  constraint app_user_email_check CHECK ((email = lower(email))),
  constraint app_user_locale_check CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
);

create table approval (
  workspace_id uuid not null,
  outbound_id uuid not null,
  reasons text[] not null,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  thread_version integer,
  due_at timestamp with time zone not null,
  original_text text,
  verdict text,
  comment text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint approval_pkey PRIMARY KEY (workspace_id, outbound_id),
  constraint approval_check CHECK (((verdict IS NULL) = (decided_at IS NULL))),
  constraint approval_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'edited'::text, 'sent_back'::text, 'timed_out'::text, 'withdrawn'::text])))
);
CREATE INDEX approval_asked ON public.approval USING btree (workspace_id, asked_at);
CREATE INDEX approval_due ON public.approval USING btree (workspace_id, due_at) WHERE (verdict IS NULL);

create table article (
  workspace_id uuid not null,
  id uuid not null,
  title text not null,
  url text not null,
  text text not null,
  lang text,
  brand_id uuid,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  used_at timestamp with time zone,
  looked_at timestamp with time zone,
  gone_at timestamp with time zone,
  constraint article_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX article_place ON public.article USING btree (workspace_id, url, lang, brand_id) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

create table article_version (
  workspace_id uuid not null,
  article_id uuid not null,
  version integer not null,
  title text not null,
  url text not null,
  text text not null,
  lang text,
  is_archived boolean not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint article_version_pkey PRIMARY KEY (workspace_id, article_id, version)
);

create table attachment (
  workspace_id uuid not null,
  id uuid not null,
  storage_key text not null,
  mime_type text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  sha256 bytea not null,
  uploaded_by uuid not null,
  created_at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (workspace_id, id)
);

create table brand (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  constraint brand_pkey PRIMARY KEY (workspace_id, id)
);

create table calendar_feed (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid,
  token_hash bytea not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint calendar_feed_pkey PRIMARY KEY (workspace_id, id),
  constraint calendar_feed_token_hash_key UNIQUE (token_hash)
);

create table candidate_view (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  shown jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint candidate_view_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX candidate_view_name ON public.candidate_view USING btree (workspace_id, lower(name));

create table case_note (
  workspace_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  author_id uuid not null,
  text text not null,
  created_at timestamp with time zone not null,
  constraint case_note_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX case_note_case ON public.case_note USING btree (workspace_id, case_id, id);

create table case_post (
  workspace_id uuid not null,
  case_id uuid not null,
  post_id uuid not null,
  added_at timestamp with time zone not null,
  constraint case_post_pkey PRIMARY KEY (workspace_id, case_id, post_id)
);
CREATE INDEX case_post_post ON public.case_post USING btree (workspace_id, post_id);

create table crisis_mode (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  reason text not null,
  started_by uuid,
  started_at timestamp with time zone not null,
  ended_by uuid,
  ended_at timestamp with time zone,
  constraint crisis_mode_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX crisis_mode_on ON public.crisis_mode USING btree (workspace_id, brand_id) NULLS NOT DISTINCT WHERE (ended_at IS NULL);

create table day_post (
  workspace_id uuid not null,
  account_id uuid not null,
  day date not null,
  kind text not null,
  occasion text not null,
  turn integer not null,
  due_at timestamp with time zone not null,
  outbound_id uuid,
  skipped text,
  decided_at timestamp with time zone not null,
  constraint day_post_pkey PRIMARY KEY (workspace_id, account_id, day, kind),
  constraint day_post_check CHECK (((outbound_id IS NULL) <> (skipped IS NULL))),
  constraint day_post_kind_check CHECK ((kind = ANY (ARRAY['opening'::text, 'closing'::text]))),
  constraint day_post_occasion_check CHECK ((occasion = ANY (ARRAY['usual'::text, 'first'::text, 'last'::text])))
);

create table decision (
  workspace_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  choice text not null,
  reason text,
  note text default ''::text not null,
  actor_id uuid,
  at timestamp with time zone not null,
  advice text,
  advice_strength real,
  advice_reasons text[] default '{}'::text[] not null,
  is_private boolean default false not null,
  is_conversation boolean default false not null,
  constraint decision_pkey PRIMARY KEY (workspace_id, id),
  constraint decision_advice_check CHECK ((advice = ANY (ARRAY['speak'::text, 'silent'::text, 'private'::text]))),
  constraint decision_choice_check CHECK ((choice = ANY (ARRAY['speak'::text, 'silent'::text, 'later'::text, 'reconsider'::text])))
);
CREATE INDEX decision_at ON public.decision USING btree (workspace_id, at);
CREATE INDEX decision_post ON public.decision USING btree (workspace_id, post_id);

create table draft (
  workspace_id uuid not null,
  case_id uuid not null,
  user_id uuid not null,
  text text not null,
  visibility text not null,
  account_id uuid,
  reply_to_post_id uuid,
  attachments jsonb default '[]'::jsonb not null,
  updated_at timestamp with time zone not null,
  version integer default 1 not null,
  by_model boolean default false not null,
  aside jsonb,
  constraint draft_pkey PRIMARY KEY (workspace_id, case_id, user_id),
  constraint draft_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'dm'::text])))
);

create table event (
  id bigint generated always as identity,
  tx xid8 default pg_current_xact_id() not null,
  workspace_id uuid not null,
  at timestamp with time zone not null,
  actor_id uuid,
  type text not null,
  subject text not null,
  subject_id uuid not null,
  data jsonb default '{}'::jsonb not null,
  constraint event_pkey PRIMARY KEY (id)
);
CREATE INDEX event_cursor ON public.event USING btree (workspace_id, tx, id);
CREATE INDEX event_subject ON public.event USING btree (workspace_id, subject_id, id);

create table form_talk (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  submission text not null,
  secret_hash bytea not null,
  lang text not null,
  name text not null,
  email text not null,
  reference text not null,
  keep_days integer not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint form_talk_pkey PRIMARY KEY (workspace_id, id),
  constraint form_talk_keep_days_check CHECK (((keep_days >= 1) AND (keep_days <= 3650))),
  constraint form_talk_lang_check CHECK ((lang = ANY (ARRAY['ja'::text, 'en'::text])))
);
CREATE INDEX form_talk_expiry ON public.form_talk USING btree (workspace_id, expires_at);
CREATE UNIQUE INDEX form_talk_submission ON public.form_talk USING btree (workspace_id, account_id, submission);

create table form_word (
  workspace_id uuid not null,
  id uuid not null,
  talk_id uuid not null,
  place bigint generated always as identity,
  by_team boolean not null,
  reply_to uuid,
  text text not null,
  key text not null,
  said_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  constraint form_word_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX form_word_key ON public.form_word USING btree (workspace_id, talk_id, key);
CREATE INDEX form_word_place ON public.form_word USING btree (workspace_id, talk_id, place);

create table guideline_override (
  workspace_id uuid not null,
  outbound_id uuid not null,
  account_id uuid not null,
  rules text[] not null,
  reason text not null,
  overridden_by uuid,
  overridden_at timestamp with time zone not null,
  constraint guideline_override_pkey PRIMARY KEY (workspace_id, outbound_id, overridden_at)
);
CREATE INDEX guideline_override_at ON public.guideline_override USING btree (workspace_id, overridden_at);

create table guideline_version (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid,
  version integer not null,
  settings jsonb,
  reason text not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint guideline_version_pkey PRIMARY KEY (workspace_id, id),
  constraint guideline_version_check1 CHECK (((settings IS NOT NULL) OR (account_id IS NOT NULL)))
);
CREATE UNIQUE INDEX guideline_version_newest ON public.guideline_version USING btree (workspace_id, account_id, version) NULLS NOT DISTINCT;

create table heard_count (
  workspace_id uuid not null,
  source_id uuid not null,
  hour timestamp with time zone not null,
  heard bigint default 0 not null,
  matched bigint default 0 not null,
  constraint heard_count_pkey PRIMARY KEY (workspace_id, source_id, hour)
);

create unlogged table heard_record (
  workspace_id uuid not null,
  source_id uuid not null,
  seq bigint generated always as identity,
  network text not null,
  native_id text,
  author_native_id text,
  fate text not null,
  problem text,
  raw text,
  made text,
  seen_at timestamp with time zone not null,
  constraint heard_record_pkey PRIMARY KEY (workspace_id, source_id, seq)
);
CREATE INDEX heard_record_author ON public.heard_record USING btree (workspace_id, network, author_native_id) WHERE (author_native_id IS NOT NULL);
CREATE INDEX heard_record_post ON public.heard_record USING btree (workspace_id, network, native_id) WHERE (native_id IS NOT NULL);

create table heard_tally (
  workspace_id uuid not null,
  quarter integer not null,
  seen_quarter integer not null,
  id bigint generated always as identity,
  change integer not null,
  constraint heard_tally_pkey PRIMARY KEY (workspace_id, quarter, seen_quarter, id)
);
CREATE INDEX heard_tally_change ON public.heard_tally USING btree (workspace_id) WHERE (id > 0);

create table idempotency_key (
  workspace_id uuid not null,
  key text not null,
  actor text not null,
  request_hash bytea not null,
  status integer,
  body jsonb,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_key_pkey PRIMARY KEY (workspace_id, actor, key)
);

create table identity (
  workspace_id uuid not null,
  id uuid not null,
  network text not null,
  native_id text not null,
  handle text default ''::text not null,
  display_name text default ''::text not null,
  avatar_url text,
  bio text default ''::text not null,
  followers integer,
  following integer,
  posts integer,
  url text,
  profile_seen_at timestamp with time zone,
  gone_at timestamp with time zone,
  first_seen_at timestamp with time zone not null,
  is_bot boolean default false not null,
  constraint identity_pkey PRIMARY KEY (workspace_id, id),
  constraint identity_workspace_id_network_native_id_key UNIQUE (workspace_id, network, native_id)
);

create table identity_handle (
  workspace_id uuid not null,
  identity_id uuid not null,
  handle text not null,
  seen_at timestamp with time zone not null,
  constraint identity_handle_pkey PRIMARY KEY (workspace_id, identity_id, handle)
);

create table identity_seen (
  workspace_id uuid not null,
  identity_id uuid not null,
  user_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint identity_seen_pkey PRIMARY KEY (workspace_id, identity_id, user_id)
);
CREATE INDEX identity_seen_user ON public.identity_seen USING btree (user_id);

create table inbound_ledger (
  workspace_id uuid not null,
  post_id uuid not null,
  brand_id uuid,
  network text not null,
  lang text,
  origin text not null,
  state text not null,
  reason text,
  note text default ''::text not null,
  later_until timestamp with time zone,
  decided_by uuid,
  decided_at timestamp with time zone,
  case_id uuid,
  entered_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  version integer default 1 not null,
  block integer default 0 not null,
  monitor_ids uuid[] default '{}'::uuid[] not null,
  judgements jsonb default '[]'::jsonb not null,
  judged text[] default '{worth}'::text[] not null,
  priority smallint default 1 not null,
  weight smallint default 1 not null,
  wrote_again uuid,
  constraint inbound_ledger_pkey PRIMARY KEY (workspace_id, post_id),
  constraint inbound_ledger_origin_check CHECK ((origin = ANY (ARRAY['found'::text, 'mention'::text, 'reply'::text, 'dm'::text]))),
  constraint inbound_ledger_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'later'::text, 'in_case'::text, 'answered'::text, 'closed'::text])))
);
CREATE INDEX inbound_ledger_block ON public.inbound_ledger USING btree (workspace_id, block, post_id);
CREATE INDEX inbound_ledger_case ON public.inbound_ledger USING btree (workspace_id, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX inbound_ledger_facets ON public.inbound_ledger USING gin (ledger_facets(block, state, brand_id, network, lang, origin, monitor_ids, judged)) WITH (gin_pending_list_limit='64');
CREATE INDEX inbound_ledger_later ON public.inbound_ledger USING btree (later_until) WHERE (state = 'later'::text);
CREATE INDEX inbound_ledger_need ON public.inbound_ledger USING btree (workspace_id, state, priority, weight, post_id) WHERE (state = ANY (ARRAY['waiting'::text, 'later'::text]));
CREATE INDEX inbound_ledger_owed ON public.inbound_ledger USING btree (workspace_id, state, post_id) WHERE ((origin <> 'found'::text) AND (state = ANY (ARRAY['waiting'::text, 'later'::text, 'in_case'::text])));
CREATE INDEX inbound_ledger_state ON public.inbound_ledger USING btree (workspace_id, state, post_id);
CREATE INDEX inbound_ledger_wrote_again ON public.inbound_ledger USING btree (workspace_id, wrote_again) WHERE (wrote_again IS NOT NULL);

create table invite (
  workspace_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  email text default ''::text not null,
  role text not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by uuid,
  constraint invite_pkey PRIMARY KEY (workspace_id, id),
  constraint invite_token_hash_key UNIQUE (token_hash),
  constraint invite_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'supervisor'::text, 'agent'::text, 'viewer'::text])))
);

create table judgement_correction (
  workspace_id uuid not null,
  post_id uuid not null,
  kind text not null,
  value text not null,
  said text,
  p jsonb default '{}'::jsonb not null,
  lang text,
  corrected_by uuid,
  corrected_at timestamp with time zone not null,
  outdated_at timestamp with time zone,
  others jsonb,
  constraint judgement_correction_pkey PRIMARY KEY (workspace_id, post_id, kind)
);
CREATE INDEX judgement_correction_newest ON public.judgement_correction USING btree (workspace_id, lang, corrected_at);

create table ledger_tally (
  workspace_id uuid not null,
  day date not null,
  state text not null,
  id bigint generated always as identity,
  change integer not null,
  constraint ledger_tally_pkey PRIMARY KEY (workspace_id, day, state, id)
);

create table malformed_record (
  workspace_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  raw text not null,
  problem text not null,
  seen_at timestamp with time zone not null,
  network text,
  native_id text,
  author_native_id text,
  constraint malformed_record_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX malformed_record_author ON public.malformed_record USING btree (workspace_id, network, author_native_id) WHERE (author_native_id IS NOT NULL);
CREATE INDEX malformed_record_post ON public.malformed_record USING btree (workspace_id, network, native_id) WHERE (native_id IS NOT NULL);
CREATE INDEX malformed_record_seen ON public.malformed_record USING btree (workspace_id, seen_at);
CREATE INDEX malformed_record_source ON public.malformed_record USING btree (workspace_id, source_id, id);

create table membership (
  workspace_id uuid not null,
  user_id uuid not null,
  role text not null,
  signature text default ''::text not null,
  languages text[] default '{}'::text[] not null,
  on_shift boolean default false not null,
  last_assigned_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  trainee boolean default false not null,
  may_approve boolean default false not null,
  constraint membership_pkey PRIMARY KEY (workspace_id, user_id),
  constraint membership_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'agent'::text, 'viewer'::text]))),
  constraint membership_trainee CHECK (((NOT trainee) OR ((role = ANY (ARRAY['agent'::text, 'viewer'::text])) AND (NOT may_approve))))
);
CREATE INDEX membership_user ON public.membership USING btree (user_id);

create table model_draft (
  workspace_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  post_id uuid not null,
  model text not null,
  text text not null,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  constraint model_draft_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX model_draft_case ON public.model_draft USING btree (workspace_id, case_id);
CREATE INDEX model_draft_post ON public.model_draft USING btree (workspace_id, post_id);

create table model_use (
  day date not null,
  model text not null,
  what text not null,
  amount bigint not null,
  spender uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  constraint model_use_pkey PRIMARY KEY (day, model, what, spender)
);

create table monitor (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  product_id uuid,
  name text not null,
  query text not null,
  active boolean default true not null,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  constraint monitor_pkey PRIMARY KEY (workspace_id, id)
);

create table monitor_label (
  workspace_id uuid not null,
  monitor_id uuid not null,
  monitor_version integer not null,
  post_id uuid not null,
  user_id uuid not null,
  relevant boolean not null,
  labelled_at timestamp with time zone not null,
  constraint monitor_label_pkey PRIMARY KEY (workspace_id, monitor_id, post_id, monitor_version, user_id)
);
CREATE INDEX monitor_label_version ON public.monitor_label USING btree (workspace_id, monitor_id, monitor_version, labelled_at);

create table monitor_match (
  workspace_id uuid not null,
  post_id uuid not null,
  monitor_id uuid not null,
  monitor_version integer not null,
  spans jsonb not null,
  constraint monitor_match_pkey PRIMARY KEY (workspace_id, post_id, monitor_id)
);
CREATE INDEX monitor_match_monitor ON public.monitor_match USING btree (workspace_id, monitor_id, post_id);

create table monitor_version (
  workspace_id uuid not null,
  monitor_id uuid not null,
  version integer not null,
  name text not null,
  query text not null,
  active boolean not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  reason text default ''::text not null,
  constraint monitor_version_pkey PRIMARY KEY (workspace_id, monitor_id, version)
);

create table oauth_pending (
  workspace_id uuid not null,
  state_hash bytea not null,
  user_id uuid not null,
  network text not null,
  brand_id uuid,
  pending bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  account_id uuid,
  constraint oauth_pending_pkey PRIMARY KEY (workspace_id, state_hash)
);

create table opt_out (
  workspace_id uuid not null,
  id uuid not null,
  identity_id uuid not null,
  reason text not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  lifted_by uuid,
  lifted_at timestamp with time zone,
  lift_reason text default ''::text not null,
  constraint opt_out_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX opt_out_identity ON public.opt_out USING btree (workspace_id, identity_id, id);
CREATE UNIQUE INDEX opt_out_standing ON public.opt_out USING btree (workspace_id, identity_id) WHERE (lifted_at IS NULL);

create table other_question (
  workspace_id uuid not null,
  post_id uuid not null,
  constraint other_question_pkey PRIMARY KEY (workspace_id, post_id)
);

create table outbound (
  workspace_id uuid not null,
  id uuid not null,
  case_id uuid,
  account_id uuid not null,
  action text not null,
  state text not null,
  visibility text not null,
  text text default ''::text not null,
  lang text,
  attachments jsonb default '[]'::jsonb not null,
  target_post_id uuid,
  idempotency_key text not null,
  not_before timestamp with time zone not null,
  attempts integer default 0 not null,
  claimed_at timestamp with time zone,
  claimed_by text,
  error_code text,
  error text,
  native_id text,
  post_id uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  version integer default 1 not null,
  automatic text,
  not_after timestamp with time zone,
  by_model boolean default false not null,
  needs_approval boolean default false not null,
  approved_by uuid,
  on_behalf_of uuid,
  by_hand boolean default false not null,
  constraint outbound_pkey PRIMARY KEY (workspace_id, id),
  constraint outbound_workspace_id_idempotency_key_key UNIQUE (workspace_id, idempotency_key),
  constraint outbound_action_check CHECK ((action = ANY (ARRAY['reply'::text, 'post'::text, 'dm'::text, 'like'::text, 'repost'::text, 'unlike'::text, 'unrepost'::text, 'edit'::text, 'delete'::text]))),
  constraint outbound_automatic_check CHECK ((automatic = ANY (ARRAY['opening'::text, 'closing'::text, 'after_hours'::text]))),
  constraint outbound_by_hand CHECK (
CASE
    WHEN by_hand THEN (state = ANY (ARRAY['opened'::text, 'sent'::text, 'cancelled'::text, 'awaiting_approval'::text, 'returned'::text]))
    ELSE (state <> 'opened'::text)
END),
  constraint outbound_four_eyes CHECK (((NOT needs_approval) OR (state = ANY (ARRAY['awaiting_approval'::text, 'returned'::text, 'cancelled'::text])) OR ((approved_by IS NOT NULL) AND (approved_by IS DISTINCT FROM created_by) AND (approved_by IS DISTINCT FROM on_behalf_of)))),
  constraint outbound_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'cancelled'::text, 'awaiting_approval'::text, 'returned'::text, 'opened'::text]))),
  constraint outbound_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'dm'::text])))
);
CREATE INDEX outbound_automatic ON public.outbound USING btree (workspace_id, post_id) WHERE (automatic IS NOT NULL);
CREATE INDEX outbound_case ON public.outbound USING btree (workspace_id, case_id, id) WHERE (case_id IS NOT NULL);
CREATE INDEX outbound_due ON public.outbound USING btree (not_before) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text]));
CREATE INDEX outbound_in_approval ON public.outbound USING btree (workspace_id, state, id) WHERE (state = ANY (ARRAY['awaiting_approval'::text, 'returned'::text]));
CREATE INDEX outbound_native ON public.outbound USING btree (workspace_id, native_id) WHERE (native_id IS NOT NULL);
CREATE INDEX outbound_said ON public.outbound USING btree (workspace_id, account_id, id) WHERE (action = ANY (ARRAY['reply'::text, 'dm'::text]));
CREATE INDEX outbound_sent ON public.outbound USING btree (workspace_id, account_id, sent_at) WHERE (native_id IS NOT NULL);
CREATE INDEX outbound_state ON public.outbound USING btree (workspace_id, state, id);
CREATE INDEX outbound_target ON public.outbound USING btree (workspace_id, target_post_id, account_id) WHERE (target_post_id IS NOT NULL);
CREATE INDEX outbound_writer ON public.outbound USING btree (workspace_id, created_by, id) WHERE (created_by IS NOT NULL);

create table persona (
  workspace_id uuid not null,
  id uuid not null,
  is_default boolean default false not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint persona_pkey PRIMARY KEY (workspace_id, id),
  constraint persona_check CHECK (((removed_at IS NULL) OR (NOT is_default)))
);
CREATE UNIQUE INDEX persona_default ON public.persona USING btree (workspace_id) WHERE is_default;

create table persona_initials (
  workspace_id uuid not null,
  persona_id uuid not null,
  user_id uuid not null,
  initials text not null,
  constraint persona_initials_pkey PRIMARY KEY (workspace_id, persona_id, user_id),
  constraint persona_initials_initials_check CHECK ((initials <> ''::text))
);

create table persona_version (
  workspace_id uuid not null,
  persona_id uuid not null,
  version integer not null,
  definition jsonb not null,
  reason text not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint persona_version_pkey PRIMARY KEY (workspace_id, persona_id, version)
);

create table post (
  workspace_id uuid not null,
  id uuid not null,
  network text not null,
  native_id text not null,
  identity_id uuid not null,
  account_id uuid,
  source_id uuid,
  kind text not null,
  visibility text not null,
  text text not null,
  lang text,
  reply_to text,
  root text,
  quotes text,
  conversation text,
  mentions jsonb default '[]'::jsonb not null,
  hashtags text[] default '{}'::text[] not null,
  links text[] default '{}'::text[] not null,
  media jsonb default '[]'::jsonb not null,
  url text,
  ref jsonb,
  raw jsonb,
  reposts integer default 0 not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  checked_at timestamp with time zone,
  constraint post_pkey PRIMARY KEY (workspace_id, id),
  constraint post_workspace_id_network_native_id_key UNIQUE (workspace_id, network, native_id),
  constraint post_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'reply'::text, 'quote'::text, 'repost'::text]))),
  constraint post_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'dm'::text])))
);
CREATE INDEX post_conversation ON public.post USING btree (workspace_id, network, conversation) WHERE (conversation IS NOT NULL);
CREATE INDEX post_heard ON public.post USING btree (workspace_id, id) INCLUDE (seen_at) WHERE ((account_id IS NULL) AND (deleted_at IS NULL) AND (visibility = 'public'::text));
CREATE INDEX post_identity ON public.post USING btree (workspace_id, identity_id, id);
CREATE INDEX post_reply_to ON public.post USING btree (workspace_id, network, reply_to) WHERE (reply_to IS NOT NULL);
CREATE INDEX post_root ON public.post USING btree (workspace_id, network, root) WHERE (root IS NOT NULL);

create table post_search (
  workspace_id uuid not null,
  post_id uuid not null,
  block integer not null,
  place integer not null,
  in_case boolean default false not null,
  folded text collate "C" not null,
  keys integer[] not null,
  constraint post_search_pkey PRIMARY KEY (workspace_id, post_id)
);
CREATE INDEX post_search_block ON public.post_search USING btree (workspace_id, block, post_id);
CREATE INDEX post_search_keys ON public.post_search USING gin (keys) WITH (gin_pending_list_limit='512');

create table post_version (
  workspace_id uuid not null,
  post_id uuid not null,
  version integer not null,
  text text not null,
  replaced_at timestamp with time zone not null,
  constraint post_version_pkey PRIMARY KEY (workspace_id, post_id, version)
);

create table practice_edge (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  person_id uuid not null,
  target_id uuid not null,
  created_at timestamp with time zone not null,
  constraint practice_edge_pkey PRIMARY KEY (workspace_id, id),
  constraint practice_edge_workspace_id_kind_target_id_person_id_key UNIQUE (workspace_id, kind, target_id, person_id),
  constraint practice_edge_kind_check CHECK ((kind = ANY (ARRAY['like'::text, 'repost'::text, 'follow'::text])))
);

create table practice_event (
  workspace_id uuid not null,
  seq bigint not null,
  type text not null,
  at timestamp with time zone not null,
  person_id uuid not null,
  post_id uuid,
  edge_id uuid,
  constraint practice_event_pkey PRIMARY KEY (workspace_id, seq)
);

create table practice_fault (
  workspace_id uuid not null,
  id uuid not null,
  place bigint generated always as identity,
  kind text not null,
  area text not null,
  every integer not null,
  times integer,
  delay_ms integer not null,
  calls integer default 0 not null,
  constraint practice_fault_pkey PRIMARY KEY (workspace_id, id),
  constraint practice_fault_area_check CHECK ((area = ANY (ARRAY['all'::text, 'listen'::text, 'read'::text, 'publish'::text]))),
  constraint practice_fault_delay_ms_check CHECK ((delay_ms >= 0)),
  constraint practice_fault_every_check CHECK ((every >= 1)),
  constraint practice_fault_kind_check CHECK ((kind = ANY (ARRAY['latency'::text, 'rate_limited'::text, 'unavailable'::text, 'reset_after'::text, 'malformed'::text])))
);

create table practice_image (
  workspace_id uuid not null,
  id uuid not null,
  key text,
  mime_type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  constraint practice_image_pkey PRIMARY KEY (workspace_id, id),
  constraint practice_image_workspace_id_key_key UNIQUE (workspace_id, key)
);

create table practice_network (
  workspace_id uuid not null,
  seq bigint default 0 not null,
  settings jsonb,
  next_start_at timestamp with time zone,
  started integer default 0 not null,
  constraint practice_network_pkey PRIMARY KEY (workspace_id)
);

create table practice_person (
  workspace_id uuid not null,
  id uuid not null,
  place bigint generated always as identity,
  kind text not null,
  handle text not null,
  display_name text not null,
  bio text default ''::text not null,
  lang text not null,
  voice text,
  dm_open boolean default true not null,
  followers integer default 0 not null,
  following integer default 0 not null,
  token_hash text,
  created_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  constraint practice_person_pkey PRIMARY KEY (workspace_id, id),
  constraint practice_person_workspace_id_handle_key UNIQUE (workspace_id, handle),
  constraint practice_person_handle_check CHECK ((handle = lower(handle))),
  constraint practice_person_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'customer'::text, 'cast'::text]))),
  constraint practice_person_lang_check CHECK ((lang = ANY (ARRAY['ja'::text, 'en'::text])))
);

create table practice_post (
  workspace_id uuid not null,
  id uuid not null,
  place bigint generated always as identity,
  author_id uuid not null,
  kind text not null,
  visibility text not null,
  conversation text,
  text text not null,
  lang text,
  reply_to uuid,
  root uuid,
  quotes uuid,
  mentions jsonb default '[]'::jsonb not null,
  images jsonb default '[]'::jsonb not null,
  run_id uuid,
  key text,
  created_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint practice_post_pkey PRIMARY KEY (workspace_id, id),
  constraint practice_post_workspace_id_key_key UNIQUE (workspace_id, key),
  constraint practice_post_check CHECK (((visibility = 'dm'::text) = (conversation IS NOT NULL))),
  constraint practice_post_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'reply'::text, 'quote'::text]))),
  constraint practice_post_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'dm'::text])))
);
CREATE INDEX practice_post_author ON public.practice_post USING btree (workspace_id, author_id, created_at DESC, place DESC) WHERE (deleted_at IS NULL);
CREATE INDEX practice_post_conversation ON public.practice_post USING btree (workspace_id, conversation, place) WHERE (conversation IS NOT NULL);
CREATE INDEX practice_post_run ON public.practice_post USING btree (workspace_id, run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX practice_post_thread ON public.practice_post USING btree (workspace_id, root, place) WHERE (root IS NOT NULL);
CREATE INDEX practice_post_timeline ON public.practice_post USING btree (workspace_id, created_at DESC, place DESC) WHERE ((visibility = 'public'::text) AND (deleted_at IS NULL));

create table practice_reply (
  workspace_id uuid not null,
  outbound_id uuid not null,
  session_id uuid not null,
  run_id uuid not null,
  text text not null,
  findings jsonb not null,
  story_ms double precision not null,
  constraint practice_reply_pkey PRIMARY KEY (workspace_id, outbound_id)
);
CREATE INDEX practice_reply_of ON public.practice_reply USING btree (workspace_id, session_id);

create table practice_run (
  workspace_id uuid not null,
  id uuid not null,
  place bigint generated always as identity,
  story_id text not null,
  seed text not null,
  fills jsonb not null,
  actors jsonb not null,
  labels jsonb not null,
  ours_id uuid,
  account_id uuid,
  play jsonb not null,
  done integer not null,
  heard_seq bigint not null,
  ticked_at timestamp with time zone not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  outcome text,
  own_clock boolean default false not null,
  constraint practice_run_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX practice_run_newest ON public.practice_run USING btree (workspace_id, place);
CREATE INDEX practice_run_running ON public.practice_run USING btree (workspace_id, place) WHERE (ended_at IS NULL);

create table practice_session (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  result jsonb,
  constraint practice_session_pkey PRIMARY KEY (workspace_id, id),
  constraint practice_session_check CHECK (((ended_at IS NULL) = (result IS NULL)))
);
CREATE INDEX practice_session_newest ON public.practice_session USING btree (workspace_id, started_at);
CREATE INDEX practice_session_of ON public.practice_session USING btree (workspace_id, user_id, started_at);
CREATE UNIQUE INDEX practice_session_running ON public.practice_session USING btree (workspace_id, user_id) WHERE (ended_at IS NULL);

create table practice_session_run (
  workspace_id uuid not null,
  run_id uuid not null,
  session_id uuid not null,
  place integer not null,
  constraint practice_session_run_pkey PRIMARY KEY (workspace_id, run_id)
);
CREATE INDEX practice_session_run_of ON public.practice_session_run USING btree (workspace_id, session_id, place);

create table product (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  aliases text[] default '{}'::text[] not null,
  lookalikes text[] default '{}'::text[] not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  constraint product_pkey PRIMARY KEY (workspace_id, id)
);

create table reconciliation (
  workspace_id uuid not null,
  source_id uuid not null,
  tried_at timestamp with time zone not null,
  since timestamp with time zone not null,
  done_at timestamp with time zone,
  listed integer default 0 not null,
  missing integer default 0 not null,
  is_complete boolean default true not null,
  error_code text,
  error text,
  asked_since timestamp with time zone,
  constraint reconciliation_pkey PRIMARY KEY (workspace_id, source_id)
);

create table schema_migration (
  version integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  duration_ms integer not null,
  constraint schema_migration_pkey PRIMARY KEY (version)
);

create table session (
  token_hash bytea not null,
  user_id uuid not null,
  workspace_id uuid,
  csrf_token text not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  user_agent text default ''::text not null,
  constraint session_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX session_by_user ON public.session USING btree (user_id);

create table share_receipt (
  workspace_id uuid not null,
  partition smallint not null,
  stamp text not null,
  seq bigint not null,
  constraint share_receipt_pkey PRIMARY KEY (workspace_id, partition, stamp, seq)
);

create table sign_in_attempt (
  id bigint generated always as identity,
  key_hash bytea not null,
  at timestamp with time zone not null,
  constraint sign_in_attempt_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempt_key ON public.sign_in_attempt USING btree (key_hash, at);

create table snippet (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  key text not null,
  text text not null,
  tags text[] default '{}'::text[] not null,
  lang text,
  brand_id uuid,
  account_id uuid,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint snippet_pkey PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX snippet_key ON public.snippet USING btree (workspace_id, key, lang, brand_id, account_id) NULLS NOT DISTINCT WHERE (archived_at IS NULL);

create table snippet_version (
  workspace_id uuid not null,
  snippet_id uuid not null,
  version integer not null,
  name text not null,
  key text not null,
  text text not null,
  tags text[] not null,
  lang text,
  is_archived boolean not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint snippet_version_pkey PRIMARY KEY (workspace_id, snippet_id, version)
);

create table source (
  workspace_id uuid not null,
  id uuid not null,
  network text not null,
  kind text not null,
  account_id uuid,
  config jsonb default '{}'::jsonb not null,
  active boolean default true not null,
  cursor text,
  state text default 'starting'::text not null,
  last_error_code text,
  last_error text,
  retry_at timestamp with time zone,
  connected_at timestamp with time zone,
  last_heard_at timestamp with time zone,
  heard_count bigint default 0 not null,
  matched_count bigint default 0 not null,
  malformed_count bigint default 0 not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  quiet jsonb,
  resumed_at timestamp with time zone,
  constraint source_pkey PRIMARY KEY (workspace_id, id),
  constraint source_state_check CHECK ((state = ANY (ARRAY['starting'::text, 'listening'::text, 'backing_off'::text, 'paused'::text, 'stopped'::text])))
);

create table spike (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  monitor_id uuid,
  brand_id uuid,
  since timestamp with time zone not null,
  until timestamp with time zone,
  chart_from timestamp with time zone not null,
  counts integer[] not null,
  usual real[] not null,
  counted integer not null,
  expected double precision not null,
  score real not null,
  acknowledged_by uuid,
  acknowledged_at timestamp with time zone,
  version integer default 1 not null,
  constraint spike_pkey PRIMARY KEY (workspace_id, id),
  constraint spike_kind_check CHECK ((kind = ANY (ARRAY['monitor'::text, 'brand'::text, 'complaint'::text, 'urgent_monitor'::text, 'urgent_brand'::text])))
);
CREATE INDEX spike_open ON public.spike USING btree (workspace_id, id) WHERE (until IS NULL);
CREATE INDEX spike_since ON public.spike USING btree (workspace_id, since, id);

create table spike_clock (
  workspace_id uuid not null,
  counted_until timestamp with time zone not null,
  busy_until timestamp with time zone not null,
  constraint spike_clock_pkey PRIMARY KEY (workspace_id)
);

create table spike_series (
  workspace_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  watched json not null,
  constraint spike_series_pkey PRIMARY KEY (workspace_id, kind, subject_id),
  constraint spike_series_kind_check CHECK ((kind = ANY (ARRAY['monitor'::text, 'brand'::text, 'complaint'::text, 'urgent_monitor'::text, 'urgent_brand'::text])))
);

create table starting_point_use (
  workspace_id uuid not null,
  outbound_id uuid not null,
  kind text not null,
  source_id uuid not null,
  kept real not null,
  own real not null,
  used_at timestamp with time zone not null,
  constraint starting_point_use_pkey PRIMARY KEY (workspace_id, outbound_id, kind, source_id),
  constraint starting_point_use_kind_check CHECK ((kind = ANY (ARRAY['snippet'::text, 'answer'::text, 'article'::text, 'model'::text])))
);
CREATE INDEX starting_point_used ON public.starting_point_use USING btree (workspace_id, kind, used_at);

create table support_case (
  workspace_id uuid not null,
  id uuid not null,
  number integer not null,
  brand_id uuid,
  identity_id uuid not null,
  account_id uuid,
  network text not null,
  state text not null,
  assignee_id uuid,
  outcome text,
  origin text not null,
  lang text,
  root_post_id uuid not null,
  newest_post_id uuid not null,
  thread_version integer default 1 not null,
  version integer default 1 not null,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  first_post_at timestamp with time zone not null,
  first_seen_at timestamp with time zone not null,
  first_answer_at timestamp with time zone,
  first_reaction_ms bigint,
  first_reaction_business_ms bigint,
  last_inbound_at timestamp with time zone not null,
  last_outbound_at timestamp with time zone,
  closed_by uuid,
  closed_at timestamp with time zone,
  follow_up_at timestamp with time zone,
  is_conversation boolean default false not null,
  waiting_since timestamp with time zone,
  queue_at timestamp with time zone generated always as (COALESCE(waiting_since, last_inbound_at)) stored not null,
  constraint support_case_pkey PRIMARY KEY (workspace_id, id),
  constraint support_case_workspace_id_number_key UNIQUE (workspace_id, number),
  constraint support_case_conversation_check CHECK (((outcome IS DISTINCT FROM 'conversation'::text) OR is_conversation)),
  constraint support_case_origin_check CHECK ((origin = ANY (ARRAY['found'::text, 'mention'::text, 'reply'::text, 'dm'::text]))),
  constraint support_case_state_check CHECK ((state = ANY (ARRAY['open'::text, 'waiting_customer'::text, 'closed'::text])))
);
CREATE INDEX case_follow_up ON public.support_case USING btree (workspace_id, follow_up_at) WHERE ((state = 'waiting_customer'::text) AND (follow_up_at IS NOT NULL));
CREATE INDEX support_case_assignee ON public.support_case USING btree (workspace_id, assignee_id, state, queue_at, id);
CREATE INDEX support_case_brand ON public.support_case USING btree (workspace_id, brand_id, state, queue_at, id) WHERE (brand_id IS NOT NULL);
CREATE INDEX support_case_closed ON public.support_case USING btree (workspace_id, closed_at, id) WHERE (state = 'closed'::text);
CREATE INDEX support_case_conversation ON public.support_case USING btree (workspace_id, state, queue_at, id) WHERE is_conversation;
CREATE INDEX support_case_identity ON public.support_case USING btree (workspace_id, identity_id);
CREATE INDEX support_case_network ON public.support_case USING btree (workspace_id, network, state, queue_at, id);
CREATE INDEX support_case_open ON public.support_case USING btree (workspace_id, state, assignee_id) WHERE (state <> 'closed'::text);
CREATE INDEX support_case_queue ON public.support_case USING btree (workspace_id, state, queue_at, id);

create table team_model (
  workspace_id uuid not null,
  lang text not null,
  version integer not null,
  state text not null,
  made_at timestamp with time zone not null,
  made_by uuid,
  base text not null,
  learnt_from integer not null,
  held_back integer not null,
  took_ms integer not null,
  is_refitted boolean not null,
  figures jsonb not null,
  otherwise jsonb not null,
  weights bytea not null,
  constraint team_model_pkey PRIMARY KEY (workspace_id, lang, version),
  constraint team_model_state_check CHECK ((state = ANY (ARRAY['active'::text, 'candidate'::text, 'offered'::text, 'kept'::text]))),
  constraint team_model_version_check CHECK ((version > 0))
);
CREATE UNIQUE INDEX team_model_active ON public.team_model USING btree (workspace_id, lang) WHERE (state = 'active'::text);

create table team_model_choice (
  workspace_id uuid not null,
  lang text not null,
  version integer not null,
  chosen_by uuid,
  chosen_at timestamp with time zone not null,
  constraint team_model_choice_pkey PRIMARY KEY (workspace_id, lang),
  constraint team_model_choice_version_check CHECK ((version >= 0))
);

create table webhook_delivery (
  workspace_id uuid not null,
  account_id uuid not null,
  seq bigint generated always as identity,
  event_id text not null,
  post_id text,
  body text,
  received_at timestamp with time zone not null,
  is_deletion boolean default false not null,
  constraint webhook_delivery_pkey PRIMARY KEY (workspace_id, account_id, seq)
);
CREATE UNIQUE INDEX webhook_delivery_event ON public.webhook_delivery USING btree (workspace_id, account_id, event_id);
CREATE INDEX webhook_delivery_post ON public.webhook_delivery USING btree (workspace_id, account_id, post_id) WHERE (body IS NOT NULL);

create unlogged table window_post (
  workspace_id uuid not null,
  id uuid not null,
  network text not null,
  native_id text not null,
  author_native_id text not null,
  author_handle text not null,
  kind text not null,
  text text not null,
  lang text,
  facets jsonb not null,
  seen_at timestamp with time zone not null,
  constraint window_post_pkey PRIMARY KEY (workspace_id, id)
);
CREATE INDEX window_post_author ON public.window_post USING btree (workspace_id, network, author_native_id);
CREATE UNIQUE INDEX window_post_native ON public.window_post USING btree (workspace_id, network, native_id);

create unlogged table window_tally (
  workspace_id uuid not null,
  quarter integer not null,
  seen_quarter integer not null,
  id bigint generated always as identity,
  change integer not null,
  constraint window_tally_pkey PRIMARY KEY (workspace_id, quarter, seen_quarter, id)
);

create table wish_correction (
  workspace_id uuid not null,
  monitor_id uuid not null,
  spelling bytea not null,
  correction_id uuid not null,
  kind text not null,
  same_as bytea,
  corrected_by uuid,
  corrected_at timestamp with time zone not null,
  constraint wish_correction_pkey PRIMARY KEY (workspace_id, monitor_id, correction_id, spelling),
  constraint wish_correction_check CHECK (((kind = 'same'::text) = (same_as IS NOT NULL))),
  constraint wish_correction_kind_check CHECK ((kind = ANY (ARRAY['none'::text, 'own'::text, 'same'::text])))
);

create table workspace (
  id uuid not null,
  name text not null,
  slug text not null,
  settings jsonb default '{}'::jsonb not null,
  next_case_number integer default 1 not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint workspace_pkey PRIMARY KEY (id),
  constraint workspace_slug_key UNIQUE (slug)
);

-- References ----------------------------------------------------------------------------------------------------

alter table account add constraint account_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id);
alter table account add constraint account_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table account add constraint account_workspace_id_persona_id_fkey FOREIGN KEY (workspace_id, persona_id) REFERENCES persona(workspace_id, id);
alter table account_hours add constraint account_hours_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table account_hours add constraint account_hours_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table account_hours add constraint account_hours_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table account_profile add constraint account_profile_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table account_profile add constraint account_profile_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table account_spending add constraint account_spending_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table account_spending add constraint account_spending_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table after_hours_answer add constraint after_hours_answer_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table after_hours_answer add constraint after_hours_answer_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table after_hours_answer add constraint after_hours_answer_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identity(workspace_id, id) ON DELETE CASCADE;
alter table after_hours_answer add constraint after_hours_answer_workspace_id_outbound_id_fkey FOREIGN KEY (workspace_id, outbound_id) REFERENCES outbound(workspace_id, id) ON DELETE CASCADE;
alter table after_hours_answer add constraint after_hours_answer_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table api_token add constraint api_token_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id);
alter table api_token add constraint api_token_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table approval add constraint approval_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table approval add constraint approval_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table approval add constraint approval_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table approval add constraint approval_workspace_id_outbound_id_fkey FOREIGN KEY (workspace_id, outbound_id) REFERENCES outbound(workspace_id, id) ON DELETE CASCADE;
alter table article add constraint article_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table article add constraint article_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table article add constraint article_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id) ON DELETE CASCADE;
alter table article add constraint article_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table article_version add constraint article_version_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table article_version add constraint article_version_workspace_id_article_id_fkey FOREIGN KEY (workspace_id, article_id) REFERENCES article(workspace_id, id) ON DELETE CASCADE;
alter table article_version add constraint article_version_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table attachment add constraint attachment_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table brand add constraint brand_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table calendar_feed add constraint calendar_feed_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table calendar_feed add constraint calendar_feed_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table calendar_feed add constraint calendar_feed_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table candidate_view add constraint candidate_view_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table candidate_view add constraint candidate_view_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table case_note add constraint case_note_workspace_id_case_id_fkey FOREIGN KEY (workspace_id, case_id) REFERENCES support_case(workspace_id, id) ON DELETE CASCADE;
alter table case_post add constraint case_post_workspace_id_case_id_fkey FOREIGN KEY (workspace_id, case_id) REFERENCES support_case(workspace_id, id) ON DELETE CASCADE;
alter table case_post add constraint case_post_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table crisis_mode add constraint crisis_mode_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table crisis_mode add constraint crisis_mode_started_by_fkey FOREIGN KEY (started_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table crisis_mode add constraint crisis_mode_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id) ON DELETE CASCADE;
alter table crisis_mode add constraint crisis_mode_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table day_post add constraint day_post_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table day_post add constraint day_post_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table day_post add constraint day_post_workspace_id_outbound_id_fkey FOREIGN KEY (workspace_id, outbound_id) REFERENCES outbound(workspace_id, id) ON DELETE CASCADE;
alter table decision add constraint decision_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table draft add constraint draft_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
alter table draft add constraint draft_workspace_id_case_id_fkey FOREIGN KEY (workspace_id, case_id) REFERENCES support_case(workspace_id, id) ON DELETE CASCADE;
alter table event add constraint event_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table form_talk add constraint form_talk_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table form_talk add constraint form_talk_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table form_word add constraint form_word_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table form_word add constraint form_word_workspace_id_talk_id_fkey FOREIGN KEY (workspace_id, talk_id) REFERENCES form_talk(workspace_id, id) ON DELETE CASCADE;
alter table guideline_override add constraint guideline_override_overridden_by_fkey FOREIGN KEY (overridden_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table guideline_override add constraint guideline_override_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table guideline_override add constraint guideline_override_workspace_id_outbound_id_fkey FOREIGN KEY (workspace_id, outbound_id) REFERENCES outbound(workspace_id, id) ON DELETE CASCADE;
alter table guideline_version add constraint guideline_version_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table guideline_version add constraint guideline_version_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table guideline_version add constraint guideline_version_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table heard_count add constraint heard_count_workspace_id_source_id_fkey FOREIGN KEY (workspace_id, source_id) REFERENCES source(workspace_id, id) ON DELETE CASCADE;
alter table heard_record add constraint heard_record_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table heard_record add constraint heard_record_workspace_id_source_id_fkey FOREIGN KEY (workspace_id, source_id) REFERENCES source(workspace_id, id) ON DELETE CASCADE;
alter table heard_tally add constraint heard_tally_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table idempotency_key add constraint idempotency_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table identity add constraint identity_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table identity_handle add constraint identity_handle_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identity(workspace_id, id) ON DELETE CASCADE;
alter table identity_seen add constraint identity_seen_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
alter table identity_seen add constraint identity_seen_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table identity_seen add constraint identity_seen_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identity(workspace_id, id) ON DELETE CASCADE;
alter table inbound_ledger add constraint inbound_ledger_workspace_id_case_id_fkey FOREIGN KEY (workspace_id, case_id) REFERENCES support_case(workspace_id, id);
alter table inbound_ledger add constraint inbound_ledger_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table inbound_ledger add constraint inbound_ledger_workspace_id_wrote_again_fkey FOREIGN KEY (workspace_id, wrote_again) REFERENCES post(workspace_id, id) ON DELETE SET NULL (wrote_again);
alter table invite add constraint invite_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES app_user(id);
alter table invite add constraint invite_used_by_fkey FOREIGN KEY (used_by) REFERENCES app_user(id);
alter table invite add constraint invite_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table judgement_correction add constraint judgement_correction_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES app_user(id);
alter table judgement_correction add constraint judgement_correction_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table ledger_tally add constraint ledger_tally_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table malformed_record add constraint malformed_record_workspace_id_source_id_fkey FOREIGN KEY (workspace_id, source_id) REFERENCES source(workspace_id, id) ON DELETE CASCADE;
alter table membership add constraint membership_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
alter table membership add constraint membership_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table model_draft add constraint model_draft_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table model_draft add constraint model_draft_workspace_id_case_id_fkey FOREIGN KEY (workspace_id, case_id) REFERENCES support_case(workspace_id, id) ON DELETE CASCADE;
alter table model_draft add constraint model_draft_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table model_draft add constraint model_draft_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table monitor add constraint monitor_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id);
alter table monitor add constraint monitor_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table monitor add constraint monitor_workspace_id_product_id_fkey FOREIGN KEY (workspace_id, product_id) REFERENCES product(workspace_id, id);
alter table monitor_label add constraint monitor_label_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
alter table monitor_label add constraint monitor_label_workspace_id_monitor_id_monitor_version_fkey FOREIGN KEY (workspace_id, monitor_id, monitor_version) REFERENCES monitor_version(workspace_id, monitor_id, version) ON DELETE CASCADE;
alter table monitor_match add constraint monitor_match_workspace_id_monitor_id_fkey FOREIGN KEY (workspace_id, monitor_id) REFERENCES monitor(workspace_id, id) ON DELETE CASCADE;
alter table monitor_match add constraint monitor_match_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table monitor_version add constraint monitor_version_workspace_id_monitor_id_fkey FOREIGN KEY (workspace_id, monitor_id) REFERENCES monitor(workspace_id, id) ON DELETE CASCADE;
alter table oauth_pending add constraint oauth_pending_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table opt_out add constraint opt_out_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table opt_out add constraint opt_out_set_by_fkey FOREIGN KEY (set_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table opt_out add constraint opt_out_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table opt_out add constraint opt_out_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identity(workspace_id, id) ON DELETE CASCADE;
alter table other_question add constraint other_question_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table outbound add constraint outbound_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id);
alter table outbound add constraint outbound_workspace_id_case_id_fkey FOREIGN KEY (workspace_id, case_id) REFERENCES support_case(workspace_id, id);
alter table outbound add constraint outbound_workspace_id_target_post_id_fkey FOREIGN KEY (workspace_id, target_post_id) REFERENCES post(workspace_id, id);
alter table persona add constraint persona_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table persona_initials add constraint persona_initials_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table persona_initials add constraint persona_initials_workspace_id_persona_id_fkey FOREIGN KEY (workspace_id, persona_id) REFERENCES persona(workspace_id, id) ON DELETE CASCADE;
alter table persona_initials add constraint persona_initials_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES membership(workspace_id, user_id) ON DELETE CASCADE;
alter table persona_version add constraint persona_version_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table persona_version add constraint persona_version_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table persona_version add constraint persona_version_workspace_id_persona_id_fkey FOREIGN KEY (workspace_id, persona_id) REFERENCES persona(workspace_id, id) ON DELETE CASCADE;
alter table post add constraint post_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table post add constraint post_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identity(workspace_id, id);
alter table post_search add constraint post_search_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table post_version add constraint post_version_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES post(workspace_id, id) ON DELETE CASCADE;
alter table practice_edge add constraint practice_edge_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_edge add constraint practice_edge_workspace_id_person_id_fkey FOREIGN KEY (workspace_id, person_id) REFERENCES practice_person(workspace_id, id) ON DELETE CASCADE;
alter table practice_event add constraint practice_event_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_event add constraint practice_event_workspace_id_person_id_fkey FOREIGN KEY (workspace_id, person_id) REFERENCES practice_person(workspace_id, id) ON DELETE CASCADE;
alter table practice_event add constraint practice_event_workspace_id_post_id_fkey FOREIGN KEY (workspace_id, post_id) REFERENCES practice_post(workspace_id, id) ON DELETE CASCADE;
alter table practice_fault add constraint practice_fault_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_image add constraint practice_image_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_network add constraint practice_network_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_person add constraint practice_person_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_post add constraint practice_post_workspace_id_author_id_fkey FOREIGN KEY (workspace_id, author_id) REFERENCES practice_person(workspace_id, id) ON DELETE CASCADE;
alter table practice_post add constraint practice_post_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_post add constraint practice_post_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES practice_run(workspace_id, id) ON DELETE SET NULL (run_id);
alter table practice_reply add constraint practice_reply_workspace_id_outbound_id_fkey FOREIGN KEY (workspace_id, outbound_id) REFERENCES outbound(workspace_id, id) ON DELETE CASCADE;
alter table practice_reply add constraint practice_reply_workspace_id_session_id_fkey FOREIGN KEY (workspace_id, session_id) REFERENCES practice_session(workspace_id, id) ON DELETE CASCADE;
alter table practice_run add constraint practice_run_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_session add constraint practice_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
alter table practice_session add constraint practice_session_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table practice_session_run add constraint practice_session_run_workspace_id_session_id_fkey FOREIGN KEY (workspace_id, session_id) REFERENCES practice_session(workspace_id, id) ON DELETE CASCADE;
alter table product add constraint product_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id) ON DELETE CASCADE;
alter table reconciliation add constraint reconciliation_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table reconciliation add constraint reconciliation_workspace_id_source_id_fkey FOREIGN KEY (workspace_id, source_id) REFERENCES source(workspace_id, id) ON DELETE CASCADE;
alter table session add constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;
alter table share_receipt add constraint share_receipt_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table snippet add constraint snippet_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table snippet add constraint snippet_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table snippet add constraint snippet_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table snippet add constraint snippet_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id) ON DELETE CASCADE;
alter table snippet add constraint snippet_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table snippet_version add constraint snippet_version_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table snippet_version add constraint snippet_version_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table snippet_version add constraint snippet_version_workspace_id_snippet_id_fkey FOREIGN KEY (workspace_id, snippet_id) REFERENCES snippet(workspace_id, id) ON DELETE CASCADE;
alter table source add constraint source_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id);
alter table source add constraint source_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table spike add constraint spike_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES app_user(id);
alter table spike add constraint spike_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id) ON DELETE CASCADE;
alter table spike add constraint spike_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table spike add constraint spike_workspace_id_monitor_id_fkey FOREIGN KEY (workspace_id, monitor_id) REFERENCES monitor(workspace_id, id) ON DELETE CASCADE;
alter table spike_clock add constraint spike_clock_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table spike_series add constraint spike_series_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table starting_point_use add constraint starting_point_use_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table starting_point_use add constraint starting_point_use_workspace_id_outbound_id_fkey FOREIGN KEY (workspace_id, outbound_id) REFERENCES outbound(workspace_id, id) ON DELETE CASCADE;
alter table support_case add constraint support_case_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id);
alter table support_case add constraint support_case_workspace_id_brand_id_fkey FOREIGN KEY (workspace_id, brand_id) REFERENCES brand(workspace_id, id);
alter table support_case add constraint support_case_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table support_case add constraint support_case_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identity(workspace_id, id);
alter table support_case add constraint support_case_workspace_id_newest_post_id_fkey FOREIGN KEY (workspace_id, newest_post_id) REFERENCES post(workspace_id, id);
alter table support_case add constraint support_case_workspace_id_root_post_id_fkey FOREIGN KEY (workspace_id, root_post_id) REFERENCES post(workspace_id, id);
alter table team_model add constraint team_model_made_by_fkey FOREIGN KEY (made_by) REFERENCES app_user(id);
alter table team_model add constraint team_model_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table team_model_choice add constraint team_model_choice_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES app_user(id);
alter table team_model_choice add constraint team_model_choice_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table webhook_delivery add constraint webhook_delivery_workspace_id_account_id_fkey FOREIGN KEY (workspace_id, account_id) REFERENCES account(workspace_id, id) ON DELETE CASCADE;
alter table webhook_delivery add constraint webhook_delivery_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE;
alter table wish_correction add constraint wish_correction_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES app_user(id) ON DELETE SET NULL;
alter table wish_correction add constraint wish_correction_workspace_id_monitor_id_fkey FOREIGN KEY (workspace_id, monitor_id) REFERENCES monitor(workspace_id, id) ON DELETE CASCADE;

-- Triggers ------------------------------------------------------------------------------------------------------

CREATE TRIGGER tally_deleted AFTER DELETE ON public.inbound_ledger REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_ledger();
CREATE TRIGGER tally_inserted AFTER INSERT ON public.inbound_ledger REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_ledger();
CREATE TRIGGER tally_updated AFTER UPDATE ON public.inbound_ledger REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_ledger();
CREATE TRIGGER heard_changed AFTER UPDATE ON public.post FOR EACH ROW WHEN (((((old.account_id IS NULL) AND (old.deleted_at IS NULL) AND (old.visibility = 'public'::text)) <> ((new.account_id IS NULL) AND (new.deleted_at IS NULL) AND (new.visibility = 'public'::text))) OR (old.id <> new.id) OR (old.seen_at <> new.seen_at))) EXECUTE FUNCTION tally_changed();
CREATE TRIGGER heard_deleted AFTER DELETE ON public.post REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_heard();
CREATE TRIGGER heard_inserted AFTER INSERT ON public.post REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_heard();
CREATE TRIGGER window_deleted AFTER DELETE ON public.window_post REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_window();
CREATE TRIGGER window_inserted AFTER INSERT ON public.window_post REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_window();
CREATE TRIGGER window_truncated AFTER TRUNCATE ON public.window_post FOR EACH STATEMENT EXECUTE FUNCTION tally_window();

-- Row-level security --------------------------------------------------------------------------------------------

alter table account enable row level security;
alter table account force row level security;
create policy own_workspace on account as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table account_hours enable row level security;
alter table account_hours force row level security;
create policy own_workspace on account_hours as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table account_profile enable row level security;
alter table account_profile force row level security;
create policy own_workspace on account_profile as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table account_spending enable row level security;
alter table account_spending force row level security;
create policy own_workspace on account_spending as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table after_hours_answer enable row level security;
alter table after_hours_answer force row level security;
create policy own_workspace on after_hours_answer as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table api_token enable row level security;
alter table api_token force row level security;
create policy own_workspace on api_token as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table approval enable row level security;
alter table approval force row level security;
create policy own_workspace on approval as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table article enable row level security;
alter table article force row level security;
create policy own_workspace on article as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table article_version enable row level security;
alter table article_version force row level security;
create policy own_workspace on article_version as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table attachment enable row level security;
alter table attachment force row level security;
create policy own_workspace on attachment as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table brand enable row level security;
alter table brand force row level security;
create policy own_workspace on brand as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy own_workspace on calendar_feed as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table candidate_view enable row level security;
alter table candidate_view force row level security;
create policy own_workspace on candidate_view as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table case_note enable row level security;
alter table case_note force row level security;
create policy own_workspace on case_note as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table case_post enable row level security;
alter table case_post force row level security;
create policy own_workspace on case_post as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table crisis_mode enable row level security;
alter table crisis_mode force row level security;
create policy own_workspace on crisis_mode as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table day_post enable row level security;
alter table day_post force row level security;
create policy own_workspace on day_post as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table decision enable row level security;
alter table decision force row level security;
create policy own_workspace on decision as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table draft enable row level security;
alter table draft force row level security;
create policy own_workspace on draft as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table event enable row level security;
alter table event force row level security;
create policy own_workspace on event as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table form_talk enable row level security;
alter table form_talk force row level security;
create policy own_workspace on form_talk as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table form_word enable row level security;
alter table form_word force row level security;
create policy own_workspace on form_word as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table guideline_override enable row level security;
alter table guideline_override force row level security;
create policy own_workspace on guideline_override as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table guideline_version enable row level security;
alter table guideline_version force row level security;
create policy own_workspace on guideline_version as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table heard_count enable row level security;
alter table heard_count force row level security;
create policy own_workspace on heard_count as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table heard_record enable row level security;
alter table heard_record force row level security;
create policy own_workspace on heard_record as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table heard_tally enable row level security;
alter table heard_tally force row level security;
create policy own_workspace on heard_tally as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy own_workspace on idempotency_key as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table identity enable row level security;
alter table identity force row level security;
create policy own_workspace on identity as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table identity_handle enable row level security;
alter table identity_handle force row level security;
create policy own_workspace on identity_handle as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table identity_seen enable row level security;
alter table identity_seen force row level security;
create policy own_workspace on identity_seen as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table inbound_ledger enable row level security;
alter table inbound_ledger force row level security;
create policy own_workspace on inbound_ledger as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
create policy search_reads on inbound_ledger as permissive for select to kizuki_search using (true);
alter table invite enable row level security;
alter table invite force row level security;
create policy own_workspace on invite as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table judgement_correction enable row level security;
alter table judgement_correction force row level security;
create policy own_workspace on judgement_correction as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table ledger_tally enable row level security;
alter table ledger_tally force row level security;
create policy own_workspace on ledger_tally as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table malformed_record enable row level security;
alter table malformed_record force row level security;
create policy own_workspace on malformed_record as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table membership enable row level security;
alter table membership force row level security;
create policy own_membership on membership as permissive for select to public using ((user_id = current_person()));
create policy own_workspace on membership as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table model_draft enable row level security;
alter table model_draft force row level security;
create policy own_workspace on model_draft as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table monitor enable row level security;
alter table monitor force row level security;
create policy own_workspace on monitor as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table monitor_label enable row level security;
alter table monitor_label force row level security;
create policy own_workspace on monitor_label as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table monitor_match enable row level security;
alter table monitor_match force row level security;
create policy own_workspace on monitor_match as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table monitor_version enable row level security;
alter table monitor_version force row level security;
create policy own_workspace on monitor_version as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table oauth_pending enable row level security;
alter table oauth_pending force row level security;
create policy own_workspace on oauth_pending as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table opt_out enable row level security;
alter table opt_out force row level security;
create policy own_workspace on opt_out as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table other_question enable row level security;
alter table other_question force row level security;
create policy own_workspace on other_question as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table outbound enable row level security;
alter table outbound force row level security;
create policy own_workspace on outbound as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table persona enable row level security;
alter table persona force row level security;
create policy own_workspace on persona as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table persona_initials enable row level security;
alter table persona_initials force row level security;
create policy own_workspace on persona_initials as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table persona_version enable row level security;
alter table persona_version force row level security;
create policy own_workspace on persona_version as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table post enable row level security;
alter table post force row level security;
create policy own_workspace on post as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table post_search enable row level security;
alter table post_search force row level security;
create policy own_workspace on post_search as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
create policy search_reads on post_search as permissive for select to kizuki_search using (true);
alter table post_version enable row level security;
alter table post_version force row level security;
create policy own_workspace on post_version as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_edge enable row level security;
alter table practice_edge force row level security;
create policy own_workspace on practice_edge as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_event enable row level security;
alter table practice_event force row level security;
create policy own_workspace on practice_event as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_fault enable row level security;
alter table practice_fault force row level security;
create policy own_workspace on practice_fault as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_image enable row level security;
alter table practice_image force row level security;
create policy own_workspace on practice_image as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_network enable row level security;
alter table practice_network force row level security;
create policy own_workspace on practice_network as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_person enable row level security;
alter table practice_person force row level security;
create policy own_workspace on practice_person as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_post enable row level security;
alter table practice_post force row level security;
create policy own_workspace on practice_post as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_reply enable row level security;
alter table practice_reply force row level security;
create policy own_workspace on practice_reply as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_run enable row level security;
alter table practice_run force row level security;
create policy own_workspace on practice_run as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_session enable row level security;
alter table practice_session force row level security;
create policy own_workspace on practice_session as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table practice_session_run enable row level security;
alter table practice_session_run force row level security;
create policy own_workspace on practice_session_run as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table product enable row level security;
alter table product force row level security;
create policy own_workspace on product as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table reconciliation enable row level security;
alter table reconciliation force row level security;
create policy own_workspace on reconciliation as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table share_receipt enable row level security;
alter table share_receipt force row level security;
create policy own_workspace on share_receipt as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table snippet enable row level security;
alter table snippet force row level security;
create policy own_workspace on snippet as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table snippet_version enable row level security;
alter table snippet_version force row level security;
create policy own_workspace on snippet_version as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table source enable row level security;
alter table source force row level security;
create policy own_workspace on source as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table spike enable row level security;
alter table spike force row level security;
create policy own_workspace on spike as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table spike_clock enable row level security;
alter table spike_clock force row level security;
create policy own_workspace on spike_clock as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table spike_series enable row level security;
alter table spike_series force row level security;
create policy own_workspace on spike_series as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table starting_point_use enable row level security;
alter table starting_point_use force row level security;
create policy own_workspace on starting_point_use as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table support_case enable row level security;
alter table support_case force row level security;
create policy own_workspace on support_case as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table team_model enable row level security;
alter table team_model force row level security;
create policy own_workspace on team_model as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table team_model_choice enable row level security;
alter table team_model_choice force row level security;
create policy own_workspace on team_model_choice as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table webhook_delivery enable row level security;
alter table webhook_delivery force row level security;
create policy own_workspace on webhook_delivery as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table window_post enable row level security;
alter table window_post force row level security;
create policy own_workspace on window_post as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table window_tally enable row level security;
alter table window_tally force row level security;
create policy own_workspace on window_tally as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table wish_correction enable row level security;
alter table wish_correction force row level security;
create policy own_workspace on wish_correction as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
alter table workspace enable row level security;
alter table workspace force row level security;
create policy member_reads on workspace as permissive for select to public using ((EXISTS ( SELECT
   FROM membership m
  WHERE ((m.workspace_id = workspace.id) AND (m.user_id = current_person()) AND (m.removed_at IS NULL)))));
create policy own_workspace on workspace as permissive for all to public using ((id = ( SELECT current_workspace() AS current_workspace))) with check ((id = ( SELECT current_workspace() AS current_workspace)));
create policy system_reads on workspace as permissive for select to public using ((current_setting('kizuki.system'::text, true) = 'on'::text));

-- Rights of the roles -------------------------------------------------------------------------------------------

grant usage on schema public to kizuki_app;
grant usage on schema search to kizuki_app;
grant delete, insert, select, update on table account to kizuki_app;
grant delete, insert, select, update on table account_hours to kizuki_app;
grant delete, insert, select, update on table account_profile to kizuki_app;
grant delete, insert, select, update on table account_spending to kizuki_app;
grant delete, insert, select, update on table after_hours_answer to kizuki_app;
grant delete, insert, select, update on table api_token to kizuki_app;
grant delete, insert, select, update on table app_user to kizuki_app;
grant delete, insert, select, update on table approval to kizuki_app;
grant delete, insert, select, update on table article to kizuki_app;
grant delete, insert, select, update on table article_version to kizuki_app;
grant delete, insert, select, update on table attachment to kizuki_app;
grant delete, insert, select, update on table brand to kizuki_app;
grant delete, insert, select, update on table calendar_feed to kizuki_app;
grant delete, insert, select, update on table candidate_view to kizuki_app;
grant delete, insert, select, update on table case_note to kizuki_app;
grant delete, insert, select, update on table case_post to kizuki_app;
grant delete, insert, select, update on table crisis_mode to kizuki_app;
grant delete, insert, select, update on table day_post to kizuki_app;
grant delete, insert, select, update on table decision to kizuki_app;
grant delete, insert, select, update on table draft to kizuki_app;
grant insert, select on table event to kizuki_app;
grant delete, insert, select, update on table form_talk to kizuki_app;
grant delete, insert, select, update on table form_word to kizuki_app;
grant delete, insert, select, update on table guideline_override to kizuki_app;
grant delete, insert, select, update on table guideline_version to kizuki_app;
grant delete, insert, select, update on table heard_count to kizuki_app;
grant delete, insert, select, update on table heard_record to kizuki_app;
grant delete, insert, select, update on table heard_tally to kizuki_app;
grant delete, insert, select, update on table idempotency_key to kizuki_app;
grant delete, insert, select, update on table identity to kizuki_app;
grant delete, insert, select, update on table identity_handle to kizuki_app;
grant delete, insert, select, update on table identity_seen to kizuki_app;
grant delete, insert, select, update on table inbound_ledger to kizuki_app;
grant delete, insert, select, update on table invite to kizuki_app;
grant delete, insert, select, update on table judgement_correction to kizuki_app;
grant delete, insert, select, update on table ledger_tally to kizuki_app;
grant delete, insert, select, update on table malformed_record to kizuki_app;
grant delete, insert, select, update on table membership to kizuki_app;
grant delete, insert, select, update on table model_draft to kizuki_app;
grant delete, insert, select, update on table model_use to kizuki_app;
grant delete, insert, select, update on table monitor to kizuki_app;
grant delete, insert, select, update on table monitor_label to kizuki_app;
grant delete, insert, select, update on table monitor_match to kizuki_app;
grant delete, insert, select, update on table monitor_version to kizuki_app;
grant delete, insert, select, update on table oauth_pending to kizuki_app;
grant delete, insert, select, update on table opt_out to kizuki_app;
grant delete, insert, select, update on table other_question to kizuki_app;
grant delete, insert, select, update on table outbound to kizuki_app;
grant delete, insert, select, update on table persona to kizuki_app;
grant delete, insert, select, update on table persona_initials to kizuki_app;
grant delete, insert, select, update on table persona_version to kizuki_app;
grant delete, insert, select, update on table post to kizuki_app;
grant delete, insert, select, update on table post_search to kizuki_app;
grant delete, insert, select, update on table post_version to kizuki_app;
grant delete, insert, select, update on table practice_edge to kizuki_app;
grant delete, insert, select, update on table practice_event to kizuki_app;
grant delete, insert, select, update on table practice_fault to kizuki_app;
grant delete, insert, select, update on table practice_image to kizuki_app;
grant delete, insert, select, update on table practice_network to kizuki_app;
grant delete, insert, select, update on table practice_person to kizuki_app;
grant delete, insert, select, update on table practice_post to kizuki_app;
grant delete, insert, select, update on table practice_reply to kizuki_app;
grant delete, insert, select, update on table practice_run to kizuki_app;
grant delete, insert, select, update on table practice_session to kizuki_app;
grant delete, insert, select, update on table practice_session_run to kizuki_app;
grant delete, insert, select, update on table product to kizuki_app;
grant delete, insert, select, update on table reconciliation to kizuki_app;
grant select on table schema_migration to kizuki_app;
grant delete, insert, select, update on table session to kizuki_app;
grant delete, insert, select, update on table share_receipt to kizuki_app;
grant delete, insert, select, update on table sign_in_attempt to kizuki_app;
grant delete, insert, select, update on table snippet to kizuki_app;
grant delete, insert, select, update on table snippet_version to kizuki_app;
grant delete, insert, select, update on table source to kizuki_app;
grant delete, insert, select, update on table spike to kizuki_app;
grant delete, insert, select, update on table spike_clock to kizuki_app;
grant delete, insert, select, update on table spike_series to kizuki_app;
grant delete, insert, select, update on table starting_point_use to kizuki_app;
grant delete, insert, select, update on table support_case to kizuki_app;
grant delete, insert, select, update on table team_model to kizuki_app;
grant delete, insert, select, update on table team_model_choice to kizuki_app;
grant delete, insert, select, update on table webhook_delivery to kizuki_app;
grant delete, insert, select, update on table window_post to kizuki_app;
grant delete, insert, select, update on table window_tally to kizuki_app;
grant delete, insert, select, update on table wish_correction to kizuki_app;
grant delete, insert, select, update on table workspace to kizuki_app;
grant usage on sequence event_id_seq to kizuki_app;
grant usage on sequence form_word_place_seq to kizuki_app;
grant usage on sequence heard_record_seq_seq to kizuki_app;
grant usage on sequence heard_tally_id_seq to kizuki_app;
grant usage on sequence ledger_tally_id_seq to kizuki_app;
grant usage on sequence practice_fault_place_seq to kizuki_app;
grant usage on sequence practice_person_place_seq to kizuki_app;
grant usage on sequence practice_post_place_seq to kizuki_app;
grant usage on sequence practice_run_place_seq to kizuki_app;
grant usage on sequence search_block to kizuki_app;
grant usage on sequence sign_in_attempt_id_seq to kizuki_app;
grant usage on sequence webhook_delivery_seq_seq to kizuki_app;
grant usage on sequence window_tally_id_seq to kizuki_app;
grant usage on schema public to kizuki_search;
grant usage on schema search to kizuki_search;
grant select on table post_search to kizuki_search;

-- Owners and callers of functions -------------------------------------------------------------------------------

revoke all on function search.blocks_before(uuid,uuid) from public;
grant create on schema search to kizuki_search; alter function search.blocks_before(uuid,uuid) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.ledger_blocks(uuid,uuid,uuid) from public;
grant create on schema search to kizuki_search; alter function search.ledger_blocks(uuid,uuid,uuid) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.ledger_entries(text[],uuid,text,text,text,uuid,text[],timestamp with time zone,timestamp with time zone,uuid,uuid,integer) from public;
grant execute on function search.ledger_entries(text[],uuid,text,text,text,uuid,text[],timestamp with time zone,timestamp with time zone,uuid,uuid,integer) to kizuki_app;
grant create on schema search to kizuki_search; alter function search.ledger_entries(text[],uuid,text,text,text,uuid,text[],timestamp with time zone,timestamp with time zone,uuid,uuid,integer) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.ledger_first(text,smallint,timestamp with time zone,timestamp with time zone,uuid,smallint,smallint,uuid,integer) from public;
grant execute on function search.ledger_first(text,smallint,timestamp with time zone,timestamp with time zone,uuid,smallint,smallint,uuid,integer) to kizuki_app;
revoke all on function search.ledger_first_of(text,uuid,text,text,text,uuid,text[],smallint,timestamp with time zone,timestamp with time zone,uuid,smallint,smallint,uuid,integer) from public;
grant execute on function search.ledger_first_of(text,uuid,text,text,text,uuid,text[],smallint,timestamp with time zone,timestamp with time zone,uuid,smallint,smallint,uuid,integer) to kizuki_app;
grant create on schema search to kizuki_search; alter function search.ledger_first_of(text,uuid,text,text,text,uuid,text[],smallint,timestamp with time zone,timestamp with time zone,uuid,smallint,smallint,uuid,integer) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.ledger_newest(text[],timestamp with time zone,timestamp with time zone,uuid,uuid,integer) from public;
grant execute on function search.ledger_newest(text[],timestamp with time zone,timestamp with time zone,uuid,uuid,integer) to kizuki_app;
revoke all on function search.ledger_of(uuid,integer[],text[],text[]) from public;
grant create on schema search to kizuki_search; alter function search.ledger_of(uuid,integer[],text[],text[]) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.newest_posts(text[],integer[],uuid,integer) from public;
grant execute on function search.newest_posts(text[],integer[],uuid,integer) to kizuki_app;
grant create on schema search to kizuki_search; alter function search.newest_posts(text[],integer[],uuid,integer) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.posts_in_cases(text[],integer[]) from public;
grant execute on function search.posts_in_cases(text[],integer[]) to kizuki_app;
grant create on schema search to kizuki_search; alter function search.posts_in_cases(text[],integer[]) owner to kizuki_search; revoke create on schema search from kizuki_search;
revoke all on function search.posts_of(uuid,integer[],integer[],text[]) from public;
grant create on schema search to kizuki_search; alter function search.posts_of(uuid,integer[],integer[],text[]) owner to kizuki_search; revoke create on schema search from kizuki_search;
