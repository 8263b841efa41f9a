// Says what an invite link is for.
import { expectInvite } from '../auth/invite.ts';
import type { OpenHandler } from '../context.ts';

export const readInvite: OpenHandler<'readInvite'> = async (ctx, { params }) => {
  const { workspaceName, invite } = await expectInvite(ctx, params.token);
  const { role, email, expiresAt } = invite;
  return { workspaceName, role, email, invitedBy: invite.invitedBy.name, expiresAt };
};
