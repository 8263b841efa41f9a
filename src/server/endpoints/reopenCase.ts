// Opens a case again.
import type { MemberHandler } from '../context.ts';

export const reopenCase: MemberHandler<'reopenCase'> = (ctx, input) =>
  ctx.services.work.reopenCase(ctx.actor, input);
