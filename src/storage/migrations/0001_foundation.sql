-- The foundation: people and workspaces, what is listened to, posts, the inbound ledger, cases, the outbox, the event log.
--
-- Every table of a workspace's data has `workspace_id`, its primary key starts with it, and its foreign keys carry it,
-- so no reference can cross workspaces; row-level security is forced beneath that.
-- Ids are UUIDv7 made by the program: ordered by time, so an index on (workspace_id, id) is newest-last.

create function current_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('kizuki.workspace_id', true), '')::uuid $$;
create function current_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('kizuki.user_id', true), '')::uuid $$;

-- Global tables: a user may belong to several workspaces, so users and their sessions stand above them. --------------

create table app_user (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  locale text not null default 'en' check (locale in ('ja', 'en')),
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

create table session (
  -- SHA-256 of the cookie's token: a leaked table opens no session.
  token_hash bytea primary key,
  user_id uuid not null references app_user (id) on delete cascade,
  workspace_id uuid,
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text not null default ''
);
create index session_by_user on session (user_id);

create table sign_in_attempt (
  id bigint generated always as identity primary key,
  -- Address and name are kept hashed: enough to count, nothing to read.
  key_hash bytea not null,
  at timestamptz not null
);
create index sign_in_attempt_key on sign_in_attempt (key_hash, at);

create table workspace (
  id uuid primary key,
  name text not null,
  slug text not null unique,
  settings jsonb not null default '{}',
  next_case_number int not null default 1,
  version int not null default 1,
  created_at timestamptz not null default now()
);

create table membership (
  workspace_id uuid not null references workspace (id) on delete cascade,
  user_id uuid not null references app_user (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'supervisor', 'agent', 'viewer')),
  -- Signature put under replies, so that the customer knows who speaks (posting rule 3).
  signature text not null default '',
  languages text[] not null default '{}',
  on_shift boolean not null default false,
  last_assigned_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (workspace_id, user_id)
);
create index membership_user on membership (user_id);

create table invite (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  token_hash bytea not null unique,
  email text not null default '',
  role text not null check (role in ('admin', 'supervisor', 'agent', 'viewer')),
  invited_by uuid not null references app_user (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid references app_user (id),
  primary key (workspace_id, id)
);

create table api_token (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  token_hash bytea not null unique,
  name text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'viewer')),
  created_by uuid not null references app_user (id),
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

create table idempotency_key (
  workspace_id uuid not null references workspace (id) on delete cascade,
  key text not null,
  actor text not null,
  request_hash bytea not null,
  status int,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, actor, key)
);

-- The company ---------------------------------------------------------------------------------------------------------

create table brand (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id)
);

create table product (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  aliases text[] not null default '{}',
  -- Words that only look like the product ("apple pie"): their posts are not about it.
  lookalikes text[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id) on delete cascade
);

create table monitor (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  brand_id uuid,
  product_id uuid,
  name text not null,
  query text not null,
  active boolean not null default true,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id),
  foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create table monitor_version (
  workspace_id uuid not null,
  monitor_id uuid not null,
  version int not null,
  name text not null,
  query text not null,
  active boolean not null,
  changed_by uuid,
  changed_at timestamptz not null,
  reason text not null default '',
  primary key (workspace_id, monitor_id, version),
  foreign key (workspace_id, monitor_id) references monitor (workspace_id, id) on delete cascade
);

-- Where we listen and as whom we speak --------------------------------------------------------------------------------

create table account (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  brand_id uuid,
  network text not null,
  server text not null,
  native_id text not null,
  handle text not null,
  display_name text not null default '',
  avatar_url text,
  -- XChaCha20-Poly1305, bound to workspace and row; the key's id stands beside it so that keys can be rotated.
  secrets bytea,
  secrets_key_id text,
  token_state text not null default 'ok' check (token_state in ('ok', 'dead', 'disconnected')),
  token_error text,
  token_checked_at timestamptz,
  limits jsonb,
  version int not null default 1,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id)
);
create unique index account_native on account (workspace_id, network, native_id) where removed_at is null;

create table oauth_pending (
  workspace_id uuid not null references workspace (id) on delete cascade,
  -- SHA-256 of the state parameter.
  state_hash bytea not null,
  user_id uuid not null,
  network text not null,
  brand_id uuid,
  pending bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, state_hash)
);

create table source (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  network text not null,
  kind text not null,
  account_id uuid,
  config jsonb not null default '{}',
  active boolean not null default true,
  cursor text,
  state text not null default 'starting' check (state in ('starting', 'listening', 'backing_off', 'paused', 'stopped')),
  last_error_code text,
  last_error text,
  -- When the next try is made while backing off.
  retry_at timestamptz,
  connected_at timestamptz,
  last_heard_at timestamptz,
  heard_count bigint not null default 0,
  matched_count bigint not null default 0,
  malformed_count bigint not null default 0,
  version int not null default 1,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references account (workspace_id, id)
);

create table malformed_record (
  workspace_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  raw text not null,
  problem text not null,
  seen_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, source_id) references source (workspace_id, id) on delete cascade
);

-- What was heard but matched nothing: a short window for dry runs, never backed up, unlogged on purpose.
create unlogged table window_post (
  workspace_id uuid not null,
  id uuid not null,
  network text not null,
  native_id text not null,
  author_native_id text not null,
  author_handle text not null,
  kind text not null,
  text text not null,
  lang text,
  -- Hashtags, mentions, links and media kinds, for the query's field operators.
  facets jsonb not null,
  seen_at timestamptz not null,
  primary key (workspace_id, id)
);
create index window_post_native on window_post (workspace_id, network, native_id);

-- Heard and matched posts by hour and source, so that "0 of 40,000 matched" can be told after the window is gone.
create table heard_count (
  workspace_id uuid not null,
  source_id uuid not null,
  hour timestamptz not null,
  heard bigint not null default 0,
  matched bigint not null default 0,
  primary key (workspace_id, source_id, hour),
  foreign key (workspace_id, source_id) references source (workspace_id, id) on delete cascade
);

-- People and posts ----------------------------------------------------------------------------------------------------

create table identity (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  network text not null,
  native_id text not null,
  handle text not null default '',
  display_name text not null default '',
  avatar_url text,
  bio text not null default '',
  followers int,
  following int,
  posts int,
  url text,
  profile_seen_at timestamptz,
  gone_at timestamptz,
  first_seen_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, network, native_id)
);

create table identity_handle (
  workspace_id uuid not null,
  identity_id uuid not null,
  handle text not null,
  seen_at timestamptz not null,
  primary key (workspace_id, identity_id, handle),
  foreign key (workspace_id, identity_id) references identity (workspace_id, id) on delete cascade
);

create table post (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  network text not null,
  native_id text not null,
  identity_id uuid not null,
  -- Set when the post is ours: it is never a candidate.
  account_id uuid,
  source_id uuid,
  kind text not null check (kind in ('post', 'reply', 'quote', 'repost')),
  visibility text not null check (visibility in ('public', 'dm')),
  text text not null,
  lang text,
  reply_to text,
  root text,
  quotes text,
  conversation text,
  mentions jsonb not null default '[]',
  hashtags text[] not null default '{}',
  links text[] not null default '{}',
  media jsonb not null default '[]',
  url text,
  ref jsonb,
  raw jsonb,
  -- Hashed bigrams of the folded searchable text (domain/listening/bigrams.ts).
  grams int[] not null default '{}',
  reposts int not null default 0,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  edited_at timestamptz,
  -- Deleted at the source: content columns are emptied, the row stays as the fact.
  deleted_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, network, native_id),
  foreign key (workspace_id, identity_id) references identity (workspace_id, id)
);
create index post_identity on post (workspace_id, identity_id, id);
create index post_root on post (workspace_id, network, root) where root is not null;
create index post_reply_to on post (workspace_id, network, reply_to) where reply_to is not null;
create index post_conversation on post (workspace_id, network, conversation) where conversation is not null;
create index post_grams on post using gin (grams);

create table post_version (
  workspace_id uuid not null,
  post_id uuid not null,
  version int not null,
  text text not null,
  replaced_at timestamptz not null,
  primary key (workspace_id, post_id, version),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);

create table monitor_match (
  workspace_id uuid not null,
  post_id uuid not null,
  monitor_id uuid not null,
  monitor_version int not null,
  -- [[start, end], …] as UTF-16 offsets into the post's searchable text.
  spans jsonb not null,
  primary key (workspace_id, post_id, monitor_id),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade,
  foreign key (workspace_id, monitor_id) references monitor (workspace_id, id) on delete cascade
);
create index monitor_match_monitor on monitor_match (workspace_id, monitor_id, post_id);

create table judgement (
  workspace_id uuid not null,
  post_id uuid not null,
  kind text not null,
  value text not null,
  -- 0..1; null where the method gives none.
  probability real,
  method text not null,
  primary key (workspace_id, post_id, kind),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);

-- Cases ---------------------------------------------------------------------------------------------------------------

create table support_case (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  number int not null,
  brand_id uuid,
  identity_id uuid not null,
  account_id uuid,
  network text not null,
  state text not null check (state in ('open', 'waiting_customer', 'closed')),
  assignee_id uuid,
  outcome text,
  origin text not null check (origin in ('found', 'mention', 'reply', 'dm')),
  lang text,
  root_post_id uuid not null,
  newest_post_id uuid not null,
  -- Rises with every post and reply of the thread: a send names the one it was written against.
  thread_version int not null default 1,
  -- Rises with every change of the row (ETag).
  version int not null default 1,
  opened_by uuid,
  opened_at timestamptz not null,
  -- When the customer's first post was seen by us and written by them; reaction time runs from the latter.
  first_post_at timestamptz not null,
  first_seen_at timestamptz not null,
  first_answer_at timestamptz,
  first_reaction_ms bigint,
  first_reaction_business_ms bigint,
  last_inbound_at timestamptz not null,
  last_outbound_at timestamptz,
  closed_by uuid,
  closed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, number),
  foreign key (workspace_id, identity_id) references identity (workspace_id, id),
  foreign key (workspace_id, root_post_id) references post (workspace_id, id),
  foreign key (workspace_id, newest_post_id) references post (workspace_id, id),
  foreign key (workspace_id, account_id) references account (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id)
);
create index support_case_queue on support_case (workspace_id, state, last_inbound_at, id);
create index support_case_assignee on support_case (workspace_id, assignee_id, state, last_inbound_at, id);
create index support_case_identity on support_case (workspace_id, identity_id);

create table case_post (
  workspace_id uuid not null,
  case_id uuid not null,
  post_id uuid not null,
  added_at timestamptz not null,
  primary key (workspace_id, case_id, post_id),
  foreign key (workspace_id, case_id) references support_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);
create index case_post_post on case_post (workspace_id, post_id);

create table case_note (
  workspace_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  author_id uuid not null,
  text text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references support_case (workspace_id, id) on delete cascade
);
create index case_note_case on case_note (workspace_id, case_id, id);

-- The inbound ledger: one row for every post that came in, and candidates are its waiting rows.
create table inbound_ledger (
  workspace_id uuid not null,
  -- The post's id: newest-last, as the post is.
  post_id uuid not null,
  brand_id uuid,
  network text not null,
  lang text,
  origin text not null check (origin in ('found', 'mention', 'reply', 'dm')),
  state text not null check (state in ('waiting', 'later', 'in_case', 'answered', 'closed')),
  -- For `closed`: why we stayed silent, or the case's outcome; `post_deleted` when the author took it back.
  reason text,
  note text not null default '',
  later_until timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  case_id uuid,
  entered_at timestamptz not null,
  settled_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, post_id),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade,
  foreign key (workspace_id, case_id) references support_case (workspace_id, id)
);
create index inbound_ledger_state on inbound_ledger (workspace_id, state, post_id);
create index inbound_ledger_later on inbound_ledger (later_until) where state = 'later';
create index inbound_ledger_case on inbound_ledger (workspace_id, case_id) where case_id is not null;

-- Every decision ever taken about a post; the ledger row holds only the newest.
create table decision (
  workspace_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  choice text not null check (choice in ('speak', 'silent', 'later', 'reconsider')),
  reason text,
  note text not null default '',
  actor_id uuid,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, post_id) references post (workspace_id, id) on delete cascade
);
create index decision_post on decision (workspace_id, post_id);

-- Speaking ------------------------------------------------------------------------------------------------------------

create table draft (
  workspace_id uuid not null,
  case_id uuid not null,
  user_id uuid not null references app_user (id) on delete cascade,
  text text not null,
  visibility text not null check (visibility in ('public', 'dm')),
  account_id uuid,
  reply_to_post_id uuid,
  attachments jsonb not null default '[]',
  updated_at timestamptz not null,
  version int not null default 1,
  primary key (workspace_id, case_id, user_id),
  foreign key (workspace_id, case_id) references support_case (workspace_id, id) on delete cascade
);

create table attachment (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  storage_key text not null,
  mime_type text not null,
  bytes int not null,
  width int not null,
  height int not null,
  sha256 bytea not null,
  uploaded_by uuid not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table outbound (
  workspace_id uuid not null,
  id uuid not null,
  case_id uuid,
  account_id uuid not null,
  action text not null check (action in ('reply', 'post', 'dm', 'like', 'repost', 'unlike', 'unrepost', 'edit', 'delete')),
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  visibility text not null check (visibility in ('public', 'dm')),
  text text not null default '',
  lang text,
  -- [{attachmentId, alt}]
  attachments jsonb not null default '[]',
  -- The post answered, liked, reposted, edited or deleted.
  target_post_id uuid,
  idempotency_key text not null,
  -- Held back until then, so that it can be undone.
  not_before timestamptz not null,
  attempts int not null default 0,
  -- A sender's claim; older than its lease, its fate is unknown and must be looked up.
  claimed_at timestamptz,
  claimed_by text,
  error_code text,
  error text,
  native_id text,
  post_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  sent_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, idempotency_key),
  foreign key (workspace_id, case_id) references support_case (workspace_id, id),
  foreign key (workspace_id, account_id) references account (workspace_id, id),
  foreign key (workspace_id, target_post_id) references post (workspace_id, id)
);
create index outbound_due on outbound (not_before) where state in ('queued', 'sending', 'unknown');
create index outbound_case on outbound (workspace_id, case_id, id) where case_id is not null;
create index outbound_native on outbound (workspace_id, native_id) where native_id is not null;

-- The log -------------------------------------------------------------------------------------------------------------

-- Append-only. Carries ids and decisions, never what people wrote: a deletion at the source need not rewrite history.
create table event (
  id bigint generated always as identity primary key,
  -- Readers resume at (tx, id) and stay below pg_snapshot_xmin: a plain `id > cursor` loses late commits.
  tx xid8 not null default pg_current_xact_id(),
  workspace_id uuid not null references workspace (id) on delete cascade,
  at timestamptz not null,
  actor_id uuid,
  type text not null,
  -- What it is about: `ledger`, `case`, `outbound`, `monitor`, `account`, `source`, `member`, `workspace`, …
  subject text not null,
  subject_id uuid not null,
  data jsonb not null default '{}'
);
create index event_cursor on event (workspace_id, tx, id);
create index event_subject on event (workspace_id, subject_id, id);

-- Row-level security --------------------------------------------------------------------------------------------------

do $$
declare name text;
begin
  foreach name in array array[
    'invite', 'api_token', 'idempotency_key', 'brand', 'product', 'monitor', 'monitor_version', 'account',
    'oauth_pending', 'source', 'malformed_record', 'window_post', 'heard_count', 'identity', 'identity_handle', 'post',
    'post_version', 'monitor_match', 'judgement', 'support_case', 'case_post', 'case_note', 'inbound_ledger', 'decision',
    'draft', 'attachment', 'outbound', 'event'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_workspace on %I using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())',
      name);
  end loop;
end $$;

-- A user may see which workspaces they belong to before choosing one; nothing else crosses.
alter table workspace enable row level security;
alter table workspace force row level security;
create policy own_workspace on workspace
  using (id = current_workspace()) with check (id = current_workspace());
create policy member_reads on workspace for select
  using (exists (select from membership m where m.workspace_id = id and m.user_id = current_person() and m.removed_at is null));
alter table membership enable row level security;
alter table membership force row level security;
create policy own_workspace on membership
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy own_membership on membership for select using (user_id = current_person());

-- Workers must know which workspaces there are; they see nothing more of them than this table holds.
create policy system_reads on workspace for select using (current_setting('kizuki.system', true) = 'on');

-- Rights of the program's role ----------------------------------------------------------------------------------------

grant usage on schema public to kizuki_app;
grant select, insert, update, delete on all tables in schema public to kizuki_app;
grant usage on all sequences in schema public to kizuki_app;
revoke update, delete on event from kizuki_app;
alter default privileges in schema public grant select, insert, update, delete on tables to kizuki_app;
alter default privileges in schema public grant usage on sequences to kizuki_app;

-- Job tables belong to the program's role: graphile-worker guards its own tables against everyone but their owner.
create schema if not exists graphile_worker authorization kizuki_app;
