-- How much was heard when, kept instead of counted: what a dry run goes through was a million entries of an index each time.
--
-- As in ledger_tally (0008_lists.sql) writers only add rows, so none waits for another; a chore sums them up. A change
-- knows two quarter hours: that of the post's id, by which posts are read, and the one in which the post was seen.

create function heard_quarter(id uuid) returns int language sql immutable parallel safe
  as $$ select (('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 900000)::int $$;

-- Stored posts of others that are public and not deleted.
create table heard_tally (
  workspace_id uuid not null references workspace (id) on delete cascade,
  -- Quarter hours since the epoch.
  quarter int not null,
  seen_quarter int not null,
  -- 0 for the sum of what was summed up so far.
  id bigint generated always as identity,
  change int not null,
  primary key (workspace_id, quarter, seen_quarter, id)
);
create index heard_tally_change on heard_tally (workspace_id) where id > 0;

-- The same of the window. Unlogged as that is: a crash empties both, or neither.
create unlogged table window_tally (
  workspace_id uuid not null,
  quarter int not null,
  seen_quarter int not null,
  id bigint generated always as identity,
  change int not null,
  primary key (workspace_id, quarter, seen_quarter, id)
);

create function tally_heard() returns trigger language plpgsql as $$
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
end $$;

create trigger heard_inserted after insert on post
  referencing new table as after_rows for each statement execute function tally_heard();
create trigger heard_deleted after delete on post
  referencing old table as before_rows for each statement execute function tally_heard();

-- Posts are often touched (shares, readings at the source), and seldom become or cease to be heard ones.
create function tally_changed() returns trigger language plpgsql as $$
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
end $$;

create trigger heard_changed after update on post for each row
  when (
    (old.account_id is null and old.deleted_at is null and old.visibility = 'public')
      <> (new.account_id is null and new.deleted_at is null and new.visibility = 'public')
    or old.id <> new.id or old.seen_at <> new.seen_at
  ) execute function tally_changed();

create function tally_window() returns trigger language plpgsql as $$
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
end $$;

-- Rows of the window are never changed.
create trigger window_inserted after insert on window_post
  referencing new table as after_rows for each statement execute function tally_window();
create trigger window_deleted after delete on window_post
  referencing old table as before_rows for each statement execute function tally_window();
create trigger window_truncated after truncate on window_post for each statement execute function tally_window();

-- What was there before, all workspaces at once: the owner is let through for these statements.
alter table post no force row level security;
insert into heard_tally (workspace_id, quarter, seen_quarter, id, change) overriding system value
  select workspace_id, quarter, extract(epoch from seen) / 900, 0, posts
  from (
    select workspace_id, heard_quarter(id) as quarter, date_bin('15 minutes', seen_at, 'epoch') as seen, count(*) as posts
    from post where account_id is null and deleted_at is null and visibility = 'public' group by 1, 2, 3
  ) as heard;
alter table post force row level security;
alter table window_post no force row level security;
insert into window_tally (workspace_id, quarter, seen_quarter, id, change) overriding system value
  select workspace_id, quarter, extract(epoch from seen) / 900, 0, posts
  from (
    select workspace_id, heard_quarter(id) as quarter, date_bin('15 minutes', seen_at, 'epoch') as seen, count(*) as posts
    from window_post group by 1, 2, 3
  ) as heard;
alter table window_post force row level security;

alter table heard_tally enable row level security;
alter table heard_tally force row level security;
create policy own_workspace on heard_tally
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table window_tally enable row level security;
alter table window_tally force row level security;
create policy own_workspace on window_tally
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
