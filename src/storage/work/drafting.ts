// What replies begin with, as the stages need it: the texts that hold for an account, and what was made of them.
import { sql } from 'kysely';
import { articleText } from '../../domain/drafting/find-articles.ts';
import type { StartingPoint, StartingPointKind } from '../../domain/drafting/starting-point.ts';
import { lateModelDrafts, modelDraftsIn } from '../model-drafts.ts';
import { storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

/** What nobody used for so long that others push it out, no reply is compared with. */
const mostTemplates = 100;

export interface StartingPointUse extends StartingPoint {
  kept: number;
  own: number;
}

export interface AskedAbout {
  caseId: string;
  post: { id: string; network: string; nativeId: string; root: string | null; replyTo: string | null };
}

export interface NewModelDraft {
  id: string;
  caseId: string;
  postId: string;
  model: string;
  text: string;
  askedBy: string | null;
}

/** Of a conversation, so many posts are looked at, the newest first. */
const mostSaid = 20;

export function createDraftingStore(scope: WorkScope) {
  return {
    templates: (account: { id: string; brandId: string | null }) => templates(scope, account),
    beginnings: (begunWith: readonly StartingPoint[]) => beginnings(scope, begunWith),
    keepUses: (outboundId: string, uses: readonly StartingPointUse[]) => keepUses(scope, outboundId, uses),
    saidInPublic: (of: AskedAbout) => saidInPublic(scope, of),
    signatures: () => signatures(scope),
    keepModelDraft: (draft: NewModelDraft) => keepModelDraft(scope, draft),
    modelDrafts: (caseId: string) => modelDraftsIn(scope.trx, caseId),
    lateModelDrafts: () => lateModelDrafts(scope.trx, scope.at),
  };
}

/** Texts of the snippets for an account, those that were used last first. */
async function templates(
  { trx }: WorkScope,
  account: { id: string; brandId: string | null },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('snippet')
    .select('text')
    .where('archived_at', 'is', null)
    .where((where) => where.or([where('account_id', 'is', null), where('account_id', '=', account.id)]))
    .where((where) =>
      account.brandId === null
        ? where('brand_id', 'is', null)
        : where.or([where('brand_id', 'is', null), where('brand_id', '=', account.brandId)]),
    )
    .orderBy('used_at', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(mostTemplates)
    .execute();
  return rows.map(({ text }) => text);
}

/** The texts of those that are there. */
async function beginnings(
  { trx }: WorkScope,
  begunWith: readonly StartingPoint[],
): Promise<(StartingPoint & { text: string })[]> {
  const idsOf = (wanted: StartingPointKind): string[] =>
    begunWith.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
  const [snippets, answers, written, articles] = [
    idsOf('snippet'),
    idsOf('answer'),
    idsOf('model'),
    idsOf('article'),
  ];
  const found: (StartingPoint & { text: string })[] = [];
  if (snippets.length > 0) {
    const rows = await trx.selectFrom('snippet').select(['id', 'text']).where('id', 'in', snippets).execute();
    found.push(...rows.map((row) => ({ kind: 'snippet' as const, ...row })));
  }
  if (answers.length > 0) {
    const rows = await trx
      .selectFrom('outbound')
      .select(['id', 'text'])
      .where('id', 'in', answers)
      .where('visibility', '=', 'public')
      .execute();
    found.push(...rows.map((row) => ({ kind: 'answer' as const, ...row })));
  }
  if (written.length > 0) {
    const rows = await trx
      .selectFrom('model_draft')
      .select(['id', 'text'])
      .where('id', 'in', written)
      .execute();
    found.push(...rows.map((row) => ({ kind: 'model' as const, ...row })));
  }
  if (articles.length > 0) {
    const rows = await trx
      .selectFrom('article')
      .select(['id', 'title', 'url', 'lang'])
      .where('id', 'in', articles)
      .execute();
    found.push(...rows.map((row) => ({ kind: 'article' as const, id: row.id, text: articleText(row) })));
  }
  return found;
}

async function keepUses(
  { trx, workspaceId, at }: WorkScope,
  outboundId: string,
  uses: readonly StartingPointUse[],
): Promise<void> {
  if (uses.length === 0) return;
  const rows = uses.map(({ kind, id, kept, own }) => ({
    workspace_id: workspaceId,
    outbound_id: outboundId,
    kind,
    source_id: id,
    kept,
    own,
    used_at: at,
  }));
  await trx.insertInto('starting_point_use').values(rows).execute();
  for (const table of ['snippet', 'article'] as const) {
    const ids = uses.flatMap(({ kind, id }) => (kind === table ? [id] : []));
    if (ids.length > 0) await trx.updateTable(table).set({ used_at: at }).where('id', 'in', ids).execute();
  }
}

/** Nothing of DMs: what was written to us alone is nobody else's. */
async function saidInPublic({ trx }: WorkScope, { caseId, post }: AskedAbout) {
  const around = [post.nativeId, post.root, post.replyTo].filter((id) => id !== null);
  const rows = await trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .innerJoin('support_case', (join) =>
      join.onRef('support_case.workspace_id', '=', 'post.workspace_id').on('support_case.id', '=', caseId),
    )
    .select([
      'post.text',
      'post.account_id as accountId',
      'identity.handle',
      'identity.display_name as displayName',
      (select) => select('post.identity_id', '=', select.ref('support_case.identity_id')).as('isCustomer'),
    ])
    .where('post.network', '=', post.network)
    .where('post.visibility', '=', 'public')
    .where('post.kind', '<>', 'repost')
    .where('post.deleted_at', 'is', null)
    .where((where) =>
      where.or([
        where('post.id', 'in', (select) =>
          select.selectFrom('case_post').select('case_post.post_id').where('case_post.case_id', '=', caseId),
        ),
        where('post.native_id', 'in', around),
        ...(post.root === null ? [] : [where('post.root', '=', post.root)]),
      ]),
    )
    .orderBy('post.created_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(mostSaid)
    .execute();
  return rows.toReversed().map(({ accountId, isCustomer, ...said }) => ({
    from:
      accountId !== null ? ('us' as const) : isCustomer === true ? ('customer' as const) : ('other' as const),
    ...said,
  }));
}

async function signatures({
  trx,
  workspaceId,
}: WorkScope): Promise<{ signatures: string[]; initials: string[] }> {
  const { rows } = await sql<{ signatures: string[]; initials: string[] }>`
    select array(
      select signature from membership where workspace_id = ${workspaceId} and signature <> ''
      union
      select definition->>'signature' from persona_version
      where workspace_id = ${workspaceId} and definition->>'signature' <> ''
    ) as signatures,
    array(
      select distinct initials from persona_initials where workspace_id = ${workspaceId}
    ) as initials`.execute(trx);
  return rows[0] ?? { signatures: [], initials: [] };
}

async function keepModelDraft({ trx, workspaceId, at }: WorkScope, draft: NewModelDraft): Promise<boolean> {
  // Whoever buries the post waits for this, and takes the draft with it.
  const post = await trx
    .selectFrom('post')
    .select('id')
    .where('id', '=', draft.postId)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (post === undefined) return false;
  await trx
    .insertInto('model_draft')
    .values({
      workspace_id: workspaceId,
      id: draft.id,
      case_id: draft.caseId,
      post_id: draft.postId,
      model: draft.model,
      text: storableText(draft.text),
      asked_by: draft.askedBy,
      asked_at: at,
    })
    .execute();
  return true;
}
