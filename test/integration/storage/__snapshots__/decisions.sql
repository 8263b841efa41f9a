-- decisions.add
insert into "decision" ("workspace_id", "id", "post_id", "choice", "reason", "note", "actor_id", "at", "is_private", "is_conversation", "advice", "advice_strength")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- decisions.addAdvice
update "decision"
  set "advice" = $1, "advice_strength" = $2, "advice_reasons" = $3
  where "id" = $4
  and "advice" is null;

-- decisions.conversationBy
select "decision"."actor_id" as "actorId"
  from "decision"
  inner join "inbound_ledger" on "inbound_ledger"."workspace_id" = "decision"."workspace_id"
  and "inbound_ledger"."post_id" = "decision"."post_id"
  where "inbound_ledger"."case_id" = $1
  and "decision"."is_conversation" = $2
  and "decision"."actor_id" is not null
  order by "decision"."id" desc
  limit $3;

-- decisions.markWroteAgain
update "inbound_ledger"
  set "wrote_again" = $1
  where "post_id" = $2;

-- decisions.silentAmong
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."reason"
  from "inbound_ledger"
  inner join "post" on "post"."workspace_id" = "inbound_ledger"."workspace_id"
  and "post"."id" = "inbound_ledger"."post_id"
  where "inbound_ledger"."state" = $1
  and "inbound_ledger"."case_id" is null
  and not exists (select "opt_out"."id"
  from "opt_out"
  where "opt_out"."identity_id" = "post"."identity_id"
  and "opt_out"."lifted_at" is null)
  and "inbound_ledger"."post_id" = any($2::uuid[]);

-- decisions.silentOf
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."reason", "post"."identity_id" as "identityId", "post"."native_id" as "nativeId", "post"."root", "post"."conversation"
  from "inbound_ledger"
  inner join "post" on "post"."workspace_id" = "inbound_ledger"."workspace_id"
  and "post"."id" = "inbound_ledger"."post_id"
  where "inbound_ledger"."state" = $1
  and "inbound_ledger"."case_id" is null
  and not exists (select "opt_out"."id"
  from "opt_out"
  where "opt_out"."identity_id" = "post"."identity_id"
  and "opt_out"."lifted_at" is null)
  and "inbound_ledger"."settled_at" >= $2
  and "post"."identity_id" = any($3::uuid[])
  order by "post"."id" desc
  limit $4;

-- decisions.withoutAdvice
select "id", "post_id" as "postId"
  from "decision"
  where "id" = any($1::uuid[])
  and "advice" is null
  order by "id";
