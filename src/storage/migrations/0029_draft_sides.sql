-- The side of a draft, public or DM, that does not show: kept with it, so that another device shows it too.
-- {"visibility", "text", "attachments", "replyToPostId"}; null where nothing waits there.
alter table draft add column aside jsonb;
