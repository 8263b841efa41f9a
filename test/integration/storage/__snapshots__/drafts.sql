-- drafts.put
insert into "draft" ("workspace_id", "case_id", "user_id", "text", "visibility", "account_id", "reply_to_post_id", "attachments", "updated_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict ("workspace_id", "case_id", "user_id") do update
  set "text" = $10, "visibility" = $11, "account_id" = $12, "reply_to_post_id" = $13, "attachments" = $14, "updated_at" = $15, "version" = "draft"."version" + $16;

-- drafts.remove
delete
  from "draft"
  where "case_id" = $1
  and "user_id" = $2;
