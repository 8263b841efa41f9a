// Takes a persona away that no account speaks as.
import { removePersona as remove } from '../../storage/personas.ts';
import type { MemberHandler } from '../context.ts';

export const removePersona: MemberHandler<'removePersona'> = (ctx, { params }) =>
  ctx.inWorkspace((trx) => remove(trx, ctx.change, params.id));
