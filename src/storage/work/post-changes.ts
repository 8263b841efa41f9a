// Changes of posts at the source: edits kept as versions, deletions honoured in every place the content stands.
import { sql } from 'kysely';
import type { Post } from '../../domain/post/post.ts';
import { storableJson, storableText } from './json.ts';
import { removeRecords } from './heard-records.ts';
import { removeMalformed } from './malformed.ts';
import { changeSearch, removeFromSearch } from './post-search.ts';
import type { WorkScope } from './scope.ts';
import { livingInWindow, removeFromWindow } from './window.ts';

export interface PostEdit {
  postId: string;
  post: Post;
  editedAt: string;
}

/**
 * Puts the new content in and keeps the old text as a version. Answers false, and changes nothing, when text and media
 * are what we hold, or the post is gone.
 */
export async function editPost(scope: WorkScope, { postId, post, editedAt }: PostEdit): Promise<boolean> {
  const { trx, workspaceId } = scope;
  const { rows } = await sql<{ id: string }>`
    with held as (
      select id, text, media from post where id = ${postId} and deleted_at is null for no key update
    ), changed as (
      select id, text from held
      where text <> ${storableText(post.text)} or media <> ${storableJson(post.media)}::jsonb
    ), kept as (
      insert into post_version (workspace_id, post_id, version, text, replaced_at)
      select ${workspaceId}::uuid, id,
        coalesce((select max(version) from post_version where post_id = ${postId}), 0) + 1, text, ${editedAt}::timestamptz
      from changed
    )
    update post set
      text = ${storableText(post.text)},
      mentions = ${storableJson(post.mentions)}::jsonb,
      hashtags = ${post.hashtags.map(storableText)}::text[],
      links = ${post.links.map(storableText)}::text[],
      media = ${storableJson(post.media)}::jsonb,
      ref = coalesce(${post.ref === undefined ? null : storableJson(post.ref)}::jsonb, post.ref),
      edited_at = ${editedAt}::timestamptz
    from changed
    where post.id = changed.id
    returning post.id`.execute(trx);
  if (rows.length === 0) return false;
  await changeSearch(scope, postId, post);
  return true;
}

/**
 * Empties the content of posts deleted at the source, of their versions, and drops them from the window; the rows stay
 * as the fact. Answers the ids that were alive.
 */
export async function buryPosts(
  scope: WorkScope,
  network: string,
  nativeIds: readonly string[],
  deletedAt: string,
): Promise<string[]> {
  if (nativeIds.length === 0) return [];
  const names = nativeIds.map(storableText);
  await removeFromWindow(scope, network, names);
  await removeRecords(scope, network, names);
  await removeMalformed(scope, network, names);
  const { rows } = await sql<{ id: string }>`
    with found as (
      select id from post
      where network = ${network} and native_id = any(${names}::text[]) and deleted_at is null
      order by id for no key update
    )
    update post set text = '', mentions = '[]', hashtags = '{}', links = '{}', media = '[]', url = null, ref = null,
      raw = null, quotes = null, deleted_at = ${deletedAt}::timestamptz
    from found
    where post.id = found.id
    returning post.id`.execute(scope.trx);
  const ids = rows.map((row) => row.id).toSorted();
  if (ids.length > 0) {
    await removeFromSearch(scope, ids);
    await scope.trx
      .updateTable('post_version')
      .set({ text: '' })
      .where('post_id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    await forgetModelDrafts(scope, ids);
  }
  return ids;
}

/** They were written about the posts, and may say it again. What somebody began with one of them stays a model's. */
async function forgetModelDrafts({ trx }: WorkScope, postIds: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from model_draft where post_id = any(${postIds}::uuid[]) returning case_id
    )
    update draft set by_model = true where not by_model and case_id in (select case_id from gone)`.execute(
    trx,
  );
}

/** Native ids of what we hold alive of an author, the window included. */
export async function livingPostsOf(
  scope: WorkScope,
  network: string,
  authorNativeId: string,
): Promise<string[]> {
  const rows = await scope.trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select('post.native_id')
    .where('identity.network', '=', network)
    .where('identity.native_id', '=', storableText(authorNativeId))
    .where('post.deleted_at', 'is', null)
    .execute();
  const passed = await livingInWindow(scope, network, storableText(authorNativeId));
  return [...new Set([...rows.map((row) => row.native_id), ...passed])];
}

/** Native ids of what we hold alive of a conversation, our own posts too. */
export async function livingPostsIn(
  { trx }: WorkScope,
  network: string,
  conversation: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('post')
    .select('native_id')
    .where('network', '=', network)
    .where('conversation', '=', storableText(conversation))
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map((row) => row.native_id);
}

/** When somebody else than us last wrote in a conversation: UTC, ISO 8601. */
export async function lastWrittenIn(
  { trx }: WorkScope,
  network: string,
  conversation: string,
): Promise<string | null> {
  const row = await trx
    .selectFrom('post')
    .select('created_at')
    .where('network', '=', network)
    .where('conversation', '=', storableText(conversation))
    .where('account_id', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

/** Empties what was written in a conversation, drafts too, where it stands as it was written; what became of it stays. */
export async function forgetWrittenIn(
  { trx }: WorkScope,
  network: string,
  conversation: string,
): Promise<void> {
  const inIt = sql`post.workspace_id = outbound.workspace_id and post.id = outbound.target_post_id
    and post.network = ${network} and post.conversation = ${storableText(conversation)}`;
  await sql`
    update outbound set text = ''
    from post
    where ${inIt} and outbound.text <> ''`.execute(trx);
  // As it was before another person changed it.
  await sql`
    update approval set original_text = null
    from outbound, post
    where outbound.workspace_id = approval.workspace_id and outbound.id = approval.outbound_id
      and ${inIt} and approval.original_text is not null`.execute(trx);
  await sql`
    delete from draft
    using case_post, post
    where case_post.workspace_id = draft.workspace_id and case_post.case_id = draft.case_id
      and post.workspace_id = case_post.workspace_id and post.id = case_post.post_id
      and post.network = ${network} and post.conversation = ${storableText(conversation)}`.execute(trx);
}

/** Adds to the repost counts of the posts that are held. */
export async function addReposts(
  { trx }: WorkScope,
  network: string,
  counts: ReadonlyMap<string, number>,
): Promise<string[]> {
  if (counts.size === 0) return [];
  const input = storableJson([...counts].map(([nativeId, more]) => ({ nativeId, more })));
  const { rows } = await sql<{ id: string }>`
    with found as (
      select post.id, c.more
      from json_to_recordset(${input}::json) as c ("nativeId" text, more int)
      join post on post.network = ${network} and post.native_id = c."nativeId"
      order by post.id for no key update of post
    )
    update post set reposts = reposts + found.more from found where post.id = found.id
    returning post.id`.execute(trx);
  return rows.map((row) => row.id);
}
