// Looks at an account's public profile now.
import type { MemberHandler } from '../context.ts';
import { accountProfileView } from '../read/account-profiles.ts';

export const lookAtProfile: MemberHandler<'lookAtProfile'> = async (ctx, { params }) => {
  await accountProfileView(ctx, params.id);
  await ctx.services.lookAtProfile(ctx.actor.workspaceId, params.id);
  return accountProfileView(ctx, params.id);
};
