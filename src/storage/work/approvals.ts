// Four eyes as the stages see it: what makes an approval necessary, who may give it, and what was said of a reply.
import { sql, type SqlBool } from 'kysely';
import {
  spokenActions,
  type ApprovalFacts,
  type ApprovalReason,
  type ApprovalVerdict,
} from '../../domain/decision/approval.ts';
import { AppError } from '../../domain/errors.ts';
import { notFound } from '../versions.ts';
import { storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

interface NewApproval {
  outboundId: string;
  reasons: readonly ApprovalReason[];
  askedBy: string | null;
  threadVersion: number | null;
  dueAt: string;
}

interface Answer {
  verdict: ApprovalVerdict;
  comment: string;
  originalText: string | null;
  decidedBy: string | null;
}

interface Written {
  accountId: string;
  caseId: string | null;
  createdBy: string | null;
  byModel: boolean;
}

export function createApprovalStore(scope: WorkScope) {
  return {
    facts: (reply: Written) => readFacts(scope, reply),
    memberOf: async (userId: string) => (await readMember(scope, userId)) ?? nobody,
    ask: (approval: NewApproval) => ask(scope, approval),
    answer: (outboundId: string, answer: Answer) => keepAnswer(scope, outboundId, answer),
    overridden: (outboundId: string) => overridden(scope, outboundId),
    overdue: (at: string, limit: number) => overdue(scope, at, limit),
    unapproved: (brandId: string | null, limit: number) => unapproved(scope, brandId, limit),
    returnedTo: (caseId: string, userId: string) => returnedTo(scope, caseId, userId),
    wasReturnedByModel: (caseId: string, userId: string) => wasReturnedByModel(scope, caseId, userId),
    returnedEdits: (postId: string, userId: string) => returnedEdits(scope, postId, userId),
    startCrisis: (crisis: { brandId: string | null; reason: string; by: string | null }) =>
      startCrisis(scope, crisis),
    endCrisis: (id: string, by: string | null) => endCrisis(scope, id, by),
  };
}

/** Whoever is no member any more may approve nothing, and what they wrote is read by somebody else. */
const nobody = { isTrainee: true, mayApprove: false };

const lockName = ({ workspaceId }: WorkScope): string => `crisis mode ${workspaceId}`;

async function readFacts(scope: WorkScope, reply: Written): Promise<ApprovalFacts> {
  const { trx } = scope;
  // Before anything is read: who turns crisis mode on waits for this transaction, and finds what it wrote.
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(scope)}, 0))`.execute(trx);
  const account = await trx
    .selectFrom('account')
    .select(['brand_id', 'needs_approval'])
    .where('id', '=', reply.accountId)
    .executeTakeFirst();
  if (account === undefined) throw notFound('account');
  const written =
    reply.caseId === null
      ? undefined
      : await trx
          .selectFrom('support_case')
          .select('brand_id')
          .where('id', '=', reply.caseId)
          .executeTakeFirst();
  const brands = [account.brand_id, written?.brand_id ?? null].filter((id) => id !== null);
  const crisis = await trx
    .selectFrom('crisis_mode')
    .select('id')
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([
        where('brand_id', 'is', null),
        ...(brands.length === 0 ? [] : [where('brand_id', 'in', brands)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  const author = reply.createdBy === null ? null : ((await readMember(scope, reply.createdBy)) ?? nobody);
  return {
    author,
    isCrisis: crisis !== undefined,
    account: { needsApproval: account.needs_approval },
    byModel: reply.byModel,
  };
}

async function readMember({ trx, workspaceId }: WorkScope, userId: string) {
  return trx
    .selectFrom('membership')
    .select(['trainee as isTrainee', 'may_approve as mayApprove'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

async function ask({ trx, workspaceId, at }: WorkScope, approval: NewApproval): Promise<void> {
  await trx
    .insertInto('approval')
    .values({
      workspace_id: workspaceId,
      outbound_id: approval.outboundId,
      reasons: [...approval.reasons],
      asked_by: approval.askedBy,
      asked_at: at,
      thread_version: approval.threadVersion,
      due_at: approval.dueAt,
      original_text: null,
      verdict: null,
      decided_by: null,
      decided_at: null,
    })
    .execute();
}

async function keepAnswer({ trx, at }: WorkScope, outboundId: string, answer: Answer): Promise<void> {
  await trx
    .updateTable('approval')
    .set({
      verdict: answer.verdict,
      comment: storableText(answer.comment),
      original_text: answer.originalText,
      decided_by: answer.decidedBy,
      decided_at: at,
    })
    .where('outbound_id', '=', outboundId)
    .where('verdict', 'is', null)
    .execute();
}

async function overridden({ trx }: WorkScope, outboundId: string) {
  const rows = await trx
    .selectFrom('guideline_override')
    .select(['rules', 'overridden_at as at'])
    .where('outbound_id', '=', outboundId)
    .orderBy('overridden_at')
    .execute();
  const last = rows.at(-1);
  return last === undefined ? null : { rules: rows.flatMap(({ rules }) => rules), at: last.at };
}

async function overdue({ trx }: WorkScope, at: string, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('approval')
    .select('outbound_id')
    .where('verdict', 'is', null)
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.outbound_id);
}

async function unapproved({ trx }: WorkScope, brandId: string | null, limit: number): Promise<string[]> {
  const ofBrand = sql<SqlBool>`(${brandId}::uuid is null
    or exists (select from account a where a.id = outbound.account_id and a.brand_id = ${brandId}::uuid)
    or exists (select from support_case c where c.id = outbound.case_id and c.brand_id = ${brandId}::uuid))`;
  const rows = await trx
    .selectFrom('outbound')
    .select('id')
    .where('state', 'in', ['queued', 'opened'])
    .where('action', 'in', spokenActions)
    .where('approved_by', 'is', null)
    .where(ofBrand)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Of theirs, what was sent back to be changed. */
const returned = ({ trx }: WorkScope, userId: string) =>
  trx
    .selectFrom('outbound')
    .select('id')
    .where('created_by', '=', userId)
    .where('state', '=', 'returned')
    .orderBy('id');

async function returnedTo(scope: WorkScope, caseId: string, userId: string): Promise<string[]> {
  const rows = await returned(scope, userId)
    .where('case_id', '=', caseId)
    .where('action', '<>', 'edit')
    .execute();
  return rows.map((row) => row.id);
}

async function returnedEdits(scope: WorkScope, postId: string, userId: string): Promise<string[]> {
  const rows = await returned(scope, userId)
    .where('target_post_id', '=', postId)
    .where('action', '=', 'edit')
    .execute();
  return rows.map((row) => row.id);
}

async function wasReturnedByModel(scope: WorkScope, caseId: string, userId: string): Promise<boolean> {
  const row = await returned(scope, userId)
    .where('case_id', '=', caseId)
    .where('by_model', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function startCrisis(
  scope: WorkScope,
  crisis: { brandId: string | null; reason: string; by: string | null },
): Promise<string> {
  const { trx, workspaceId, at } = scope;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lockName(scope)}, 0))`.execute(trx);
  if (crisis.brandId !== null) {
    const brand = await trx
      .selectFrom('brand')
      .select('id')
      .where('id', '=', crisis.brandId)
      .where('archived_at', 'is', null)
      .executeTakeFirst();
    if (brand === undefined) throw notFound('brand');
  }
  const on = await trx
    .selectFrom('crisis_mode')
    .select('id')
    .where('ended_at', 'is', null)
    .where('brand_id', crisis.brandId === null ? 'is' : '=', crisis.brandId)
    .executeTakeFirst();
  if (on !== undefined) throw new AppError('already_exists', 'Crisis mode is on there already.');
  const id = scope.newId();
  await trx
    .insertInto('crisis_mode')
    .values({
      workspace_id: workspaceId,
      id,
      brand_id: crisis.brandId,
      reason: storableText(crisis.reason),
      started_by: crisis.by,
      started_at: at,
      ended_by: null,
      ended_at: null,
    })
    .execute();
  return id;
}

async function endCrisis({ trx, at }: WorkScope, id: string, by: string | null): Promise<void> {
  const ended = await trx
    .updateTable('crisis_mode')
    .set({ ended_by: by, ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (ended === undefined) throw notFound('crisis mode that is on');
}
