-- append
insert into "event" ("workspace_id", "at", "actor_id", "type", "subject", "subject_id", "data")
  values ($1, $2, $3, $4, $5, $6, $7);
select pg_notify($1, $2);

-- enqueue
select graphile_worker.add_job(identifier => $1::text, payload => $2::json,
  run_at => $3::timestamptz, job_key => $4::text, job_key_mode => $5::text,
  queue_name => $6::text, max_attempts => $7::int);
