// Jobs put into the queue by the transaction that needs them: they exist only if it commits.
import { sql } from 'kysely';
import { storableJson } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface JobToEnqueue {
  task: string;
  payload: Record<string, unknown>;
  /** ISO 8601 UTC; at once when absent. */
  runAt?: string;
  /** The same key is the same job, moved; one that runs already is not touched, and another is queued behind it. */
  key?: string;
  /** Of the jobs of one queue, one runs at a time. */
  queue?: string;
}

export async function enqueueJob(
  { trx, workspaceId }: WorkScope,
  { task, payload, runAt, key, queue }: JobToEnqueue,
): Promise<void> {
  await sql`select graphile_worker.add_job(identifier => ${task}::text, payload => ${storableJson({ ...payload, workspaceId })}::json,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text, job_key_mode => 'replace',
    queue_name => ${queue ?? null}::text)`.execute(trx);
}
