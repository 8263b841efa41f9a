// Tries a query on what was already heard; nothing is saved.
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { runDry } from '../dry-run.ts';
import { expectQuery } from '../expect-query.ts';
import { createTurns } from '../in-turn.ts';
import { workspaceViewOf } from '../present/settings.ts';

/** Each may take the process for seconds: however many ask, everybody else still gets their turn. */
const inTurn = createTurns(2);

export const dryRun: MemberHandler<'dryRun'> = async (ctx, { body }) => {
  const query = expectQuery(ctx.services.compileQuery, body.query, 'body.query');
  const workspace = await ctx.inWorkspace((trx) => readWorkspaceRow(trx, ctx.actor.workspaceId));
  const { timeZone } = workspaceViewOf(workspace).settings;
  return inTurn(() =>
    runDry({ query, timeZone, nowMs: ctx.nowMs, inWorkspace: (work) => ctx.inWorkspace(work) }),
  );
};
