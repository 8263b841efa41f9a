// What /metrics tells besides the server's own figures: how sources and the outbox stand, over all workspaces.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Gauge } from '../server/ports.ts';
import { inWorkspace } from '../storage/database.ts';
import { readModelUse } from '../storage/model-use.ts';
import { workspaceIds } from '../storage/source-runtime.ts';
import type { Database } from '../storage/tables.ts';

/** Reads them; one short transaction a workspace. */
export async function readGauges(db: Kysely<Database>): Promise<Gauge[]> {
  const sources = new Map<string, number>();
  const outbox = new Map<string, number>();
  let waiting = 0;
  for (const workspaceId of await workspaceIds(db)) {
    await inWorkspace(db, workspaceId, async (trx) => {
      const bySource = await trx
        .selectFrom('source')
        .select(['state', sql<number>`count(*)::int`.as('count')])
        .where('removed_at', 'is', null)
        .groupBy('state')
        .execute();
      for (const { state, count } of bySource) sources.set(state, (sources.get(state) ?? 0) + count);
      const byState = await trx
        .selectFrom('outbound')
        .select(['state', sql<number>`count(*)::int`.as('count')])
        .where('state', 'in', ['queued', 'sending', 'unknown', 'failed'])
        .groupBy('state')
        .execute();
      for (const { state, count } of byState) outbox.set(state, (outbox.get(state) ?? 0) + count);
      const entries = await trx
        .selectFrom('inbound_ledger')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      waiting += entries.count;
    });
  }
  return [
    ...[...sources].map(([state, value]) => ({
      name: 'sources',
      help: 'Sources by state.',
      labels: { state },
      value,
    })),
    ...[...outbox].map(([state, value]) => ({
      name: 'outbound',
      help: 'Sends that are not settled, by state.',
      labels: { state },
      value,
    })),
    ...(await readModelUse(db)).map(({ model, what, amount }) => ({
      name: 'other_model',
      help: 'What became of posts that another model could have been asked about, and what it used.',
      labels: { model, what },
      value: amount,
    })),
    { name: 'ledger_waiting', help: 'Posts that wait for a decision.', value: waiting },
  ];
}
