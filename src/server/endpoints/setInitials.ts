// Sets how a member signs as a persona: everyone their own, whoever may change the guideline all of them.
import { may } from '../../domain/access/policy.ts';
import { AppError } from '../../domain/errors.ts';
import { setInitials as set } from '../../storage/personas.ts';
import { memberRows } from '../../storage/team.ts';
import { notFound } from '../../storage/versions.ts';
import type { MemberHandler } from '../context.ts';
import { personaView } from '../read/personas.ts';

export const setInitials: MemberHandler<'setInitials'> = (ctx, { params, body }) => {
  const { actor } = ctx;
  if (body.userId !== actor.userId && !may(actor.role, 'guideline.change')) {
    throw new AppError('not_allowed', 'Your role may set your own initials only.', { where: 'body.userId' });
  }
  return ctx.inWorkspace(async (trx) => {
    if ((await memberRows(trx, [body.userId])).length === 0) throw notFound('member');
    await set(trx, ctx.change, params.id, body);
    return personaView(trx, params.id);
  });
};
