// Adds a monitor; posts heard from now on are matched against it.
import { insertMonitor } from '../../storage/monitors.ts';
import { expectRoom } from '../../storage/room.ts';
import { expectBrand } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { expectQuery } from '../expect-query.ts';
import { readMonitorView } from '../present/monitor.ts';

export const createMonitor: MemberHandler<'createMonitor'> = async (ctx, { body }) => {
  const { services, change } = ctx;
  expectQuery(services.compileQuery, body.query, 'body.query');
  const id = services.newId();
  const monitor = await ctx.inWorkspace(async (trx) => {
    if (body.brandId !== null) await expectBrand(trx, body.brandId);
    await expectRoom(trx, change.workspaceId, 'monitors');
    await insertMonitor(trx, change, { id, ...body });
    return readMonitorView(trx, ctx.nowMs, id);
  });
  services.listening.monitorsChanged(change.workspaceId);
  return monitor;
};
