// Plans when to ask a customer how it went, or drops that.
import type { MemberHandler } from '../context.ts';

export const setFollowUp: MemberHandler<'setFollowUp'> = (ctx, input) =>
  ctx.services.work.setFollowUp(ctx.actor, input);
