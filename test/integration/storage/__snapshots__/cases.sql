-- cases.addNote
insert into "case_note" ("workspace_id", "id", "case_id", "author_id", "text", "created_at")
  values ($1, $2, $3, $4, $5, $6);

-- cases.addPost
insert into "case_post" ("workspace_id", "case_id", "post_id", "added_at")
  values ($1, $2, $3, $4)
  on conflict do nothing;
update post_search set in_case = true, keys = keys || (((block & 1023) << 22) | $1::int)
  where post_id = $2 and not in_case;

-- cases.casesOfIdentity
select "id", "closed_at" as "closedAt", "account_id" as "accountId"
  from "support_case"
  where "identity_id" = $1
  order by "id" desc;

-- cases.casesOfPosts
select "case_post"."post_id" as "postId", "case_post"."case_id" as "caseId", "support_case"."identity_id" as "identityId"
  from "case_post"
  inner join "support_case" on "support_case"."workspace_id" = "case_post"."workspace_id"
  and "support_case"."id" = "case_post"."case_id"
  where "case_post"."post_id" = any($1::uuid[])
  order by "case_post"."case_id" desc;

-- cases.dueFollowUps
select "id"
  from "support_case"
  where "state" = $1
  and "follow_up_at" <= $2
  order by "follow_up_at"
  limit $3;

-- cases.insert
insert into "support_case" ("brand_id", "account_id", "state", "assignee_id", "outcome", "origin", "lang", "newest_post_id", "thread_version", "first_answer_at", "first_reaction_ms", "first_reaction_business_ms", "last_inbound_at", "last_outbound_at", "closed_by", "closed_at", "follow_up_at", "is_conversation", "first_post_at", "workspace_id", "id", "number", "identity_id", "network", "root_post_id", "version", "opened_by", "opened_at", "first_seen_at", "waiting_since")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30);

-- cases.lock
select "id", "number", "brand_id" as "brandId", "identity_id" as "identityId", "account_id" as "accountId", "network", "state", "assignee_id" as "assigneeId", "outcome", "origin", "lang", "root_post_id" as "rootPostId", "newest_post_id" as "newestPostId", "thread_version" as "threadVersion", "version", "opened_by" as "openedBy", "opened_at" as "openedAt", "first_post_at" as "firstPostAt", "first_seen_at" as "firstSeenAt", "first_answer_at" as "firstAnswerAt", "first_reaction_ms" as "firstReactionMs", "first_reaction_business_ms" as "firstReactionBusinessMs", "last_inbound_at" as "lastInboundAt", "last_outbound_at" as "lastOutboundAt", "waiting_since" as "waitingSince", "closed_by" as "closedBy", "closed_at" as "closedAt", "follow_up_at" as "followUpAt", "is_conversation" as "isConversation"
  from "support_case"
  where "id" = $1 for no key update;

-- cases.nextNumber
update "workspace"
  set "next_case_number" = "next_case_number" + $1
  where "id" = $2
  returning "next_case_number";

-- cases.save
update "support_case" set "brand_id" = $1, "account_id" = $2, "state" = $3, "assignee_id" = $4, "outcome" = $5, "origin" = $6, "lang" = $7, "newest_post_id" = $8, "thread_version" = $9, "first_answer_at" = $10, "first_reaction_ms" = $11, "first_reaction_business_ms" = $12, "last_inbound_at" = $13, "last_outbound_at" = $14, "closed_by" = $15, "closed_at" = $16, "follow_up_at" = $17, "is_conversation" = $18, "first_post_at" = $19, "waiting_since" = (
  select min(post.created_at) from inbound_ledger
  join post on post.workspace_id = inbound_ledger.workspace_id and post.id = inbound_ledger.post_id
  where inbound_ledger.workspace_id = support_case.workspace_id and inbound_ledger.case_id = support_case.id
  and inbound_ledger.state = 'in_case'
  ), "version" = "version" + $20 where "id" = $21 returning "waiting_since" as "waitingSince";
