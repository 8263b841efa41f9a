// Keeps what networks that call us have told: once each, in order, until it was taken in and can be no replay.
import { sql, type Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import {
  deletionsKeptForMs,
  keptForMs,
  type DeliveryToKeep,
  type WebhookInbox,
} from '../domain/webhooks/inbox.ts';
import { inWorkspace, readInWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';
import { notFound } from './versions.ts';
import { storableJson } from './work/json.ts';

/** What of one account may wait for its listener; beyond, whoever sends is told to come back. */
const mostWaiting = { deliveries: 50_000, bytes: 500_000_000 };
const comeBackMs = 60_000;
/** Kinds of sources that take nothing in of what an account is told. */
const withoutCalls = ['search', 'stream'];
/** How far a listener has taken them in: its cursor begins with it, or is an object with it (X’s). */
const placeInCursor = '(?:^|"calls":)([0-9]{1,18})(?=[ ,}]|$)';

/** Errors: too_many_requests while too much waits for a listener. What was taken in, and is kept for replays only, does not count. */
export async function expectRoom(trx: WorkspaceTransaction, accountId: string): Promise<void> {
  const { rows } = await sql<{ deliveries: number; bytes: number }>`
    select count(*)::int as deliveries, coalesce(sum(bytes), 0)::float8 as bytes from (
      select pg_column_size(body) as bytes from webhook_delivery
      where account_id = ${accountId} and seq > coalesce((
        select min(coalesce(substring(cursor from ${placeInCursor}::text)::bigint, 0)) from source
        where account_id = ${accountId} and removed_at is null and kind <> all(${withoutCalls}::text[])
      ), 0)
      limit ${mostWaiting.deliveries}
    ) as waiting`.execute(trx);
  const [waiting] = rows;
  if (waiting === undefined) return;
  if (waiting.deliveries < mostWaiting.deliveries && waiting.bytes < mostWaiting.bytes) return;
  const text = 'Too many deliveries wait to be taken in. Come back later.';
  throw new AppError('too_many_requests', text, { retryAfterMs: comeBackMs });
}

/** Whether what an account is told goes anywhere: with its source removed, nobody reads it. */
export async function isHeard(trx: WorkspaceTransaction, accountId: string): Promise<boolean> {
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .where('kind', 'not in', withoutCalls)
    .limit(1)
    .executeTakeFirst();
  return source !== undefined;
}

/** Nothing that came to an account is kept once nobody hears it. */
export async function forgetDeliveries(trx: WorkspaceTransaction, accountId: string): Promise<void> {
  await trx.deleteFrom('webhook_delivery').where('account_id', '=', accountId).execute();
}

/** The same of an account that is gone, with the pages of a form's visitors; what they said stays with its cases. */
export async function forgetAllTold(trx: WorkspaceTransaction, accountId: string): Promise<void> {
  await forgetDeliveries(trx, accountId);
  await trx.deleteFrom('form_talk').where('account_id', '=', accountId).execute();
}

/** The sealed secrets that calls to an account are checked by, held until the end. Errors: not_found for one that is gone. */
export async function holdSecrets(trx: WorkspaceTransaction, accountId: string): Promise<Uint8Array | null> {
  // Numbers become visible in their order, so that no listener passes one by.
  const account = await trx
    .selectFrom('account')
    .select('secrets')
    .where('id', '=', accountId)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (account === undefined) throw notFound('account');
  return account.secrets;
}

/**
 * Keeps deliveries to an account that is held, and answers the event ids of those that did not come before. What is told of a post that
 * was taken back is kept empty: networks bring what they could not deliver late, and in any order.
 */
export async function keepDeliveries(
  trx: WorkspaceTransaction,
  { workspaceId, accountId }: { workspaceId: string; accountId: string },
  deliveries: readonly (DeliveryToKeep & { at: string })[],
): Promise<Set<string>> {
  const { rows } = await sql<{ eventId: string; postId: string | null }>`
    insert into webhook_delivery (workspace_id, account_id, event_id, post_id, is_deletion, body, received_at)
    select ${workspaceId}::uuid, ${accountId}::uuid, d."eventId", d."postId", d."isDeletion",
      case when not d."isDeletion" and exists (
        select from webhook_delivery as gone
        where gone.account_id = ${accountId} and gone.post_id = d."postId" and gone.is_deletion and gone.body is not null
      ) then null else d.body end, d.at
    from rows from (json_to_recordset(${storableJson(deliveries)}::json)
      as ("eventId" text, "postId" text, "isDeletion" boolean, body text, at timestamptz))
      with ordinality as d ("eventId", "postId", "isDeletion", body, at, place)
    order by d.place
    on conflict do nothing
    returning event_id as "eventId", post_id as "postId"`.execute(trx);
  const isDeletion = new Set(deliveries.filter((one) => one.isDeletion).map(({ eventId }) => eventId));
  const deleted = rows.filter(({ eventId, postId }) => postId !== null && isDeletion.has(eventId));
  if (deleted.length > 0) await emptyTold(trx, accountId, deleted);
  return new Set(rows.map(({ eventId }) => eventId));
}

/** Empties what was told of each post that was deleted. */
async function emptyTold(
  trx: WorkspaceTransaction,
  accountId: string,
  deleted: readonly { postId: string | null }[],
): Promise<void> {
  await sql`
    update webhook_delivery as told set body = null
    from json_to_recordset(${storableJson(deleted)}::json) as gone ("postId" text)
    where told.account_id = ${accountId} and told.post_id = gone."postId" and not told.is_deletion
      and told.body is not null`.execute(trx);
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
    tidy: ({ workspaceId, accountId }, seq, idsForMs = keptForMs) =>
      inWorkspace(db, workspaceId, async (trx) => {
        await trx
          .updateTable('webhook_delivery')
          .set({ body: null })
          .where('account_id', '=', accountId)
          .where('seq', '<=', seq)
          .where('is_deletion', '=', false)
          .where('body', 'is not', null)
          .where('received_at', '<', new Date(now() - keptForMs).toISOString())
          .execute();
        await trx
          .deleteFrom('webhook_delivery')
          .where('account_id', '=', accountId)
          .where('seq', '<=', seq)
          .where(({ and, eb, or }) => {
            const before = (ms: number) => eb('received_at', '<', new Date(now() - ms).toISOString());
            return or([and([eb('is_deletion', '=', false), before(idsForMs)]), before(deletionsKeptForMs)]);
          })
          .execute();
      }),
  };
}
