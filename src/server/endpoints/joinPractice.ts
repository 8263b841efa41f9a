// Makes our account on the practice network.
import type { MemberHandler } from '../context.ts';

export const joinPractice: MemberHandler<'joinPractice'> = (ctx, input) =>
  ctx.services.practice.joinPractice(ctx.actor, input);
