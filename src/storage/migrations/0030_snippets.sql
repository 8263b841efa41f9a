-- Snippets: words that replies may begin with, in versions, and what became of replies that began with one.

create table snippet (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null,
  -- Typed to find it at once.
  key text not null,
  text text not null,
  tags text[] not null default '{}',
  -- Null: for replies in any language.
  lang text,
  -- At most one of the two; neither: for every account.
  brand_id uuid,
  account_id uuid,
  version int not null default 1,
  created_by uuid references app_user (id) on delete set null,
  created_at timestamptz not null,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  archived_at timestamptz,
  -- When a reply that began with it was last sent.
  used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id) on delete cascade,
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);
create unique index snippet_key on snippet (workspace_id, key, lang, brand_id, account_id) nulls not distinct
  where archived_at is null;

-- Each as it was from then on; the newest is the snippet itself.
create table snippet_version (
  workspace_id uuid not null references workspace (id) on delete cascade,
  snippet_id uuid not null,
  version int not null,
  name text not null,
  key text not null,
  text text not null,
  tags text[] not null,
  lang text,
  is_archived boolean not null,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  primary key (workspace_id, snippet_id, version),
  foreign key (workspace_id, snippet_id) references snippet (workspace_id, id) on delete cascade
);

-- What a reply began with, and how much of it was sent.
create table starting_point_use (
  workspace_id uuid not null references workspace (id) on delete cascade,
  outbound_id uuid not null,
  kind text not null check (kind in ('snippet', 'answer', 'article')),
  -- The snippet, the post of ours, or the article; it may be gone by now.
  source_id uuid not null,
  -- Of the starting point, what stands in the reply; of the reply, what is not from it. 0 to 1.
  kept real not null,
  own real not null,
  used_at timestamptz not null,
  primary key (workspace_id, outbound_id, kind, source_id),
  foreign key (workspace_id, outbound_id) references outbound (workspace_id, id) on delete cascade
);
create index starting_point_used on starting_point_use (workspace_id, kind, used_at);

alter table snippet enable row level security;
alter table snippet force row level security;
create policy own_workspace on snippet
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table snippet_version enable row level security;
alter table snippet_version force row level security;
create policy own_workspace on snippet_version
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table starting_point_use enable row level security;
alter table starting_point_use force row level security;
create policy own_workspace on starting_point_use
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
