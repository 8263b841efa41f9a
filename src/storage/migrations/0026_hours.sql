-- Hours of accounts: their own, the posts that open and close a day, answers while nobody is there, and calendars of them.

create table account_hours (
  workspace_id uuid not null references workspace (id) on delete cascade,
  account_id uuid not null,
  -- All three as domain/hours reads them. Null: the workspace's hours hold; nothing was ever written.
  own_hours jsonb,
  day_posts jsonb,
  after_hours jsonb,
  -- Since when the program posts and answers by itself; null: it does not. What was due before is not made up for.
  day_posts_since timestamptz,
  after_hours_since timestamptz,
  version int not null default 1,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  primary key (workspace_id, account_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);

-- One row for each opening and closing whose time came: its key is what keeps a day from being opened twice.
create table day_post (
  workspace_id uuid not null references workspace (id) on delete cascade,
  account_id uuid not null,
  -- The date where the account is.
  day date not null,
  kind text not null check (kind in ('opening', 'closing')),
  -- After and before a closed day other words are used; each kind of day has its texts in turn.
  occasion text not null check (occasion in ('usual', 'first', 'last')),
  turn int not null,
  due_at timestamptz not null,
  outbound_id uuid,
  -- Why nothing was posted.
  skipped text,
  decided_at timestamptz not null,
  primary key (workspace_id, account_id, day, kind),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade,
  foreign key (workspace_id, outbound_id) references outbound (workspace_id, id) on delete cascade,
  check ((outbound_id is null) <> (skipped is null))
);

-- One row for each post that came while nobody was there, whether it was answered by the program or not.
create table after_hours_answer (
  workspace_id uuid not null references workspace (id) on delete cascade,
  post_id uuid not null,
  account_id uuid not null,
  identity_id uuid not null,
  -- The closed period it came in, and when somebody is back.
  closed_from timestamptz not null,
  back_at timestamptz,
  outbound_id uuid,
  skipped text,
  decided_at timestamptz not null,
  primary key (workspace_id, post_id),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade,
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade,
  foreign key (workspace_id, identity_id) references identity (workspace_id, id) on delete cascade,
  foreign key (workspace_id, outbound_id) references outbound (workspace_id, id) on delete cascade,
  check ((outbound_id is null) <> (skipped is null))
);
-- Nobody is answered twice in a closed period.
create unique index after_hours_answer_once on after_hours_answer (workspace_id, account_id, identity_id, closed_from)
  where outbound_id is not null;
create index after_hours_answer_to on after_hours_answer (workspace_id, identity_id);
create index after_hours_answer_newest on after_hours_answer (workspace_id, account_id, decided_at);

-- What the program wrote by itself, and why: it answers nobody's question and is no reaction.
alter table outbound add column automatic text check (automatic in ('opening', 'closing', 'after_hours'));
-- Its time is over then: what has not gone out by then does not go out any more.
alter table outbound add column not_after timestamptz;
create index outbound_automatic on outbound (workspace_id, post_id) where automatic is not null;

-- The network's own word that an account is a program.
alter table identity add column is_bot boolean not null default false;

-- Calendars that are read by a secret address; only its hash is kept.
create table calendar_feed (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- Null: the workspace's own hours.
  account_id uuid,
  token_hash bytea not null unique,
  created_by uuid references app_user (id) on delete set null,
  created_at timestamptz not null,
  read_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);

alter table account_hours enable row level security;
alter table account_hours force row level security;
create policy own_workspace on account_hours
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table day_post enable row level security;
alter table day_post force row level security;
create policy own_workspace on day_post
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table after_hours_answer enable row level security;
alter table after_hours_answer force row level security;
create policy own_workspace on after_hours_answer
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy own_workspace on calendar_feed
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
