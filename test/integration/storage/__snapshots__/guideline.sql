-- guideline.addOverride
insert into "guideline_override" ("workspace_id", "outbound_id", "account_id", "rules", "reason", "overridden_by", "overridden_at")
  values ($1, $2, $3, $4, $5, $6, $7);

-- guideline.hasHeardFromUs
select "outbound"."id"
  from "support_case"
  inner join "outbound" on "outbound"."workspace_id" = "support_case"."workspace_id"
  and "outbound"."case_id" = "support_case"."id"
  where "support_case"."identity_id" = $1
  and "outbound"."action" in ($2, $3)
  and "outbound"."automatic" is null
  and "outbound"."state" in ($4, $5, $6, $7, $8)
  limit $9;

-- guideline.holding
select "account_id" as "accountId", "version", "settings"
  from "guideline_version"
  where "account_id" is null
  order by "version" desc
  limit $1;
select "account_id" as "accountId", "version", "settings"
  from "guideline_version"
  where "account_id" = $1
  order by "version" desc
  limit $2;

-- guideline.persona
select held.definition, exists (
  select 1 from membership join app_user on app_user.id = membership.user_id
  where membership.workspace_id = persona.workspace_id and membership.removed_at is null
  and app_user.disabled_at is null and membership.user_id::text = held.definition ->> 'ownerId') as "isOwned", coalesce(kept.initials, '') as initials
  from account
  join persona on persona.workspace_id = account.workspace_id and persona.removed_at is null
  and case when account.persona_id is null then persona.is_default else persona.id = account.persona_id end
  cross join lateral (
  select definition from persona_version as kept
  where kept.workspace_id = persona.workspace_id and kept.persona_id = persona.id
  order by version desc limit 1) as held
  left join persona_initials as kept on kept.workspace_id = persona.workspace_id
  and kept.persona_id = persona.id and kept.user_id = $1::uuid
  where account.workspace_id = $2 and account.id = $3::uuid;

-- guideline.recentReplies
select "text"
  from "outbound"
  where "account_id" = $1
  and "action" in ($2, $3)
  and "automatic" is null
  and "visibility" = $4
  and "state" in ($5, $6, $7, $8, $9)
  order by "id" desc
  limit $10;

-- guideline.saidBefore
select "identity"."handle", left("post"."text", $1) as "text"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."network" = $2
  and ("post"."native_id" in ($3, $4) or "post"."root" = $5 or "post"."conversation" = $6)
  and "post"."id" <> $7
  and "post"."created_at" <= $8
  and "post"."deleted_at" is null
  order by "post"."created_at" desc
  limit $9;

-- guideline.saidInPrivate
select "post"."id", "post"."visibility", "post"."account_id" as "accountId", left("post"."text", $1) as "text"
  from "case_post"
  inner join "post" on "post"."workspace_id" = "case_post"."workspace_id"
  and "post"."id" = "case_post"."post_id"
  where "case_post"."case_id" = $2
  and "post"."deleted_at" is null
  order by "case_post"."post_id" desc
  limit $3;
select "id", "visibility", "account_id" as "accountId", left("text", $1) as "text"
  from "post"
  where "identity_id" = $2
  and "visibility" = $3
  and "deleted_at" is null
  order by "id" desc
  limit $4;
select "post"."id", "post"."visibility", "post"."account_id" as "accountId", left("post"."text", $1) as "text"
  from "case_post"
  inner join "post" on "post"."workspace_id" = "case_post"."workspace_id"
  and "post"."id" = "case_post"."post_id"
  where "case_post"."case_id" in (select "id"
  from "support_case"
  where ("id" = $2 or "identity_id" = $3))
  and "post"."visibility" = $4
  and "post"."account_id" is not null
  and "post"."deleted_at" is null
  and not exists (select "outbound"."id"
  from "outbound"
  where "outbound"."post_id" = "post"."id"
  and "outbound"."automatic" is not null)
  order by "case_post"."post_id" desc
  limit $5;
select left("text", $1) as "text"
  from "outbound"
  where "case_id" in (select "id"
  from "support_case"
  where ("id" = $2 or "identity_id" = $3))
  and "action" = $4
  and "automatic" is null
  and "state" in ($5, $6, $7, $8)
  order by "id" desc
  limit $9;

-- guideline.saidSince
select "native_id" as "nativeId", left("text", $1) as "text", "created_at" as "createdAt"
  from "post"
  where "identity_id" = $2
  and "id" <> $3
  and "created_at" > $4
  and "deleted_at" is null
  and "kind" <> $5
  order by "id" desc
  limit $6;
select "native_id" as "nativeId", left("text", $1) as "text", "seen_at" as "createdAt"
  from "window_post"
  where "network" = $2
  and "author_native_id" = $3
  and "id" > $4
  order by "id" desc
  limit $5;

-- guideline.unanswered
select count(*) as "count"
  from "outbound"
  inner join "support_case" on "support_case"."workspace_id" = "outbound"."workspace_id"
  and "support_case"."id" = "outbound"."case_id"
  where "outbound"."case_id" = $1
  and "outbound"."action" in ($2, $3)
  and "outbound"."automatic" is null
  and "outbound"."state" in ($4, $5, $6, $7, $8)
  and "outbound"."created_at" > "support_case"."last_inbound_at";

-- guideline.writer
select "signature"
  from "membership"
  where "workspace_id" = $1
  and "user_id" = $2;
select "waiting_since"
  from "support_case"
  where "assignee_id" = $1
  and "state" = $2
  limit $3;
select "created_at"
  from "outbound"
  where "created_by" = $1
  and "created_at" >= $2
  order by "id" desc
  limit $3;
