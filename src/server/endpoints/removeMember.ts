// Takes a member off the team: their sessions and tokens here end, their cases that are not closed go back to nobody.
import { mayManage } from '../../domain/access/policy.ts';
import { AppError } from '../../domain/errors.ts';
import { tellOwnerless } from '../../storage/personas.ts';
import { announceRevocation } from '../../storage/revocations.ts';
import { deleteSessionsIn } from '../../storage/sessions.ts';
import { lockMember, removeMemberRow } from '../../storage/team.ts';
import { revokeTokensOf } from '../../storage/tokens.ts';
import type { MemberHandler } from '../context.ts';

export const removeMember: MemberHandler<'removeMember'> = async (ctx, { params }) => {
  const { actor, services } = ctx;
  const { workspaceId } = actor;
  const revocations = await ctx.inWorkspace(async (trx) => {
    const { role } = await lockMember(trx, workspaceId, params.userId, null);
    if (!mayManage(actor.role, role)) {
      throw new AppError('not_allowed', 'Only an owner may take an owner off the team.');
    }
    await removeMemberRow(trx, ctx.change, params.userId);
    await tellOwnerless(trx, ctx.change, params.userId);
    await deleteSessionsIn(trx, params.userId, workspaceId);
    const tokens = await revokeTokensOf(trx, ctx.change, params.userId);
    const ended = [
      { ends: true, userId: params.userId, workspaceId },
      ...tokens.map((tokenId) => ({ ends: true, tokenId })),
    ];
    for (const revocation of ended) await announceRevocation(trx, revocation);
    return ended;
  });
  for (const revocation of revocations) services.applyRevocation(revocation);
};
