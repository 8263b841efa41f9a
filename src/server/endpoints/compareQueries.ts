// Says what one query finds in what was heard and another does not.
import type { MemberHandler } from '../context.ts';
import { labelsOf, tryQuery, trying } from '../dry-run/ask.ts';
import { patientLimits, runDifference, usualLimits } from '../dry-run/run.ts';

export const compareQueries: MemberHandler<'compareQueries'> = async (ctx, { body }) => {
  const before = tryQuery(ctx, body.before, 'body.before');
  const after = tryQuery(ctx, body.after, 'body.after');
  const labels = await ctx.inWorkspace((trx) => labelsOf(ctx, trx, body.monitorId));
  const limits = body.exact ? patientLimits : usualLimits;
  return trying(ctx, (scan) =>
    runDifference({ ...scan, before, after, labels, limits, sampled: !body.exact }),
  );
};
