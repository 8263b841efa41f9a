// Changes what a connected account asks of the team.
import { changeAccountRow } from '../../storage/approvals.ts';
import type { MemberHandler } from '../context.ts';
import { readAccountView } from '../present/account.ts';

export const changeAccount: MemberHandler<'changeAccount'> = async (ctx, { params, body, ifMatch }) => {
  const view = await ctx.inWorkspace(async (trx) => {
    await changeAccountRow(trx, ctx.change, params.id, body, ifMatch);
    return readAccountView(trx, ctx.nowMs, ctx.services.networks, params.id);
  });
  ctx.services.listening.sourcesChanged(ctx.change.workspaceId);
  return view;
};
