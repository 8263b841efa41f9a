-- Four eyes: replies that another person reads before they go out, and who and what makes that necessary.

-- A trainee is an agent: whoever may change the team could lift the mark from themselves.
alter table membership add column trainee boolean not null default false;
alter table membership add column may_approve boolean not null default false;
alter table membership add constraint membership_trainee
  check (not trainee or (role in ('agent', 'viewer') and not may_approve));

alter table account add column needs_approval boolean not null default false;

-- Whether a model wrote it first; it stays so while it is changed, taken back or sent back.
alter table draft add column by_model boolean not null default false;
alter table outbound add column by_model boolean not null default false;

alter table outbound add column needs_approval boolean not null default false;
alter table outbound add column approved_by uuid;
alter table outbound drop constraint outbound_state_check;
alter table outbound add constraint outbound_state_check check (state in
  ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'awaiting_approval', 'returned')) not valid;
alter table outbound validate constraint outbound_state_check;
-- Whatever asks for it: what needs approval is on no way out unless somebody else approved it.
alter table outbound add constraint outbound_four_eyes check (
  not needs_approval
  or state in ('awaiting_approval', 'returned', 'cancelled')
  or (approved_by is not null and approved_by is distinct from created_by)) not valid;
alter table outbound validate constraint outbound_four_eyes;
create index outbound_in_approval on outbound (workspace_id, state, id)
  where state in ('awaiting_approval', 'returned');

-- What was asked of a second pair of eyes, and what they said; kept with the send.
create table approval (
  workspace_id uuid not null references workspace (id) on delete cascade,
  outbound_id uuid not null,
  reasons text[] not null,
  asked_by uuid references app_user (id) on delete set null,
  asked_at timestamptz not null,
  -- The conversation as its author saw it; null where it answers none.
  thread_version int,
  due_at timestamptz not null,
  -- What the author wrote, where whoever approved changed the words.
  original_text text,
  verdict text check (verdict in ('approved', 'edited', 'sent_back', 'timed_out', 'withdrawn')),
  comment text not null default '',
  decided_by uuid references app_user (id) on delete set null,
  decided_at timestamptz,
  primary key (workspace_id, outbound_id),
  foreign key (workspace_id, outbound_id) references outbound (workspace_id, id) on delete cascade,
  check ((verdict is null) = (decided_at is null))
);
create index approval_due on approval (workspace_id, due_at) where verdict is null;
create index approval_asked on approval (workspace_id, asked_at);

-- While it is on, every reply of the workspace, or of the brand, needs approval.
create table crisis_mode (
  workspace_id uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- Null: the whole workspace.
  brand_id uuid,
  reason text not null,
  started_by uuid references app_user (id) on delete set null,
  started_at timestamptz not null,
  ended_by uuid references app_user (id) on delete set null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brand (workspace_id, id) on delete cascade
);
create unique index crisis_mode_on on crisis_mode (workspace_id, brand_id) nulls not distinct where ended_at is null;

alter table approval enable row level security;
alter table approval force row level security;
create policy own_workspace on approval
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
alter table crisis_mode enable row level security;
alter table crisis_mode force row level security;
create policy own_workspace on crisis_mode
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
