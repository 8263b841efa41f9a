-- Cases in the order in which they were closed: what was asked in those that ended well is read once, and then as they close.
create index support_case_closed on support_case (workspace_id, closed_at, id) where state = 'closed';
