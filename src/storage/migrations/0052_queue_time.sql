-- What lists of cases are ordered by is a column: under row-level security an expression with coalesce is a filter, not a way into an
-- index, so that a page far down had read all before it.
alter table support_case add column queue_at timestamptz not null
  generated always as (coalesce(waiting_since, last_inbound_at)) stored;

drop index support_case_queue, support_case_assignee, support_case_brand, support_case_network, support_case_conversation;
create index support_case_queue on support_case (workspace_id, state, queue_at, id);
create index support_case_assignee on support_case (workspace_id, assignee_id, state, queue_at, id);
create index support_case_brand on support_case (workspace_id, brand_id, state, queue_at, id) where brand_id is not null;
create index support_case_network on support_case (workspace_id, network, state, queue_at, id);
create index support_case_conversation on support_case (workspace_id, state, queue_at, id) where is_conversation;
