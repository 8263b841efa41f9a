// Lets time pass in a practice session of one’s own.
import type { MemberHandler } from '../context.ts';

export const skipPracticeTime: MemberHandler<'skipPracticeTime'> = (ctx, input) =>
  ctx.services.practice.skipPracticeTime(ctx.actor, input);
