// Corrects, confirms, or takes back what a person said of a judgement.
import type { MemberHandler } from '../context.ts';

export const correctJudgement: MemberHandler<'correctJudgement'> = (ctx, input) =>
  ctx.services.judging.correctJudgement(ctx.actor, input);
