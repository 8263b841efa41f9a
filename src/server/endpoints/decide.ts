// Takes a decision about a candidate.
import type { MemberHandler } from '../context.ts';

export const decide: MemberHandler<'decide'> = (ctx, input) => ctx.services.work.decide(ctx.actor, input);
