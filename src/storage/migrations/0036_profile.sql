-- What each account's public profile looked like when it was last looked at, and the brand account it should lead to.

create table account_profile (
  workspace_id uuid not null references workspace (id) on delete cascade,
  account_id uuid not null,
  -- Without @, on the same network; empty: the team named none.
  brand_handle text not null default '',
  -- As domain/profile reads them. Null: never seen, or (the brand's) nobody by that name.
  profile jsonb,
  brand_profile jsonb,
  -- ISO 639-1, of what the account's profile says.
  written_in text[] not null default '{}',
  looked_at timestamptz,
  brand_looked_at timestamptz,
  -- The last try, and why it came to nothing: what was seen before stays.
  tried_at timestamptz,
  problem text,
  primary key (workspace_id, account_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);

alter table account_profile enable row level security;
alter table account_profile force row level security;
create policy own_workspace on account_profile
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
