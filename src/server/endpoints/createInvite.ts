// Makes an invite link; it is shown this once, only its hash is kept.
import { mayManage } from '../../domain/access/policy.ts';
import { AppError } from '../../domain/errors.ts';
import { insertInvite } from '../../storage/invites.ts';
import { expectRoom } from '../../storage/room.ts';
import { inviteMs } from '../auth/invite.ts';
import { hashSecret, newWorkspaceToken } from '../auth/secrets.ts';
import { expectPerson, type MemberHandler } from '../context.ts';

export const createInvite: MemberHandler<'createInvite'> = async (ctx, { body }) => {
  const { actor, services } = ctx;
  const { email, role } = body;
  const invitedBy = { id: expectPerson(actor), name: actor.name };
  if (!mayManage(actor.role, role)) {
    throw new AppError('not_allowed', 'You may not give this role to somebody.', { where: 'body.role' });
  }
  const token = newWorkspaceToken(actor.workspaceId, services.randomBytes);
  const id = services.newId();
  const expiresAt = new Date(ctx.nowMs + inviteMs).toISOString();
  await ctx.inWorkspace(async (trx) => {
    await expectRoom(trx, actor.workspaceId, 'invites');
    await insertInvite(trx, ctx.change, {
      id,
      tokenHash: hashSecret(token),
      email,
      role,
      invitedBy: invitedBy.id,
      expiresAt,
    });
  });
  return {
    invite: { id, email, role, invitedBy, createdAt: ctx.now, expiresAt },
    url: `${services.config.publicUrl}/invite/${token}`,
  };
};
