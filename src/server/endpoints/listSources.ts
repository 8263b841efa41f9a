// Lists where we listen, and how that goes.
import { sourceRows } from '../../storage/sources.ts';
import type { MemberHandler } from '../context.ts';

export const listSources: MemberHandler<'listSources'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => sourceRows(trx, ctx.nowMs)),
});
