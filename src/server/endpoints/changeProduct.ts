// Changes a product's names, aliases or look-alikes; its monitors stay as they are.
import { changeProductRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';

export const changeProduct: MemberHandler<'changeProduct'> = (ctx, { params, body, ifMatch }) =>
  ctx.inWorkspace((trx) => changeProductRow(trx, ctx.change, params.id, body, ifMatch));
