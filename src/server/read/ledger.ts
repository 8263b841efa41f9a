// Reading the inbound ledger: rows by id, pages by keyset, counts of the heaps.
import { sql } from 'kysely';
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type {
  listCandidates,
  listLedger,
  readLedgerCounts,
  readLedgerEntry,
} from '../../contract/endpoints/work.ts';
import type { LedgerEntryView } from '../../contract/views.ts';
import { AppError } from '../../domain/errors.ts';
import { heapOf, heapStates, type LedgerState } from '../../domain/ledger/ledger.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { personRefs } from './people.ts';
import { judgementsOf, matchesOf, postRows } from './posts.ts';

/** Entries by post id; order does not matter. */
export async function ledgerRows(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<LedgerEntryView[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('inbound_ledger')
    .leftJoin('support_case', (join) =>
      join
        .onRef('support_case.workspace_id', '=', 'inbound_ledger.workspace_id')
        .onRef('support_case.id', '=', 'inbound_ledger.case_id'),
    )
    .selectAll('inbound_ledger')
    .select('support_case.number as case_number')
    .where('inbound_ledger.post_id', 'in', [...ids])
    .execute();
  const [posts, matches, judgements, people] = [
    new Map((await postRows(trx, ids)).map((post) => [post.id, post])),
    await matchesOf(trx, ids),
    await judgementsOf(trx, ids),
    await personRefs(
      trx,
      rows.map((row) => row.decided_by),
    ),
  ];
  return rows.flatMap((row) => {
    const post = posts.get(row.post_id);
    if (post === undefined) return [];
    return [
      {
        post,
        brandId: row.brand_id,
        origin: row.origin,
        state: row.state,
        heap: heapOf(row.state),
        reason: row.reason,
        note: row.note,
        laterUntil: row.later_until,
        decidedBy: row.decided_by === null ? null : (people.get(row.decided_by) ?? null),
        decidedAt: row.decided_at,
        caseId: row.case_id,
        caseNumber: row.case_number,
        enteredAt: row.entered_at,
        settledAt: row.settled_at,
        // Spans point into a text that is no longer there.
        matches: (matches.get(row.post_id) ?? []).map((match) =>
          post.deletedAt === null ? match : { ...match, spans: [] },
        ),
        judgements: judgements.get(row.post_id) ?? [],
        version: row.version,
      },
    ];
  });
}

type Filter = Pick<
  QueryOf<typeof listLedger>,
  'brandId' | 'network' | 'origin' | 'lang' | 'monitorId' | 'cursor' | 'limit'
>;

/** Post ids of a page, newest first, and where the next begins. */
async function pageOfIds(
  trx: WorkspaceTransaction,
  states: readonly LedgerState[] | null,
  filter: Filter,
  times: { since?: string | undefined; until?: string | undefined } = {},
): Promise<{ ids: string[]; nextCursor: string | null }> {
  let query = trx
    .selectFrom('inbound_ledger')
    .select('post_id')
    .orderBy('post_id', 'desc')
    .limit(filter.limit + 1);
  if (states !== null) query = query.where('state', 'in', [...states]);
  if (filter.cursor !== undefined) query = query.where('post_id', '<', readCursor(filter.cursor, 1)[0] ?? '');
  if (filter.brandId !== undefined) query = query.where('brand_id', '=', filter.brandId);
  if (filter.network !== undefined) query = query.where('network', '=', filter.network);
  if (filter.origin !== undefined) query = query.where('origin', '=', filter.origin);
  if (filter.lang !== undefined) query = query.where('lang', '=', filter.lang);
  if (times.since !== undefined) query = query.where('entered_at', '>=', times.since);
  if (times.until !== undefined) query = query.where('entered_at', '<', times.until);
  if (filter.monitorId !== undefined) {
    const { monitorId } = filter;
    query = query.where('post_id', 'in', (select) =>
      select.selectFrom('monitor_match').select('post_id').where('monitor_id', '=', monitorId),
    );
  }
  const rows = await query.execute();
  const ids = rows.slice(0, filter.limit).map((row) => row.post_id);
  const last = ids.at(-1);
  return { ids, nextCursor: rows.length > filter.limit && last !== undefined ? writeCursor([last]) : null };
}

async function inOrder(trx: WorkspaceTransaction, ids: readonly string[]): Promise<LedgerEntryView[]> {
  const rows = new Map((await ledgerRows(trx, ids)).map((row) => [row.post.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

export async function candidatesPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof listCandidates>,
): Promise<ReplyOf<typeof listCandidates>> {
  const { ids, nextCursor } = await pageOfIds(trx, [query.state], query);
  return { rows: await inOrder(trx, ids), nextCursor };
}

export async function ledgerPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof listLedger>,
): Promise<ReplyOf<typeof listLedger>> {
  const states = query.heap === undefined ? null : heapStates[query.heap];
  const { ids, nextCursor } = await pageOfIds(trx, states, query, query);
  return { rows: await inOrder(trx, ids), nextCursor };
}

export async function ledgerCounts(
  trx: WorkspaceTransaction,
  since: string | undefined,
): Promise<ReplyOf<typeof readLedgerCounts>> {
  let query = trx
    .selectFrom('inbound_ledger')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state');
  if (since !== undefined) query = query.where('entered_at', '>=', since);
  const counts = { waiting: 0, answered: 0, closed: 0 };
  for (const row of await query.execute()) counts[heapOf(row.state)] += row.count;
  const oldest = await trx
    .selectFrom('inbound_ledger')
    .select('entered_at')
    .where('state', 'in', [...heapStates.waiting])
    .orderBy('post_id')
    .limit(1)
    .executeTakeFirst();
  const total = counts.waiting + counts.answered + counts.closed;
  return { total, ...counts, oldestWaitingAt: oldest?.entered_at ?? null };
}

/** One entry with its decisions, oldest first. Errors: not_found. */
export async function ledgerEntry(
  trx: WorkspaceTransaction,
  postId: string,
): Promise<ReplyOf<typeof readLedgerEntry>> {
  const [entry] = await ledgerRows(trx, [postId]);
  if (entry === undefined) throw new AppError('not_found', 'There is no such entry in the ledger.');
  const rows = await trx
    .selectFrom('decision')
    .leftJoin('app_user', 'app_user.id', 'decision.actor_id')
    .select(['choice', 'reason', 'note', 'at', 'app_user.name as actor_name'])
    .where('post_id', '=', postId)
    .orderBy('decision.id')
    .execute();
  return {
    entry,
    decisions: rows.map(({ actor_name: actorName, ...decision }) => ({ ...decision, actorName })),
  };
}
