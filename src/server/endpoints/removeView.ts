// Removes a view of the candidates.
import { deleteView } from '../../storage/candidate-views.ts';
import type { MemberHandler } from '../context.ts';

export const removeView: MemberHandler<'removeView'> = (ctx, { params }) =>
  ctx.inWorkspace((trx) => deleteView(trx, ctx.change, params.id));
