-- Taking a like or a repost back looks for the send by its post.
create index outbound_target on outbound (workspace_id, target_post_id, account_id) where target_post_id is not null;
