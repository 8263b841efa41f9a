// The inbound ledger and the decisions about it; rows are locked in the order of their ids.
import { sql } from 'kysely';
import type { JudgementRow } from '../../domain/judgement/rows.ts';
import { standingOf } from '../../domain/judgement/standing.ts';
import type { LedgerState, Origin } from '../../domain/ledger/ledger.ts';
import { notFound } from '../versions.ts';
import { storableJson, storableText } from './json.ts';
import type { WorkScope } from './scope.ts';
import { reachOf, waitingBy, weighRows } from './weighing.ts';

export interface LedgerRow {
  postId: string;
  brandId: string | null;
  network: string;
  lang: string | null;
  origin: Origin;
  state: LedgerState;
  reason: string | null;
  note: string;
  laterUntil: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  caseId: string | null;
  settledAt: string | null;
  version: number;
}

/** An entry as it comes in, with what its post was judged to be, if it was. */
export interface EnteringRow extends LedgerRow {
  judgements?: readonly JudgementRow[];
}

export function createLedgerStore(scope: WorkScope) {
  return {
    insert: (rows: readonly EnteringRow[], enteredAt: string) => insertRows(scope, rows, enteredAt),

    judge: (rows: readonly { postId: string; judgements: readonly JudgementRow[] }[]) =>
      judgeRows(scope, rows),

    weigh: (postIds: readonly string[]) => weighRows(scope, postIds),
    waitingBy: (identityIds: readonly string[]) => waitingBy(scope, identityIds),

    /** In the order of the ids, so that two lockers never wait for each other. */
    async lock(postIds: readonly string[]): Promise<LedgerRow[]> {
      if (postIds.length === 0) return [];
      return selectLocked(scope)
        .where('inbound_ledger.post_id', '=', sql<string>`any(${postIds}::uuid[])`)
        .orderBy('inbound_ledger.post_id')
        .execute();
    },

    read: (postId: string): Promise<LedgerRow | undefined> =>
      selectRows(scope).where('inbound_ledger.post_id', '=', postId).executeTakeFirst(),

    lockOfCase: (caseId: string): Promise<LedgerRow[]> =>
      selectLocked(scope)
        .where('inbound_ledger.case_id', '=', caseId)
        .orderBy('inbound_ledger.post_id')
        .execute(),

    /** Post id → when it came in. */
    async enteredAt(postIds: readonly string[]): Promise<Map<string, string>> {
      if (postIds.length === 0) return new Map();
      const rows = await scope.trx
        .selectFrom('inbound_ledger')
        .select(['post_id as postId', 'entered_at as enteredAt'])
        .where('post_id', '=', sql<string>`any(${postIds}::uuid[])`)
        .execute();
      return new Map(rows.map((row) => [row.postId, row.enteredAt]));
    },

    /** The longest due first; rows somebody else is changing are left to them. */
    lockDueLater: (until: string, limit: number): Promise<LedgerRow[]> =>
      selectLocked(scope)
        .skipLocked()
        .where('inbound_ledger.state', '=', 'later')
        .where('inbound_ledger.later_until', '<=', until)
        .orderBy('inbound_ledger.later_until')
        .limit(limit)
        .execute(),

    async lockLaterOf(identityIds: readonly string[]): Promise<LedgerRow[]> {
      if (identityIds.length === 0) return [];
      return selectLocked(scope)
        .innerJoin('post', (join) =>
          join
            .onRef('post.workspace_id', '=', 'inbound_ledger.workspace_id')
            .onRef('post.id', '=', 'inbound_ledger.post_id'),
        )
        .where('inbound_ledger.state', '=', 'later')
        .where('post.identity_id', '=', sql<string>`any(${identityIds}::uuid[])`)
        .orderBy('inbound_ledger.post_id')
        .execute();
    },

    save: (row: LedgerRow) => saveRow(scope, row),
  };
}

function selectLocked(scope: WorkScope) {
  return selectRows(scope).forNoKeyUpdate('inbound_ledger');
}

function selectRows({ trx }: WorkScope) {
  return trx
    .selectFrom('inbound_ledger')
    .select([
      'inbound_ledger.post_id as postId',
      'inbound_ledger.brand_id as brandId',
      'inbound_ledger.network',
      'inbound_ledger.lang',
      'inbound_ledger.origin',
      'inbound_ledger.state',
      'inbound_ledger.reason',
      'inbound_ledger.note',
      'inbound_ledger.later_until as laterUntil',
      'inbound_ledger.decided_by as decidedBy',
      'inbound_ledger.decided_at as decidedAt',
      'inbound_ledger.case_id as caseId',
      'inbound_ledger.settled_at as settledAt',
      'inbound_ledger.version',
    ]);
}

/** What the entries can be filtered by is read from their posts and matches, so those are stored before. */
async function insertRows(scope: WorkScope, rows: readonly EnteringRow[], enteredAt: string): Promise<void> {
  if (rows.length === 0) return;
  const { trx, workspaceId } = scope;
  const reach = await reachOf(
    scope,
    rows.map(({ postId }) => postId),
  );
  const input = rows.map(({ judgements = [], ...row }) => ({
    ...row,
    judgements,
    ...standingOf(judgements, row.origin, reach.get(row.postId)),
  }));
  await sql`
    insert into inbound_ledger (workspace_id, post_id, brand_id, network, lang, origin, state, reason, note,
      later_until, decided_by, decided_at, case_id, entered_at, settled_at, version, block, monitor_ids, judgements, judged, priority,
      weight)
    select ${workspaceId}::uuid, l."postId", l."brandId", l.network, l.lang, l.origin, l.state, l.reason, l.note,
      l."laterUntil", l."decidedBy", l."decidedAt", l."caseId", ${enteredAt}::timestamptz, l."settledAt", l.version,
      coalesce((select block from post_search where post_id = l."postId"), 0),
      array(select monitor_id from monitor_match where post_id = l."postId"), l.judgements, l.judged, l.priority, l.weight
    from json_to_recordset(${storableJson(input)}::json) as l ("postId" uuid, "brandId" uuid, network text, lang text,
      origin text, state text, reason text, note text, "laterUntil" timestamptz, "decidedBy" uuid,
      "decidedAt" timestamptz, "caseId" uuid, "settledAt" timestamptz, version int, judgements jsonb,
      judged text[], priority smallint, weight smallint)`.execute(trx);
}

/** What was said before is replaced. */
async function judgeRows(
  scope: WorkScope,
  rows: readonly { postId: string; judgements: readonly JudgementRow[] }[],
): Promise<void> {
  if (rows.length === 0) return;
  const { trx } = scope;
  const locked = await trx
    .selectFrom('inbound_ledger')
    .select(['post_id', 'origin'])
    .where('post_id', '=', sql<string>`any(${rows.map(({ postId }) => postId)}::uuid[])`)
    .orderBy('post_id')
    .forNoKeyUpdate()
    .execute();
  const origins = new Map(locked.map((row) => [row.post_id, row.origin]));
  const reach = await reachOf(scope, [...origins.keys()]);
  const input = rows.flatMap(({ postId, judgements }) => {
    const origin = origins.get(postId);
    if (origin === undefined) return [];
    return [{ postId, judgements, ...standingOf(judgements, origin, reach.get(postId)) }];
  });
  await sql`
    update inbound_ledger as l
    set judgements = j.judgements, judged = j.judged, priority = j.priority, weight = j.weight, version = l.version + 1
    from json_to_recordset(${storableJson(input)}::json)
      as j ("postId" uuid, judgements jsonb, judged text[], priority smallint, weight smallint)
    where l.post_id = j."postId"`.execute(trx);
}

/** Writes the row back and raises its version. Errors: `not_found`. */
async function saveRow({ trx }: WorkScope, row: LedgerRow): Promise<void> {
  const saved = await trx
    .updateTable('inbound_ledger')
    .set((set) => ({
      brand_id: row.brandId,
      lang: row.lang,
      origin: row.origin,
      state: row.state,
      reason: row.reason,
      note: storableText(row.note),
      later_until: row.laterUntil,
      decided_by: row.decidedBy,
      decided_at: row.decidedAt,
      case_id: row.caseId,
      settled_at: row.settledAt,
      // What brought it back is said until something is decided again.
      ...(row.state === 'waiting' || row.state === 'later' ? {} : { wrote_again: null }),
      version: set('version', '+', 1),
    }))
    .where('post_id', '=', row.postId)
    .returning('post_id')
    .executeTakeFirst();
  if (saved === undefined) throw notFound('entry of the ledger');
}
