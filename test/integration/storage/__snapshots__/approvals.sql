-- approvals.answer
update "approval"
  set "verdict" = $1, "comment" = $2, "original_text" = $3, "decided_by" = $4, "decided_at" = $5
  where "outbound_id" = $6
  and "verdict" is null;

-- approvals.ask
insert into "approval" ("workspace_id", "outbound_id", "reasons", "asked_by", "asked_at", "thread_version", "due_at", "original_text", "verdict", "decided_by", "decided_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- approvals.endCrisis
update "crisis_mode"
  set "ended_by" = $1, "ended_at" = $2
  where "id" = $3
  and "ended_at" is null
  returning "id";

-- approvals.facts
select pg_advisory_xact_lock_shared(hashtextextended($1, 0));
select "brand_id", "needs_approval"
  from "account"
  where "id" = $1;
select "brand_id"
  from "support_case"
  where "id" = $1;
select "id"
  from "crisis_mode"
  where "ended_at" is null
  and ("brand_id" is null or "brand_id" in ($1))
  limit $2;
select "trainee" as "isTrainee", "may_approve" as "mayApprove"
  from "membership"
  where "workspace_id" = $1
  and "user_id" = $2
  and "removed_at" is null;

-- approvals.memberOf
select "trainee" as "isTrainee", "may_approve" as "mayApprove"
  from "membership"
  where "workspace_id" = $1
  and "user_id" = $2
  and "removed_at" is null;

-- approvals.overdue
select "outbound_id"
  from "approval"
  where "verdict" is null
  and "due_at" <= $1
  order by "due_at"
  limit $2;

-- approvals.overridden
select "rules", "overridden_at" as "at"
  from "guideline_override"
  where "outbound_id" = $1
  order by "overridden_at";

-- approvals.returnedEdits
select "id"
  from "outbound"
  where "created_by" = $1
  and "state" = $2
  and "target_post_id" = $3
  and "action" = $4
  order by "id";

-- approvals.returnedTo
select "id"
  from "outbound"
  where "created_by" = $1
  and "state" = $2
  and "case_id" = $3
  and "action" <> $4
  order by "id";

-- approvals.startCrisis
select pg_advisory_xact_lock(hashtextextended($1, 0));
select "id"
  from "crisis_mode"
  where "ended_at" is null
  and "brand_id" is null;
insert into "crisis_mode" ("workspace_id", "id", "brand_id", "reason", "started_by", "started_at", "ended_by", "ended_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8);

-- approvals.unapproved
select "id" from "outbound" where "state" in ($1, $2) and "action" in ($3, $4, $5, $6) and "approved_by" is null and ($7::uuid is null
  or exists (select from account a where a.id = outbound.account_id and a.brand_id = $8::uuid)
  or exists (select from support_case c where c.id = outbound.case_id and c.brand_id = $9::uuid)) order by "id" limit $10;

-- approvals.wasReturnedByModel
select "id"
  from "outbound"
  where "created_by" = $1
  and "state" = $2
  and "case_id" = $3
  and "by_model" = $4
  order by "id"
  limit $5;
