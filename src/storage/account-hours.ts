// What was set for an account's hours, and what the program did by them.
import { isDeepStrictEqual } from 'node:util';
import type { SilenceCause } from '../domain/hours/silence.ts';
import type { OutboundState } from '../domain/decision/outbox.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { expectVersion } from './versions.ts';
import { storableJson } from './work/json.ts';

export interface AccountHoursRow {
  ownHours: unknown;
  dayPosts: unknown;
  afterHours: unknown;
  dayPostsSince: string | null;
  afterHoursSince: string | null;
  /** Who wrote the texts as they stand. */
  dayPostsBy: string | null;
  afterHoursBy: string | null;
  version: number;
}

const nothingSet: AccountHoursRow = {
  ownHours: null,
  dayPosts: null,
  afterHours: null,
  dayPostsSince: null,
  afterHoursSince: null,
  dayPostsBy: null,
  afterHoursBy: null,
  version: 0,
};

/** As it was stored; version 0 where nothing was. */
export async function accountHoursRow(
  trx: WorkspaceTransaction,
  accountId: string,
): Promise<AccountHoursRow> {
  const row = await selectHours(trx, accountId).executeTakeFirst();
  return row ?? nothingSet;
}

/** How the hours of an account are set, beside their version. */
export const hoursColumns = [
  'own_hours as ownHours',
  'day_posts as dayPosts',
  'after_hours as afterHours',
  'day_posts_since as dayPostsSince',
  'after_hours_since as afterHoursSince',
  'day_posts_by as dayPostsBy',
  'after_hours_by as afterHoursBy',
] as const;

function selectHours(trx: WorkspaceTransaction, accountId: string) {
  return trx
    .selectFrom('account_hours')
    .select([...hoursColumns, 'version'])
    .where('account_id', '=', accountId);
}

export interface HoursToSave {
  /** Null: the workspace's hold. */
  ownHours: object | null;
  dayPosts: object;
  afterHours: object;
  dayPostsOn: boolean;
  afterHoursOn: boolean;
}

/** What is switched on keeps the time since when it is. Errors: `version_changed`. */
export async function saveAccountHours(
  trx: WorkspaceTransaction,
  change: Change,
  accountId: string,
  next: HoursToSave,
  ifMatch: number | null,
): Promise<void> {
  const held = (await selectHours(trx, accountId).forNoKeyUpdate().executeTakeFirst()) ?? nothingSet;
  expectVersion(held, ifMatch, 'account’s hours');
  const values = {
    own_hours: next.ownHours === null ? null : storableJson(next.ownHours),
    day_posts: storableJson(next.dayPosts),
    after_hours: storableJson(next.afterHours),
    day_posts_since: next.dayPostsOn ? (held.dayPostsSince ?? change.at) : null,
    after_hours_since: next.afterHoursOn ? (held.afterHoursSince ?? change.at) : null,
    day_posts_by: isDeepStrictEqual(held.dayPosts, next.dayPosts) ? held.dayPostsBy : change.actorId,
    after_hours_by: isDeepStrictEqual(held.afterHours, next.afterHours) ? held.afterHoursBy : change.actorId,
    version: held.version + 1,
    changed_by: change.actorId,
    changed_at: change.at,
  };
  const saved = await trx
    .insertInto('account_hours')
    .values({ workspace_id: change.workspaceId, account_id: accountId, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'account_id'])
        .doUpdateSet(values)
        .where('account_hours.version', '=', held.version),
    )
    .returning('version')
    .executeTakeFirst();
  // Two who save the first ones at once both find none: the second one is told.
  if (saved === undefined) expectVersion({ version: held.version + 1 }, held.version, 'account’s hours');
  // Whoever shows the account shows its hours.
  await trx
    .updateTable('account')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute();
  await tell(trx, change, 'account.hours_changed', accountId, {
    version: held.version + 1,
    dayPosts: next.dayPostsOn,
    afterHours: next.afterHoursOn,
  });
}

export interface PostedRow {
  day: string;
  kind: 'opening' | 'closing';
  occasion: 'usual' | 'first' | 'last';
  dueAt: string;
  skipped: string | null;
  outboundId: string | null;
}

const mostShown = 20;

/** The newest openings and closings that were decided about, newest first. */
export function postedRows(trx: WorkspaceTransaction, accountId: string): Promise<PostedRow[]> {
  return trx
    .selectFrom('day_post')
    .select(['day', 'kind', 'occasion', 'due_at as dueAt', 'skipped', 'outbound_id as outboundId'])
    .where('account_id', '=', accountId)
    .orderBy('due_at', 'desc')
    .limit(mostShown)
    .execute();
}

export interface AnsweredRow {
  postId: string;
  handle: string;
  at: string;
  skipped: SilenceCause | null;
  state: OutboundState | null;
}

/** The newest posts that came while nobody was there, newest first. */
export async function answeredRows(trx: WorkspaceTransaction, accountId: string): Promise<AnsweredRow[]> {
  const rows = await trx
    .selectFrom('after_hours_answer as came')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'came.workspace_id')
        .onRef('identity.id', '=', 'came.identity_id'),
    )
    .leftJoin('outbound', (join) =>
      join
        .onRef('outbound.workspace_id', '=', 'came.workspace_id')
        .onRef('outbound.id', '=', 'came.outbound_id'),
    )
    .select([
      'came.post_id as postId',
      'identity.handle',
      'came.decided_at as at',
      'came.skipped',
      'outbound.state',
    ])
    .where('came.account_id', '=', accountId)
    .orderBy('came.decided_at', 'desc')
    .orderBy('came.post_id', 'desc')
    .limit(mostShown)
    .execute();
  // Only causes that the program knows are written there.
  return rows.map((row) => ({ ...row, skipped: row.skipped as SilenceCause | null }));
}
