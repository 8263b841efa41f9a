-- The practice network: a small social network of the workspace's own, for training, demonstrations and fault tests.

-- One row a workspace: its settings, and the number of its newest event. Taking that number locks the row, so events
-- commit in the order of their numbers and a reader that remembers the last one misses none.
create table practice_network (
  workspace_id uuid not null references workspace (id) on delete cascade,
  seq bigint not null default 0,
  settings jsonb,
  next_start_at timestamptz,
  started int not null default 0,
  primary key (workspace_id)
);

create table practice_person (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- The order in which they came.
  place bigint generated always as identity,
  kind text not null check (kind in ('account', 'customer', 'cast')),
  handle text not null check (handle = lower(handle)),
  display_name text not null,
  bio text not null default '',
  lang text not null check (lang in ('ja', 'en')),
  voice text,
  dm_open boolean not null default true,
  followers int not null default 0,
  following int not null default 0,
  -- SHA-256 of the token an account signs in with.
  token_hash text,
  created_at timestamptz not null,
  gone_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, handle)
);

create table practice_run (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  place bigint generated always as identity,
  story_id text not null,
  seed text not null,
  fills jsonb not null,
  -- Role → person, label → post.
  actors jsonb not null,
  labels jsonb not null,
  ours_id uuid,
  account_id uuid,
  play jsonb not null,
  done int not null,
  heard_seq bigint not null,
  ticked_at timestamptz not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  primary key (workspace_id, id)
);
create index practice_run_newest on practice_run (workspace_id, place);
create index practice_run_running on practice_run (workspace_id, place) where ended_at is null;

create table practice_post (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  place bigint generated always as identity,
  author_id uuid not null,
  kind text not null check (kind in ('post', 'reply', 'quote')),
  visibility text not null check (visibility in ('public', 'dm')),
  conversation text,
  text text not null,
  lang text,
  reply_to uuid,
  root uuid,
  quotes uuid,
  -- [{id, handle}]
  mentions jsonb not null default '[]',
  -- [{id, alt, mimeType, width, height}]
  images jsonb not null default '[]',
  run_id uuid,
  -- Chosen by the author's client before the first try: the same key never makes a second post.
  key text,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, author_id) references practice_person (workspace_id, id) on delete cascade,
  foreign key (workspace_id, run_id) references practice_run (workspace_id, id) on delete set null (run_id),
  unique (workspace_id, key),
  check ((visibility = 'dm') = (conversation is not null))
);
create index practice_post_timeline on practice_post (workspace_id, created_at desc, place desc)
  where visibility = 'public' and deleted_at is null;
create index practice_post_author on practice_post (workspace_id, author_id, created_at desc, place desc)
  where deleted_at is null;
create index practice_post_thread on practice_post (workspace_id, root, place) where root is not null;
create index practice_post_conversation on practice_post (workspace_id, conversation, place)
  where conversation is not null;
create index practice_post_run on practice_post (workspace_id, run_id) where run_id is not null;

create table practice_image (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  key text,
  mime_type text not null,
  width int not null,
  height int not null,
  bytes bytea not null,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

-- Likes and reposts of posts, follows of people.
create table practice_edge (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('like', 'repost', 'follow')),
  person_id uuid not null,
  target_id uuid not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references practice_person (workspace_id, id) on delete cascade,
  unique (workspace_id, kind, target_id, person_id)
);

create table practice_event (
  workspace_id uuid not null references workspace (id) on delete cascade,
  seq bigint not null,
  type text not null,
  at timestamptz not null,
  person_id uuid not null,
  post_id uuid,
  edge_id uuid,
  primary key (workspace_id, seq),
  foreign key (workspace_id, person_id) references practice_person (workspace_id, id) on delete cascade,
  foreign key (workspace_id, post_id) references practice_post (workspace_id, id) on delete cascade
);

create table practice_fault (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  place bigint generated always as identity,
  kind text not null check (kind in ('latency', 'rate_limited', 'unavailable', 'reset_after', 'malformed')),
  area text not null check (area in ('all', 'listen', 'read', 'publish')),
  every int not null check (every >= 1),
  -- Hits left; null: until it is taken away.
  times int,
  delay_ms int not null check (delay_ms >= 0),
  calls int not null default 0,
  primary key (workspace_id, id)
);

do $$
declare name text;
begin
  foreach name in array array[
    'practice_network', 'practice_person', 'practice_run', 'practice_post', 'practice_image', 'practice_edge',
    'practice_event', 'practice_fault'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_workspace on %I using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())',
      name);
  end loop;
end $$;
