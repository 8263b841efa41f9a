// Stops listening somewhere for good; what was heard stays.
import { removeSourceRow } from '../../storage/sources.ts';
import type { MemberHandler } from '../context.ts';

export const removeSource: MemberHandler<'removeSource'> = async (ctx, { params }) => {
  await ctx.inWorkspace((trx) => removeSourceRow(trx, ctx.change, params.id));
  ctx.services.listening.sourcesChanged(ctx.change.workspaceId);
};
