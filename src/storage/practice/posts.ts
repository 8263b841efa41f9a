// The posts of the practice network, their images, and who liked or shared them, as PostgreSQL keeps them.
import { sql, type Selectable } from 'kysely';
import type { NewPost, PracticePost } from '../../domain/practice/records.ts';
import type { WorkspaceTransaction } from '../database.ts';
import type { PracticePostTable } from '../practice-tables.ts';
import { appendPracticeEvent } from './append.ts';
import { dropImages, imagesOf } from './images.ts';
import { peopleById } from './people.ts';

type PostRow = Omit<Selectable<PracticePostTable>, 'workspace_id' | 'place' | 'key'> & {
  likes: number;
  reposts: number;
};

/** Newest or oldest first by the time shown, then by the order of arrival. */
type Order = 'desc' | 'asc';

function selectPosts(trx: WorkspaceTransaction) {
  const edges = (kind: 'like' | 'repost') => sql<number>`(
    select count(*)::int from practice_edge as edge
    where edge.workspace_id = practice_post.workspace_id and edge.kind = ${kind} and edge.target_id = practice_post.id)`;
  return trx
    .selectFrom('practice_post')
    .select([
      'id',
      'author_id',
      'kind',
      'visibility',
      'conversation',
      'text',
      'lang',
      'reply_to',
      'root',
      'quotes',
      'mentions',
      'images',
      'run_id',
      'created_at',
      'edited_at',
      'deleted_at',
      edges('like').as('likes'),
      edges('repost').as('reposts'),
    ]);
}

const ordered = (query: ReturnType<typeof selectPosts>, order: Order) =>
  query.orderBy('created_at', order).orderBy('place', order);

async function withAuthors(trx: WorkspaceTransaction, rows: readonly PostRow[]): Promise<PracticePost[]> {
  const authors = await peopleById(
    trx,
    rows.map((row) => row.author_id),
  );
  return rows.flatMap((row) => {
    const author = authors.get(row.author_id);
    return author === undefined ? [] : [toPost(row, author)];
  });
}

function toPost(row: PostRow, author: PracticePost['author']): PracticePost {
  return {
    id: row.id,
    author,
    kind: row.kind,
    visibility: row.visibility,
    conversation: row.conversation,
    text: row.text,
    lang: row.lang,
    replyTo: row.reply_to,
    root: row.root,
    quotes: row.quotes,
    mentions: row.mentions,
    images: row.images,
    runId: row.run_id,
    likes: row.likes,
    reposts: row.reposts,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  };
}

export async function postsById(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<Map<string, PracticePost>> {
  if (ids.length === 0) return new Map();
  const rows = await selectPosts(trx)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map((await withAuthors(trx, rows)).map((post) => [post.id, post]));
}

export async function post(trx: WorkspaceTransaction, id: string): Promise<PracticePost | null> {
  return (await postsById(trx, [id])).get(id) ?? null;
}

export async function postByKey(trx: WorkspaceTransaction, key: string): Promise<PracticePost | null> {
  const rows = await selectPosts(trx).where('key', '=', key).execute();
  return (await withAuthors(trx, rows))[0] ?? null;
}

export async function addPost(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  added: NewPost,
): Promise<{ post: PracticePost; created: boolean }> {
  const inserted = await trx
    .insertInto('practice_post')
    .values({
      workspace_id: workspaceId,
      id,
      author_id: added.authorId,
      kind: added.kind,
      visibility: added.visibility,
      conversation: added.conversation,
      text: added.text,
      lang: added.lang,
      reply_to: added.replyTo,
      root: added.root,
      quotes: added.quotes,
      mentions: JSON.stringify(added.mentions),
      images: JSON.stringify(added.images),
      run_id: added.runId,
      key: added.key,
      created_at: added.at,
      edited_at: null,
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  const found = inserted === undefined ? await postByKey(trx, added.key ?? '') : await post(trx, inserted.id);
  if (found === null) throw new Error(`The practice post ${id} was written and cannot be read.`);
  if (inserted !== undefined && added.silent !== true) {
    await appendPracticeEvent(trx, workspaceId, {
      type: 'post',
      at: added.at,
      personId: added.authorId,
      postId: inserted.id,
    });
  }
  return { post: found, created: inserted !== undefined };
}

export async function editPost(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  change: Pick<PracticePost, 'text' | 'mentions'>,
  at: string,
): Promise<PracticePost | null> {
  const row = await trx
    .updateTable('practice_post')
    .set({ text: change.text, mentions: JSON.stringify(change.mentions), edited_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('author_id')
    .executeTakeFirst();
  if (row === undefined) return null;
  await appendPracticeEvent(trx, workspaceId, { type: 'edit', at, personId: row.author_id, postId: id });
  return post(trx, id);
}

export async function deletePost(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  at: string,
): Promise<boolean> {
  const images = await imagesOf(trx, 'id', id);
  const row = await trx
    .updateTable('practice_post')
    .set({ deleted_at: at, text: '', mentions: '[]', images: '[]' })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('author_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await dropImages(trx, images);
  await appendPracticeEvent(trx, workspaceId, { type: 'delete', at, personId: row.author_id, postId: id });
  return true;
}

export async function thread(
  trx: WorkspaceTransaction,
  rootId: string,
  limit: number,
): Promise<PracticePost[]> {
  const rows = await ordered(
    selectPosts(trx)
      .where((where) => where.or([where('id', '=', rootId), where('root', '=', rootId)]))
      .where('visibility', '=', 'public')
      .where('deleted_at', 'is', null),
    'asc',
  )
    .limit(limit)
    .execute();
  return withAuthors(trx, rows);
}

export async function conversation(
  trx: WorkspaceTransaction,
  name: string,
  limit: number,
): Promise<PracticePost[]> {
  const rows = await ordered(
    selectPosts(trx).where('conversation', '=', name).where('deleted_at', 'is', null),
    'desc',
  )
    .limit(limit)
    .execute();
  return (await withAuthors(trx, rows)).toReversed();
}

export async function authorPosts(
  trx: WorkspaceTransaction,
  personId: string,
  choice: { visibility: PracticePost['visibility'] | 'any'; limit: number },
): Promise<PracticePost[]> {
  let query = selectPosts(trx).where('author_id', '=', personId).where('deleted_at', 'is', null);
  if (choice.visibility !== 'any') query = query.where('visibility', '=', choice.visibility);
  return withAuthors(trx, await ordered(query, 'desc').limit(choice.limit).execute());
}

export async function timeline(
  trx: WorkspaceTransaction,
  choice: { before: string | null; limit: number },
): Promise<PracticePost[]> {
  let query = selectPosts(trx).where('visibility', '=', 'public').where('deleted_at', 'is', null);
  if (choice.before !== null) {
    query = query.where(
      sql<boolean>`(created_at, place) < (
        select mark.created_at, mark.place from practice_post as mark
        where mark.workspace_id = practice_post.workspace_id and mark.id = ${choice.before})`,
    );
  }
  return withAuthors(trx, await ordered(query, 'desc').limit(choice.limit).execute());
}
