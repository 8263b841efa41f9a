-- people.hasSeen
select "seen_at"
  from "identity_seen"
  where "identity_id" = $1
  and "user_id" = $2;

-- people.hasWrittenDm
select "id"
  from "post"
  where "identity_id" = $1
  and "visibility" = $2
  limit $3;

-- people.history
select count(distinct outbound.target_post_id)::int as "count"
  from "support_case"
  inner join "outbound" on "outbound"."workspace_id" = "support_case"."workspace_id"
  and "outbound"."case_id" = "support_case"."id"
  inner join "inbound_ledger" on "inbound_ledger"."workspace_id" = "outbound"."workspace_id"
  and "inbound_ledger"."post_id" = "outbound"."target_post_id"
  where "support_case"."identity_id" = $1
  and "inbound_ledger"."origin" = $2
  and "outbound"."action" in ($3, $4)
  and "outbound"."state" in ($5, $6, $7, $8, $9)
  and "outbound"."created_at" >= $10;
select "opt_out"."reason", "opt_out"."set_at" as "at", "app_user"."id" as "userId", "app_user"."name"
  from "opt_out"
  left join "app_user" on "app_user"."id" = "opt_out"."set_by"
  where "opt_out"."identity_id" = $1
  and "opt_out"."lifted_at" is null;
select "outcome"
  from "support_case"
  where "identity_id" = $1
  and "state" = $2
  and "outcome" is not null
  and "is_conversation" = $3
  order by "closed_at" desc
  limit $4;

-- people.isThere
select "id"
  from "identity"
  where "id" = $1;

-- people.judgementsOf
select "judgements"
  from "inbound_ledger"
  where "post_id" = $1;

-- people.liftedOptOuts
select "opt_out"."reason", "opt_out"."set_at" as "at", "opt_out"."lifted_at" as "liftedAt", "opt_out"."lift_reason" as "liftReason", "setter"."id" as "setterId", "setter"."name" as "setterName", "lifter"."id" as "lifterId", "lifter"."name" as "lifterName"
  from "opt_out"
  left join "app_user" as "setter" on "setter"."id" = "opt_out"."set_by"
  left join "app_user" as "lifter" on "lifter"."id" = "opt_out"."lifted_by"
  where "opt_out"."identity_id" = $1
  and "opt_out"."lifted_at" is not null
  order by "opt_out"."id" desc
  limit $2;

-- people.liftOptOut
update "opt_out"
  set "lifted_at" = $1, "lifted_by" = $2, "lift_reason" = $3
  where "identity_id" = $4
  and "lifted_at" is null
  returning "id";

-- people.markSeen
insert into "identity_seen" ("workspace_id", "identity_id", "user_id", "seen_at")
  values ($1, $2, $3, $4)
  on conflict ("workspace_id", "identity_id", "user_id") do update
  set "seen_at" = $5;

-- people.optOut
insert into "opt_out" ("workspace_id", "id", "identity_id", "reason", "set_by", "set_at", "lifted_by", "lifted_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict do nothing
  returning "id";

-- people.teamLoad
select count(*)::int as "open"
  from "support_case"
  where "state" = $1
  and "is_conversation" = $2;
select "waiting_since"
  from "support_case"
  where "state" = $1
  and "is_conversation" = $2
  and "waiting_since" is not null
  order by "queue_at" desc
  limit $3;
select count(*)::int as "people"
  from "membership"
  where "workspace_id" = $1
  and "removed_at" is null
  and "on_shift" = $2
  and "role" <> $3;
