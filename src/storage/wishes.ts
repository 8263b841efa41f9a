// The posts that a monitor found, as wishes are read from them, and what people said of wishes by hand.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { uuidFloor } from './uuid.ts';
import { notFound } from './versions.ts';

export interface WishPostRow {
  id: string;
  person: string;
  text: string;
  createdAt: string;
  reposts: number;
  acknowledged: boolean;
}

/** By when posts came in, in epoch milliseconds; null: no bound. */
export interface WishSpan {
  sinceMs: number | null;
  untilMs: number | null;
}

/**
 * The newest `limit` posts of others that a monitor found, without reposts and what was deleted. Acknowledged: answered, or liked by an
 * account of ours that has not taken it back; a like on the network's own page counts when that was opened.
 */
export async function wishPostRows(
  trx: WorkspaceTransaction,
  monitorId: string,
  { sinceMs, untilMs }: WishSpan,
  limit: number,
): Promise<WishPostRow[]> {
  let query = trx
    .selectFrom('monitor_match as hit')
    .innerJoin('post', (join) =>
      join.onRef('post.workspace_id', '=', 'hit.workspace_id').onRef('post.id', '=', 'hit.post_id'),
    )
    .leftJoin('inbound_ledger as entry', (join) =>
      join.onRef('entry.workspace_id', '=', 'hit.workspace_id').onRef('entry.post_id', '=', 'hit.post_id'),
    )
    .select([
      'post.id',
      'post.identity_id as person',
      'post.text',
      'post.created_at as createdAt',
      'post.reposts',
      sql<boolean>`(coalesce(entry.state = 'answered', false) or exists (
        select from outbound as said
        where said.workspace_id = hit.workspace_id and said.target_post_id = hit.post_id
          and ((said.action in ('reply', 'dm') and said.state = 'sent')
            or (said.action = 'like' and said.state in ('sent', 'opened') and not exists (
              select from outbound as undone
              where undone.workspace_id = said.workspace_id and undone.target_post_id = said.target_post_id
                and undone.account_id = said.account_id and undone.action = 'unlike' and undone.state = 'sent'
                and undone.id > said.id)))))`.as('acknowledged'),
    ])
    .where('hit.monitor_id', '=', monitorId)
    .where('post.account_id', 'is', null)
    .where('post.deleted_at', 'is', null)
    .where('post.visibility', '=', 'public')
    .where('post.kind', '<>', 'repost')
    .orderBy('hit.post_id', 'desc')
    .limit(limit);
  if (sinceMs !== null) query = query.where('hit.post_id', '>=', uuidFloor(sinceMs));
  if (untilMs !== null) query = query.where('hit.post_id', '<', uuidFloor(untilMs));
  return query.execute();
}

/** More names of ours than this are not told apart from what is wished for. */
const mostNames = 500;

/** How people may call us: the workspace, its brands and accounts. Not its products: “dark mode” in one or another is another wish. */
export async function ourNames(
  trx: WorkspaceTransaction,
  workspaceId: string,
): Promise<{ names: string[]; handles: string[] }> {
  const company = trx.selectFrom('workspace').select('name').where('id', '=', workspaceId);
  const brands = trx.selectFrom('brand').select('name').where('archived_at', 'is', null).limit(mostNames);
  const accounts = trx
    .selectFrom('account')
    .select(['handle', 'display_name as name'])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(mostNames);
  const shown = await accounts.execute();
  const named = [...(await company.execute()), ...(await brands.execute()), ...shown];
  return { names: named.map(({ name }) => name), handles: shown.map(({ handle }) => handle) };
}

export type WishCorrectionKind = 'same' | 'none' | 'own';

export interface WishCorrectionRow {
  id: string;
  kind: WishCorrectionKind;
  /** Hexadecimal, as `sameAs`. */
  spelling: string;
  sameAs: string | null;
  by: { id: string; name: string } | null;
  at: string;
}

/** Newest first: of a spelling the first row holds, and those behind it hold again when it is taken back. */
export async function wishCorrectionRows(
  trx: WorkspaceTransaction,
  monitorId: string,
): Promise<WishCorrectionRow[]> {
  const rows = await trx
    .selectFrom('wish_correction as said')
    .leftJoin('app_user', 'app_user.id', 'said.corrected_by')
    .select([
      'said.correction_id as id',
      'said.kind',
      'said.spelling',
      'said.same_as as sameAs',
      'said.corrected_at as at',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('said.monitor_id', '=', monitorId)
    .orderBy('said.correction_id', 'desc')
    .orderBy('said.spelling')
    .execute();
  return rows.map(({ userId, userName, spelling, sameAs, ...row }) => ({
    ...row,
    spelling: spelling.toString('hex'),
    sameAs: sameAs?.toString('hex') ?? null,
    by: userId === null || userName === null ? null : { id: userId, name: userName },
  }));
}

export interface WishCorrection {
  id: string;
  kind: WishCorrectionKind;
  spellings: readonly string[];
  sameAs: string | null;
}

/** A ranking reads them all; more than the spellings that one ranking has. */
const mostCorrections = 5_000;

/**
 * Keeps what was said of spellings; it goes before what was said of them earlier. Errors: `not_found` for a monitor that is not there,
 * `invalid_input` where a wish would be the same as itself, `limit_reached`.
 */
export async function writeWishCorrection(
  trx: WorkspaceTransaction,
  change: Change,
  monitorId: string,
  { id, kind, spellings, sameAs }: WishCorrection,
): Promise<void> {
  await lockMonitor(trx, monitorId);
  const into = sameAs === null ? null : Buffer.from(sameAs, 'hex');
  // A group may hold the spelling that it is put to: that one stays what it is.
  const others = [...new Set(spellings)].filter((spelling) => spelling !== sameAs);
  const rows = others.map((spelling) => ({
    workspace_id: change.workspaceId,
    monitor_id: monitorId,
    spelling: Buffer.from(spelling, 'hex'),
    correction_id: id,
    kind,
    same_as: into,
    corrected_by: change.actorId,
    corrected_at: change.at,
  }));
  if (rows.length === 0) {
    throw new AppError('invalid_input', 'A wish cannot be the same as itself. Name another one.', {
      where: 'body.sameAs',
    });
  }
  await trx.insertInto('wish_correction').values(rows).execute();
  const { count } = await trx
    .selectFrom('wish_correction')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('monitor_id', '=', monitorId)
    .executeTakeFirstOrThrow();
  if (count > mostCorrections) {
    throw new AppError(
      'limit_reached',
      `A monitor holds ${String(mostCorrections)} corrected spellings of wishes. Take back some that are not needed any more.`,
    );
  }
  await tell(trx, change, 'monitor.wishes_corrected', monitorId, { correction: id, kind });
}

/** What was said earlier of the same spellings holds again. Errors: `not_found`. */
export async function deleteWishCorrection(
  trx: WorkspaceTransaction,
  change: Change,
  monitorId: string,
  id: string,
): Promise<void> {
  const gone = await trx
    .deleteFrom('wish_correction')
    .where('monitor_id', '=', monitorId)
    .where('correction_id', '=', id)
    .returning('spelling')
    .execute();
  if (gone.length === 0) throw notFound('correction of wishes');
  await tell(trx, change, 'monitor.wish_correction_taken_back', monitorId, { correction: id });
}

async function lockMonitor(trx: WorkspaceTransaction, id: string): Promise<void> {
  const row = await trx
    .selectFrom('monitor')
    .select('id')
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound('monitor');
}
