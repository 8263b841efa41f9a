-- ledger.enteredAt
select "post_id" as "postId", "entered_at" as "enteredAt"
  from "inbound_ledger"
  where "post_id" = any($1::uuid[]);

-- ledger.insert
select "post"."id", "identity"."followers", "post"."reposts"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."id" = any($1::uuid[]);
insert into inbound_ledger (workspace_id, post_id, brand_id, network, lang, origin, state, reason, note,
  later_until, decided_by, decided_at, case_id, entered_at, settled_at, version, block, monitor_ids, judgements, judged, priority,
  weight)
  select $1::uuid, l."postId", l."brandId", l.network, l.lang, l.origin, l.state, l.reason, l.note,
  l."laterUntil", l."decidedBy", l."decidedAt", l."caseId", $2::timestamptz, l."settledAt", l.version,
  coalesce((select block from post_search where post_id = l."postId"), 0),
  array(select monitor_id from monitor_match where post_id = l."postId"), l.judgements, l.judged, l.priority, l.weight
  from json_to_recordset($3::json) as l ("postId" uuid, "brandId" uuid, network text, lang text,
  origin text, state text, reason text, note text, "laterUntil" timestamptz, "decidedBy" uuid,
  "decidedAt" timestamptz, "caseId" uuid, "settledAt" timestamptz, version int, judgements jsonb,
  judged text[], priority smallint, weight smallint);

-- ledger.judge
select "post_id", "origin"
  from "inbound_ledger"
  where "post_id" = any($1::uuid[])
  order by "post_id" for no key update;
select "post"."id", "identity"."followers", "post"."reposts"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."id" = any($1::uuid[]);
update inbound_ledger as l
  set judgements = j.judgements, judged = j.judged, priority = j.priority, weight = j.weight, version = l.version + 1
  from json_to_recordset($1::json)
  as j ("postId" uuid, judgements jsonb, judged text[], priority smallint, weight smallint)
  where l.post_id = j."postId";

-- ledger.lock
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."brand_id" as "brandId", "inbound_ledger"."network", "inbound_ledger"."lang", "inbound_ledger"."origin", "inbound_ledger"."state", "inbound_ledger"."reason", "inbound_ledger"."note", "inbound_ledger"."later_until" as "laterUntil", "inbound_ledger"."decided_by" as "decidedBy", "inbound_ledger"."decided_at" as "decidedAt", "inbound_ledger"."case_id" as "caseId", "inbound_ledger"."settled_at" as "settledAt", "inbound_ledger"."version"
  from "inbound_ledger"
  where "inbound_ledger"."post_id" = any($1::uuid[])
  order by "inbound_ledger"."post_id"
  for no key update of "inbound_ledger";

-- ledger.lockDueLater
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."brand_id" as "brandId", "inbound_ledger"."network", "inbound_ledger"."lang", "inbound_ledger"."origin", "inbound_ledger"."state", "inbound_ledger"."reason", "inbound_ledger"."note", "inbound_ledger"."later_until" as "laterUntil", "inbound_ledger"."decided_by" as "decidedBy", "inbound_ledger"."decided_at" as "decidedAt", "inbound_ledger"."case_id" as "caseId", "inbound_ledger"."settled_at" as "settledAt", "inbound_ledger"."version"
  from "inbound_ledger"
  where "inbound_ledger"."state" = $1
  and "inbound_ledger"."later_until" <= $2
  order by "inbound_ledger"."later_until"
  limit $3
  for no key update of "inbound_ledger" skip locked;

-- ledger.lockLaterOf
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."brand_id" as "brandId", "inbound_ledger"."network", "inbound_ledger"."lang", "inbound_ledger"."origin", "inbound_ledger"."state", "inbound_ledger"."reason", "inbound_ledger"."note", "inbound_ledger"."later_until" as "laterUntil", "inbound_ledger"."decided_by" as "decidedBy", "inbound_ledger"."decided_at" as "decidedAt", "inbound_ledger"."case_id" as "caseId", "inbound_ledger"."settled_at" as "settledAt", "inbound_ledger"."version"
  from "inbound_ledger"
  inner join "post" on "post"."workspace_id" = "inbound_ledger"."workspace_id"
  and "post"."id" = "inbound_ledger"."post_id"
  where "inbound_ledger"."state" = $1
  and "post"."identity_id" = any($2::uuid[])
  order by "inbound_ledger"."post_id"
  for no key update of "inbound_ledger";

-- ledger.lockOfCase
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."brand_id" as "brandId", "inbound_ledger"."network", "inbound_ledger"."lang", "inbound_ledger"."origin", "inbound_ledger"."state", "inbound_ledger"."reason", "inbound_ledger"."note", "inbound_ledger"."later_until" as "laterUntil", "inbound_ledger"."decided_by" as "decidedBy", "inbound_ledger"."decided_at" as "decidedAt", "inbound_ledger"."case_id" as "caseId", "inbound_ledger"."settled_at" as "settledAt", "inbound_ledger"."version"
  from "inbound_ledger"
  where "inbound_ledger"."case_id" = $1
  order by "inbound_ledger"."post_id"
  for no key update of "inbound_ledger";

-- ledger.read
select "inbound_ledger"."post_id" as "postId", "inbound_ledger"."brand_id" as "brandId", "inbound_ledger"."network", "inbound_ledger"."lang", "inbound_ledger"."origin", "inbound_ledger"."state", "inbound_ledger"."reason", "inbound_ledger"."note", "inbound_ledger"."later_until" as "laterUntil", "inbound_ledger"."decided_by" as "decidedBy", "inbound_ledger"."decided_at" as "decidedAt", "inbound_ledger"."case_id" as "caseId", "inbound_ledger"."settled_at" as "settledAt", "inbound_ledger"."version"
  from "inbound_ledger"
  where "inbound_ledger"."post_id" = $1;

-- ledger.save
update "inbound_ledger"
  set "brand_id" = $1, "lang" = $2, "origin" = $3, "state" = $4, "reason" = $5, "note" = $6, "later_until" = $7, "decided_by" = $8, "decided_at" = $9, "case_id" = $10, "settled_at" = $11, "version" = "version" + $12
  where "post_id" = $13
  returning "post_id";

-- ledger.waitingBy
select "post"."id"
  from "post"
  inner join "inbound_ledger" as "entry" on "entry"."workspace_id" = "post"."workspace_id"
  and "entry"."post_id" = "post"."id"
  where "post"."identity_id" = any($1::uuid[])
  and "entry"."state" in ($2, $3)
  order by "post"."id" desc
  limit $4;

-- ledger.weigh
select "post_id" as "postId", "origin", "judgements", "weight"
  from "inbound_ledger"
  where "post_id" = any($1::uuid[])
  and "state" in ($2, $3)
  order by "post_id" for no key update;
select "post"."id", "identity"."followers", "post"."reposts"
  from "post"
  inner join "identity" on "identity"."workspace_id" = "post"."workspace_id"
  and "identity"."id" = "post"."identity_id"
  where "post"."id" = any($1::uuid[]);
update inbound_ledger as l set weight = w.weight, version = l.version + 1
  from json_to_recordset($1::json) as w ("postId" uuid, weight smallint)
  where l.post_id = w."postId";
