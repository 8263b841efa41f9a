// Begins a practice session of one’s own.
import type { MemberHandler } from '../context.ts';

export const startPracticeSession: MemberHandler<'startPracticeSession'> = (ctx, input) =>
  ctx.services.practice.startPracticeSession(ctx.actor, input);
