-- Conversations: cases that end by themselves when our answer goes out, and that no measure counts.

alter table support_case add column is_conversation boolean not null default false;
alter table support_case add constraint support_case_conversation_check
  check (outcome is distinct from 'conversation' or is_conversation);
create index support_case_conversation on support_case (workspace_id, state, last_inbound_at, id)
  where is_conversation;

-- Of `speak`: as a conversation.
alter table decision add column is_conversation boolean not null default false;
