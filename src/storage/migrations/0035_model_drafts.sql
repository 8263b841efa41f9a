-- Drafts that a language model wrote: kept with the case they were asked for, so that a reply that begins with one is known by its words.

create table model_draft (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  case_id uuid not null,
  -- The post that it answers. When that is deleted at the source, the draft goes with it.
  post_id uuid not null,
  model text not null,
  text text not null,
  -- Null: asked for by a program.
  asked_by uuid references app_user (id) on delete set null,
  asked_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references support_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);
create index model_draft_case on model_draft (workspace_id, case_id);
create index model_draft_post on model_draft (workspace_id, post_id);

alter table model_draft enable row level security;
alter table model_draft force row level security;
create policy own_workspace on model_draft
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

alter table starting_point_use drop constraint starting_point_use_kind_check;
alter table starting_point_use add constraint starting_point_use_kind_check
  check (kind in ('snippet', 'answer', 'article', 'model'));
