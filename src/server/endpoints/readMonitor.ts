// Reads a monitor and its versions.
import { monitorVersionRows } from '../../storage/monitors.ts';
import type { MemberHandler } from '../context.ts';
import { readMonitorView } from '../present/monitor.ts';

export const readMonitor: MemberHandler<'readMonitor'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => ({
    monitor: await readMonitorView(trx, ctx.nowMs, params.id),
    versions: await monitorVersionRows(trx, params.id),
  }));
