-- The advice whether to speak: it stands with each decision; and who wishes to be left alone, who looked at whom, and what brought a silence back.

-- As it stood when the decision was taken; null where it was not there yet.
alter table decision
  add column advice text check (advice in ('speak', 'silent', 'private')),
  -- 0: as good as either, 1: no doubt.
  add column advice_strength real,
  -- Codes of what spoke for it, the strongest first, and after `against` of what spoke against it.
  add column advice_reasons text[] not null default '{}',
  -- Of `speak`: in a direct message.
  add column is_private boolean not null default false;
create index decision_at on decision (workspace_id, at);

-- The post by which its author brought an entry back that was closed by a silence; until something is decided again.
alter table inbound_ledger add column wrote_again uuid;
alter table inbound_ledger add foreign key (workspace_id, wrote_again)
  references post (workspace_id, id) on delete set null (wrote_again);
create index inbound_ledger_wrote_again on inbound_ledger (workspace_id, wrote_again) where wrote_again is not null;

-- Somebody's wish to be left alone, as a member wrote it down; what was lifted stays as history.
create table opt_out (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  identity_id uuid not null,
  reason text not null,
  set_by uuid references app_user (id) on delete set null,
  set_at timestamptz not null,
  lifted_by uuid references app_user (id) on delete set null,
  lifted_at timestamptz,
  lift_reason text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, identity_id) references identity (workspace_id, id) on delete cascade
);
create index opt_out_identity on opt_out (workspace_id, identity_id, id);
create unique index opt_out_standing on opt_out (workspace_id, identity_id) where lifted_at is null;

-- Who of us has looked at whom, and when last.
create table identity_seen (
  workspace_id uuid not null references workspace (id) on delete cascade,
  identity_id uuid not null,
  user_id uuid not null references app_user (id) on delete cascade,
  seen_at timestamptz not null,
  primary key (workspace_id, identity_id, user_id),
  foreign key (workspace_id, identity_id) references identity (workspace_id, id) on delete cascade
);
create index identity_seen_user on identity_seen (user_id);

alter table opt_out enable row level security;
alter table opt_out force row level security;
create policy own_workspace on opt_out
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table identity_seen enable row level security;
alter table identity_seen force row level security;
create policy own_workspace on identity_seen
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
