// Shows a practice session, reply by reply.
import type { MemberHandler } from '../context.ts';

export const readPracticeSession: MemberHandler<'readPracticeSession'> = (ctx, input) =>
  ctx.services.practice.readPracticeSession(ctx.actor, input);
