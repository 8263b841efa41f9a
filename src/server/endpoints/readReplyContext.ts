// Reads what the posting rules are told of a reply before it is written.
import type { MemberHandler } from '../context.ts';

export const readReplyContext: MemberHandler<'readReplyContext'> = (ctx, input) =>
  ctx.services.work.readReplyContext(ctx.actor, input);
