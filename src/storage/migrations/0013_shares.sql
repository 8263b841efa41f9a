-- Which shares of the bus were committed: written with the posts of a share, so that one delivered twice counts once.

create table share_receipt (
  workspace_id uuid not null references workspace (id) on delete cascade,
  partition smallint not null,
  -- The stream's sequence alone would come again where somebody makes the stream anew.
  stream text not null,
  seq bigint not null,
  primary key (workspace_id, partition, stream, seq)
);

alter table share_receipt enable row level security;
alter table share_receipt force row level security;
create policy own_workspace on share_receipt
  using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()));
