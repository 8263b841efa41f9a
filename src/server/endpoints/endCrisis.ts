// Turns crisis mode off.
import type { MemberHandler } from '../context.ts';

export const endCrisis: MemberHandler<'endCrisis'> = (ctx, input) =>
  ctx.services.work.endCrisis(ctx.actor, input);
