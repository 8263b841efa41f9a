-- drafting.beginnings
select "id", "text"
  from "snippet"
  where "id" in ($1);

-- drafting.keepUses
insert into "starting_point_use" ("workspace_id", "outbound_id", "kind", "source_id", "kept", "own", "used_at")
  values ($1, $2, $3, $4, $5, $6, $7);
update "snippet"
  set "used_at" = $1
  where "id" in ($2);

-- drafting.templates
select "text"
  from "snippet"
  where "archived_at" is null
  and ("account_id" is null or "account_id" = $1)
  and ("brand_id" is null or "brand_id" = $2)
  order by "used_at" desc nulls last, "id" desc
  limit $3;
