// Lists sudden rises in how many posts come in.
import { spikeRows } from '../../storage/spikes.ts';
import type { MemberHandler } from '../context.ts';
import { spikeViewOf } from '../present/spike.ts';

/** Older ones say nothing of today. */
const SHOWN_MS = 30 * 86_400_000;

export const listSpikes: MemberHandler<'listSpikes'> = async (ctx, { query }) => {
  const after = new Date(ctx.nowMs - SHOWN_MS).toISOString();
  const rows = await ctx.inWorkspace((trx) => spikeRows(trx, { after, limit: query.limit }));
  return { rows: rows.map(spikeViewOf) };
};
