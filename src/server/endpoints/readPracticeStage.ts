// Reads how the practice network plays.
import type { MemberHandler } from '../context.ts';

export const readPracticeStage: MemberHandler<'readPracticeStage'> = (ctx, input) =>
  ctx.services.practice.readPracticeStage(ctx.actor, input);
