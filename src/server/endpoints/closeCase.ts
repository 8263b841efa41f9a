// Closes a case with its outcome.
import type { MemberHandler } from '../context.ts';

export const closeCase: MemberHandler<'closeCase'> = (ctx, input) =>
  ctx.services.work.closeCase(ctx.actor, input);
