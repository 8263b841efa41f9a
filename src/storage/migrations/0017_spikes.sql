-- Spikes: sudden rises in how many posts come in. What is remembered of each series of counts, and what was found.

-- Until when a workspace's posts were counted, and who counts now: until when nobody else should begin.
create table spike_clock (
  workspace_id uuid primary key references workspace (id) on delete cascade,
  counted_until timestamptz not null,
  busy_until timestamptz not null
);

-- A series is all posts of a monitor, or of a brand, or all complaints of the workspace.
create table spike_series (
  workspace_id uuid not null references workspace (id) on delete cascade,
  kind text not null check (kind in ('monitor', 'brand', 'complaint')),
  -- The monitor or the brand; of complaints the workspace.
  subject_id uuid not null,
  -- domain/spikes/watch.ts: of constant size.
  watched json not null,
  primary key (workspace_id, kind, subject_id)
-- Rewritten with every interval: with room in its page the index is left alone.
) with (fillfactor = 50);
create table spike (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('monitor', 'brand', 'complaint')),
  monitor_id uuid,
  brand_id uuid,
  since timestamptz not null,
  -- Null while it goes on.
  until timestamptz,
  -- Posts of each interval from `chart_from` on, and how many were usual.
  chart_from timestamptz not null,
  counts int[] not null,
  usual real[] not null,
  counted int not null,
  expected double precision not null,
  score real not null,
  acknowledged_by uuid references app_user (id),
  acknowledged_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, monitor_id) references monitor (workspace_id, id) on delete cascade,
  foreign key (workspace_id, brand_id) references brand (workspace_id, id) on delete cascade
);
create index spike_since on spike (workspace_id, since, id);
create index spike_open on spike (workspace_id, id) where until is null;

alter table spike_clock enable row level security;
alter table spike_clock force row level security;
create policy own_workspace on spike_clock
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table spike_series enable row level security;
alter table spike_series force row level security;
create policy own_workspace on spike_series
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table spike enable row level security;
alter table spike force row level security;
create policy own_workspace on spike
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
