// Adds a brand.
import { insertBrand } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';

export const createBrand: MemberHandler<'createBrand'> = (ctx, { body }) =>
  ctx.inWorkspace((trx) => insertBrand(trx, ctx.change, { id: ctx.services.newId(), name: body.name }));
