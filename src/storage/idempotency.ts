// Idempotency keys: the same key gives the same answer without doing the work twice, for a day.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';

export interface IdempotencyClaim {
  workspaceId: string;
  key: string;
  /** Who sent it: keys of different actors never meet. */
  actor: string;
  requestHash: Buffer;
  /** ISO 8601 UTC. */
  at: string;
  /** Answers older than this are forgotten. */
  forgetBefore: string;
  /** Work that began before this and never ended is taken to have died. */
  deadBefore: string;
}

export type IdempotencyState =
  { mine: true } | { mine: false; sameRequest: boolean; status: number | null; body: unknown };

/** Claims a key, or answers who has it and with what it ended (`status` null: still being worked on). */
export async function claimKey(
  trx: WorkspaceTransaction,
  claim: IdempotencyClaim,
): Promise<IdempotencyState> {
  await trx
    .deleteFrom('idempotency_key')
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .where((where) =>
      where.or([
        where('created_at', '<', claim.forgetBefore),
        where.and([where('status', 'is', null), where('created_at', '<', claim.deadBefore)]),
      ]),
    )
    .execute();
  const claimed = await trx
    .insertInto('idempotency_key')
    .values({
      workspace_id: claim.workspaceId,
      key: claim.key,
      actor: claim.actor,
      request_hash: claim.requestHash,
      status: null,
      created_at: claim.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed !== undefined) return { mine: true };
  const held = await trx
    .selectFrom('idempotency_key')
    .select(['request_hash', 'status', 'body'])
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .executeTakeFirst();
  if (held === undefined) return { mine: false, sameRequest: true, status: null, body: null };
  return {
    mine: false,
    sameRequest: held.request_hash.equals(claim.requestHash),
    status: held.status,
    body: held.body,
  };
}

/** Keeps the answer to be replayed. */
export async function keepAnswer(
  trx: WorkspaceTransaction,
  claim: Pick<IdempotencyClaim, 'actor' | 'key'>,
  answer: { status: number; body: unknown },
): Promise<void> {
  await trx
    .updateTable('idempotency_key')
    .set({
      status: answer.status,
      body: answer.body === undefined ? null : JSON.stringify(answer.body),
    })
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .execute();
}

/** Lets a key go whose work failed, so that it can be tried again. */
export async function releaseKey(
  trx: WorkspaceTransaction,
  claim: Pick<IdempotencyClaim, 'actor' | 'key'>,
): Promise<void> {
  await trx
    .deleteFrom('idempotency_key')
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .where('status', 'is', null)
    .execute();
}

/** Deletes forgotten keys of the transaction's workspace, a bounded number at a time; answers how many. */
export async function deleteForgottenKeys(
  trx: WorkspaceTransaction,
  before: string,
  limit: number,
): Promise<number> {
  const result = await sql`
    delete from idempotency_key where ctid in (
      select ctid from idempotency_key where created_at < ${before} limit ${limit})`.execute(trx);
  return Number(result.numAffectedRows ?? 0n);
}
