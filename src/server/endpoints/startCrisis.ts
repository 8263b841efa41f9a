// Turns crisis mode on, of the workspace or of a brand.
import type { MemberHandler } from '../context.ts';

export const startCrisis: MemberHandler<'startCrisis'> = (ctx, input) =>
  ctx.services.work.startCrisis(ctx.actor, input);
