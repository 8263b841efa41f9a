// Reads what people said of a post's judgements.
import type { MemberHandler } from '../context.ts';

export const readCorrections: MemberHandler<'readCorrections'> = (ctx, input) =>
  ctx.services.judging.readCorrections(ctx.actor, input);
