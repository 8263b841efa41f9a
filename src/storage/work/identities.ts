// Authors as identities: one row per network and native id, the newest profile on it, handles kept as history.
import { sql } from 'kysely';
import type { Author } from '../../domain/post/post.ts';
import { removeRecordsBy } from './heard-records.ts';
import { removeMalformedBy } from './malformed.ts';
import { storableJson, storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

interface IdentityIds {
  id: string;
  native_id: string;
}

/**
 * Makes or refreshes identities; answers native id → our id. What an author left empty does not overwrite what is
 * known, and a row is rewritten only where something differs (once a day for an unchanged profile).
 */
export async function saveIdentities(
  scope: WorkScope,
  network: string,
  authors: readonly Author[],
  at: string,
): Promise<Map<string, string>> {
  const merged = new Map<string, Author>();
  for (const author of authors) {
    const nativeId = storableText(author.nativeId);
    const before = merged.get(nativeId);
    merged.set(nativeId, { ...(before === undefined ? author : mergeAuthors(before, author)), nativeId });
  }
  if (merged.size === 0) return new Map();
  const found = new Map<string, string>();
  for (const row of await upsert(scope, network, [...merged.values()], at)) found.set(row.native_id, row.id);
  const unchanged = [...merged.keys()].filter((nativeId) => !found.has(nativeId));
  for (const row of await readIds(scope, network, unchanged)) found.set(row.native_id, row.id);
  const ids = new Map<string, string>();
  for (const { nativeId } of authors) {
    const id = found.get(storableText(nativeId));
    if (id !== undefined) ids.set(nativeId, id);
  }
  return ids;
}

function mergeAuthors(before: Author, after: Author): Author {
  return {
    ...before,
    ...after,
    handle: after.handle || before.handle,
    displayName: after.displayName || before.displayName,
  };
}

async function upsert(
  scope: WorkScope,
  network: string,
  authors: readonly Author[],
  at: string,
): Promise<IdentityIds[]> {
  const input = storableJson(authors.map((author) => ({ id: scope.newId(), ...author })));
  // Ordered, so that two batches never wait for each other.
  const { rows } = await sql<IdentityIds>`
    with saved as (
      insert into identity as i (workspace_id, id, network, native_id, handle, display_name, avatar_url, bio,
        followers, following, posts, url, is_bot, profile_seen_at, first_seen_at)
      select ${scope.workspaceId}::uuid, a.id, ${network}, a."nativeId", a.handle, a."displayName", a."avatarUrl",
        coalesce(a.bio, ''), a.followers, a.following, a.posts, a.url, coalesce(a."isBot", false),
        case when a.handle <> '' then ${at}::timestamptz end, ${at}::timestamptz
      from json_to_recordset(${input}::json) as a (id uuid, "nativeId" text, handle text, "displayName" text,
        "avatarUrl" text, bio text, followers int, following int, posts int, url text, "isBot" boolean)
      order by a."nativeId"
      on conflict (workspace_id, network, native_id) do update set
        handle = coalesce(nullif(excluded.handle, ''), i.handle),
        display_name = coalesce(nullif(excluded.display_name, ''), i.display_name),
        avatar_url = coalesce(excluded.avatar_url, i.avatar_url),
        bio = coalesce(nullif(excluded.bio, ''), i.bio),
        followers = coalesce(excluded.followers, i.followers),
        following = coalesce(excluded.following, i.following),
        posts = coalesce(excluded.posts, i.posts),
        url = coalesce(excluded.url, i.url),
        is_bot = i.is_bot or excluded.is_bot,
        profile_seen_at = greatest(excluded.profile_seen_at, i.profile_seen_at),
        gone_at = null
      where (excluded.handle <> '' and excluded.handle <> i.handle)
        or (excluded.display_name <> '' and excluded.display_name <> i.display_name)
        or (excluded.bio <> '' and excluded.bio <> i.bio)
        or excluded.avatar_url is distinct from i.avatar_url and excluded.avatar_url is not null
        or excluded.followers is distinct from i.followers and excluded.followers is not null
        or excluded.following is distinct from i.following and excluded.following is not null
        or excluded.posts is distinct from i.posts and excluded.posts is not null
        or excluded.url is distinct from i.url and excluded.url is not null
        or excluded.is_bot and not i.is_bot
        or excluded.profile_seen_at >= coalesce(i.profile_seen_at, '-infinity') + interval '1 day'
        or i.gone_at is not null
      returning id, native_id, handle
    ), handles as (
      insert into identity_handle (workspace_id, identity_id, handle, seen_at)
      select ${scope.workspaceId}::uuid, id, handle, ${at}::timestamptz from saved where handle <> ''
      on conflict do nothing
    )
    select id, native_id from saved`.execute(scope.trx);
  return rows;
}

async function readIds(
  { trx }: WorkScope,
  network: string,
  nativeIds: readonly string[],
): Promise<IdentityIds[]> {
  if (nativeIds.length === 0) return [];
  return trx
    .selectFrom('identity')
    .select(['id', 'native_id'])
    .where('network', '=', network)
    .where('native_id', '=', sql<string>`any(${nativeIds}::text[])`)
    .execute();
}

/** Refreshes those authors that are known here, whose ids it answers; strangers get no row. */
export async function refreshIdentities(
  scope: WorkScope,
  network: string,
  authors: readonly Author[],
  at: string,
): Promise<string[]> {
  const nativeIds = authors.map((author) => storableText(author.nativeId));
  const known = new Set((await readIds(scope, network, nativeIds)).map((row) => row.native_id));
  const ours = authors.filter((author) => known.has(storableText(author.nativeId)));
  return [...(await saveIdentities(scope, network, ours, at)).values()];
}

/** The author left the network; by their own wish, all their names but `forgetAs` go too. */
export async function markAuthorGone(
  scope: WorkScope,
  network: string,
  nativeId: string,
  { at, forgetAs }: { at: string; forgetAs?: string },
): Promise<void> {
  await removeRecordsBy(scope, network, storableText(nativeId));
  await removeMalformedBy(scope, network, storableText(nativeId));
  const gone = await scope.trx
    .updateTable('identity')
    .set({
      gone_at: at,
      bio: '',
      avatar_url: null,
      ...(forgetAs === undefined ? {} : { handle: forgetAs, display_name: '' }),
    })
    .where('network', '=', network)
    .where('native_id', '=', storableText(nativeId))
    .returning('id')
    .execute();
  if (forgetAs === undefined || gone.length === 0) return;
  const ids = gone.map(({ id }) => id);
  await scope.trx.deleteFrom('identity_handle').where('identity_id', 'in', ids).execute();
}

export async function identityNativeId({ trx }: WorkScope, identityId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('identity')
    .select('native_id')
    .where('id', '=', identityId)
    .executeTakeFirst();
  return row?.native_id ?? null;
}
