// Says that whoever asks has looked at who an author is.
import type { MemberHandler } from '../context.ts';

export const markIdentitySeen: MemberHandler<'markIdentitySeen'> = (ctx, input) =>
  ctx.services.deciding.markIdentitySeen(ctx.actor, input);
