// Lists all monitors with their matches of the last 24 hours.
import { monitorRows } from '../../storage/monitors.ts';
import type { MemberHandler } from '../context.ts';

export const listMonitors: MemberHandler<'listMonitors'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => monitorRows(trx, ctx.nowMs)),
});
