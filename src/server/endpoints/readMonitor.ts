// Reads a monitor and its versions.
import { wilson } from '../../domain/listening/advice/precision.ts';
import { labelCounts } from '../../storage/monitor-labels.ts';
import { monitorVersionRows } from '../../storage/monitors.ts';
import type { MemberHandler } from '../context.ts';
import { readMonitorView } from '../present/monitor.ts';

export const readMonitor: MemberHandler<'readMonitor'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => {
    const monitor = await readMonitorView(trx, ctx.nowMs, params.id);
    const counts = await labelCounts(trx, params.id);
    const versions = await monitorVersionRows(trx, params.id);
    return {
      monitor,
      versions: versions.map((row) => {
        const { count, of } = counts.get(row.version) ?? { count: 0, of: 0 };
        return { ...row, precision: wilson(count, of) };
      }),
    };
  });
