-- Views of the candidates that a team keeps by name, and noise counted apart from what is worth a look.

create table candidate_view (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null,
  -- What the list is narrowed to, and its order.
  shown jsonb not null,
  created_by uuid references app_user (id) on delete set null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index candidate_view_name on candidate_view (workspace_id, lower(name));

alter table candidate_view enable row level security;
alter table candidate_view force row level security;
create policy own_workspace on candidate_view
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- Noise that waits is summed up as a state of its own (0008_lists.sql): whatever number of it there is, it is never counted.
create function tally_state(state text, priority smallint) returns text language sql immutable parallel safe
  as $$ select case when state = 'waiting' and priority = 0 then 'noise' else state end $$;

create or replace function tally_ledger() returns trigger language plpgsql as $$
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
end $$;

-- What is there already, all workspaces at once: the owner is let through for these statements.
alter table inbound_ledger no force row level security;
alter table ledger_tally no force row level security;
insert into ledger_tally (workspace_id, day, state, change)
  select l.workspace_id, (l.entered_at at time zone 'UTC')::date, moved.state, count(*) * moved.sign
  from inbound_ledger as l cross join (values ('waiting', -1), ('noise', 1)) as moved (state, sign)
  where l.state = 'waiting' and l.priority = 0 group by 1, 2, 3, moved.sign;
-- Both levels of urgency have a fact in common now.
alter table inbound_ledger disable trigger user;
update inbound_ledger set judged = judged || 'urgent'::text
  where judged && array['urgency 2', 'urgency 3'] and not judged @> array['urgent'];
alter table inbound_ledger enable trigger user;
alter table ledger_tally force row level security;
alter table inbound_ledger force row level security;
