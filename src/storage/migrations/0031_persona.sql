-- Personas: rows of their own that accounts point to, in versions; before, each guideline held a few fields of one.

create table persona (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- Accounts that point to none speak as this one.
  is_default boolean not null default false,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  check (removed_at is null or not is_default)
);
create unique index persona_default on persona (workspace_id) where is_default;

-- Never changed; the newest one holds.
create table persona_version (
  workspace_id uuid not null references workspace (id) on delete cascade,
  persona_id uuid not null,
  version int not null,
  -- domain/guideline/persona.ts
  definition jsonb not null,
  reason text not null,
  changed_by uuid references app_user (id) on delete set null,
  changed_at timestamptz not null,
  primary key (workspace_id, persona_id, version),
  foreign key (workspace_id, persona_id) references persona (workspace_id, id) on delete cascade
);

-- How each member signs as a persona.
create table persona_initials (
  workspace_id uuid not null references workspace (id) on delete cascade,
  persona_id uuid not null,
  user_id uuid not null,
  initials text not null check (initials <> ''),
  primary key (workspace_id, persona_id, user_id),
  foreign key (workspace_id, persona_id) references persona (workspace_id, id) on delete cascade,
  foreign key (workspace_id, user_id) references membership (workspace_id, user_id) on delete cascade
);

alter table account add column persona_id uuid;
alter table account add foreign key (workspace_id, persona_id) references persona (workspace_id, id);
create index account_persona on account (workspace_id, persona_id) where persona_id is not null;

-- What guidelines said of personas goes on to hold: the workspace's as the default, an account's own as its own. A persona
-- takes the id of its guideline's first version. Who decided it last answers for it, or an owner of the workspace where
-- they have left.
alter table guideline_version no force row level security;
alter table membership no force row level security;
alter table account no force row level security;
create temporary table carried on commit drop as
  select g.workspace_id, g.account_id, (array_agg(g.id order by g.version))[1] as persona_id,
    (array_agg(g.changed_by order by g.version desc))[1] as last_by, min(g.changed_at) as created_at,
    (array_agg(g.persona order by g.version desc))[1] is not null as holds
  from guideline_version g
  group by g.workspace_id, g.account_id;
delete from carried where not holds;
alter table carried add column owner_id uuid;
update carried set owner_id = coalesce(
  (select m.user_id from membership m join app_user u on u.id = m.user_id
    where m.workspace_id = carried.workspace_id and m.user_id = carried.last_by
      and m.removed_at is null and u.disabled_at is null),
  (select m.user_id from membership m join app_user u on u.id = m.user_id
    where m.workspace_id = carried.workspace_id and m.role = 'owner'
      and m.removed_at is null and u.disabled_at is null
    order by m.created_at, m.user_id limit 1));
insert into persona (workspace_id, id, is_default, created_at)
  select workspace_id, persona_id, account_id is null, created_at from carried;
insert into persona_version (workspace_id, persona_id, version, definition, reason, changed_by, changed_at)
  select told.workspace_id, told.persona_id,
    row_number() over (partition by told.workspace_id, told.persona_id order by told.version),
    case jsonb_typeof(told.persona)
      when 'object' then told.persona || jsonb_build_object('ownerId', told.owner_id) else told.persona end,
    told.reason, told.changed_by, told.changed_at
  from (
    select c.persona_id, c.owner_id, g.*,
      lag(g.persona) over (partition by g.workspace_id, g.account_id order by g.version) as before
    from guideline_version g
    join carried c on c.workspace_id = g.workspace_id and c.account_id is not distinct from g.account_id
    where g.persona is not null
  ) told
  where told.persona is distinct from told.before;
update account set persona_id = carried.persona_id from carried
  where account.workspace_id = carried.workspace_id and account.id = carried.account_id;

alter table guideline_version force row level security;
alter table membership force row level security;
alter table account force row level security;

alter table guideline_version drop column persona;

alter table persona enable row level security;
alter table persona force row level security;
create policy own_workspace on persona
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table persona_version enable row level security;
alter table persona_version force row level security;
create policy own_workspace on persona_version
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table persona_initials enable row level security;
alter table persona_initials force row level security;
create policy own_workspace on persona_initials
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
