// Writes down that an author wishes to be left alone, or takes that back.
import type { MemberHandler } from '../context.ts';

export const setOptOut: MemberHandler<'setOptOut'> = (ctx, input) =>
  ctx.services.deciding.setOptOut(ctx.actor, input);
