// Tries a query on what was already heard; nothing is saved.
import { otherMonitors } from '../../storage/monitors.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { labelsOf, tryQuery, trying } from '../dry-run/ask.ts';
import { patientLimits, runDry, usualLimits } from '../dry-run/run.ts';
import { workspaceViewOf } from '../present/settings.ts';

export const dryRun: MemberHandler<'dryRun'> = async (ctx, { body }) => {
  const query = tryQuery(ctx, body.query, 'body.query');
  const { workspace, others, labels } = await ctx.inWorkspace(async (trx) => ({
    workspace: await readWorkspaceRow(trx, ctx.actor.workspaceId),
    others: await otherMonitors(trx, body.monitorId),
    labels: await labelsOf(ctx, trx, body.monitorId),
  }));
  const { timeZone } = workspaceViewOf(workspace).settings;
  const limits = body.exact ? patientLimits : usualLimits;
  return trying(ctx, (scan) =>
    runDry({ ...scan, query, others, labels, timeZone, limits, sampled: !body.exact }),
  );
};
