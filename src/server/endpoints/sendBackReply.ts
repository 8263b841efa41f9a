// Gives a reply that waits for a second pair of eyes back to its author.
import type { MemberHandler } from '../context.ts';

export const sendBackReply: MemberHandler<'sendBackReply'> = (ctx, input) =>
  ctx.services.work.sendBackReply(ctx.actor, input);
