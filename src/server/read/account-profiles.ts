// Accounts' profiles as they are shown: what was seen last, checked against what is set now.
import type { AccountProfileView } from '../../contract/endpoints/profiles.ts';
import { holdingHours, type HoldingHours } from '../../domain/hours/own-hours.ts';
import { checkProfile } from '../../domain/profile/check.ts';
import { settingsFrom } from '../../domain/workspace/settings.ts';
import {
  accountProfileRows,
  answeredLanguages,
  type AccountProfileRow,
} from '../../storage/account-profiles.ts';
import { notFound } from '../../storage/versions.ts';
import type { MemberContext } from '../context.ts';

const peopleDays = 30;
const dayMs = 86_400_000;

/** All accounts, or one. */
export async function accountProfileViews(
  ctx: MemberContext,
  accountId?: string,
): Promise<AccountProfileView[]> {
  return ctx.inWorkspace(async (trx) => {
    const rows = await accountProfileRows(trx, ctx.nowMs - peopleDays * dayMs, accountId);
    const answersIn = await answeredLanguages(trx);
    const { settings } = await trx.selectFrom('workspace').select('settings').executeTakeFirstOrThrow();
    const workspace = settingsFrom(settings);
    return rows.map((row) => viewOf(row, answersIn, workspace));
  });
}

/** Errors: `not_found`. */
export async function accountProfileView(ctx: MemberContext, accountId: string): Promise<AccountProfileView> {
  const [view] = await accountProfileViews(ctx, accountId);
  if (view === undefined) throw notFound('account');
  return view;
}

function viewOf(row: AccountProfileRow, answersIn: string[], workspace: HoldingHours): AccountProfileView {
  const { accountId, brandHandle, lookedAt, problem, profile } = row;
  const hours = holdingHours(row.ownHours, workspace);
  const findings =
    profile === null
      ? null
      : checkProfile({
          profile,
          writtenIn: row.writtenIn,
          brandName: row.brandName,
          hours: 'fault' in hours ? null : hours,
          answersIn,
          isAutomatic: row.isAutomatic,
          hasPeople: row.answered > 0,
          // Named a moment ago and not looked at yet: nothing can be said of it.
          brandAccount:
            row.brandLookedAt === null ? null : { handle: brandHandle, profile: row.brandProfile },
        });
  return { accountId, brandHandle, lookedAt, problem, findings };
}
