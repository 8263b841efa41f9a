// Takes an invite back.
import { deleteInvite } from '../../storage/invites.ts';
import type { MemberHandler } from '../context.ts';

export const revokeInvite: MemberHandler<'revokeInvite'> = (ctx, { params }) =>
  ctx.inWorkspace((trx) => deleteInvite(trx, ctx.change, params.id));
