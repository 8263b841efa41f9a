-- What networks that call us have told, until a listener has taken it in; kept an hour, so that a replay is known.

create table webhook_delivery (
  workspace_id uuid not null references workspace (id) on delete cascade,
  account_id uuid not null,
  -- In the order in which they were kept: each insert holds its account's row.
  seq bigint generated always as identity,
  event_id text not null,
  post_id text,
  -- As it came; null once what it says was taken back.
  body text,
  received_at timestamptz not null,
  primary key (workspace_id, account_id, seq),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);
create unique index webhook_delivery_event on webhook_delivery (workspace_id, account_id, event_id);
create index webhook_delivery_post on webhook_delivery (workspace_id, account_id, post_id) where body is not null;

alter table webhook_delivery enable row level security;
alter table webhook_delivery force row level security;
create policy own_workspace on webhook_delivery
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
