// Reads what happened on the practice network, in an order that a listener can resume from.
import type { PracticeEvent } from '../../domain/practice/records.ts';
import type { WorkspaceTransaction } from '../database.ts';
import { peopleById } from './people.ts';
import { postsById } from './posts.ts';

export async function eventsAfter(
  trx: WorkspaceTransaction,
  seq: number,
  limit: number,
): Promise<PracticeEvent[]> {
  const rows = await trx
    .selectFrom('practice_event')
    .select(['seq', 'type', 'at', 'person_id', 'post_id', 'edge_id'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const people = await peopleById(
    trx,
    rows.map((row) => row.person_id),
  );
  const posts = await postsById(
    trx,
    rows.flatMap((row) => row.post_id ?? []),
  );
  return rows.flatMap((row) => {
    const person = people.get(row.person_id);
    if (person === undefined) return [];
    const post = row.post_id === null ? null : (posts.get(row.post_id) ?? null);
    return [{ seq: row.seq, type: row.type, at: row.at, person, post, edgeId: row.edge_id }];
  });
}

export async function lastSeq(trx: WorkspaceTransaction): Promise<number> {
  const row = await trx.selectFrom('practice_network').select('seq').executeTakeFirst();
  return row?.seq ?? 0;
}
