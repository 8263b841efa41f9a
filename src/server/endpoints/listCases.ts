// Lists the cases of a view, a page at a time.
import type { MemberHandler } from '../context.ts';

export const listCases: MemberHandler<'listCases'> = (ctx, input) =>
  ctx.services.work.listCases(ctx.actor, input);
