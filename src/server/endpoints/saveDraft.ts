// Keeps a draft of a reply.
import type { MemberHandler } from '../context.ts';

export const saveDraft: MemberHandler<'saveDraft'> = (ctx, input) =>
  ctx.services.work.saveDraft(ctx.actor, input);
