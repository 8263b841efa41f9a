-- What members say of the posts a monitor finds: whether they are what it is meant to find. Its precision comes of it.

create table monitor_label (
  workspace_id uuid not null,
  monitor_id uuid not null,
  monitor_version int not null,
  -- Stored, or of the rolling window, which forgets it within days: what was said stays, without a word of the post.
  post_id uuid not null,
  user_id uuid not null references app_user (id) on delete cascade,
  relevant boolean not null,
  labelled_at timestamptz not null,
  primary key (workspace_id, monitor_id, post_id, monitor_version, user_id),
  foreign key (workspace_id, monitor_id, monitor_version)
    references monitor_version (workspace_id, monitor_id, version) on delete cascade
);
create index monitor_label_version on monitor_label (workspace_id, monitor_id, monitor_version, labelled_at);

alter table monitor_label enable row level security;
alter table monitor_label force row level security;
create policy own_workspace on monitor_label
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
