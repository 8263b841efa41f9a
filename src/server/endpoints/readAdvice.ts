// Reads the advice whether to speak about a candidate.
import type { MemberHandler } from '../context.ts';

export const readAdvice: MemberHandler<'readAdvice'> = (ctx, input) =>
  ctx.services.deciding.readAdvice(ctx.actor, input);
