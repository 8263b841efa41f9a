// What members say of the posts a monitor finds, kept by the version that found them.
import { sql } from 'kysely';
import type { Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

export type HitLabel = 'relevant' | 'not_relevant';

export interface LabelKey {
  monitorId: string;
  version: number;
  postId: string;
  userId: string;
}

/** The version meant: `asked`, or the present one for null. Errors: `not_found` for a monitor or version that is not there. */
export async function expectMonitorVersion(
  trx: WorkspaceTransaction,
  monitorId: string,
  asked: number | null,
): Promise<number> {
  const row = await trx
    .selectFrom('monitor')
    .innerJoin('monitor_version', (join) =>
      join
        .onRef('monitor_version.workspace_id', '=', 'monitor.workspace_id')
        .onRef('monitor_version.monitor_id', '=', 'monitor.id'),
    )
    .select('monitor_version.version')
    .where('monitor.id', '=', monitorId)
    .where('monitor.archived_at', 'is', null)
    .where('monitor_version.version', '=', (select) =>
      asked === null ? select.ref('monitor.version') : select.val(asked),
    )
    .executeTakeFirst();
  if (row === undefined) throw notFound(asked === null ? 'monitor' : 'monitor or version of it');
  return row.version;
}

/** Errors: `not_found` for a post that nobody heard, or that the window forgot. */
export async function writeLabel(
  trx: WorkspaceTransaction,
  change: Change,
  { monitorId, version, postId, userId }: LabelKey,
  label: HitLabel | null,
): Promise<void> {
  if (label === null) {
    await trx
      .deleteFrom('monitor_label')
      .where('monitor_id', '=', monitorId)
      .where('monitor_version', '=', version)
      .where('post_id', '=', postId)
      .where('user_id', '=', userId)
      .execute();
    return;
  }
  await expectHeard(trx, postId);
  const said = { relevant: label === 'relevant', labelled_at: change.at };
  await trx
    .insertInto('monitor_label')
    .values({
      workspace_id: change.workspaceId,
      monitor_id: monitorId,
      monitor_version: version,
      post_id: postId,
      user_id: userId,
      ...said,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'monitor_id', 'post_id', 'monitor_version', 'user_id'])
        .doUpdateSet(said),
    )
    .execute();
}

async function expectHeard(trx: WorkspaceTransaction, postId: string): Promise<void> {
  const { rows } = await sql<{ heard: boolean }>`
    select exists (select from post where id = ${postId}::uuid)
      or exists (select from window_post where id = ${postId}::uuid) as heard`.execute(trx);
  if (rows[0]?.heard !== true) throw notFound('post');
}

/** By version: how many posts were labelled, and how many of them relevant; each post by its last label. */
export async function labelCounts(
  trx: WorkspaceTransaction,
  monitorId: string,
): Promise<Map<number, { count: number; of: number }>> {
  const { rows } = await sql<{ version: number; count: number; of: number }>`
    select version, (count(*) filter (where relevant))::int as count, count(*)::int as of
    from (
      select distinct on (monitor_version, post_id) monitor_version as version, relevant
      from monitor_label where monitor_id = ${monitorId}::uuid
      order by monitor_version, post_id, labelled_at desc, user_id
    ) as last group by version`.execute(trx);
  return new Map(rows.map(({ version, ...counts }) => [version, counts]));
}

export interface LabelRow {
  postId: string;
  label: HitLabel;
  by: { id: string; name: string };
  at: string;
}

const mostRows = 1_000;

/** Of one version, newest first, at most 1,000. */
export async function labelRows(
  trx: WorkspaceTransaction,
  monitorId: string,
  version: number,
): Promise<LabelRow[]> {
  const rows = await trx
    .selectFrom('monitor_label')
    .innerJoin('app_user', 'app_user.id', 'monitor_label.user_id')
    .select(['post_id as postId', 'relevant', 'labelled_at as at', 'app_user.id as userId', 'app_user.name'])
    .where('monitor_id', '=', monitorId)
    .where('monitor_version', '=', version)
    .orderBy('labelled_at', 'desc')
    .orderBy('post_id', 'desc')
    .limit(mostRows)
    .execute();
  return rows.map(({ postId, relevant, at, userId, name }) => ({
    postId,
    label: labelOf(relevant),
    by: { id: userId, name },
    at,
  }));
}

/** What was said last of each labelled post under any version: by anybody, and by `userId` (null for nobody). */
export async function lastLabels(
  trx: WorkspaceTransaction,
  monitorId: string,
  userId: string | null,
): Promise<{ all: Map<string, HitLabel>; own: Map<string, HitLabel> }> {
  const rows = await trx
    .selectFrom('monitor_label')
    .select(['post_id as postId', 'user_id as userId', 'relevant'])
    .where('monitor_id', '=', monitorId)
    .orderBy('labelled_at')
    .orderBy('user_id', 'desc')
    .execute();
  const all = new Map<string, HitLabel>();
  const own = new Map<string, HitLabel>();
  for (const row of rows) {
    all.set(row.postId, labelOf(row.relevant));
    if (row.userId === userId) own.set(row.postId, labelOf(row.relevant));
  }
  return { all, own };
}

function labelOf(relevant: boolean): HitLabel {
  return relevant ? 'relevant' : 'not_relevant';
}
