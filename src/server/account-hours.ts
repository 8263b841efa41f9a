// What the handlers of accounts' hours share: the account, what its network allows, and the stores of one transaction.
import type { MemberContext } from './context.ts';
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { AccountRecord, WorkTx } from '../pipeline/ports.ts';
import type { WorkspaceTransaction } from '../storage/database.ts';
import { createWorkTx } from '../storage/work/work-tx.ts';
import { expectAccount } from './read/guideline.ts';

export interface HoursDesk {
  trx: WorkspaceTransaction;
  tx: WorkTx;
  manifest: NetworkManifest;
  account: AccountRecord;
}

/** Runs `work` on an account of the workspace. Errors: not_found. */
export function atHoursDesk<T>(
  ctx: MemberContext,
  accountId: string,
  work: (desk: HoursDesk) => Promise<T>,
): Promise<T> {
  const { services, actor, nowMs } = ctx;
  return ctx.inWorkspace(async (trx) => {
    await expectAccount(trx, accountId);
    const { workspaceId } = actor;
    const tx = createWorkTx(trx, { workspaceId, now: () => nowMs, newId: () => services.newId() });
    const account = await tx.accounts.get(accountId);
    const network = services.networks.get(account.network);
    if (network === undefined) throw new AppError('not_found', 'This program does not know the network.');
    return work({ trx, tx, manifest: network.manifest, account });
  });
}
