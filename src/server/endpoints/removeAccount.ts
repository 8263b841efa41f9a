// Disconnects an account: its secrets are erased, its sources stop; cases and posts stay.
import { disconnectAccount } from '../../storage/accounts.ts';
import type { MemberHandler } from '../context.ts';

export const removeAccount: MemberHandler<'removeAccount'> = async (ctx, { params }) => {
  await ctx.inWorkspace((trx) => disconnectAccount(trx, ctx.change, params.id));
  ctx.services.listening.sourcesChanged(ctx.change.workspaceId);
};
