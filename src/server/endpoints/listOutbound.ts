// Lists what we sent or tried to.
import type { MemberHandler } from '../context.ts';

export const listOutbound: MemberHandler<'listOutbound'> = (ctx, input) =>
  ctx.services.work.listOutbound(ctx.actor, input);
