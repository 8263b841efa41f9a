// Lists the views of the candidates that the team keeps.
import { viewRows } from '../../storage/candidate-views.ts';
import type { MemberHandler } from '../context.ts';

export const listViews: MemberHandler<'listViews'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => viewRows(trx)),
});
