// Lets a practice story begin.
import type { MemberHandler } from '../context.ts';

export const startPracticeStory: MemberHandler<'startPracticeStory'> = (ctx, input) =>
  ctx.services.practice.startPracticeStory(ctx.actor, input);
