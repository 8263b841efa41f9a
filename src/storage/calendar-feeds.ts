// Secret addresses of accounts' calendars, one in use for each account; only their hashes are kept.
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

export interface CalendarFeedRow {
  createdAt: string;
  readAt: string | null;
}

/** The one in use. */
export function calendarFeedRow(
  trx: WorkspaceTransaction,
  accountId: string,
): Promise<CalendarFeedRow | undefined> {
  return trx
    .selectFrom('calendar_feed')
    .select(['created_at as createdAt', 'read_at as readAt'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Puts this one in the place of the one in use. Errors: not_found for an account that is gone. */
export async function insertCalendarFeed(
  trx: WorkspaceTransaction,
  change: Change,
  { id, accountId, tokenHash }: { id: string; accountId: string; tokenHash: Buffer },
): Promise<CalendarFeedRow> {
  // Of two at once the second revokes the first one's.
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (account === undefined) throw notFound('account');
  await revokeRows(trx, change, accountId);
  await trx
    .insertInto('calendar_feed')
    .values({
      workspace_id: change.workspaceId,
      id,
      account_id: accountId,
      token_hash: tokenHash,
      created_by: change.actorId,
      created_at: change.at,
      read_at: null,
      revoked_at: null,
    })
    .execute();
  await tell(trx, change, 'account.calendar_made', accountId);
  return { createdAt: change.at, readAt: null };
}

/** Errors: not_found where none is in use. */
export async function revokeCalendarFeedRow(
  trx: WorkspaceTransaction,
  change: Change,
  accountId: string,
): Promise<void> {
  if ((await revokeRows(trx, change, accountId)) === 0) throw notFound('calendar');
  await tell(trx, change, 'account.calendar_revoked', accountId);
}

async function revokeRows(trx: WorkspaceTransaction, { at }: Change, accountId: string): Promise<number> {
  const rows = await trx
    .updateTable('calendar_feed')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length;
}

export interface CalendarToShow {
  feedId: string;
  readAt: string | null;
  accountId: string;
  handle: string;
  displayName: string;
}

/** What an address in use shows; nothing for any other one, and for an account that was removed. */
export function findCalendar(
  trx: WorkspaceTransaction,
  tokenHash: Buffer,
): Promise<CalendarToShow | undefined> {
  return trx
    .selectFrom('calendar_feed as feed')
    .innerJoin('account', (join) =>
      join
        .onRef('account.workspace_id', '=', 'feed.workspace_id')
        .onRef('account.id', '=', 'feed.account_id'),
    )
    .select([
      'feed.id as feedId',
      'feed.read_at as readAt',
      'account.id as accountId',
      'account.handle',
      'account.display_name as displayName',
    ])
    .where('feed.token_hash', '=', tokenHash)
    .where('feed.revoked_at', 'is', null)
    .where('account.removed_at', 'is', null)
    .executeTakeFirst();
}

export async function touchCalendarFeed(trx: WorkspaceTransaction, id: string, at: string): Promise<void> {
  await trx.updateTable('calendar_feed').set({ read_at: at }).where('id', '=', id).execute();
}
