// Adds a brand.
import { expectRoom } from '../../storage/room.ts';
import { insertBrand } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';

export const createBrand: MemberHandler<'createBrand'> = (ctx, { body }) =>
  ctx.inWorkspace(async (trx) => {
    await expectRoom(trx, ctx.actor.workspaceId, 'brands');
    return insertBrand(trx, ctx.change, { id: ctx.services.newId(), name: body.name });
  });
