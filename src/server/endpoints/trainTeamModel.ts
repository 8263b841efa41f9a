// Puts a new version of the workspace's own model in hand.
import type { MemberHandler } from '../context.ts';

export const trainTeamModel: MemberHandler<'trainTeamModel'> = (ctx, input) =>
  ctx.services.judging.trainTeamModel(ctx.actor, input);
