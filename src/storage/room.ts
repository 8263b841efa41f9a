// How many of each thing there may be, so that no member can fill the host; counted where the new one is made.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { WorkspaceTransaction } from './database.ts';

/** Far above what a company needs, far below what hurts. docs/operations.md names them. */
export const mostOf = {
  workspaces: 20,
  brands: 100,
  products: 1_000,
  monitors: 500,
  accounts: 100,
  sources: 300,
  invites: 200,
  tokens: 100,
  views: 100,
  snippets: 500,
  articles: 500,
  personas: 200,
  pictures: 500,
} as const;

type Room = Exclude<keyof typeof mostOf, 'workspaces' | 'pictures'>;

const counted: Record<Room, { what: string; from: ReturnType<typeof sql>; remedy: string }> = {
  brands: {
    what: 'brands',
    from: sql`brand where archived_at is null`,
    remedy: 'Rename one that is no longer used.',
  },
  products: { what: 'products', from: sql`product where archived_at is null`, remedy: 'Remove some first.' },
  monitors: { what: 'monitors', from: sql`monitor where archived_at is null`, remedy: 'Remove some first.' },
  accounts: {
    what: 'connected accounts',
    from: sql`account where removed_at is null`,
    remedy: 'Disconnect some first.',
  },
  sources: { what: 'sources', from: sql`source where removed_at is null`, remedy: 'Remove some first.' },
  invites: {
    what: 'open invites',
    from: sql`invite where used_at is null and expires_at > now()`,
    remedy: 'Take some back, or wait until they are used.',
  },
  views: { what: 'views of the candidates', from: sql`candidate_view`, remedy: 'Remove some first.' },
  snippets: {
    what: 'snippets',
    from: sql`snippet where archived_at is null`,
    remedy: 'Put some away first.',
  },
  personas: { what: 'personas', from: sql`persona where removed_at is null`, remedy: 'Remove some first.' },
  articles: {
    what: 'help articles',
    from: sql`article where archived_at is null`,
    remedy: 'Put some away first.',
  },
  tokens: { what: 'API tokens', from: sql`api_token where revoked_at is null`, remedy: 'Revoke some first.' },
};

/** Refuses one more of a kind in the transaction's workspace. Call it before the insert. Errors: `limit_reached`. */
export async function expectRoom(trx: WorkspaceTransaction, workspaceId: string, kind: Room): Promise<void> {
  const { what, from, remedy } = counted[kind];
  // Of two at once the second counts the first.
  await lock(trx, `room ${kind} ${workspaceId}`);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${from}`.execute(trx);
  if ((rows[0]?.count ?? 0) >= mostOf[kind])
    throw full(kind, `A workspace has at most ${mostOf[kind]} ${what}. ${remedy}`);
}

/** Refuses one more workspace of an owner. Errors: `limit_reached`. */
export async function expectRoomForWorkspace(trx: WorkspaceTransaction, userId: string): Promise<void> {
  await lock(trx, `room workspaces ${userId}`);
  await sql`select set_config('kizuki.user_id', ${userId}, true)`.execute(trx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from membership
    where user_id = ${userId}::uuid and role = 'owner' and removed_at is null`.execute(trx);
  // From here on the transaction sees its own workspace only, as it was opened.
  await sql`select set_config('kizuki.user_id', '', true)`.execute(trx);
  if ((rows[0]?.count ?? 0) >= mostOf.workspaces) {
    throw full(
      'workspaces',
      `One person owns at most ${mostOf.workspaces} workspaces. Make somebody else the owner of one.`,
    );
  }
}

/** Refuses one more picture of a member who uploaded very many in the last day. Errors: `limit_reached`. */
export async function expectRoomForPicture(
  trx: WorkspaceTransaction,
  userId: string,
  at: string,
): Promise<void> {
  await lock(trx, `room pictures ${userId}`);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from attachment
    where uploaded_by = ${userId}::uuid and created_at > ${at}::timestamptz - interval '1 day'`.execute(trx);
  if ((rows[0]?.count ?? 0) >= mostOf.pictures) {
    throw full('pictures', `One person uploads at most ${mostOf.pictures} pictures a day. Go on tomorrow.`);
  }
}

async function lock(trx: WorkspaceTransaction, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
}

function full(of: keyof typeof mostOf, message: string): AppError {
  return new AppError('limit_reached', message, { data: { of, most: mostOf[of] } });
}
