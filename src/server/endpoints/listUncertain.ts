// Lists posts that the models know least about.
import type { MemberHandler } from '../context.ts';

export const listUncertain: MemberHandler<'listUncertain'> = (ctx, input) =>
  ctx.services.judging.listUncertain(ctx.actor, input);
