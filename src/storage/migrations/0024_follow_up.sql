-- Two promises kept by the clock: nothing that came in is missing, and who was told that we ask how it went is asked.

-- When the ledger was last held against each network's own lists, and what was found missing.
create table reconciliation (
  workspace_id uuid not null references workspace (id) on delete cascade,
  source_id uuid not null,
  -- The last try, and since when it looked.
  tried_at timestamptz not null,
  since timestamptz not null,
  -- The last that came through; null before the first. What it listed, and what of it we did not have and fetched.
  done_at timestamptz,
  listed int not null default 0,
  missing int not null default 0,
  -- False where the network did not tell everything back to `since`.
  is_complete boolean not null default true,
  -- Why the last try did not come through; null where it did.
  error_code text,
  error text,
  primary key (workspace_id, source_id),
  foreign key (workspace_id, source_id) references source (workspace_id, id) on delete cascade
);
alter table reconciliation enable row level security;
alter table reconciliation force row level security;
create policy own_workspace on reconciliation
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- When we ask how it went, should nothing be heard until then.
alter table support_case add column follow_up_at timestamptz;
create index case_follow_up on support_case (workspace_id, follow_up_at)
  where state = 'waiting_customer' and follow_up_at is not null;
