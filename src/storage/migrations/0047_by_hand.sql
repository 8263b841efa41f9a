-- Replies, likes and reposts that a person does on the network's own page: who opened it and when, and what became of it.
alter table outbound add column by_hand boolean not null default false;
alter table outbound drop constraint outbound_state_check;
alter table outbound add constraint outbound_state_check check (state in
  ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'awaiting_approval', 'returned', 'opened')) not valid;
alter table outbound validate constraint outbound_state_check;
-- What a person does by hand is on no way out: the program never sends it as well.
alter table outbound add constraint outbound_by_hand check (
  case when by_hand then state in ('opened', 'sent', 'cancelled', 'awaiting_approval', 'returned')
  else state <> 'opened' end) not valid;
alter table outbound validate constraint outbound_by_hand;
