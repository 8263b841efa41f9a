// What the endpoints around dry runs share: the query compiled, the labels read, and a turn.
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { expectMonitorVersion, lastLabels } from '../../storage/monitor-labels.ts';
import type { MemberContext } from '../context.ts';
import { expectQuery } from '../expect-query.ts';
import { createTurns } from '../in-turn.ts';
import type { Labels, Tried } from './run.ts';
import type { Scan } from './scan.ts';

/** Each may take the process for seconds: however many ask, everybody else still gets their turn. */
const inTurn = createTurns(2);

/** Errors: `query_invalid`. */
export function tryQuery(ctx: MemberContext, text: string, where: string): Tried {
  return { text, compiled: expectQuery(ctx.services.compileQuery, text, where) };
}

/** What was said of the posts of a monitor; nothing for null. Errors: `not_found`. */
export async function labelsOf(
  ctx: MemberContext,
  trx: WorkspaceTransaction,
  monitorId: string | null,
): Promise<Labels> {
  if (monitorId === null) return { all: new Map(), own: new Map() };
  await expectMonitorVersion(trx, monitorId, null);
  return lastLabels(trx, monitorId, ctx.actor.userId);
}

/** Runs what goes through the posts of the asker's workspace when its turn comes. */
export function trying<T>(
  ctx: MemberContext,
  work: (scan: Pick<Scan, 'nowMs' | 'inWorkspace'>) => Promise<T>,
): Promise<T> {
  return inTurn(() => work({ nowMs: ctx.nowMs, inWorkspace: (read) => ctx.inWorkspace(read) }));
}
