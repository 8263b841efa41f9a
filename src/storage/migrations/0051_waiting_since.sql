-- Lists of cases begin with who waits longest: since when is kept with the case, as its posts move in the ledger.

-- When the oldest post in it was written that nobody has answered yet; null where nothing waits for us.
alter table support_case add column waiting_since timestamptz;

-- What was there before, all workspaces at once: the owner is let through for this statement.
alter table support_case no force row level security;
alter table inbound_ledger no force row level security;
alter table post no force row level security;
update support_case as c set waiting_since = unanswered.since
from (
  select l.workspace_id, l.case_id, min(p.created_at) as since
  from inbound_ledger as l
  join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
  where l.state = 'in_case' and l.case_id is not null
  group by l.workspace_id, l.case_id
) as unanswered
where c.workspace_id = unanswered.workspace_id and c.id = unanswered.case_id;
alter table support_case force row level security;
alter table inbound_ledger force row level security;
alter table post force row level security;

-- The order of the lists: since when the customer waits for us, else when they were last heard.
drop index support_case_queue, support_case_assignee, support_case_brand, support_case_network, support_case_conversation;
create index support_case_queue on support_case (workspace_id, state, coalesce(waiting_since, last_inbound_at), id);
create index support_case_assignee
  on support_case (workspace_id, assignee_id, state, coalesce(waiting_since, last_inbound_at), id);
create index support_case_brand
  on support_case (workspace_id, brand_id, state, coalesce(waiting_since, last_inbound_at), id)
  where brand_id is not null;
create index support_case_network
  on support_case (workspace_id, network, state, coalesce(waiting_since, last_inbound_at), id);
create index support_case_conversation
  on support_case (workspace_id, state, coalesce(waiting_since, last_inbound_at), id)
  where is_conversation;
