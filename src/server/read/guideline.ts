// Reading a guideline as it is shown: what holds, what it would hold without it, its versions, and its overrides.
import { rules } from '../../domain/guideline/check.ts';
import { readGuideline } from '../../domain/guideline/settings.ts';
import { emptyGuideline } from '../../domain/guideline/usual.ts';
import type { GuidelineView } from '../../contract/endpoints/guideline.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { guidelineVersionRows, newestGuidelines, overridesSince } from '../../storage/guideline.ts';
import { notFound } from '../../storage/versions.ts';

const overrideDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** What is too long for a post is refused by the network's own counting, whatever a guideline says. */
const keptByLength = 'R19';

const settingsOf = (stored: unknown) => (stored === null ? null : readGuideline(stored));

/** Refuses an account that is not of this workspace. Errors: not_found. */
export async function expectAccount(trx: WorkspaceTransaction, accountId: string): Promise<void> {
  const row = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('account');
}

/** Null for the workspace's own. Errors: not_found. */
export async function guidelineView(
  trx: WorkspaceTransaction,
  accountId: string | null,
  nowMs: number,
): Promise<GuidelineView> {
  if (accountId !== null) await expectAccount(trx, accountId);
  const { own, shared } = await newestGuidelines(trx, accountId);
  const shown = accountId === null ? shared : own;
  const under = accountId === null ? null : shared;
  const since = new Date(nowMs - overrideDays * dayMs).toISOString();
  const versions = await guidelineVersionRows(trx, accountId);
  return {
    accountId,
    version: shown?.version ?? 0,
    settings: settingsOf(shown?.settings ?? null),
    inherited: { settings: settingsOf(under?.settings ?? null) ?? emptyGuideline },
    usual: rules.filter(({ id }) => id !== keptByLength).map(({ id, level }) => ({ rule: id, level })),
    versions: versions.map((row) => ({ ...row, settings: settingsOf(row.settings) })),
    overrides: { days: overrideDays, ...(await overridesSince(trx, accountId, since)) },
  };
}
