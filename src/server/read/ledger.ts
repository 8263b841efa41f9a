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
  owedSince,
  type PlaceByNeed,
  type WaitingState,
} from '../../storage/ledger-pages.ts';
import { readReconciliations } from '../../storage/reconciliation.ts';
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
    isConversation: row.is_conversation ?? false,
    enteredAt: row.entered_at,
    settledAt: row.settled_at,
    wroteAgain: row.wrote_again,
    matches: (row.matches ?? []).map((match) =>
      // Spans point into a text that is no longer there.
      row.post_deleted_at === null ? match : { ...match, spans: [] },
    ),
    judgements: row.judgements,
    priority: row.priority,
    weight: row.weight,
    version: row.version,
  };
}

/** Of what brought an entry back, so many characters tell what it is. */
const mostAgain = 200;

/** What brought an entry back; nothing is looked up for the many that nothing brought back. */
const againOfEntry = sql<
  LedgerEntryView['wroteAgain']
>`case when inbound_ledger.wrote_again is not null then (
  select json_build_object('text', left(again.text, ${sql.lit(mostAgain)}),
    'at', to_char(again.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from post as again where again.id = inbound_ledger.wrote_again) end`.as('wrote_again');

/** What its case says; nothing is looked up for the many that have none. */
const ofItsCase = <T>(
  column: 'number' | 'is_conversation',
) => sql<T | null>`case when inbound_ledger.case_id is not null then (
  select support_case.${sql.ref(column)} from support_case where support_case.id = inbound_ledger.case_id) end`;

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
        'inbound_ledger.weight',
        'inbound_ledger.decided_by',
        againOfEntry,
        ofItsCase<number>('number').as('case_number'),
        ofItsCase<boolean>('is_conversation').as('is_conversation'),
      ])
      // Sub-selects are planned one by one; as joins they would cost more to plan than to run. Most rows of a page have neither.
      .select((select) => [
        select
          .case()
          .when('inbound_ledger.decided_by', 'is not', null)
          .then(
            select
              .selectFrom('app_user')
              .select('app_user.name')
              .whereRef('app_user.id', '=', 'inbound_ledger.decided_by'),
          )
          .end()
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

async function newestPage(
  trx: WorkspaceTransaction,
  states: readonly LedgerState[],
  { cursor, limit, judged, ...filter }: Filter,
): Promise<Page> {
  const before = cursor === undefined ? null : (readCursor(cursor, 1)[0] ?? '');
  const wanted = { ...filter, judged: judged?.split(',') };
  const found = await newestOfPage(trx, newestEntries({ ...wanted, states }, { before, limit: limit + 1 }));
  return pageOf(found, limit, ({ post }) => [post.id]);
}

async function firstPage(
  trx: WorkspaceTransaction,
  state: WaitingState,
  { cursor, limit, judged, ...filter }: Filter,
): Promise<Page> {
  const after = cursor === undefined ? null : placeAt(cursor);
  const wanted = { ...filter, judged: judged?.split(',') };
  const found = await firstOfPage(trx, firstEntries({ ...wanted, state }, { after, limit: limit + 1 }));
  return pageOf(found.toSorted(byNeed), limit, ({ post, priority, weight }) => [
    String(priority),
    String(weight),
    post.id,
  ]);
}

/** `found` has one row more than the page where more is to come. */
function pageOf(
  found: readonly EntryRow[],
  limit: number,
  keysOf: (last: LedgerEntryView) => readonly string[],
): Page {
  const rows = found.slice(0, limit).map(entryOf);
  const last = rows.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { rows, nextCursor: isMore ? writeCursor(keysOf(last)) : null };
}

function byNeed(one: EntryRow, other: EntryRow): number {
  return other.priority - one.priority || other.weight - one.weight || (one.post_id < other.post_id ? 1 : -1);
}

function placeAt(cursor: string): PlaceByNeed {
  const [priority, weight, id = ''] = readCursor(cursor, 'need');
  return { priority: Number(priority), weight: Number(weight), id };
}

/** A page of what waits, or of what was put off, in either order. */
export function candidatesPage(
  trx: WorkspaceTransaction,
  { state, order, ...query }: QueryOf<typeof listCandidates>,
): Promise<ReplyOf<typeof listCandidates>> {
  return order === 'newest' ? newestPage(trx, [state], query) : firstPage(trx, state, query);
}

/** A page of one heap, or of all. */
export function ledgerPage(
  trx: WorkspaceTransaction,
  { heap, ...query }: QueryOf<typeof listLedger>,
): Promise<Page> {
  return newestPage(trx, heap === undefined ? ledgerStates : heapStates[heap], query);
}

export async function ledgerCounts(
  trx: WorkspaceTransaction,
  since: string | undefined,
): Promise<ReplyOf<typeof readLedgerCounts>> {
  const heaps = { waiting: 0, answered: 0, closed: 0 };
  for (const [state, count] of await countEntries(trx, since)) heaps[heapOf(state)] += count;
  const total = heaps.waiting + heaps.answered + heaps.closed;
  return {
    total,
    ...heaps,
    oldestWaitingAt: await oldestEntryAt(trx, heapStates.waiting),
    owed: await owedSince(trx, heapStates.waiting),
    reconciled: await readReconciliations(trx),
  };
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
    .select([
      'choice',
      'reason',
      'note',
      'at',
      'app_user.name as actor_name',
      'advice',
      'advice_strength as strength',
      'is_private as isPrivate',
      'is_conversation as isConversation',
    ])
    .where('post_id', '=', postId)
    .orderBy('decision.id')
    .execute();
  return {
    entry,
    decisions: rows.map(({ actor_name: actorName, advice, strength, ...decision }) => ({
      ...decision,
      actorName,
      advice: advice === null ? null : { advice, strength: strength ?? 0 },
    })),
  };
}
