// Lists posts that wait for the decision whether to speak.
import type { MemberHandler } from '../context.ts';

export const listCandidates: MemberHandler<'listCandidates'> = (ctx, input) =>
  ctx.services.work.listCandidates(ctx.actor, input);
