// Lets another version judge.
import type { MemberHandler } from '../context.ts';

export const activateTeamModel: MemberHandler<'activateTeamModel'> = (ctx, input) =>
  ctx.services.judging.activateTeamModel(ctx.actor, input);
