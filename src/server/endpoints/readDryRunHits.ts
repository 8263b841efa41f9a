// Reads more posts that a query finds in what was heard.
import type { MemberHandler } from '../context.ts';
import { labelsOf, tryQuery, trying } from '../dry-run/ask.ts';
import { hitsPage } from '../dry-run/hits-page.ts';
import { usualLimits } from '../dry-run/run.ts';

export const readDryRunHits: MemberHandler<'readDryRunHits'> = async (ctx, { body }) => {
  const query = tryQuery(ctx, body.query, 'body.query');
  const labels = await ctx.inWorkspace((trx) => labelsOf(ctx, trx, body.monitorId));
  const { cursor, limit } = body;
  return trying(ctx, (scan) => hitsPage({ ...scan, query, labels, limits: usualLimits, cursor, limit }));
};
