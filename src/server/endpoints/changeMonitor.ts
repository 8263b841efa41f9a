// Changes a monitor; the old version is kept.
import { changeMonitorRow } from '../../storage/monitors.ts';
import { expectBrand } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { expectQuery } from '../expect-query.ts';
import { readMonitorView } from '../present/monitor.ts';

export const changeMonitor: MemberHandler<'changeMonitor'> = async (ctx, { params, body, ifMatch }) => {
  const { services, change } = ctx;
  if (body.query !== undefined) expectQuery(services.compileQuery, body.query, 'body.query');
  const monitor = await ctx.inWorkspace(async (trx) => {
    if (body.brandId !== undefined && body.brandId !== null) await expectBrand(trx, body.brandId);
    await changeMonitorRow(trx, change, params.id, body, ifMatch);
    return readMonitorView(trx, ctx.nowMs, params.id);
  });
  services.listening.monitorsChanged(change.workspaceId);
  return monitor;
};
