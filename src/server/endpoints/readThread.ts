// Reads the thread around a post.
import type { MemberHandler } from '../context.ts';

export const readThread: MemberHandler<'readThread'> = (ctx, input) =>
  ctx.services.work.readThread(ctx.actor, input);
