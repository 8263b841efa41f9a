// Lists everyone on the team.
import { memberRows } from '../../storage/team.ts';
import type { MemberHandler } from '../context.ts';

export const listMembers: MemberHandler<'listMembers'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => memberRows(trx)),
});
