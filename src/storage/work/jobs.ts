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
  /** A job of this key that waits already keeps its time. */
  keepsTime?: boolean;
  /** Of the jobs of one queue, one runs at a time. */
  queue?: string;
  /** How often it is tried before it is given up; 25 where nothing is said. */
  attempts?: number;
}

export async function enqueueJob(
  { trx, workspaceId }: WorkScope,
  { task, payload, runAt, key, keepsTime = false, queue, attempts }: JobToEnqueue,
): Promise<void> {
  await sql`select graphile_worker.add_job(identifier => ${task}::text, payload => ${storableJson({ ...payload, workspaceId })}::json,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text, job_key_mode => ${keepsTime ? 'preserve_run_at' : 'replace'}::text,
    queue_name => ${queue ?? null}::text, max_attempts => ${attempts ?? null}::int)`.execute(trx);
}
