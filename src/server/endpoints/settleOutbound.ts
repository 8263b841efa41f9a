// Settles a send that failed or whose fate is unknown.
import type { MemberHandler } from '../context.ts';

export const settleOutbound: MemberHandler<'settleOutbound'> = (ctx, input) =>
  ctx.services.work.settleOutbound(ctx.actor, input);
