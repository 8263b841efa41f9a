-- drafts.isByModel
select "by_model"
  from "draft"
  where "case_id" = $1
  and "user_id" = $2;

-- drafts.put
select "text", "visibility", "attachments", "reply_to_post_id" as "replyToPostId", "aside", "account_id" as "accountId"
  from "draft"
  where "case_id" = $1
  and "user_id" = $2 for update;
insert into "draft" ("workspace_id", "case_id", "user_id", "text", "visibility", "account_id", "reply_to_post_id", "attachments", "aside", "updated_at", "by_model")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict ("workspace_id", "case_id", "user_id") do update
  set "text" = $12, "visibility" = $13, "account_id" = $14, "reply_to_post_id" = $15, "attachments" = $16, "aside" = $17, "updated_at" = $18, "by_model" = "draft"."by_model", "version" = "draft"."version" + $19;

-- drafts.putBefore
select "text", "visibility", "attachments", "reply_to_post_id" as "replyToPostId", "aside", "account_id" as "accountId"
  from "draft"
  where "case_id" = $1
  and "user_id" = $2 for update;
insert into "draft" ("workspace_id", "case_id", "user_id", "text", "visibility", "account_id", "reply_to_post_id", "attachments", "aside", "updated_at", "by_model")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict ("workspace_id", "case_id", "user_id") do update
  set "text" = $12, "visibility" = $13, "account_id" = $14, "reply_to_post_id" = $15, "attachments" = $16, "aside" = $17, "updated_at" = $18, "by_model" = "draft"."by_model", "version" = "draft"."version" + $19;

-- drafts.putUnlessWritten
select "text", "visibility", "attachments", "reply_to_post_id" as "replyToPostId", "aside", "account_id" as "accountId"
  from "draft"
  where "case_id" = $1
  and "user_id" = $2 for update;
insert into "draft" ("workspace_id", "case_id", "user_id", "text", "visibility", "account_id", "reply_to_post_id", "attachments", "aside", "updated_at", "by_model")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict ("workspace_id", "case_id", "user_id") do update
  set "text" = $12, "visibility" = $13, "account_id" = $14, "reply_to_post_id" = $15, "attachments" = $16, "aside" = $17, "updated_at" = $18, "by_model" = "draft"."by_model", "version" = "draft"."version" + $19;

-- drafts.remove
delete
  from "draft"
  where "case_id" = $1
  and "user_id" = $2;

-- drafts.removeSent
select "text", "visibility", "attachments", "reply_to_post_id" as "replyToPostId", "aside", "account_id" as "accountId"
  from "draft"
  where "case_id" = $1
  and "user_id" = $2 for update;
delete
  from "draft"
  where "case_id" = $1
  and "user_id" = $2;
