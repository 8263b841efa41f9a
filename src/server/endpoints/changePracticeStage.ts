// Changes how the practice network plays.
import type { MemberHandler } from '../context.ts';

export const changePracticeStage: MemberHandler<'changePracticeStage'> = (ctx, input) =>
  ctx.services.practice.changePracticeStage(ctx.actor, input);
