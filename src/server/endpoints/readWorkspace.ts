// Reads the workspace with its brands and products.
import { brandRows, productRows, readWorkspaceRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { workspaceViewOf } from '../present/settings.ts';

export const readWorkspace: MemberHandler<'readWorkspace'> = (ctx) =>
  ctx.inWorkspace(async (trx) => ({
    workspace: workspaceViewOf(await readWorkspaceRow(trx, ctx.actor.workspaceId)),
    brands: await brandRows(trx),
    products: await productRows(trx),
    draftingModel: ctx.services.drafting?.model ?? null,
  }));
