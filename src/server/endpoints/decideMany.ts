// Stays silent about many candidates at once.
import type { MemberHandler } from '../context.ts';

export const decideMany: MemberHandler<'decideMany'> = (ctx, input) =>
  ctx.services.work.decideMany(ctx.actor, input);
