-- outbox.insert
insert into "outbound" ("state", "text", "lang", "attachments", "not_before", "attempts", "claimed_at", "claimed_by", "error_code", "error", "native_id", "post_id", "sent_at", "workspace_id", "id", "case_id", "account_id", "action", "visibility", "target_post_id", "idempotency_key", "created_by", "created_at", "version")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24);

-- outbox.lock
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "created_at" as "createdAt", "sent_at" as "sentAt", "version"
  from "outbound"
  where "id" = $1 for no key update;

-- outbox.reactionOf
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "created_at" as "createdAt", "sent_at" as "sentAt", "version"
  from "outbound"
  where "target_post_id" = $1
  and "account_id" = $2
  and "action" = $3
  and "state" = $4
  order by "id" desc
  limit $5 for no key update;

-- outbox.save
update "outbound"
  set "state" = $1, "text" = $2, "lang" = $3, "attachments" = $4, "not_before" = $5, "attempts" = $6, "claimed_at" = $7, "claimed_by" = $8, "error_code" = $9, "error" = $10, "native_id" = $11, "post_id" = $12, "sent_at" = $13, "version" = "version" + $14
  where "id" = $15
  returning "id";

-- outbox.sentSince
select "native_id"
  from "outbound"
  where "account_id" = $1
  and "native_id" is not null
  and "sent_at" >= $2;
