// Posts as the stages keep them: stored in batches with their matches, one statement each.
import { sql } from 'kysely';
import type { MonitorMatch } from '../../domain/listening/matcher.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import { identityNativeId, markAuthorGone, refreshIdentities, saveIdentities } from './identities.ts';
import { insertMalformed, type HeardSource, type MalformedItem } from './malformed.ts';
import { rawJson, referenceOf, storableJson } from './json.ts';
import {
  addReposts,
  buryPosts,
  editPost,
  forgetWrittenIn,
  lastWrittenIn,
  livingPostsIn,
  livingPostsOf,
} from './post-changes.ts';
import { byIds, byNativeIds, newestInConversation } from './post-rows.ts';
import type { WorkScope } from './scope.ts';
import { insertSearch } from './post-search.ts';
import { insertWindow, type WindowPost } from './window.ts';

/** A post to be stored, with what was decided about it. */
export interface PostToStore {
  id: string;
  post: Post;
  identityId: string;
  accountId: string | null;
  sourceId: string | null;
  lang: string | null;
  raw: unknown;
}

export function createPostStore(scope: WorkScope) {
  return {
    byNativeIds: (network: string, nativeIds: readonly string[]) => byNativeIds(scope, network, nativeIds),
    byIds: (ids: readonly string[]) => byIds(scope, ids),
    newestInConversation: (network: string, conversation: string) =>
      newestInConversation(scope, network, conversation),
    saveIdentities: (network: string, authors: readonly Author[], at: string) =>
      saveIdentities(scope, network, authors, at),
    refreshIdentities: (network: string, authors: readonly Author[], at: string) =>
      refreshIdentities(scope, network, authors, at),
    markAuthorGone: (network: string, nativeId: string, gone: { at: string; forgetAs?: string }) =>
      markAuthorGone(scope, network, nativeId, gone),
    identityNativeId: (identityId: string) => identityNativeId(scope, identityId),
    insert: (posts: readonly PostToStore[], seenAt: string) => insertPosts(scope, posts, seenAt),
    replaceMatches: (postId: string, matches: MonitorMatch[]) => replaceMatches(scope, postId, matches),
    insertMatches: (rows: readonly { postId: string; matches: MonitorMatch[] }[]) =>
      insertMatches(scope, rows),
    insertMalformed: (source: HeardSource, rows: readonly MalformedItem[], at: string) =>
      insertMalformed(scope, source, rows, at),
    insertWindow: (posts: readonly WindowPost[], seenAt: string) => insertWindow(scope, posts, seenAt),
    edit: (postId: string, post: Post, editedAt: string) => editPost(scope, { postId, post, editedAt }),
    bury: (network: string, nativeIds: readonly string[], deletedAt: string) =>
      buryPosts(scope, network, nativeIds, deletedAt),
    livingOf: (network: string, authorNativeId: string) => livingPostsOf(scope, network, authorNativeId),
    lastWrittenIn: (network: string, conversation: string) => lastWrittenIn(scope, network, conversation),

    livingIn: (network: string, conversation: string) => livingPostsIn(scope, network, conversation),
    forgetWrittenIn: (network: string, conversation: string) => forgetWrittenIn(scope, network, conversation),
    addReposts: (network: string, counts: ReadonlyMap<string, number>) => addReposts(scope, network, counts),
  };
}

/** Answers the ids that were new; a post already held is left as it is. */
async function insertPosts(
  scope: WorkScope,
  posts: readonly PostToStore[],
  seenAt: string,
): Promise<Set<string>> {
  if (posts.length === 0) return new Set();
  const input = storableJson(
    posts.map(({ post, ...row }) => {
      const { author: _, ...content } = post;
      return {
        ...content,
        replyTo: referenceOf(post.replyTo),
        root: referenceOf(post.root),
        conversation: referenceOf(post.conversation),
        ...row,
        raw: rawJson(row.raw),
      };
    }),
  );
  // Ordered, so that two batches with the same posts never wait for each other.
  const { rows } = await sql<{ id: string }>`
    insert into post (workspace_id, id, network, native_id, identity_id, account_id, source_id, kind, visibility, text,
      lang, reply_to, root, quotes, conversation, mentions, hashtags, links, media, url, ref, raw, created_at,
      seen_at)
    select ${scope.workspaceId}::uuid, p.id, p.network, p."nativeId", p."identityId", p."accountId", p."sourceId",
      p.kind, p.visibility, p.text, p.lang, p."replyTo", p.root, p.quotes, p.conversation, p.mentions, p.hashtags,
      p.links, p.media, p.url, p.ref, p.raw::jsonb, p."createdAt", ${seenAt}::timestamptz
    from json_to_recordset(${input}::json) as p (id uuid, network text, "nativeId" text, "identityId" uuid,
      "accountId" uuid, "sourceId" uuid, kind text, visibility text, text text, lang text, "replyTo" text, root text,
      quotes text, conversation text, mentions jsonb, hashtags text[], links text[], media jsonb, url text, ref jsonb,
      raw text, "createdAt" timestamptz)
    order by p."nativeId"
    on conflict (workspace_id, network, native_id) do nothing
    returning id`.execute(scope.trx);
  const stored = new Set(rows.map((row) => row.id));
  await insertSearch(
    scope,
    posts.filter(({ id }) => stored.has(id)),
  );
  return stored;
}

async function insertMatches(
  { trx, workspaceId }: WorkScope,
  rows: readonly { postId: string; matches: MonitorMatch[] }[],
): Promise<void> {
  const matches = rows.flatMap(({ postId, matches: found }) => found.map((match) => ({ postId, ...match })));
  if (matches.length === 0) return;
  await sql`
    insert into monitor_match (workspace_id, post_id, monitor_id, monitor_version, spans)
    select ${workspaceId}::uuid, m."postId", m."monitorId", m."monitorVersion", m.spans
    from json_to_recordset(${JSON.stringify(matches)}::json)
      as m ("postId" uuid, "monitorId" uuid, "monitorVersion" int, spans jsonb)
    on conflict do nothing`.execute(trx);
}

/** A post's text changed: what matched before stays as a fact without places, what matches now has its places. */
async function replaceMatches(scope: WorkScope, postId: string, matches: MonitorMatch[]): Promise<void> {
  await scope.trx.updateTable('monitor_match').set({ spans: '[]' }).where('post_id', '=', postId).execute();
  for (const { monitorId, monitorVersion, spans } of matches) {
    const row = { monitor_version: monitorVersion, spans: JSON.stringify(spans) };
    await scope.trx
      .insertInto('monitor_match')
      .values({ workspace_id: scope.workspaceId, post_id: postId, monitor_id: monitorId, ...row })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'post_id', 'monitor_id']).doUpdateSet(row))
      .execute();
  }
  await sql`
    update inbound_ledger set monitor_ids = array(select monitor_id from monitor_match where post_id = ${postId})
    where post_id = ${postId}`.execute(scope.trx);
}
