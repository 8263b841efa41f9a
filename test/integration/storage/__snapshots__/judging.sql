-- judging.activate
select "base"
  from "team_model"
  where "lang" = $1
  and "version" = $2;
update "team_model"
  set "state" = $1
  where "lang" = $2
  and "state" = $3
  and "version" <> $4;
update "team_model"
  set "state" = $1
  where "lang" = $2
  and "state" = $3
  and "version" < $4;
update "team_model"
  set "state" = $1
  where "lang" = $2
  and "version" = $3;

-- judging.active
select "lang", "version", "base", "weights"
  from "team_model"
  where "state" = $1
  order by "lang";

-- judging.activeKey
select coalesce(string_agg(lang || ' ' || version, ',' order by lang), '') as key
  from team_model where state = 'active';

-- judging.activeVersions
select "lang", "version", "base"
  from "team_model"
  where "state" = $1
  order by "lang";

-- judging.addQuestions
insert into other_question (workspace_id, post_id)
  select post.workspace_id, post.id from post
  where post.workspace_id = $1::uuid and post.id = any($2::uuid[])
  order by post.id on conflict do nothing;

-- judging.choices
select "choice"."lang", "choice"."version", "choice"."chosen_at" as "at", "app_user"."id", "app_user"."name"
  from "team_model_choice" as "choice"
  left join "app_user" on "app_user"."id" = "choice"."chosen_by"
  order by "choice"."lang";

-- judging.choose
insert into "team_model_choice" ("workspace_id", "lang", "version", "chosen_by", "chosen_at")
  values ($1, $2, $3, $4, $5)
  on conflict ("workspace_id", "lang") do update
  set "version" = $6, "chosen_by" = $7, "chosen_at" = $8;

-- judging.correctionsOf
select "post_id" as "postId", "kind", "value", "said", "p", "others", "lang", "corrected_by" as "by", "corrected_at" as "at"
  from "judgement_correction"
  where "post_id" = any($1::uuid[])
  and "outdated_at" is null
  order by "post_id", "kind";

-- judging.dropChoice
delete
  from "team_model_choice"
  where "lang" = $1;

-- judging.dropQuestions
delete
  from "other_question"
  where "post_id" = any($1::uuid[]);

-- judging.earlierText
select text from post_version
  where post_id = $1 and date_trunc('milliseconds', replaced_at) > $2::timestamptz
  order by version limit 1;

-- judging.entries
select "entry"."post_id" as "postId", "post"."text", "entry"."lang", "entry"."brand_id" as "brandId", "entry"."network", "entry"."judgements", "post"."edited_at" as "editedAt", "post"."deleted_at" as "deletedAt"
  from "inbound_ledger" as "entry"
  inner join "post" on "post"."workspace_id" = "entry"."workspace_id"
  and "post"."id" = "entry"."post_id"
  where "post"."id" = any($1::uuid[])
  order by "post"."id";

-- judging.insertModel
select max("version") as "version"
  from "team_model"
  where "lang" = $1;
insert into "team_model" ("workspace_id", "lang", "version", "state", "made_at", "made_by", "base", "learnt_from", "held_back", "took_ms", "is_refitted", "figures", "otherwise", "weights")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
delete
  from "team_model"
  where "lang" = $1
  and "state" <> $2
  and "version" <= $3;

-- judging.lastLearnt
select "version", "learnt_from", "held_back", "made_at"
  from "team_model"
  where "lang" = $1
  and "base" = $2
  order by "version" desc
  limit $3;

-- judging.learnable
select said.lang, post.network, count(*)::int as count
  from judgement_correction as said
  join post on post.workspace_id = said.workspace_id and post.id = said.post_id
  where said.lang is not null and post.deleted_at is null and said.outdated_at is null
  group by 1, 2;

-- judging.lockModels
select pg_advisory_xact_lock(hashtextextended($1, 0));

-- judging.newest
select "entry"."post_id" as "postId", "post"."text", "entry"."lang", "entry"."brand_id" as "brandId", "entry"."network", "entry"."judgements", "post"."edited_at" as "editedAt", "post"."deleted_at" as "deletedAt"
  from "inbound_ledger" as "entry"
  inner join "post" on "post"."workspace_id" = "entry"."workspace_id"
  and "post"."id" = "entry"."post_id"
  where "post"."deleted_at" is null
  order by "entry"."post_id" desc
  limit $1;

-- judging.newestLangs
select lang from (
  select lang from inbound_ledger where workspace_id = current_workspace() order by post_id desc limit $1
  ) as newest
  where lang is not null group by lang order by count(*) desc, lang;

-- judging.offer
update "team_model"
  set "state" = $1
  where "lang" = $2
  and "version" = $3;

-- judging.offered
select max("version") as "version"
  from "team_model"
  where "lang" = $1
  and "base" = $2
  and "state" = $3;

-- judging.outdate
update "judgement_correction"
  set "outdated_at" = $1
  where "post_id" = $2
  and "outdated_at" is null;

-- judging.putCorrection
delete
  from "judgement_correction"
  where "post_id" = $1
  and "kind" = $2
  and "outdated_at" is not null;
insert into "judgement_correction" ("workspace_id", "post_id", "kind", "said", "p", "others", "lang", "value", "corrected_by", "corrected_at", "outdated_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict ("workspace_id", "post_id", "kind") do update
  set "value" = $12, "corrected_by" = $13, "corrected_at" = $14;

-- judging.putOutdated
insert into "judgement_correction" ("workspace_id", "post_id", "kind", "lang", "p", "others", "value", "said", "corrected_by", "corrected_at", "outdated_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict ("workspace_id", "post_id", "kind") do update
  set "value" = $12, "said" = $13, "corrected_by" = $14, "corrected_at" = $15, "outdated_at" = $16
  where "judgement_correction"."outdated_at" is not null;

-- judging.questions
select "post_id"
  from "other_question"
  order by "post_id"
  limit $1;

-- judging.removeCorrection
delete
  from "judgement_correction"
  where "post_id" = $1
  and "kind" = $2;

-- judging.saidSince
select count(*)::int as count from (
  select from judgement_correction
  where lang = $1 and corrected_at > $2::timestamptz limit $3
  ) as said;

-- judging.toLearn
select * from (
  select said.post_id as "postId", said.kind, said.value, post.text, post.network, entry.brand_id as "brandId"
  from judgement_correction as said
  join post on post.workspace_id = said.workspace_id and post.id = said.post_id
  join inbound_ledger as entry on entry.workspace_id = said.workspace_id and entry.post_id = said.post_id
  where said.lang = $1 and post.deleted_at is null and said.outdated_at is null
  order by said.corrected_at desc, said.post_id, said.kind limit $2
  ) as newest order by "postId", kind;

-- judging.waitingAfter
select "post_id"
  from "inbound_ledger"
  where "state" in ($1, $2)
  and "lang" = $3
  and "post_id" > $4
  order by "post_id"
  limit $5;

-- judging.weightsOf
select "weights"
  from "team_model"
  where "lang" = $1
  and "version" = $2;
