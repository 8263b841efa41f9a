// Lists connected accounts with their health.
import type { MemberHandler } from '../context.ts';
import { readAccountViews } from '../present/account.ts';

export const listAccounts: MemberHandler<'listAccounts'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => readAccountViews(trx, ctx.nowMs, ctx.services.networks)),
});
