// Reads how decisions went by what was advised.
import type { MemberHandler } from '../context.ts';

export const readDecisions: MemberHandler<'readDecisions'> = (ctx, input) =>
  ctx.services.deciding.readDecisions(ctx.actor, input);
