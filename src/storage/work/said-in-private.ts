// What was said in the DMs of a case or of the person's others, and what everybody could read there.
import { sql } from 'kysely';
import type { WorkScope } from './scope.ts';

export interface SaidInPrivate {
  theirs: string[];
  ours: string[];
  inPublic: string[];
}

/** More than this nobody repeats by heart. */
const mostPosts = 60;
const mostCharacters = 2000;

interface Asked {
  caseId: string;
  identityId: string;
}

/** Newest first: of the case, the person's DMs to us, ours to them in all their cases, and those still on their way. */
export async function saidInPrivate(scope: WorkScope, asked: Asked): Promise<SaidInPrivate> {
  const ofCase = await postsOfCase(scope, asked);
  const theirs = await dmsOf(scope, asked);
  const ours = await ourDmsTo(scope, asked);
  const written = await writtenTo(scope, asked);
  const posts = [...new Map([...ofCase, ...theirs, ...ours].map((post) => [post.id, post])).values()];
  const inDms = posts.filter(({ visibility }) => visibility === 'dm');
  const texts = (rows: readonly { text: string }[]): string[] => rows.map(({ text }) => text);
  return {
    theirs: texts(inDms.filter(({ accountId }) => accountId === null)),
    ours: texts([...inDms.filter(({ accountId }) => accountId !== null), ...written]),
    inPublic: texts(posts.filter(({ visibility }) => visibility === 'public')),
  };
}

function postsOfCase({ trx }: WorkScope, { caseId }: Asked) {
  return trx
    .selectFrom('case_post')
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'case_post.workspace_id')
        .onRef('post.id', '=', 'case_post.post_id'),
    )
    .select(['post.id', 'post.visibility', 'post.account_id as accountId', textOf('post.text')])
    .where('case_post.case_id', '=', caseId)
    .where('post.deleted_at', 'is', null)
    .orderBy('case_post.post_id', 'desc')
    .limit(mostPosts)
    .execute();
}

function dmsOf({ trx }: WorkScope, { identityId }: Asked) {
  return trx
    .selectFrom('post')
    .select(['id', 'visibility', 'account_id as accountId', textOf('text')])
    .where('identity_id', '=', identityId)
    .where('visibility', '=', 'dm')
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(mostPosts)
    .execute();
}

/** Ours are under our own identity: only the case says to whom they went. What the program says to everybody is no secret. */
function ourDmsTo(scope: WorkScope, asked: Asked) {
  return scope.trx
    .selectFrom('case_post')
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'case_post.workspace_id')
        .onRef('post.id', '=', 'case_post.post_id'),
    )
    .select(['post.id', 'post.visibility', 'post.account_id as accountId', textOf('post.text')])
    .where('case_post.case_id', 'in', theirCases(scope, asked))
    .where('post.visibility', '=', 'dm')
    .where('post.account_id', 'is not', null)
    .where('post.deleted_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbound')
            .select('outbound.id')
            .whereRef('outbound.post_id', '=', 'post.id')
            .where('outbound.automatic', 'is not', null),
        ),
      ),
    )
    .orderBy('case_post.post_id', 'desc')
    .limit(mostPosts)
    .execute();
}

function writtenTo(scope: WorkScope, asked: Asked) {
  return scope.trx
    .selectFrom('outbound')
    .select(textOf('text'))
    .where('case_id', 'in', theirCases(scope, asked))
    .where('action', '=', 'dm')
    .where('automatic', 'is', null)
    .where('state', 'in', ['awaiting_approval', 'queued', 'sending', 'unknown'])
    .orderBy('id', 'desc')
    .limit(mostPosts)
    .execute();
}

/** The case, also where it is another person's, and all of this one. */
function theirCases({ trx }: WorkScope, { caseId, identityId }: Asked) {
  return trx
    .selectFrom('support_case')
    .select('id')
    .where((where) => where.or([where('id', '=', caseId), where('identity_id', '=', identityId)]));
}

function textOf(column: 'text' | 'post.text') {
  return sql<string>`left(${sql.ref(column)}, ${mostCharacters})`.as('text');
}
