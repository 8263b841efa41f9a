// Changes a member: their own signature, languages and shift by themselves, the rest by who may manage them.
import { may, mayManage, sentenceOf, type Role } from '../../domain/access/policy.ts';
import { canBeTrainee } from '../../domain/decision/approval.ts';
import { AppError } from '../../domain/errors.ts';
import { announceRevocation } from '../../storage/revocations.ts';
import { changeMemberRow, lockMember, memberRows, type MemberPatch } from '../../storage/team.ts';
import { notFound } from '../../storage/versions.ts';
import type { MemberHandler } from '../context.ts';

export const changeMember: MemberHandler<'changeMember'> = async (ctx, { params, body, ifMatch }) => {
  const { actor, services } = ctx;
  const { userId } = params;
  const asked = body.role ?? body.trainee ?? body.mayApprove;
  const own = userId === actor.userId && asked === undefined;
  if (!own && !may(actor.role, 'team.change')) throw refused(sentenceOf('team.change'));
  const revocation = { ends: false, userId, workspaceId: actor.workspaceId };

  const member = await ctx.inWorkspace(async (trx) => {
    const current = await lockMember(trx, actor.workspaceId, userId, ifMatch);
    if (!own && !mayManage(actor.role, current.role)) throw refused('Only an owner may change an owner.');
    if (body.role !== undefined && !mayManage(actor.role, body.role)) {
      throw refused('Only an owner may make somebody an owner.');
    }
    refuseOddTrainee({ ...current, ...given(body) });
    await changeMemberRow(trx, ctx.change, userId, body);
    if (body.role !== undefined) await announceRevocation(trx, revocation);
    return (await memberRows(trx, [userId]))[0];
  });
  if (body.role !== undefined) services.applyRevocation(revocation);
  if (member === undefined) throw notFound('member');
  return member;
};

/** Only what is given. */
function given({ role, trainee, mayApprove }: MemberPatch): Partial<Approving> {
  return {
    ...(role === undefined ? {} : { role }),
    ...(trainee === undefined ? {} : { trainee }),
    ...(mayApprove === undefined ? {} : { mayApprove }),
  };
}

interface Approving {
  role: Role;
  trainee: boolean;
  mayApprove: boolean;
}

function refuseOddTrainee({ role, trainee, mayApprove }: Approving): void {
  if (!trainee || (canBeTrainee(role) && !mayApprove)) return;
  throw new AppError(
    'transition_refused',
    'A trainee is an agent who approves nothing. Take the mark of a trainee away first, or keep the role.',
    { where: 'body.trainee' },
  );
}

function refused(why: string): AppError {
  return new AppError('not_allowed', why);
}
