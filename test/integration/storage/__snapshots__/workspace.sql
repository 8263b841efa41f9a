-- workspace.brandNames
select b.id, array_prepend(b.name, coalesce(
  (select array_agg(n.name order by p.id, n.nth)
  from product as p, unnest(array_prepend(p.name, p.aliases)) with ordinality as n (name, nth)
  where p.brand_id = b.id and p.archived_at is null), '{}')) as names
  from brand as b where b.archived_at is null;

-- workspace.members
select "membership"."user_id" as "userId", "membership"."role", "membership"."on_shift" as "onShift", "membership"."languages", "membership"."last_assigned_at" as "lastAssignedAt", (select count(*)::int as "open"
  from "support_case"
  where "support_case"."workspace_id" = "membership"."workspace_id"
  and "support_case"."assignee_id" = "membership"."user_id"
  and "support_case"."state" in ($1, $2)) as "openCases"
  from "membership"
  where "membership"."workspace_id" = $3
  and "membership"."removed_at" is null
  order by "membership"."user_id";

-- workspace.monitors
select "id", "version", "query", "brand_id" as "brandId"
  from "monitor"
  where "active" = $1
  and "archived_at" is null
  order by "id";

-- workspace.monitorsKey
select encode(sha256(convert_to(coalesce(string_agg(id || ' ' || version, ',' order by id), ''), 'UTF8')), 'hex') as key
  from monitor where active and archived_at is null;

-- workspace.settings
select "settings"
  from "workspace"
  where "id" = $1;

-- workspace.touchAssigned
update "membership"
  set "last_assigned_at" = $1
  where "workspace_id" = $2
  and "user_id" = $3;
