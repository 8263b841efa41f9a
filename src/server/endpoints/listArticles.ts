// Lists the articles of the workspace with how they were used.
import { articleRows } from '../../storage/articles.ts';
import type { MemberHandler } from '../context.ts';

export const listArticles: MemberHandler<'listArticles'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => articleRows(trx, ctx.nowMs)),
});
