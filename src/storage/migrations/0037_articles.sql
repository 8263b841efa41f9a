-- Help articles: pages of ours that answer a question, in versions, offered where somebody asks it.

create table article (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  title text not null,
  -- http or https, as it is put into a reply.
  url text not null,
  -- What it answers: a summary, or its text.
  text text not null,
  -- Null: for readers of any language.
  lang text,
  -- Null: for every brand.
  brand_id uuid,
  version int not null default 1,
  created_by uuid references app_user (id) on delete set null,
  created_at timestamptz not null,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  archived_at timestamptz,
  -- When a reply that began with it was last sent.
  used_at timestamptz,
  -- When its address was last asked for, and since when there has been nothing at it.
  looked_at timestamptz,
  gone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id) on delete cascade
);
create unique index article_place on article (workspace_id, url, lang, brand_id) nulls not distinct
  where archived_at is null;

-- Each as it was from then on; the newest is the article itself.
create table article_version (
  workspace_id uuid not null references workspace (id) on delete cascade,
  article_id uuid not null,
  version int not null,
  title text not null,
  url text not null,
  text text not null,
  lang text,
  is_archived boolean not null,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  primary key (workspace_id, article_id, version),
  foreign key (workspace_id, article_id) references article (workspace_id, id) on delete cascade
);

alter table article enable row level security;
alter table article force row level security;
create policy own_workspace on article
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table article_version enable row level security;
alter table article_version force row level security;
create policy own_workspace on article_version
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
