// The people of the practice network, as PostgreSQL keeps them.
import { sql, type Selectable } from 'kysely';
import type { NewPerson, PersonKind, PracticePerson } from '../../domain/practice/records.ts';
import type { WorkspaceTransaction } from '../database.ts';
import type { PracticePersonTable } from '../practice-tables.ts';
import { appendPracticeEvent } from './append.ts';
import { dropImages, imagesOf } from './images.ts';

const peopleMax = 500;

type PersonRow = Omit<Selectable<PracticePersonTable>, 'workspace_id' | 'token_hash' | 'place'> & {
  posts: number;
};

function selectPeople(trx: WorkspaceTransaction) {
  return trx.selectFrom('practice_person').select((select) => [
    'id',
    'kind',
    'handle',
    'display_name',
    'bio',
    'lang',
    'voice',
    'dm_open',
    'followers',
    'following',
    'created_at',
    'gone_at',
    select
      .selectFrom('practice_post')
      .select(sql<number>`count(*)::int`.as('count'))
      .whereRef('practice_post.workspace_id', '=', 'practice_person.workspace_id')
      .whereRef('practice_post.author_id', '=', 'practice_person.id')
      .where('practice_post.visibility', '=', 'public')
      .where('practice_post.deleted_at', 'is', null)
      .as('posts'),
  ]);
}

function toPerson(row: Omit<PersonRow, 'posts'> & { posts: number | null }): PracticePerson {
  return {
    id: row.id,
    kind: row.kind,
    handle: row.handle,
    displayName: row.display_name,
    bio: row.bio,
    lang: row.lang,
    voice: row.voice,
    dmOpen: row.dm_open,
    followers: row.followers,
    following: row.following,
    posts: row.posts ?? 0,
    createdAt: row.created_at,
    goneAt: row.gone_at,
  };
}

export async function person(trx: WorkspaceTransaction, id: string): Promise<PracticePerson | null> {
  return (await peopleById(trx, [id])).get(id) ?? null;
}

export async function peopleById(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<Map<string, PracticePerson>> {
  if (ids.length === 0) return new Map();
  const rows = await selectPeople(trx)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

export async function personByHandle(
  trx: WorkspaceTransaction,
  handle: string,
): Promise<PracticePerson | null> {
  const row = await selectPeople(trx).where('handle', '=', handle.toLowerCase()).executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}

export async function personNamed(
  trx: WorkspaceTransaction,
  displayName: string,
): Promise<PracticePerson | null> {
  const row = await selectPeople(trx)
    .where('display_name', '=', displayName)
    .where('kind', '<>', 'account')
    .where('gone_at', 'is', null)
    .orderBy('place')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}

export async function people(trx: WorkspaceTransaction, kind?: PersonKind): Promise<PracticePerson[]> {
  let query = selectPeople(trx).where('gone_at', 'is', null).orderBy('place').limit(peopleMax);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return (await query.execute()).map(toPerson);
}

export async function addPerson(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  person: NewPerson,
): Promise<PracticePerson | null> {
  const row = await trx
    .insertInto('practice_person')
    .values({
      workspace_id: workspaceId,
      id,
      kind: person.kind,
      handle: person.handle.toLowerCase(),
      display_name: person.displayName,
      bio: person.bio,
      lang: person.lang,
      voice: person.voice,
      dm_open: person.dmOpen,
      followers: person.followers,
      token_hash: null,
      created_at: person.at,
      gone_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'handle']).doNothing())
    .returning([
      'id',
      'kind',
      'handle',
      'display_name',
      'bio',
      'lang',
      'voice',
      'dm_open',
      'followers',
      'following',
      'created_at',
      'gone_at',
    ])
    .executeTakeFirst();
  return row === undefined ? null : toPerson({ ...row, posts: 0 });
}

export async function changePerson(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  change: Partial<Pick<PracticePerson, 'displayName' | 'bio' | 'lang' | 'dmOpen'>>,
  at: string,
): Promise<PracticePerson | null> {
  const found = await person(trx, id);
  if (found === null || found.goneAt !== null) return null;
  const next = { ...found, ...change };
  await trx
    .updateTable('practice_person')
    .set({ display_name: next.displayName, bio: next.bio, lang: next.lang, dm_open: next.dmOpen })
    .where('id', '=', id)
    .execute();
  await appendPracticeEvent(trx, workspaceId, { type: 'profile', at, personId: id });
  return next;
}

export async function removePerson(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  at: string,
): Promise<boolean> {
  const gone = await trx
    .updateTable('practice_person')
    .set({ gone_at: at, display_name: '', bio: '', token_hash: null })
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  if (gone.numUpdatedRows === 0n) return false;
  await dropImages(trx, await imagesOf(trx, 'author_id', id));
  await trx
    .updateTable('practice_post')
    .set({ deleted_at: at, text: '', mentions: '[]', images: '[]' })
    .where('author_id', '=', id)
    .where('deleted_at', 'is', null)
    .execute();
  await trx.deleteFrom('practice_edge').where('person_id', '=', id).execute();
  await appendPracticeEvent(trx, workspaceId, { type: 'gone', at, personId: id });
  return true;
}

export async function setTokenHash(
  trx: WorkspaceTransaction,
  personId: string,
  hash: string | null,
): Promise<void> {
  await trx.updateTable('practice_person').set({ token_hash: hash }).where('id', '=', personId).execute();
}

export async function tokenHash(trx: WorkspaceTransaction, personId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('practice_person')
    .select('token_hash')
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.token_hash ?? null;
}
