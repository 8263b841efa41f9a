// Assigns a case.
import type { MemberHandler } from '../context.ts';

export const assignCase: MemberHandler<'assignCase'> = (ctx, input) =>
  ctx.services.work.assignCase(ctx.actor, input);
