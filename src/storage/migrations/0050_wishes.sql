-- What people said by hand of wishes that posts under a monitor's hashtag make: that two are the same, that one is none, or stands by itself.

create table wish_correction (
  workspace_id uuid not null,
  monitor_id uuid not null,
  -- SHA-256 of the spelling as it is compared: what a post said stays in the post, and goes with it.
  spelling bytea not null,
  -- The deed: all spellings that were corrected at once. It is taken back as a whole.
  correction_id uuid not null,
  kind text not null check (kind in ('none', 'own', 'same')),
  -- Of `same`: the spelling that it is the same as.
  same_as bytea,
  corrected_by uuid references app_user (id) on delete set null,
  corrected_at timestamptz not null,
  primary key (workspace_id, monitor_id, spelling),
  foreign key (workspace_id, monitor_id) references monitor (workspace_id, id) on delete cascade,
  check ((kind = 'same') = (same_as is not null))
);
create index wish_correction_deed on wish_correction (workspace_id, monitor_id, correction_id);

alter table wish_correction enable row level security;
alter table wish_correction force row level security;
create policy own_workspace on wish_correction
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
