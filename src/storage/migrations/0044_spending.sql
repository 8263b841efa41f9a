-- What each account spent on a paid network, by day (UTC), and what it may spend. It replaces the number of posts that a source of X
-- might read on a day.
create table account_spending (
  workspace_id uuid not null references workspace (id) on delete cascade,
  account_id uuid not null,
  day date not null,
  -- The name of a price (domain/post/prices).
  what text not null,
  units bigint not null,
  micro_usd bigint not null,
  primary key (workspace_id, account_id, day, what),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);

alter table account_spending enable row level security;
alter table account_spending force row level security;
create policy own_workspace on account_spending
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));

-- Millionths of a US dollar; null: what is usual.
alter table account add column daily_budget bigint check (daily_budget >= 0);
alter table account add column monthly_budget bigint check (monthly_budget >= 0);

-- Whoever chose another number of posts may read as many as before ($0.005 each, and a fifth is left to people), and never has less
-- for answers than a dollar a day.
alter table account no force row level security;
alter table source no force row level security;
update account set
  daily_budget = greatest(ceil(chosen.budget / 0.8)::bigint, 1000000),
  monthly_budget = greatest(ceil(chosen.budget / 0.8)::bigint * 31, 200000000)
from (
  select workspace_id, account_id,
    sum(least(case when config->>'daily_reads' ~ '^[0-9]{1,9}$' then (config->>'daily_reads')::bigint else 2000 end, 1000000)) * 5000
      as budget
  from source
  where network = 'x' and removed_at is null and account_id is not null
  group by workspace_id, account_id
  having bool_or(config->>'daily_reads' ~ '^[0-9]{1,9}$' and config->>'daily_reads' <> '2000')
) as chosen
where account.workspace_id = chosen.workspace_id and account.id = chosen.account_id;
update source set config = config - 'daily_reads' where network = 'x';
alter table account force row level security;
alter table source force row level security;
