// Reading cases: rows by id, pages of the queue, one case whole.
import { sql } from 'kysely';
import type { QueryOf } from '../../contract/endpoint.ts';
import type { listCases } from '../../contract/endpoints/cases.ts';
import type { DraftView } from '../../contract/draft-view.ts';
import type { CaseDetail, CaseRow } from '../../contract/views.ts';
import { caseStates, unfinishedStates, type CaseState } from '../../domain/case/case.ts';
import { isLeftIn } from '../../domain/drafting/starting-point.ts';
import { searchQuestionOf } from '../../domain/listening/search-text.ts';
import { AppError } from '../../domain/errors.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { snippetLength } from '../../domain/case/case.ts';
import { casePlaces, type CasePlace } from '../../storage/case-pages.ts';
import { modelDraftsIn } from '../../storage/model-drafts.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { ofFound, rowsByIds } from './once-built.ts';
import { outboundOfCase } from './outbound.ts';
import { identityColumns, identityOf } from './people.ts';
import { matchesOf, postsOfCase } from './posts.ts';

/** Cases by id; order does not matter. */
export async function caseRows(trx: WorkspaceTransaction, ids: readonly string[]): Promise<CaseRow[]> {
  return (await casesByIds(trx, ids)).map(caseOf);
}

const casesByIds = rowsByIds((trx) => selectCases(trx).where('support_case.id', '=', ofFound));

type CaseColumns = Awaited<ReturnType<ReturnType<typeof selectCases>['execute']>>[number];

function caseOf(row: CaseColumns): CaseRow {
  return {
    id: row.id,
    number: row.number,
    brandId: row.brand_id,
    network: row.network,
    accountId: row.account_id,
    identity: identityOf(row),
    state: row.state,
    origin: row.origin,
    assignee:
      row.assignee_id === null || row.assignee_name === null
        ? null
        : { id: row.assignee_id, name: row.assignee_name },
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
    waitingSince: row.waiting_since,
    awaitsApproval: row.awaits_approval,
    closedAt: row.closed_at,
    followUpAt: row.follow_up_at,
    isConversation: row.is_conversation,
    version: row.version,
  };
}

function selectCases(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('support_case')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'support_case.workspace_id')
        .onRef('identity.id', '=', 'support_case.identity_id'),
    )
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'support_case.workspace_id')
        .onRef('post.id', '=', 'support_case.newest_post_id'),
    )
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.workspace_id', '=', 'support_case.workspace_id')
        .onRef('membership.user_id', '=', 'support_case.assignee_id'),
    )
    .leftJoin('app_user', 'app_user.id', 'membership.user_id')
    .selectAll('support_case')
    .select(identityColumns)
    .select([
      'post.visibility',
      'app_user.name as assignee_name',
      sql<boolean>`exists (select 1 from outbound as held where held.workspace_id = support_case.workspace_id
        and held.case_id = support_case.id and held.state = 'awaiting_approval')`.as('awaits_approval'),
      sql<string>`left(post.text, ${sql.lit(snippetLength)})`.as('snippet'),
    ]);
}

/** A page of cases: closed ones newest first, others with the customer who has waited longest for us first, our turn before theirs. */
export async function casesPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof listCases>,
  userId: string | null,
): Promise<{ rows: CaseRow[]; nextCursor: string | null }> {
  const question = query.q === undefined ? undefined : searchQuestionOf(query.q);
  // An API token has no cases of its own, and words that are none find nothing.
  if (question === null || (query.assignee === 'me' && userId === null))
    return { rows: [], nextCursor: null };
  const after = query.cursor === undefined ? null : placeAt(query.cursor);
  const found = await casePlaces(
    trx,
    {
      states: statesOf(query.state),
      brandId: query.brandId,
      network: query.network,
      assigneeId: query.assignee === undefined ? undefined : assigneeOf(query.assignee, userId),
      question,
      isConversation: query.kind === undefined ? undefined : query.kind === 'conversation',
    },
    {
      newestFirst: isNewestFirst(query.state, query.kind) || question !== undefined,
      byState: query.state === 'unfinished' && question === undefined,
      after,
      limit: query.limit + 1,
    },
  );
  const page = found.slice(0, query.limit);
  const rows = await caseRows(
    trx,
    page.map((place) => place.id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const last = page.at(-1);
  const isMore = found.length > query.limit && last !== undefined;
  return {
    rows: page.flatMap((place) => byId.get(place.id) ?? []),
    nextCursor: isMore ? writeCursor([last.at, last.id, last.state]) : null,
  };
}

/** What has ended, alone or among others, is looked at from its end. */
export const isNewestFirst = (state: string | undefined, kind: string | undefined): boolean =>
  state === 'closed' || (state === undefined && kind === 'conversation');

function statesOf(state: QueryOf<typeof listCases>['state']): readonly CaseState[] {
  if (state === undefined) return caseStates;
  return state === 'unfinished' ? unfinishedStates : [state];
}

function placeAt(cursor: string): CasePlace {
  const [at = '', id = '', state] = readCursor(cursor, 3);
  return { at, id, state: state as CaseState };
}

function assigneeOf(assignee: string, userId: string | null): string | null {
  if (assignee === 'nobody') return null;
  return assignee === 'me' ? userId : assignee;
}

export type CaseParts = Omit<CaseDetail, 'allowed'>;

/** Most posts, and most notes, of one case that are shown. */
const maxShown = 500;
const maxSendsShown = 100;

/** A case whole, but for what the networks allow. Errors: not_found. */
export async function caseParts(
  trx: WorkspaceTransaction,
  id: string,
  userId: string | null,
): Promise<CaseParts> {
  const [row] = await caseRows(trx, [id]);
  if (row === undefined) throw new AppError('not_found', 'There is no such case.');
  const posts = await postsOfCase(trx, id, maxShown);
  const matches = await matchesOf(
    trx,
    posts.map((post) => post.id),
  );
  const outbound = await outboundOfCase(trx, id, maxSendsShown);
  return {
    case: row,
    posts: posts.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id)),
    matches: Object.fromEntries(matches),
    notes: await notesOf(trx, id),
    outbound: outbound.toSorted((a, b) => a.id.localeCompare(b.id)),
    draft: userId === null ? null : await draftOf(trx, id, userId),
    earlierCases: (await casesOfIdentity(trx, row.identity.id)).filter((one) => one.id !== id),
  };
}

/** The newest 20 cases of one identity. */
export async function casesOfIdentity(trx: WorkspaceTransaction, identityId: string): Promise<CaseRow[]> {
  const rows = await selectCases(trx)
    .where('support_case.identity_id', '=', identityId)
    .orderBy('support_case.id', 'desc')
    .limit(20)
    .execute();
  return rows.map(caseOf);
}

type NoteView = CaseDetail['notes'][number];

/** The newest notes of a case, oldest first. */
async function notesOf(trx: WorkspaceTransaction, caseId: string): Promise<NoteView[]> {
  const rows = await selectNotes(trx)
    .where('case_note.case_id', '=', caseId)
    .orderBy('case_note.id', 'desc')
    .limit(maxShown)
    .execute();
  return rows.map(noteOf).toReversed();
}

/** Notes by id. */
export async function noteRows(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<(NoteView & { caseId: string })[]> {
  return (await notesByIds(trx, ids)).map((row) => ({ ...noteOf(row), caseId: row.case_id }));
}

const notesByIds = rowsByIds((trx) => selectNotes(trx).where('case_note.id', '=', ofFound));

function selectNotes(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('case_note')
    .innerJoin('app_user', 'app_user.id', 'case_note.author_id')
    .select([
      'case_note.id',
      'case_note.case_id',
      'case_note.author_id',
      'app_user.name',
      'case_note.text',
      'case_note.created_at',
    ]);
}

type NoteRow = Awaited<ReturnType<ReturnType<typeof selectNotes>['execute']>>[number];

function noteOf(row: NoteRow): NoteView {
  return {
    id: row.id,
    author: { id: row.author_id, name: row.name },
    text: row.text,
    createdAt: row.created_at,
  };
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
    byModel: row.by_model || isLeftIn(row.text, await modelDraftsIn(trx, caseId)),
    aside: row.aside,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
