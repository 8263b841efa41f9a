// Reading cases: rows by id, pages of the queue, one case whole.
import { sql } from 'kysely';
import type { QueryOf } from '../../contract/endpoint.ts';
import type { listCases } from '../../contract/endpoints/cases.ts';
import type { CaseDetail, CaseRow, DraftView } from '../../contract/views.ts';
import { searchQuestionOf } from '../../domain/listening/search-text.ts';
import { AppError } from '../../domain/errors.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { casesWith } from '../../storage/search.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { outboundRows } from './outbound.ts';
import { identityColumns, identityOf, personRefs } from './people.ts';
import { matchesOf, postRows } from './posts.ts';

const snippetLength = 200;

/** Cases by id; order does not matter. */
export async function caseRows(trx: WorkspaceTransaction, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('support_case as c')
    .innerJoin('identity', (join) =>
      join.onRef('identity.workspace_id', '=', 'c.workspace_id').onRef('identity.id', '=', 'c.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.workspace_id', '=', 'c.workspace_id').onRef('post.id', '=', 'c.newest_post_id'),
    )
    .selectAll('c')
    .select(identityColumns)
    .select(['post.visibility', sql<string>`left(post.text, ${snippetLength})`.as('snippet')])
    .where('c.id', 'in', [...ids])
    .execute();
  const people = await personRefs(
    trx,
    rows.map((row) => row.assignee_id),
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    brandId: row.brand_id,
    network: row.network,
    accountId: row.account_id,
    identity: identityOf(row),
    state: row.state,
    origin: row.origin,
    assignee: row.assignee_id === null ? null : (people.get(row.assignee_id) ?? null),
    outcome: row.outcome,
    lang: row.lang,
    snippet: row.snippet,
    visibility: row.visibility,
    threadVersion: row.thread_version,
    openedAt: row.opened_at,
    firstPostAt: row.first_post_at,
    firstSeenAt: row.first_seen_at,
    firstAnswerAt: row.first_answer_at,
    firstReactionMs: row.first_reaction_ms,
    firstReactionBusinessMs: row.first_reaction_business_ms,
    lastInboundAt: row.last_inbound_at,
    lastOutboundAt: row.last_outbound_at,
    closedAt: row.closed_at,
    version: row.version,
  }));
}

/** A page of cases: closed ones newest first, others with the customer who has waited longest first. */
export async function casesPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof listCases>,
  userId: string | null,
): Promise<{ rows: CaseRow[]; nextCursor: string | null }> {
  const newestFirst = query.state === 'closed' || query.q !== undefined;
  const direction = newestFirst ? 'desc' : 'asc';
  let select = trx
    .selectFrom('support_case')
    .select(['id', 'last_inbound_at'])
    .orderBy('last_inbound_at', direction)
    .orderBy('id', direction)
    .limit(query.limit + 1);
  if (query.state !== undefined) select = select.where('state', '=', query.state);
  if (query.brandId !== undefined) select = select.where('brand_id', '=', query.brandId);
  if (query.network !== undefined) select = select.where('network', '=', query.network);
  if (query.assignee === 'nobody') select = select.where('assignee_id', 'is', null);
  else if (query.assignee === 'me') select = select.where('assignee_id', '=', userId);
  else if (query.assignee !== undefined) select = select.where('assignee_id', '=', query.assignee);
  if (query.q !== undefined) {
    const question = searchQuestionOf(query.q);
    if (question === null) return { rows: [], nextCursor: null };
    select = select.where('id', 'in', casesWith(question));
  }
  if (query.cursor !== undefined) {
    const [at = '', id = ''] = readCursor(query.cursor, 2);
    const compare = newestFirst ? sql`<` : sql`>`;
    select = select.where(sql<boolean>`(last_inbound_at, id) ${compare} (${at}::timestamptz, ${id}::uuid)`);
  }
  const found = await select.execute();
  const page = found.slice(0, query.limit);
  const rows = new Map(
    (
      await caseRows(
        trx,
        page.map((row) => row.id),
      )
    ).map((row) => [row.id, row]),
  );
  const last = page.at(-1);
  const nextCursor =
    found.length > query.limit && last !== undefined ? writeCursor([last.last_inbound_at, last.id]) : null;
  return { rows: page.flatMap((row) => rows.get(row.id) ?? []), nextCursor };
}

export type CaseParts = Omit<CaseDetail, 'allowed'>;

/** Most posts, notes and sends of one case that are shown. */
const maxShown = 500;

/** A case whole, but for what the networks allow. Errors: not_found. */
export async function caseParts(
  trx: WorkspaceTransaction,
  id: string,
  userId: string | null,
): Promise<CaseParts> {
  const [row] = await caseRows(trx, [id]);
  if (row === undefined) throw new AppError('not_found', 'There is no such case.');
  const postIds = (
    await trx
      .selectFrom('case_post')
      .select('post_id')
      .where('case_id', '=', id)
      .orderBy('post_id', 'desc')
      .limit(maxShown)
      .execute()
  ).map((post) => post.post_id);
  const posts = await postRows(trx, postIds);
  const outboundIds = (
    await trx
      .selectFrom('outbound')
      .select('id')
      .where('case_id', '=', id)
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
  ).map((one) => one.id);
  const outbound = await outboundRows(trx, outboundIds);
  return {
    case: row,
    posts: posts.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id)),
    matches: Object.fromEntries(await matchesOf(trx, postIds)),
    notes: await notesOf(trx, id),
    outbound: outbound.toSorted((a, b) => a.id.localeCompare(b.id)),
    draft: userId === null ? null : await draftOf(trx, id, userId),
    earlierCases: (await casesOfIdentity(trx, row.identity.id)).filter((one) => one.id !== id),
  };
}

/** The newest 20 cases of one identity. */
export async function casesOfIdentity(trx: WorkspaceTransaction, identityId: string): Promise<CaseRow[]> {
  const ids = await trx
    .selectFrom('support_case')
    .select('id')
    .where('identity_id', '=', identityId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  const rows = await caseRows(
    trx,
    ids.map((one) => one.id),
  );
  return rows.toSorted((a, b) => b.id.localeCompare(a.id));
}

type NoteView = CaseDetail['notes'][number];

async function notesOf(trx: WorkspaceTransaction, caseId: string): Promise<NoteView[]> {
  const ids = await trx
    .selectFrom('case_note')
    .select('id')
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(maxShown)
    .execute();
  const notes = await noteRows(
    trx,
    ids.map((one) => one.id),
  );
  return notes.toSorted((a, b) => a.id.localeCompare(b.id)).map(({ caseId: _, ...note }) => note);
}

/** Notes by id. */
export async function noteRows(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<(NoteView & { caseId: string })[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('case_note')
    .innerJoin('app_user', 'app_user.id', 'case_note.author_id')
    .select(['case_note.id', 'case_id', 'author_id', 'app_user.name', 'text', 'case_note.created_at'])
    .where('case_note.id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    author: { id: row.author_id, name: row.name },
    text: row.text,
    createdAt: row.created_at,
  }));
}

/** One's own draft of a case. */
export async function draftOf(
  trx: WorkspaceTransaction,
  caseId: string,
  userId: string,
): Promise<DraftView | null> {
  const row = await trx
    .selectFrom('draft')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    text: row.text,
    visibility: row.visibility,
    accountId: row.account_id,
    replyToPostId: row.reply_to_post_id,
    attachments: row.attachments,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
