-- The guideline: what an account decides about the posting rules, in versions, and who sent a reply against one, and why.

create table guideline_version (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- Null: what holds for every account that has none of its own.
  account_id uuid,
  version int not null,
  -- Levels and own words (domain/guideline/settings.ts); null: from here on the workspace's hold again.
  settings jsonb,
  -- As whom the account speaks (domain/guideline/persona.ts).
  persona jsonb,
  reason text not null,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade,
  check ((settings is null) = (persona is null)),
  check (settings is not null or account_id is not null)
);
create unique index guideline_version_newest on guideline_version (workspace_id, account_id, version) nulls not distinct;

-- A reply that went out though the guideline stopped it, with the reason as it was written.
create table guideline_override (
  workspace_id uuid not null references workspace (id) on delete cascade,
  outbound_id uuid not null,
  account_id uuid not null,
  rules text[] not null,
  reason text not null,
  overridden_by uuid references app_user (id) on delete set null,
  overridden_at timestamptz not null,
  primary key (workspace_id, outbound_id),
  foreign key (workspace_id, outbound_id) references outbound (workspace_id, id) on delete cascade
);
create index guideline_override_at on guideline_override (workspace_id, overridden_at);

alter table guideline_version enable row level security;
alter table guideline_version force row level security;
create policy own_workspace on guideline_version
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table guideline_override enable row level security;
alter table guideline_override force row level security;
create policy own_workspace on guideline_override
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- What an account has said lately, and what somebody has written lately: asked with every reply.
create index outbound_said on outbound (workspace_id, account_id, id) where action in ('reply', 'dm');
create index outbound_writer on outbound (workspace_id, created_by, id) where created_by is not null;
