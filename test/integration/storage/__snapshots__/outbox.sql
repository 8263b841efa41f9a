-- outbox.automaticTo
select "post_id"
  from "outbound"
  where "target_post_id" = $1
  and "automatic" is not null
  and "post_id" is not null;

-- outbox.insert
insert into "outbound" ("state", "text", "lang", "attachments", "idempotency_key", "not_before", "attempts", "claimed_at", "claimed_by", "error_code", "error", "native_id", "post_id", "sent_at", "needs_approval", "approved_by", "workspace_id", "id", "case_id", "account_id", "action", "visibility", "target_post_id", "created_by", "on_behalf_of", "created_at", "automatic", "not_after", "by_model", "by_hand", "version")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31);

-- outbox.isAnswering
select "outbound"."id"
  from "outbound"
  inner join "post" on "post"."workspace_id" = "outbound"."workspace_id"
  and "post"."id" = "outbound"."target_post_id"
  where "outbound"."account_id" = $1
  and "outbound"."action" in ($2, $3)
  and "outbound"."state" in ($4, $5)
  and ("post"."native_id" = $6 or "post"."conversation" = $7)
  limit $8;

-- outbox.isMoreToSend
select "id"
  from "outbound"
  where "case_id" = $1
  and "action" in ($2, $3)
  and "automatic" is null
  and "state" in ($4, $5, $6, $7, $8, $9, $10)
  limit $11;

-- outbox.lock
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "on_behalf_of" as "onBehalfOf", "created_at" as "createdAt", "sent_at" as "sentAt", "automatic", "not_after" as "notAfter", "by_model" as "byModel", "needs_approval" as "needsApproval", "approved_by" as "approvedBy", "by_hand" as "byHand", "version"
  from "outbound"
  where "id" = $1 for no key update;

-- outbox.postedByHand
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "on_behalf_of" as "onBehalfOf", "created_at" as "createdAt", "sent_at" as "sentAt", "automatic", "not_after" as "notAfter", "by_model" as "byModel", "needs_approval" as "needsApproval", "approved_by" as "approvedBy", "by_hand" as "byHand", "version"
  from "outbound"
  where "case_id" = $1
  and "account_id" = $2
  and "action" = $3
  and "by_hand" = $4
  and "state" in ($5, $6)
  and "native_id" is null
  and "created_at" <= $7
  and exists (select "answered"."id"
  from "post" as "answered"
  where "answered"."workspace_id" = "outbound"."workspace_id"
  and "answered"."id" = "outbound"."target_post_id"
  and ("answered"."native_id" = $8 or answered.ref ->> 'latest' = $9))
  order by "id" desc
  limit $10 for no key update;

-- outbox.reactionOf
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "on_behalf_of" as "onBehalfOf", "created_at" as "createdAt", "sent_at" as "sentAt", "automatic", "not_after" as "notAfter", "by_model" as "byModel", "needs_approval" as "needsApproval", "approved_by" as "approvedBy", "by_hand" as "byHand", "version"
  from "outbound"
  where "target_post_id" = $1
  and "account_id" = $2
  and "action" = $3
  and "state" = $4
  order by "id" desc
  limit $5 for no key update;

-- outbox.save
update "outbound"
  set "state" = $1, "text" = $2, "lang" = $3, "attachments" = $4, "idempotency_key" = $5, "not_before" = $6, "attempts" = $7, "claimed_at" = $8, "claimed_by" = $9, "error_code" = $10, "error" = $11, "native_id" = $12, "post_id" = $13, "sent_at" = $14, "needs_approval" = $15, "approved_by" = $16, "version" = "version" + $17
  where "id" = $18
  returning "id";

-- outbox.sentAs
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "on_behalf_of" as "onBehalfOf", "created_at" as "createdAt", "sent_at" as "sentAt", "automatic", "not_after" as "notAfter", "by_model" as "byModel", "needs_approval" as "needsApproval", "approved_by" as "approvedBy", "by_hand" as "byHand", "version"
  from "outbound"
  where "native_id" = $1
  and "action" in ($2, $3)
  and "state" = $4
  and "account_id" in (select "id"
  from "account"
  where "network" = $5)
  limit $6 for no key update;

-- outbox.sentSince
select "native_id"
  from "outbound"
  where "account_id" = $1
  and "native_id" is not null
  and "sent_at" >= $2;

-- outbox.standing
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "on_behalf_of" as "onBehalfOf", "created_at" as "createdAt", "sent_at" as "sentAt", "automatic", "not_after" as "notAfter", "by_model" as "byModel", "needs_approval" as "needsApproval", "approved_by" as "approvedBy", "by_hand" as "byHand", "version"
  from "outbound"
  where "state" in ($1, $2, $3, $4, $5, $6)
  and exists (select "target"."id"
  from "post" as "target"
  where "target"."workspace_id" = "outbound"."workspace_id"
  and "target"."id" = "outbound"."target_post_id"
  and "target"."identity_id" = $7)
  order by "id"
  limit $8 for no key update;
select "id", "case_id" as "caseId", "account_id" as "accountId", "action", "state", "visibility", "text", "lang", "attachments", "target_post_id" as "targetPostId", "idempotency_key" as "idempotencyKey", "not_before" as "notBefore", "attempts", "claimed_at" as "claimedAt", "claimed_by" as "claimedBy", "error_code" as "errorCode", "error", "native_id" as "nativeId", "post_id" as "postId", "created_by" as "createdBy", "on_behalf_of" as "onBehalfOf", "created_at" as "createdAt", "sent_at" as "sentAt", "automatic", "not_after" as "notAfter", "by_model" as "byModel", "needs_approval" as "needsApproval", "approved_by" as "approvedBy", "by_hand" as "byHand", "version"
  from "outbound"
  where "state" in ($1, $2, $3, $4, $5, $6)
  and exists (select "target"."id"
  from "post" as "target"
  where "target"."workspace_id" = "outbound"."workspace_id"
  and "target"."id" = "outbound"."target_post_id"
  and "target"."network" = $7
  and "target"."conversation" = $8)
  order by "id"
  limit $9 for no key update;
