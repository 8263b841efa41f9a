// Lists the snippets of the workspace with how they were used.
import { snippetRows } from '../../storage/snippets.ts';
import type { MemberHandler } from '../context.ts';

export const listSnippets: MemberHandler<'listSnippets'> = async (ctx) => ({
  rows: await ctx.inWorkspace((trx) => snippetRows(trx, ctx.nowMs)),
});
