// Lets a reply that waits for a second pair of eyes go out.
import type { MemberHandler } from '../context.ts';

export const approveReply: MemberHandler<'approveReply'> = (ctx, input) =>
  ctx.services.work.approveReply(ctx.actor, input);
