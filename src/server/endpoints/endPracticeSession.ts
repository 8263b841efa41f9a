// Ends a practice session of one’s own.
import type { MemberHandler } from '../context.ts';

export const endPracticeSession: MemberHandler<'endPracticeSession'> = (ctx, input) =>
  ctx.services.practice.endPracticeSession(ctx.actor, input);
