// Reading identities and members as views.
import type { IdentityView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';

/** Columns of `identity`, prefixed so that they can be joined to anything. */
export const identityColumns = [
  'identity.id as identity_id',
  'identity.network as identity_network',
  'identity.native_id as identity_native_id',
  'identity.handle as identity_handle',
  'identity.display_name as identity_display_name',
  'identity.avatar_url as identity_avatar_url',
  'identity.bio as identity_bio',
  'identity.followers as identity_followers',
  'identity.following as identity_following',
  'identity.posts as identity_posts',
  'identity.url as identity_url',
] as const;

export interface IdentityColumns {
  identity_id: string;
  identity_network: string;
  identity_native_id: string;
  identity_handle: string;
  identity_display_name: string;
  identity_avatar_url: string | null;
  identity_bio: string;
  identity_followers: number | null;
  identity_following: number | null;
  identity_posts: number | null;
  identity_url: string | null;
}

export function identityOf(row: IdentityColumns): IdentityView {
  return {
    id: row.identity_id,
    network: row.identity_network,
    nativeId: row.identity_native_id,
    handle: row.identity_handle,
    displayName: row.identity_display_name,
    avatarUrl: row.identity_avatar_url,
    bio: row.identity_bio,
    followers: row.identity_followers,
    following: row.identity_following,
    posts: row.identity_posts,
    url: row.identity_url,
  };
}

/** Names of users, for “who did it”; ids that are unknown are left out. */
export async function personRefs(
  trx: WorkspaceTransaction,
  ids: readonly (string | null)[],
): Promise<Map<string, { id: string; name: string }>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await trx
    .selectFrom('membership')
    .innerJoin('app_user', 'app_user.id', 'membership.user_id')
    .select(['app_user.id', 'app_user.name'])
    .where('app_user.id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
