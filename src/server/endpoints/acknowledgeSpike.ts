// Keeps who saw to a spike first.
import { acknowledgeSpikeRow } from '../../storage/spikes.ts';
import type { MemberHandler } from '../context.ts';
import { spikeViewOf } from '../present/spike.ts';

export const acknowledgeSpike: MemberHandler<'acknowledgeSpike'> = async (ctx, { params }) =>
  spikeViewOf(await ctx.inWorkspace((trx) => acknowledgeSpikeRow(trx, ctx.change, params.id)));
