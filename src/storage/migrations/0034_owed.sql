-- What was sent to us and waits: among very many that were only found it is told in its own order, not looked for.
create index inbound_ledger_owed on inbound_ledger (workspace_id, state, post_id)
  where origin <> 'found' and state in ('waiting', 'later', 'in_case');
