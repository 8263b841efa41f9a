// Says what listening for a query costs the matcher, and what networks could be asked for it.
import { otherMonitors } from '../../storage/monitors.ts';
import { sampleHeard } from '../advice/corpus.ts';
import { ask } from '../advice/ask.ts';
import type { MemberHandler } from '../context.ts';
import { labelsOf, tryQuery, trying } from '../dry-run/ask.ts';

const mostAsks = 20;

export const readQueryCost: MemberHandler<'readQueryCost'> = async (ctx, { body }) => {
  const query = tryQuery(ctx, body.query, 'body.query');
  const others = await ctx.inWorkspace(async (trx) => {
    // Refuses a monitor that is not there.
    await labelsOf(ctx, trx, body.monitorId);
    return (await otherMonitors(trx, body.monitorId)).filter(({ active }) => active);
  });
  return trying(ctx, async (asked) => {
    const posts = await sampleHeard(asked);
    const { networks, ...cost } = await ask(ctx, { ask: 'cost', query: query.text, others, posts });
    return {
      ...cost,
      posts: posts.length,
      networks: networks.map(({ network, asks, notes, cost: there }) => ({
        network,
        asks: asks.slice(0, mostAsks),
        askCount: asks.length,
        notes,
        sent: there?.sent ?? null,
      })),
    };
  });
};
