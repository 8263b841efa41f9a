// Cases as the stages change them, and the posts that stand in them.
import { sql } from 'kysely';
import type { CaseCore } from '../../domain/case/case.ts';
import { notFound } from '../versions.ts';
import { storableText } from './json.ts';
import { markInCase } from './post-search.ts';
import type { WorkScope } from './scope.ts';

export interface CaseRecord extends CaseCore {
  id: string;
  number: number;
  brandId: string | null;
  identityId: string;
  accountId: string | null;
  network: string;
  lang: string | null;
  rootPostId: string;
  newestPostId: string;
  /** When the oldest post was written that nobody has answered yet; null where nothing waits for us. The ledger tells it. */
  waitingSince: string | null;
  version: number;
  openedBy: string | null;
  openedAt: string;
  firstSeenAt: string;
  firstReactionMs: number | null;
  firstReactionBusinessMs: number | null;
  closedBy: string | null;
}

export function createCaseStore(scope: WorkScope) {
  return {
    lock: (id: string) => lockCase(scope, id),
    nextNumber: () => nextNumber(scope),
    insert: (row: CaseRecord) => insertCase(scope, row),
    save: (row: CaseRecord) => saveCase(scope, row),
    addPost: (caseId: string, postId: string, at: string) => addPost(scope, caseId, postId, at),
    addNote: (note: NoteToAdd) => addNote(scope, note),
    casesOfPosts: (postIds: readonly string[]) => casesOfPosts(scope, postIds),
    dueFollowUps: (at: string, limit: number) => dueFollowUps(scope, at, limit),
    casesOfIdentity: (identityId: string) => casesOfIdentity(scope, identityId),
  };
}

/** Errors: `not_found`. */
async function lockCase({ trx }: WorkScope, id: string): Promise<CaseRecord> {
  const row = await trx
    .selectFrom('support_case')
    .select([
      'id',
      'number',
      'brand_id as brandId',
      'identity_id as identityId',
      'account_id as accountId',
      'network',
      'state',
      'assignee_id as assigneeId',
      'outcome',
      'origin',
      'lang',
      'root_post_id as rootPostId',
      'newest_post_id as newestPostId',
      'thread_version as threadVersion',
      'version',
      'opened_by as openedBy',
      'opened_at as openedAt',
      'first_post_at as firstPostAt',
      'first_seen_at as firstSeenAt',
      'first_answer_at as firstAnswerAt',
      'first_reaction_ms as firstReactionMs',
      'first_reaction_business_ms as firstReactionBusinessMs',
      'last_inbound_at as lastInboundAt',
      'last_outbound_at as lastOutboundAt',
      'waiting_since as waitingSince',
      'closed_by as closedBy',
      'closed_at as closedAt',
      'follow_up_at as followUpAt',
      'is_conversation as isConversation',
    ])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound('case');
  return row;
}

/** Takes the workspace's next case number; another transaction that asks waits for this one's end. */
async function nextNumber({ trx, workspaceId }: WorkScope): Promise<number> {
  const row = await trx
    .updateTable('workspace')
    .set((set) => ({ next_case_number: set('next_case_number', '+', 1) }))
    .where('id', '=', workspaceId)
    .returning('next_case_number')
    .executeTakeFirst();
  if (row === undefined) throw notFound('workspace');
  return row.next_case_number - 1;
}

/** The columns that change while a case lives. */
function changing(row: CaseRecord) {
  return {
    brand_id: row.brandId,
    account_id: row.accountId,
    state: row.state,
    assignee_id: row.assigneeId,
    outcome: row.outcome,
    origin: row.origin,
    lang: row.lang,
    newest_post_id: row.newestPostId,
    thread_version: row.threadVersion,
    first_answer_at: row.firstAnswerAt,
    first_reaction_ms: row.firstReactionMs,
    first_reaction_business_ms: row.firstReactionBusinessMs,
    last_inbound_at: row.lastInboundAt,
    last_outbound_at: row.lastOutboundAt,
    closed_by: row.closedBy,
    closed_at: row.closedAt,
    follow_up_at: row.followUpAt,
    is_conversation: row.isConversation,
    first_post_at: row.firstPostAt,
  };
}

async function insertCase({ trx, workspaceId }: WorkScope, row: CaseRecord): Promise<void> {
  await trx
    .insertInto('support_case')
    .values({
      ...changing(row),
      workspace_id: workspaceId,
      id: row.id,
      number: row.number,
      identity_id: row.identityId,
      network: row.network,
      root_post_id: row.rootPostId,
      version: row.version,
      opened_by: row.openedBy,
      opened_at: row.openedAt,
      first_seen_at: row.firstSeenAt,
      waiting_since: row.waitingSince,
    })
    .execute();
}

/** When the oldest entry of a case was written that waits in it, as the ledger stands. */
const unansweredSince = sql<string | null>`(
  select min(post.created_at) from inbound_ledger
  join post on post.workspace_id = inbound_ledger.workspace_id and post.id = inbound_ledger.post_id
  where inbound_ledger.workspace_id = support_case.workspace_id and inbound_ledger.case_id = support_case.id
    and inbound_ledger.state = 'in_case'
)`;

/** Writes the row back, raises its version, and answers since when its customer waits now. Errors: `not_found`. */
async function saveCase({ trx }: WorkScope, row: CaseRecord): Promise<{ waitingSince: string | null }> {
  const saved = await trx
    .updateTable('support_case')
    .set((set) => ({ ...changing(row), waiting_since: unansweredSince, version: set('version', '+', 1) }))
    .where('id', '=', row.id)
    .returning('waiting_since as waitingSince')
    .executeTakeFirst();
  if (saved === undefined) throw notFound('case');
  return saved;
}

async function addPost(scope: WorkScope, caseId: string, postId: string, at: string): Promise<void> {
  const { trx, workspaceId } = scope;
  await trx
    .insertInto('case_post')
    .values({ workspace_id: workspaceId, case_id: caseId, post_id: postId, added_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await markInCase(scope, postId);
}

export interface NoteToAdd {
  id: string;
  caseId: string;
  authorId: string;
  text: string;
  at: string;
}

async function addNote({ trx, workspaceId }: WorkScope, note: NoteToAdd): Promise<void> {
  await trx
    .insertInto('case_note')
    .values({
      workspace_id: workspaceId,
      id: note.id,
      case_id: note.caseId,
      author_id: note.authorId,
      text: storableText(note.text),
      created_at: note.at,
    })
    .execute();
}

/** Post id → the cases it stands in, newest first. */
async function casesOfPosts(
  { trx }: WorkScope,
  postIds: readonly string[],
): Promise<Map<string, { caseId: string; identityId: string }[]>> {
  if (postIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('case_post')
    .innerJoin('support_case', (join) =>
      join
        .onRef('support_case.workspace_id', '=', 'case_post.workspace_id')
        .onRef('support_case.id', '=', 'case_post.case_id'),
    )
    .select([
      'case_post.post_id as postId',
      'case_post.case_id as caseId',
      'support_case.identity_id as identityId',
    ])
    .where('case_post.post_id', '=', sql<string>`any(${postIds}::uuid[])`)
    .orderBy('case_post.case_id', 'desc')
    .execute();
  const cases = new Map<string, { caseId: string; identityId: string }[]>();
  for (const { postId, ...one } of rows) {
    const list = cases.get(postId);
    if (list === undefined) cases.set(postId, [one]);
    else list.push(one);
  }
  return cases;
}

/** Newest first. */
async function casesOfIdentity(
  { trx }: WorkScope,
  identityId: string,
): Promise<{ id: string; closedAt: string | null; accountId: string | null }[]> {
  return trx
    .selectFrom('support_case')
    .select(['id', 'closed_at as closedAt', 'account_id as accountId'])
    .where('identity_id', '=', identityId)
    .orderBy('id', 'desc')
    .execute();
}

/** Cases that wait for the customer, and whose follow-up is due at `at`: the longest due first. */
async function dueFollowUps({ trx }: WorkScope, at: string, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('support_case')
    .select('id')
    .where('state', '=', 'waiting_customer')
    .where('follow_up_at', '<=', at)
    .orderBy('follow_up_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
