// Queues a reply.
import type { MemberHandler } from '../context.ts';

export const sendReply: MemberHandler<'sendReply'> = (ctx, input) =>
  ctx.services.work.sendReply(ctx.actor, input);
