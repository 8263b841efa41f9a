// Reads a case whole.
import type { MemberHandler } from '../context.ts';

export const readCase: MemberHandler<'readCase'> = (ctx, input) =>
  ctx.services.work.readCase(ctx.actor, input);
