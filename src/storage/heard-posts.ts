// What was already heard, newest first: stored posts and the rolling window, for dry runs.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Media, Mention, PostKind } from '../domain/post/post.ts';
import { searchableText } from '../domain/post/searchable-text.ts';
import type { WorkspaceTransaction } from './database.ts';
import { othersIn, type HeardPlace } from './heard-tally.ts';
import { uuidFloor } from './uuid.ts';

/** A heard post, by its id newest last, with what a query reads. */
export interface HeardPost {
  id: string;
  /** Whether a monitor found it when it came in. */
  stored: boolean;
  network: string;
  kind: PostKind;
  authorHandle: string;
  author: { nativeId: string; handle: string; followers: number | null };
  text: string;
  lang: string | null;
  mentions: Mention[];
  hashtags: string[];
  links: string[];
  media: Media[];
  seenAt: string;
}

/** Which posts: before `beforeId`, no older than `sinceMs` (epoch milliseconds), the newest `limit`. */
export interface HeardRange {
  beforeId: string;
  sinceMs: number;
  limit: number;
}

function isIn({ beforeId, sinceMs }: HeardRange, id: 'post.id' | 'window_post.id'): RawBuilder<SqlBool> {
  return sql`${sql.ref(id)} < ${beforeId}::uuid and ${sql.ref(id)} >= ${uuidFloor(sinceMs)}::uuid`;
}

function storedQuery(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select([
      'post.id',
      'post.network',
      'post.kind',
      'identity.native_id as authorNativeId',
      'identity.handle as authorHandle',
      'identity.followers',
      'post.text',
      'post.lang',
      'post.mentions',
      'post.hashtags',
      'post.links',
      'post.media',
      'post.seen_at as seenAt',
    ])
    .where('post.account_id', 'is', null)
    .where('post.deleted_at', 'is', null)
    .where('post.visibility', '=', 'public')
    .orderBy('post.id', 'desc');
}

async function storedRows(query: ReturnType<typeof storedQuery>): Promise<HeardPost[]> {
  const rows = await query.execute();
  return rows.map(({ authorNativeId, followers, ...row }) => ({
    ...row,
    stored: true,
    author: { nativeId: authorNativeId, handle: row.authorHandle, followers },
  }));
}

function windowQuery(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('window_post')
    .select([
      'id',
      'network',
      'kind',
      'author_native_id as authorNativeId',
      'author_handle as authorHandle',
      'text',
      'lang',
      'facets',
      'seen_at as seenAt',
    ])
    .orderBy('id', 'desc');
}

async function windowRows(query: ReturnType<typeof windowQuery>): Promise<HeardPost[]> {
  const rows = await query.execute();
  return rows.map(({ facets, authorNativeId, ...row }) => ({
    ...row,
    ...facets,
    stored: false,
    // The window keeps no profiles.
    author: { nativeId: authorNativeId, handle: row.authorHandle, followers: null },
  }));
}

/** Posts of others that were stored. */
export function storedPosts(trx: WorkspaceTransaction, range: HeardRange): Promise<HeardPost[]> {
  return storedRows(storedQuery(trx).where(isIn(range, 'post.id')).limit(range.limit));
}

/** Posts of the rolling window. */
export function windowPosts(trx: WorkspaceTransaction, range: HeardRange): Promise<HeardPost[]> {
  return windowRows(windowQuery(trx).where(isIn(range, 'window_post.id')).limit(range.limit));
}

/** Those of these posts that are stored and others', newest first. */
export function storedPostsOf(trx: WorkspaceTransaction, ids: readonly string[]): Promise<HeardPost[]> {
  return storedRows(storedQuery(trx).where('post.id', '=', sql<string>`any(${[...ids]}::uuid[])`));
}

/** Those of these posts that are in the window, newest first. */
export function windowPostsOf(trx: WorkspaceTransaction, ids: readonly string[]): Promise<HeardPost[]> {
  return windowRows(windowQuery(trx).where('id', '=', sql<string>`any(${[...ids]}::uuid[])`));
}

/** Posts of the window with nothing but what their searchable texts are made of, newest first. */
export interface WindowTexts {
  ids: string[];
  texts: string[];
  /** Null where there is none. */
  media: (Media[] | null)[];
}

/** The texts alone: three values instead of thousands of rows, which take longer to read than to match. */
export async function windowTexts(trx: WorkspaceTransaction, range: HeardRange): Promise<WindowTexts> {
  const { rows } = await sql<Omit<WindowTexts, 'ids'> & { ids: string | null }>`
    select string_agg(id::text, ' ') as ids, coalesce(json_agg(text), '[]') as texts,
      coalesce(json_agg(nullif(facets -> 'media', '[]')), '[]') as media
    from (
      select id, text, facets from window_post
      where ${isIn(range, 'window_post.id')}
      order by id desc limit ${range.limit}::int
    ) as newest`.execute(trx);
  const { ids = null, texts = [], media = [] } = rows[0] ?? {};
  return { ids: ids?.split(' ') ?? [], texts, media };
}

/** Ids of posts heard in slices of time, [from, until) in epoch milliseconds; each with the number of its slice. */
export async function idsOfSlices(
  trx: WorkspaceTransaction,
  place: HeardPlace,
  slices: readonly { fromMs: number; untilMs: number }[],
  most: number,
): Promise<{ slice: number; id: string }[]> {
  const from = slices.map(({ fromMs }) => uuidFloor(fromMs));
  const until = slices.map(({ untilMs }) => uuidFloor(untilMs));
  const { rows } = await sql<{ slice: number; id: string }>`
    select (s.nth - 1)::int as slice, p.id
    from rows from (unnest(${from}::uuid[]), unnest(${until}::uuid[])) with ordinality as s (low, high, nth)
    cross join lateral (
      select id from ${sql.table(place)} where id >= s.low and id < s.high ${othersIn(place)}
    ) as p limit ${most}::int`.execute(trx);
  return rows;
}

/** The text spans are offsets into. */
export function shownText(post: HeardPost): string {
  return searchableText(post);
}
