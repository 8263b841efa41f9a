// Lists the API tokens in use.
import { tokenRows } from '../../storage/tokens.ts';
import type { MemberHandler } from '../context.ts';

export const listTokens: MemberHandler<'listTokens'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => tokenRows(trx)),
});
