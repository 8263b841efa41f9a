-- drafting.beginnings
select "id", "text"
  from "snippet"
  where "id" in ($1);
select "id", "title", "url", "lang"
  from "article"
  where "id" in ($1);
select "id", "text"
  from "model_draft"
  where "id" in ($1);

-- drafting.keepModelDraft
select "id"
  from "post"
  where "id" = $1
  and "deleted_at" is null for share;
insert into "model_draft" ("workspace_id", "id", "case_id", "post_id", "model", "text", "asked_by", "asked_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8);

-- drafting.keepUses
insert into "starting_point_use" ("workspace_id", "outbound_id", "kind", "source_id", "kept", "own", "used_at")
  values ($1, $2, $3, $4, $5, $6, $7), ($8, $9, $10, $11, $12, $13, $14);
update "snippet"
  set "used_at" = $1
  where "id" in ($2);
update "article"
  set "used_at" = $1
  where "id" in ($2);

-- drafting.lateModelDrafts
select "text"
  from "model_draft"
  where "id" >= $1
  order by "id" desc
  limit $2;

-- drafting.modelDrafts
select "text"
  from "model_draft"
  where "case_id" = $1
  order by "id" desc
  limit $2;

-- drafting.saidInPublic
select "post"."text", "post"."account_id" as "accountId", "identity"."handle", "identity"."display_name" as "displayName", "post"."identity_id" = "support_case"."identity_id" as "isCustomer"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  inner join "support_case" on "support_case"."workspace_id" = "post"."workspace_id"
  and "support_case"."id" = $1
  where "post"."network" = $2
  and "post"."visibility" = $3
  and "post"."kind" <> $4
  and "post"."deleted_at" is null
  and ("post"."id" in (select "case_post"."post_id"
  from "case_post"
  where "case_post"."case_id" = $5) or "post"."native_id" in ($6, $7, $8) or "post"."root" = $9)
  order by "post"."created_at" desc, "post"."id" desc
  limit $10;

-- drafting.signatures
select array(
  select signature from membership where workspace_id = $1 and signature <> ''
  union
  select definition->>'signature' from persona_version
  where workspace_id = $2 and definition->>'signature' <> ''
  ) as signatures,
  array(
  select distinct initials from persona_initials where workspace_id = $3
  ) as initials;

-- drafting.templates
select "text"
  from "snippet"
  where "archived_at" is null
  and ("account_id" is null or "account_id" = $1)
  and ("brand_id" is null or "brand_id" = $2)
  order by "used_at" desc nulls last, "id" desc
  limit $3;
