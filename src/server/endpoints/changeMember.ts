// Changes a member: their own signature, languages and shift by themselves, the rest by who may manage them.
import { may, mayManage, sentenceOf } from '../../domain/access/policy.ts';
import { AppError } from '../../domain/errors.ts';
import { announceRevocation } from '../../storage/revocations.ts';
import { changeMemberRow, lockMember, memberRows } from '../../storage/team.ts';
import { notFound } from '../../storage/versions.ts';
import type { MemberHandler } from '../context.ts';

export const changeMember: MemberHandler<'changeMember'> = async (ctx, { params, body, ifMatch }) => {
  const { actor, services } = ctx;
  const { userId } = params;
  const own = userId === actor.userId && body.role === undefined;
  if (!own && !may(actor.role, 'team.change')) throw refused(sentenceOf('team.change'));
  const revocation = { ends: false, userId, workspaceId: actor.workspaceId };

  const member = await ctx.inWorkspace(async (trx) => {
    const current = await lockMember(trx, actor.workspaceId, userId, ifMatch);
    if (!own && !mayManage(actor.role, current.role)) throw refused('Only an owner may change an owner.');
    if (body.role !== undefined && !mayManage(actor.role, body.role)) {
      throw refused('Only an owner may make somebody an owner.');
    }
    await changeMemberRow(trx, ctx.change, userId, body);
    if (body.role !== undefined) await announceRevocation(trx, revocation);
    return (await memberRows(trx, [userId]))[0];
  });
  if (body.role !== undefined) services.applyRevocation(revocation);
  if (member === undefined) throw notFound('member');
  return member;
};

function refused(why: string): AppError {
  return new AppError('not_allowed', why);
}
