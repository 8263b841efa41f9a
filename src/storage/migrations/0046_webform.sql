-- What visitors of our own contact forms wrote and what the team answered there: each conversation has a private page, until it runs out.

create table form_talk (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  account_id uuid not null,
  -- The same submission sent twice is one conversation.
  submission text not null,
  -- SHA-256 of the secret in the page's address.
  secret_hash bytea not null,
  lang text not null check (lang in ('ja', 'en')),
  -- As entered; empty where nothing was.
  name text not null,
  email text not null,
  reference text not null,
  -- The page is kept this long after the last word.
  keep_days int not null check (keep_days between 1 and 3650),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);
create unique index form_talk_submission on form_talk (workspace_id, account_id, submission);
create index form_talk_expiry on form_talk (workspace_id, expires_at);

create table form_word (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  talk_id uuid not null,
  -- In the order in which they were said.
  place bigint generated always as identity,
  by_team boolean not null,
  reply_to uuid,
  text text not null,
  -- Of the deed: the same once more is this word.
  key text not null,
  said_at timestamptz not null,
  edited_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, talk_id) references form_talk (workspace_id, id) on delete cascade
);
create unique index form_word_key on form_word (workspace_id, talk_id, key);
create index form_word_place on form_word (workspace_id, talk_id, place);

alter table form_talk enable row level security;
alter table form_talk force row level security;
create policy own_workspace on form_talk
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table form_word enable row level security;
alter table form_word force row level security;
create policy own_workspace on form_word
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
