-- Sessions of practice: stories that a member answers by themselves, and what the guideline found in each reply when it
-- was sent. What came of a session is kept as it ended, because the practice network forgets.
create table practice_session (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references app_user (id) on delete cascade,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- The stories with all that scores them (domain/practice/scoring.ts); null while it goes on.
  result jsonb,
  primary key (workspace_id, id),
  check ((ended_at is null) = (result is null))
);
create index practice_session_newest on practice_session (workspace_id, started_at);
create index practice_session_of on practice_session (workspace_id, user_id, started_at);
-- One at a time: a reply belongs to one session.
create unique index practice_session_running on practice_session (workspace_id, user_id) where ended_at is null;

create table practice_session_run (
  workspace_id uuid not null,
  run_id uuid not null,
  session_id uuid not null,
  place int not null,
  primary key (workspace_id, run_id),
  foreign key (workspace_id, session_id) references practice_session (workspace_id, id) on delete cascade
);
create index practice_session_run_of on practice_session_run (workspace_id, session_id, place);

create table practice_reply (
  workspace_id uuid not null,
  outbound_id uuid not null,
  session_id uuid not null,
  run_id uuid not null,
  -- As its writer sent it; whoever approved it may have changed it since.
  text text not null,
  findings jsonb not null,
  -- Story time when it was written, in milliseconds: what waits for approval was not late for it.
  story_ms double precision not null,
  primary key (workspace_id, outbound_id),
  foreign key (workspace_id, outbound_id) references outbound (workspace_id, id) on delete cascade,
  foreign key (workspace_id, session_id) references practice_session (workspace_id, id) on delete cascade
);
create index practice_reply_of on practice_reply (workspace_id, session_id);

-- Whether story time passes as in life here, however fast the rest of the network goes.
alter table practice_run add column own_clock boolean not null default false;

alter table practice_session enable row level security;
alter table practice_session force row level security;
create policy own_workspace on practice_session
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table practice_session_run enable row level security;
alter table practice_session_run force row level security;
create policy own_workspace on practice_session_run
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table practice_reply enable row level security;
alter table practice_reply force row level security;
create policy own_workspace on practice_reply
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
