// Four eyes as the office sees it: what was asked and answered lately, where crisis mode is on, which accounts ask for it.
import { sql } from 'kysely';
import type { ApprovalVerdict } from '../domain/decision/approval.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { expectVersion } from './versions.ts';

interface Person {
  id: string;
  name: string;
}

export interface CrisisRow {
  id: string;
  brandId: string | null;
  brandName: string | null;
  reason: string;
  startedBy: Person | null;
  startedAt: string;
}

function personOf(id: string | null, name: string | null): Person | null {
  return id === null || name === null ? null : { id, name };
}

/** Where crisis mode is on, oldest first. */
export async function crisisRows(trx: WorkspaceTransaction): Promise<CrisisRow[]> {
  const rows = await trx
    .selectFrom('crisis_mode')
    .leftJoin('app_user', 'app_user.id', 'crisis_mode.started_by')
    .leftJoin('brand', (join) =>
      join
        .onRef('brand.workspace_id', '=', 'crisis_mode.workspace_id')
        .onRef('brand.id', '=', 'crisis_mode.brand_id'),
    )
    .select([
      'crisis_mode.id',
      'crisis_mode.brand_id as brandId',
      'brand.name as brandName',
      'crisis_mode.reason',
      'crisis_mode.started_at as startedAt',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('crisis_mode.ended_at', 'is', null)
    .orderBy('crisis_mode.id')
    .execute();
  return rows.map(({ userId, userName, ...row }) => ({ ...row, startedBy: personOf(userId, userName) }));
}

export interface ApprovalSummary {
  waiting: number;
  counts: { verdict: ApprovalVerdict; count: number }[];
  medianMs: number | null;
  newest: {
    outboundId: string;
    caseId: string | null;
    caseNumber: number | null;
    verdict: ApprovalVerdict;
    comment: string;
    askedBy: Person | null;
    decidedBy: Person | null;
    decidedAt: string;
  }[];
}

const mostNewest = 20;

/** What became of what was asked since a time. */
export async function approvalSummary(trx: WorkspaceTransaction, since: string): Promise<ApprovalSummary> {
  const { rows } = await sql<{ verdict: ApprovalVerdict | null; count: number }>`
    select verdict, count(*)::int as count from approval
    where asked_at >= ${since}::timestamptz or verdict is null group by verdict order by verdict`.execute(
    trx,
  );
  const median = await sql<{ ms: number | null }>`
    select round(extract(epoch from percentile_cont(0.5) within group (order by decided_at - asked_at)) * 1000)::float8 as ms
    from approval where asked_at >= ${since}::timestamptz and decided_by is not null and verdict <> 'withdrawn'`.execute(
    trx,
  );
  return {
    waiting: rows.find(({ verdict }) => verdict === null)?.count ?? 0,
    counts: rows.flatMap(({ verdict, count }) => (verdict === null ? [] : [{ verdict, count }])),
    medianMs: median.rows[0]?.ms ?? null,
    newest: await newestAnswers(trx, since),
  };
}

async function newestAnswers(trx: WorkspaceTransaction, since: string): Promise<ApprovalSummary['newest']> {
  const { rows } = await sql<{
    outboundId: string;
    caseId: string | null;
    caseNumber: number | null;
    verdict: ApprovalVerdict;
    comment: string;
    askedBy: string | null;
    askedName: string | null;
    decidedBy: string | null;
    decidedName: string | null;
    decidedAt: string;
  }>`
    select a.outbound_id as "outboundId", o.case_id as "caseId", c.number as "caseNumber", a.verdict, a.comment,
      asker.id as "askedBy", asker.name as "askedName", decider.id as "decidedBy", decider.name as "decidedName",
      a.decided_at as "decidedAt"
    from approval a
    join outbound o on o.workspace_id = a.workspace_id and o.id = a.outbound_id
    left join support_case c on c.workspace_id = o.workspace_id and c.id = o.case_id
    left join app_user asker on asker.id = a.asked_by
    left join app_user decider on decider.id = a.decided_by
    where a.asked_at >= ${since}::timestamptz and a.verdict is not null
    order by a.decided_at desc, a.outbound_id desc limit ${mostNewest}`.execute(trx);
  return rows.map(({ askedBy, askedName, decidedBy, decidedName, ...row }) => ({
    ...row,
    askedBy: personOf(askedBy, askedName),
    decidedBy: personOf(decidedBy, decidedName),
  }));
}

const microOf = (usd: number): number => Math.round(usd * 1_000_000);

type AccountPatch = {
  needsApproval?: boolean | undefined;
  dailyBudgetUsd?: number | undefined;
  monthlyBudgetUsd?: number | undefined;
};

/** Errors: `not_found`, `version_changed`. */
export async function changeAccountRow(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  patch: AccountPatch,
  ifMatch: number | null,
): Promise<void> {
  const found = await trx
    .selectFrom('account')
    .select(['id', 'version'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const version = expectVersion(found, ifMatch, 'account').version + 1;
  const { needsApproval, dailyBudgetUsd, monthlyBudgetUsd } = patch;
  await trx
    .updateTable('account')
    .set({
      ...(needsApproval === undefined ? {} : { needs_approval: needsApproval }),
      ...(dailyBudgetUsd === undefined ? {} : { daily_budget: microOf(dailyBudgetUsd) }),
      ...(monthlyBudgetUsd === undefined ? {} : { monthly_budget: microOf(monthlyBudgetUsd) }),
      version,
    })
    .where('id', '=', id)
    .execute();
  await tell(trx, change, 'account.changed', id, patch);
  if (dailyBudgetUsd !== undefined || monthlyBudgetUsd !== undefined) await listenAgain(trx, change, id);
}

/** What waits for another day or month by the budget before begins anew: what listens looks at the version. */
async function listenAgain(trx: WorkspaceTransaction, change: Change, accountId: string): Promise<void> {
  const sources = await trx
    .updateTable('source')
    .set((set) => ({ version: sql<number>`${set.ref('version')} + 1` }))
    .where('account_id', '=', accountId)
    .where('last_error_code', '=', 'reads_spent')
    .where('removed_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of sources) await tell(trx, change, 'source.changed', id, {});
}
