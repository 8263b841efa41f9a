// Archives a monitor; what it found stays.
import { archiveMonitor } from '../../storage/monitors.ts';
import type { MemberHandler } from '../context.ts';

export const removeMonitor: MemberHandler<'removeMonitor'> = async (ctx, { params }) => {
  await ctx.inWorkspace((trx) => archiveMonitor(trx, ctx.change, params.id));
  ctx.services.listening.monitorsChanged(ctx.change.workspaceId);
};
