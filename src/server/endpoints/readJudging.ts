// Reads how good the judgements are, and the workspace's own models.
import type { MemberHandler } from '../context.ts';

export const readJudging: MemberHandler<'readJudging'> = (ctx, input) =>
  ctx.services.judging.readJudging(ctx.actor, input);
