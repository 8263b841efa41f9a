// Takes a queued send back.
import type { MemberHandler } from '../context.ts';

export const undoOutbound: MemberHandler<'undoOutbound'> = (ctx, input) =>
  ctx.services.work.undoOutbound(ctx.actor, input);
