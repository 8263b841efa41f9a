-- Judging: words said of a text that is gone, what another model said before anybody spoke, versions that people chose, turns and
-- shares of those who ask another model, and how many urgent posts come in.

alter table judgement_correction
  -- When the author changed what the post says: the word was of the text before, does not stand any more, and is not learnt from.
  add column outdated_at timestamptz,
  -- What stood there before anybody spoke, where another model had a say in it; null else. It returns when all words are taken back.
  add column others jsonb;

-- These were not learnt from until now, whatever had changed.
alter table judgement_correction no force row level security;
alter table post no force row level security;
update judgement_correction as said set outdated_at = post.edited_at
from post
where post.workspace_id = said.workspace_id and post.id = said.post_id and post.edited_at > said.corrected_at;
alter table judgement_correction force row level security;
alter table post force row level security;

alter table team_model drop constraint team_model_state_check;
-- `offered`: good enough to judge, but a person has chosen what judges.
alter table team_model
  add constraint team_model_state_check check (state in ('active', 'candidate', 'offered', 'kept'));

-- The version of a language that a person chose; without a row the newest that is good enough judges.
create table team_model_choice (
  workspace_id uuid not null references workspace (id) on delete cascade,
  lang text not null,
  -- 0 is the built-in one.
  version int not null check (version >= 0),
  chosen_by uuid references app_user (id),
  chosen_at timestamptz not null,
  primary key (workspace_id, lang)
);
alter table team_model_choice enable row level security;
alter table team_model_choice force row level security;
create policy own_workspace on team_model_choice
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- Posts about which another model is still to be asked; each workspace has one job that takes some of them when its turn comes.
create table other_question (
  workspace_id uuid not null,
  post_id uuid not null,
  primary key (workspace_id, post_id),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);
alter table other_question enable row level security;
alter table other_question force row level security;
create policy own_workspace on other_question
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- For whom: a workspace's id, so that none uses up what belongs to the others. No reference: what was spent stays spent. What was
-- counted before is nobody's.
alter table model_use add column spender uuid not null default '00000000-0000-0000-0000-000000000000';
alter table model_use drop constraint model_use_pkey;
alter table model_use add primary key (day, model, what, spender);

-- A series may be of the urgent posts of a monitor or a brand.
alter table spike_series drop constraint spike_series_kind_check;
alter table spike_series add constraint spike_series_kind_check
  check (kind in ('monitor', 'brand', 'complaint', 'urgent_monitor', 'urgent_brand'));
alter table spike drop constraint spike_kind_check;
alter table spike add constraint spike_kind_check
  check (kind in ('monitor', 'brand', 'complaint', 'urgent_monitor', 'urgent_brand'));
