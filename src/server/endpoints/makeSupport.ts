// Makes a conversation a support case.
import type { MemberHandler } from '../context.ts';

export const makeSupport: MemberHandler<'makeSupport'> = (ctx, input) =>
  ctx.services.work.makeSupport(ctx.actor, input);
