// Archives a product; its monitors stay.
import { archiveProduct } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';

export const removeProduct: MemberHandler<'removeProduct'> = (ctx, { params }) =>
  ctx.inWorkspace((trx) => archiveProduct(trx, ctx.change, params.id));
