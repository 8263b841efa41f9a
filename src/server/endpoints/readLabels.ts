// Reads what was said of posts under a version of a monitor.
import { wilson } from '../../domain/listening/advice/precision.ts';
import { expectMonitorVersion, labelCounts, labelRows } from '../../storage/monitor-labels.ts';
import type { MemberHandler } from '../context.ts';

export const readLabels: MemberHandler<'readLabels'> = (ctx, { params, query }) =>
  ctx.inWorkspace(async (trx) => {
    const version = await expectMonitorVersion(trx, params.id, query.version ?? null);
    const counts = (await labelCounts(trx, params.id)).get(version);
    const rows = await labelRows(trx, params.id, version);
    return { version, precision: wilson(counts?.count ?? 0, counts?.of ?? 0), rows };
  });
