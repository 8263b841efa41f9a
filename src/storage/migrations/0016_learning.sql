-- What people said of judgements, and the models that a workspace learnt from it.

-- One row for each judgement of a post that somebody corrected or confirmed, by whoever said something last. Nothing of what the
-- post says: that is read from the post as long as it is there.
create table judgement_correction (
  workspace_id uuid not null,
  post_id uuid not null,
  kind text not null,
  value text not null,
  -- What was said before anybody said anything; null where the post was not judged.
  said text,
  -- Probabilities of the models' questions behind it at that time, by name; empty where they are not those of `said`.
  p jsonb not null default '{}',
  lang text,
  corrected_by uuid references app_user (id),
  corrected_at timestamptz not null,
  primary key (workspace_id, post_id, kind),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);
create index judgement_correction_newest on judgement_correction (workspace_id, lang, corrected_at);

-- Versions of the workspace's own models, by language. Without an active one the built-in model judges.
create table team_model (
  workspace_id uuid not null references workspace (id) on delete cascade,
  lang text not null,
  version int not null check (version > 0),
  state text not null check (state in ('active', 'candidate', 'kept')),
  made_at timestamptz not null,
  -- Null where it was made because enough was corrected.
  made_by uuid references app_user (id),
  -- The built-in weights that these add to, by SHA-256.
  base text not null,
  learnt_from int not null,
  held_back int not null,
  took_ms int not null,
  is_refitted boolean not null,
  figures jsonb not null,
  otherwise jsonb not null,
  weights bytea not null,
  primary key (workspace_id, lang, version)
);
create unique index team_model_active on team_model (workspace_id, lang) where state = 'active';

alter table judgement_correction enable row level security;
alter table judgement_correction force row level security;
create policy own_workspace on judgement_correction
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

alter table team_model enable row level security;
alter table team_model force row level security;
create policy own_workspace on team_model
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
