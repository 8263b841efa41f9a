// Lists invites that can still be taken up.
import { inviteRows } from '../../storage/invites.ts';
import type { MemberHandler } from '../context.ts';

export const listInvites: MemberHandler<'listInvites'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => inviteRows(trx, ctx.now)),
});
