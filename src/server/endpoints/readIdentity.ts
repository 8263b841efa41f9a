// Reads what is known here of an author.
import type { MemberHandler } from '../context.ts';

export const readIdentity: MemberHandler<'readIdentity'> = (ctx, input) =>
  ctx.services.deciding.readIdentity(ctx.actor, input);
