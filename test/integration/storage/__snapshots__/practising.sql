-- practising.keep
insert into "practice_reply" ("workspace_id", "outbound_id", "session_id", "run_id", "text", "findings", "story_ms")
  values ($1, $2, $3, $4, $5, $6, $7);

-- practising.storyOf
select "session"."id" as "sessionId", "run"."id" as "runId", "run"."play", "run"."ticked_at" as "tickedAt"
  from "practice_session" as "session"
  inner join "practice_session_run" as "played" on "played"."workspace_id" = "session"."workspace_id"
  and "played"."session_id" = "session"."id"
  inner join "practice_run" as "run" on "run"."workspace_id" = "played"."workspace_id"
  and "run"."id" = "played"."run_id"
  inner join "practice_post" as "post" on "post"."workspace_id" = "run"."workspace_id"
  and "post"."run_id" = "run"."id"
  where "session"."user_id" = $1
  and "session"."ended_at" is null
  and post.id::text = $2 for share of "session";
