-- The last records of each source as they came, and what became of them: for whoever asks why something is here, or is not. Kept as
-- long as the window and never longer than a day; after a crash it is empty, as the window is.

create unlogged table heard_record (
  workspace_id uuid not null references workspace (id) on delete cascade,
  source_id uuid not null,
  seq bigint generated always as identity,
  network text not null,
  -- The post it is about and its author, so that both are honoured when they are gone; null where it is about none.
  native_id text,
  author_native_id text,
  fate text not null,
  problem text,
  -- JSON, cut where it is beyond measure; null for a deletion, which must leave nothing behind.
  raw text,
  made text,
  seen_at timestamptz not null,
  primary key (workspace_id, source_id, seq),
  foreign key (workspace_id, source_id) references source (workspace_id, id) on delete cascade
);
create index heard_record_post on heard_record (workspace_id, network, native_id) where native_id is not null;
create index heard_record_author on heard_record (workspace_id, network, author_native_id) where author_native_id is not null;

alter table heard_record enable row level security;
alter table heard_record force row level security;
create policy own_workspace on heard_record
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
