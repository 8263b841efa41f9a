-- Full-text search over posts: a narrow table beside them, found newest first by keys that lie together block by block.
--
-- What a key is, the program decides (src/domain/listening/search-text.ts). An index of keys alone cannot answer newest
-- first: of a word in every hundredth of a million posts it would bring ten thousand. So the posts of a workspace are
-- numbered off into blocks as they come in, and a stored key begins with its block: one scan asks for a few blocks,
-- newest first, and ends when enough is found.
-- Beside `post`, because a post's row is wide and often touched (shares, readings at the source), and touching it would
-- write its keys anew.

create sequence search_block as int;

create table post_search (
  workspace_id uuid not null,
  post_id uuid not null,
  block int not null,
  -- About how many posts of the block came before. Writers at the same time count alike; nothing depends on it but
  -- when the next block is begun.
  place int not null,
  -- Whether the post stands in a case.
  in_case boolean not null default false,
  -- What the words of a question are looked for in. Compared by bytes: it is folded already.
  folded text collate "C" not null,
  -- (block mod 1024) in the ten bits above the key's 22.
  keys int[] not null,
  primary key (workspace_id, post_id),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);
-- Which blocks a workspace has, and how new each block's newest post is.
create index post_search_block on post_search (workspace_id, block, post_id);
-- Every scan reads the whole list of what is pending, so it is kept short; without one, a post is seven times as dear.
create index post_search_keys on post_search using gin (keys) with (gin_pending_list_limit = 512);

alter table post_search enable row level security;
alter table post_search force row level security;
create policy own_workspace on post_search
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

drop index post_grams;
alter table post drop column grams;

-- Asking --------------------------------------------------------------------------------------------------------------
--
-- Row-level security lets the program's role use an index only by operators that are proven to leak nothing, and those
-- of arrays are not. So the asking is done by functions of another role, which may only read this table, sees all of
-- it, and keeps to the workspace by itself. They answer ids: the rows are read by the program's role, bound as ever.

create policy search_reads on post_search for select to kizuki_search using (true);
grant usage on schema public to kizuki_search;
grant select on post_search to kizuki_search;
create schema search;
grant usage on schema search to kizuki_app, kizuki_search;

-- Blocks with posts before `cut`, those with the newest first, and the id of the newest such post of each.
create function search.blocks_before(workspace uuid, cut uuid, out blocks int[], out newest uuid[])
  language sql stable
as $$
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
$$;

-- Posts of these blocks that have all four keys and are like all of the patterns.
create function search.posts_of(workspace uuid, of_blocks int[], wanted int[], patterns text[])
  returns table (post_id uuid, in_case boolean) language sql stable
as $$
  select s.post_id, s.in_case
  from (
    select p.workspace_id, p.post_id, p.block, p.in_case, p.folded from public.post_search as p
    where p.keys && array(select ((b & 1023) << 22) | wanted[1] from unnest(of_blocks) as b)
      and p.keys && array(select ((b & 1023) << 22) | wanted[2] from unnest(of_blocks) as b)
      and p.keys && array(select ((b & 1023) << 22) | wanted[3] from unnest(of_blocks) as b)
      and p.keys && array(select ((b & 1023) << 22) | wanted[4] from unnest(of_blocks) as b)
    -- A fence: what is compared below must not bring another index in.
    offset 0
  ) as s
  where s.workspace_id = workspace and s.block = any (of_blocks) and s.folded like all (patterns)
$$;

-- The newest of the workspace's posts, before `before_id` where given, whose folded text is like all of `patterns`.
-- `wanted` are four keys that every such post has, repeated where there are fewer. Exact: what they bring is compared.
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
  -- Where many posts have the words the newest thousand answer, and the index would bring far too many.
  for post in
    select s.post_id, s.folded like all (patterns) as is_hit from public.post_search as s
    where s.workspace_id = workspace and s.post_id < coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    order by s.post_id desc limit 1000
  loop
    walked := walked + 1;
    continue when not post.is_hit;
    hits := hits || post.post_id;
    exit when cardinality(hits) >= most;
  end loop;

  if walked = 1000 and cardinality(hits) < most then
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

-- All posts of the workspace's cases whose folded text is like all of `patterns`; `wanted` as above, and among them the
-- key of posts in cases.
create function search.posts_in_cases(patterns text[], wanted int[]) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  workspace constant uuid := public.current_workspace();
  blocks int[];
begin
  select b.blocks into blocks
  from search.blocks_before(workspace, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as b;
  return query
    select p.post_id from search.posts_of(workspace, blocks, wanted, patterns) as p where p.in_case;
end $$;

-- A new function of this schema needs the same three things: nobody's but its users', and kizuki_search's own.
revoke all on all functions in schema search from public;
grant execute on function search.newest_posts, search.posts_in_cases to kizuki_app;
grant create on schema search to kizuki_search;
alter function search.blocks_before owner to kizuki_search;
alter function search.posts_of owner to kizuki_search;
alter function search.newest_posts owner to kizuki_search;
alter function search.posts_in_cases owner to kizuki_search;
revoke create on schema search from kizuki_search;
