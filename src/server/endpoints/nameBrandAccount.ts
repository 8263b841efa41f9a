// Names the brand account that should lead to an account, and looks at both.
import { saveBrandHandle } from '../../storage/account-profiles.ts';
import type { MemberHandler } from '../context.ts';
import { accountProfileView } from '../read/account-profiles.ts';
import { expectAccount } from '../read/guideline.ts';

export const nameBrandAccount: MemberHandler<'nameBrandAccount'> = async (ctx, { params, body }) => {
  const handle = body.handle.replace(/^@/u, '').toLowerCase();
  await ctx.inWorkspace(async (trx) => {
    await expectAccount(trx, params.id);
    await saveBrandHandle(trx, ctx.change, params.id, handle);
  });
  await ctx.services.lookAtProfile(ctx.actor.workspaceId, params.id, true);
  return accountProfileView(ctx, params.id);
};
