// Reading the inbound ledger: rows by id, pages by keyset, counts of the heaps.
import { sql } from 'kysely';
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type {
  listCandidates,
  listLedger,
  readLedgerCounts,
  readLedgerEntry,
} from '../../contract/endpoints/work.ts';
import type { LedgerEntryView, MatchView } from '../../contract/views.ts';
import { AppError } from '../../domain/errors.ts';
import { heapOf, heapStates, ledgerStates, type LedgerState } from '../../domain/ledger/ledger.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import {
  countEntries,
  firstEntries,
  newestEntries,
  oldestEntryAt,
  type EntryCursor,
} from '../../storage/ledger-pages.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { ofFound, rowsByIds, rowsOfFound } from './once-built.ts';
import { postOf, postViewColumns } from './posts.ts';

/** Entries by post id; order does not matter. */
export async function ledgerRows(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<LedgerEntryView[]> {
  return (await entriesByIds(trx, ids)).map(entryOf);
}

const entriesByIds = rowsByIds((trx) => selectEntries(trx).where('post.id', '=', ofFound));
const newestOfPage = rowsOfFound((trx) =>
  selectEntries(trx).where('post.id', '=', ofFound).orderBy('post.id', 'desc'),
);
/** In no order: rows that the database sorts are sent when it has the last one, and read here only then. */
const firstOfPage = rowsOfFound((trx) => selectEntries(trx).where('post.id', '=', ofFound));

type EntryRow = Awaited<ReturnType<typeof entriesByIds>>[number];

function entryOf(row: EntryRow): LedgerEntryView {
  return {
    post: postOf(row),
    brandId: row.brand_id,
    origin: row.origin,
    state: row.state,
    heap: heapOf(row.state),
    reason: row.reason,
    note: row.note,
    laterUntil: row.later_until,
    decidedBy:
      row.decided_by === null || row.decider_name === null
        ? null
        : { id: row.decided_by, name: row.decider_name },
    decidedAt: row.decided_at,
    caseId: row.case_id,
    caseNumber: row.case_number,
    enteredAt: row.entered_at,
    settledAt: row.settled_at,
    matches: (row.matches ?? []).map((match) =>
      // Spans point into a text that is no longer there.
      row.post_deleted_at === null ? match : { ...match, spans: [] },
    ),
    judgements: row.judgements,
    priority: row.priority,
    version: row.version,
  };
}

/** One statement for all that a row shows: a page is read as fast as the slowest of many would be planned. */
function selectEntries(trx: WorkspaceTransaction) {
  return (
    trx
      .selectFrom('post')
      .innerJoin('identity', (join) =>
        join
          .onRef('identity.workspace_id', '=', 'post.workspace_id')
          .onRef('identity.id', '=', 'post.identity_id'),
      )
      .innerJoin('inbound_ledger', (join) =>
        join
          .onRef('inbound_ledger.workspace_id', '=', 'post.workspace_id')
          .onRef('inbound_ledger.post_id', '=', 'post.id'),
      )
      .leftJoin(matchesOfFound(trx), (join) => join.onRef('matched.post_id', '=', 'post.id'))
      .select(postViewColumns)
      .select([
        'matched.matches',
        'inbound_ledger.brand_id',
        'inbound_ledger.origin',
        'inbound_ledger.state',
        'inbound_ledger.reason',
        'inbound_ledger.note',
        'inbound_ledger.later_until',
        'inbound_ledger.decided_at',
        'inbound_ledger.case_id',
        'inbound_ledger.entered_at',
        'inbound_ledger.settled_at',
        'inbound_ledger.version',
        'inbound_ledger.judgements',
        'inbound_ledger.priority',
        'inbound_ledger.decided_by',
      ])
      // Sub-selects are planned one by one; as joins they would cost more to plan than to run.
      .select((select) => [
        select
          .selectFrom('support_case')
          .select('support_case.number')
          .whereRef('support_case.id', '=', 'inbound_ledger.case_id')
          .as('case_number'),
        select
          .selectFrom('app_user')
          .select('app_user.name')
          .whereRef('app_user.id', '=', 'inbound_ledger.decided_by')
          .as('decider_name'),
      ])
  );
}

/** Of all rows in one go: asked row by row, they would take as long as the rest of them. */
function matchesOfFound(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('monitor_match')
    .innerJoin('monitor', (join) =>
      join
        .onRef('monitor.workspace_id', '=', 'monitor_match.workspace_id')
        .onRef('monitor.id', '=', 'monitor_match.monitor_id'),
    )
    .select([
      'monitor_match.post_id',
      sql<MatchView[]>`json_agg(
        json_build_object('monitorId', monitor.id, 'monitorName', monitor.name, 'spans', monitor_match.spans)
        order by monitor.name)`.as('matches'),
    ])
    .where('monitor_match.post_id', '=', ofFound)
    .groupBy('monitor_match.post_id')
    .as('matched');
}

type Page = ReplyOf<typeof listLedger>;
type Filter = Pick<
  QueryOf<typeof listLedger>,
  'brandId' | 'network' | 'origin' | 'lang' | 'monitorId' | 'judged' | 'since' | 'until' | 'cursor' | 'limit'
>;

async function page(
  trx: WorkspaceTransaction,
  states: readonly LedgerState[],
  { cursor, limit, judged, ...filter }: Filter,
  order: Order = 'newest',
): Promise<Page> {
  const wanted = { states, ...filter, judged: judged?.split(',') };
  const place = { before: cursor === undefined ? null : readPlace(cursor, order), limit: limit + 1 };
  const found =
    order === 'newest'
      ? await newestOfPage(trx, newestEntries(wanted, place))
      : (await firstOfPage(trx, firstEntries(wanted, place))).toSorted(byNeed);
  const rows = found.slice(0, limit).map(entryOf);
  const last = rows.at(-1);
  return {
    rows,
    nextCursor: found.length > limit && last !== undefined ? writeCursor(placeOf(last, order)) : null,
  };
}

type Order = QueryOf<typeof listCandidates>['order'];

function byNeed(one: EntryRow, other: EntryRow): number {
  return other.priority - one.priority || (one.post_id < other.post_id ? 1 : -1);
}

function placeOf({ post, priority }: LedgerEntryView, order: Order): string[] {
  return order === 'newest' ? [post.id] : [String(priority), post.id];
}

function readPlace(cursor: string, order: Order): EntryCursor {
  if (order === 'newest') {
    const [id = ''] = readCursor(cursor, 1);
    return { id };
  }
  const [priority, id = ''] = readCursor(cursor, 'priority');
  return { id, priority: Number(priority) };
}

/** A page of what waits, or of what was put off, in either order. */
export function candidatesPage(
  trx: WorkspaceTransaction,
  { state, order, ...query }: QueryOf<typeof listCandidates>,
): Promise<ReplyOf<typeof listCandidates>> {
  return page(trx, [state], query, order);
}

/** A page of one heap, or of all. */
export function ledgerPage(
  trx: WorkspaceTransaction,
  { heap, ...query }: QueryOf<typeof listLedger>,
): Promise<Page> {
  return page(trx, heap === undefined ? ledgerStates : heapStates[heap], query);
}

export async function ledgerCounts(
  trx: WorkspaceTransaction,
  since: string | undefined,
): Promise<ReplyOf<typeof readLedgerCounts>> {
  const heaps = { waiting: 0, answered: 0, closed: 0 };
  for (const [state, count] of await countEntries(trx, since)) heaps[heapOf(state)] += count;
  const total = heaps.waiting + heaps.answered + heaps.closed;
  return { total, ...heaps, oldestWaitingAt: await oldestEntryAt(trx, heapStates.waiting) };
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
