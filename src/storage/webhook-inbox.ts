// Keeps what networks that call us have told: once each, in order, until it was taken in and can be no replay.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { keptForMs, type DeliveryToKeep, type WebhookInbox } from '../domain/webhooks/inbox.ts';
import { inWorkspace, readInWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';
import { notFound } from './versions.ts';

/** Deliveries of one account that wait for a listener; beyond, whoever sends is told to come back. */
const mostWaiting = 10_000;
const comeBackMs = 60_000;

/**
 * Keeps a delivery. Errors: not_found for an account that is gone, already_exists for one that came before, too_many_requests
 * while too many wait.
 */
export async function keepDelivery(
  trx: WorkspaceTransaction,
  of: { workspaceId: string; accountId: string; at: string },
  { eventId, postId, isDeletion, body }: DeliveryToKeep,
): Promise<void> {
  const { accountId, at } = of;
  // Held until the end: numbers become visible in their order, so that no listener passes one by.
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (account === undefined) throw notFound('account');
  const { waiting } = await trx
    .selectFrom('webhook_delivery')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (waiting >= mostWaiting) {
    const text = 'Too many deliveries wait to be taken in. Come back later.';
    throw new AppError('too_many_requests', text, { retryAfterMs: comeBackMs });
  }
  if (isDeletion && postId !== null) {
    await trx
      .updateTable('webhook_delivery')
      .set({ body: null })
      .where('account_id', '=', accountId)
      .where('post_id', '=', postId)
      .where('body', 'is not', null)
      .execute();
  }
  const kept = await trx
    .insertInto('webhook_delivery')
    .values({
      workspace_id: of.workspaceId,
      account_id: accountId,
      event_id: eventId,
      post_id: postId,
      body,
      received_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (kept === undefined) throw new AppError('already_exists', `The event "${eventId}" was taken before.`);
}

/** What listeners read of it. */
export function createWebhookInbox(db: Kysely<Database>, now: () => number): WebhookInbox {
  return {
    after: ({ workspaceId, accountId }, seq, limit) =>
      readInWorkspace(db, workspaceId, async (trx) => {
        const rows = await trx
          .selectFrom('webhook_delivery')
          .select(['seq', 'body', 'received_at as receivedAt'])
          .where('account_id', '=', accountId)
          .where('seq', '>', seq)
          .where('body', 'is not', null)
          .orderBy('seq')
          .limit(limit)
          .execute();
        return rows.flatMap(({ body, ...row }) => (body === null ? [] : [{ ...row, body }]));
      }),
    tidy: ({ workspaceId, accountId }, seq) =>
      inWorkspace(db, workspaceId, async (trx) => {
        await trx
          .deleteFrom('webhook_delivery')
          .where('account_id', '=', accountId)
          .where('seq', '<=', seq)
          .where('received_at', '<', new Date(now() - keptForMs).toISOString())
          .execute();
      }),
  };
}
