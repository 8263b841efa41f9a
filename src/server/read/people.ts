// Reading identities as views.
import type { IdentityView } from '../../contract/views.ts';
import { avatarAddress } from '../media/address.ts';

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
    avatarUrl: avatarAddress('identities', row.identity_id, row.identity_avatar_url),
    bio: row.identity_bio,
    followers: row.identity_followers,
    following: row.identity_following,
    posts: row.identity_posts,
    url: row.identity_url,
  };
}
