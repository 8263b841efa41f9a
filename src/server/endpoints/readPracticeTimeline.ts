// Reads the practice network’s timeline.
import type { MemberHandler } from '../context.ts';

export const readPracticeTimeline: MemberHandler<'readPracticeTimeline'> = (ctx, input) =>
  ctx.services.practice.readPracticeTimeline(ctx.actor, input);
