-- A send whose fate is unknown is looked up among what its account sent since.
create index outbound_sent on outbound (workspace_id, account_id, sent_at) where native_id is not null;
