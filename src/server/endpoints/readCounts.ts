// Says how much waits where, for who asks.
import { countWorkspace } from '../../storage/counts.ts';
import type { MemberHandler } from '../context.ts';
import { countsViewOf } from '../present/counts.ts';

export const readCounts: MemberHandler<'readCounts'> = async (ctx) =>
  countsViewOf(await ctx.inWorkspace(countWorkspace), ctx.actor.userId);
