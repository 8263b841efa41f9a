// Renames a brand.
import { renameBrand } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';

export const changeBrand: MemberHandler<'changeBrand'> = (ctx, { params, body, ifMatch }) =>
  ctx.inWorkspace((trx) => renameBrand(trx, ctx.change, { id: params.id, name: body.name }, ifMatch));
