// Which cases a page of the queue shows: ids with the time they are ordered by, by state, filters and words.
import { sql, type RawBuilder } from 'kysely';
import type { CaseState } from '../domain/case/case.ts';
import type { SearchQuestion } from '../domain/listening/search-text.ts';
import type { WorkspaceTransaction } from './database.ts';
import { preparedMark } from './prepared.ts';
import { caseContains, casesWith } from './search.ts';

export interface CaseFilter {
  states: readonly CaseState[];
  brandId?: string | undefined;
  network?: string | undefined;
  /** A member's id; null for cases nobody has. */
  assigneeId?: string | null | undefined;
  /** Only conversations, or only others. */
  isConversation?: boolean | undefined;
  /** Only cases with a post that contains every word. */
  question?: SearchQuestion | undefined;
}

export interface CasePlace {
  id: string;
  /** Since when the customer waits for us, else when they were last heard. */
  at: string;
  state: CaseState;
}

export interface CaseOrder {
  newestFirst: boolean;
  /** All of a state before those of the next, in the order of the filter's states; not with `newestFirst`. */
  byState: boolean;
  /** The place of the last case seen. */
  after: CasePlace | null;
  limit: number;
}

/** Before every id there is. */
const noId = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/** What lists are ordered by, as their indexes have it (migrations/0052_queue_time.sql). */
export const queueTime = sql.ref('queue_at');

/** The next `limit` cases by since when the customer waits, or where nothing waits for us by when they were last heard. */
export async function casePlaces(
  trx: WorkspaceTransaction,
  filter: CaseFilter,
  order: CaseOrder,
): Promise<CasePlace[]> {
  if (filter.question !== undefined) return placesWith(trx, { ...filter, question: filter.question }, order);
  const query = inOrder(filter, order);
  // Which index is best depends on what is filtered for.
  const isPlain = conditionsOf(filter).length === 0;
  const { rows } = await (isPlain ? sql<CasePlace>`${preparedMark}${query}` : query).execute(trx);
  return rows;
}

/** Each state is read in the order of its index, and the few rows of each are merged. */
function inOrder(
  filter: CaseFilter,
  { newestFirst, byState, after, limit }: CaseOrder,
): RawBuilder<CasePlace> {
  const direction = newestFirst ? sql`desc` : sql`asc`;
  const conditions = [sql`state = wanted.state`, ...conditionsOf(filter)];
  if (after !== null) {
    const [time, id] = [sql`${after.at}::timestamptz`, sql`${after.id}::uuid`];
    const isBegun = sql`wanted.state = ${after.state}`;
    const place = byState
      ? sql`(case when ${isBegun} then ${time} else '-infinity' end, case when ${isBegun} then ${id} else ${noId} end)`
      : sql`(${time}, ${id})`;
    conditions.push(sql`(${queueTime}, id) ${newestFirst ? sql`<` : sql`>`} ${place}`);
  }
  const states =
    byState && after !== null
      ? filter.states.slice(Math.max(0, filter.states.indexOf(after.state)))
      : filter.states;
  return sql<CasePlace>`
    select one.id, one.at, wanted.state
    from unnest(${states}::text[]) with ordinality as wanted (state, rank)
    cross join lateral (
      select id, ${queueTime} as at from support_case where ${sql.join(conditions, sql` and `)}
      order by ${queueTime} ${direction}, id ${direction} limit ${limit}::int
    ) as one
    order by ${byState ? sql`wanted.rank,` : sql``} one.at ${direction}, one.id ${direction} limit ${limit}::int`;
}

function conditionsOf({ brandId, network, assigneeId, isConversation }: CaseFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (brandId !== undefined) conditions.push(sql`brand_id = ${brandId}::uuid`);
  if (isConversation !== undefined)
    conditions.push(isConversation ? sql`is_conversation` : sql`not is_conversation`);
  if (network !== undefined) conditions.push(sql`network = ${network}`);
  if (assigneeId === null) conditions.push(sql`assignee_id is null`);
  else if (assigneeId !== undefined) conditions.push(sql`assignee_id = ${assigneeId}::uuid`);
  return conditions;
}

/** Cases looked into one by one, at first. */
const firstWalk = 100;
/** Looked into after those, where as many promise to fill the page. */
const mostWalkedOn = 400;

type WordFilter = CaseFilter & { question: SearchQuestion };

/**
 * Words that many cases have are met soon when cases are looked into in order; of words that few have, the index
 * brings all cases there are.
 */
async function placesWith(
  trx: WorkspaceTransaction,
  filter: WordFilter,
  order: CaseOrder,
): Promise<CasePlace[]> {
  const found: CasePlace[] = [];
  let { after } = order;
  for (let steps = firstWalk; steps > 0;) {
    const { rows } = await sql<CasePlace & { isHit: boolean }>`
      select walked.id, walked.at, walked.state, ${caseContains(filter.question, sql.ref('walked.id'))} as "isHit"
      from (${inOrder(filter, { ...order, after, limit: steps })}) as walked`.execute(trx);
    for (const { isHit, ...place } of rows) if (isHit) found.push(place);
    after = rows.at(-1) ?? after;
    if (rows.length < steps || found.length >= order.limit) return found.slice(0, order.limit);
    steps = steps === firstWalk ? stepsTo(order.limit - found.length, found.length / steps) : 0;
  }
  const rest = await indexed(trx, filter, { ...order, after, limit: order.limit - found.length });
  return [...found, ...rest];
}

/** How many more cases to look into for `missing` hits at this rate, and some; 0 where the index is quicker. */
function stepsTo(missing: number, rate: number): number {
  const steps = Math.ceil((1.3 * missing) / rate);
  return steps <= mostWalkedOn ? steps : 0;
}

async function indexed(
  trx: WorkspaceTransaction,
  filter: WordFilter,
  { newestFirst, after, limit }: CaseOrder,
): Promise<CasePlace[]> {
  const direction = newestFirst ? sql`desc` : sql`asc`;
  const conditions = [sql`state = any(${filter.states}::text[])`, ...conditionsOf(filter)];
  if (after !== null) {
    conditions.push(
      sql`(${queueTime}, id) ${newestFirst ? sql`<` : sql`>`} (${after.at}::timestamptz, ${after.id}::uuid)`,
    );
  }
  const { rows } = await sql<CasePlace>`
    with found as materialized (select distinct case_id from (${casesWith(filter.question)}) as each_post)
    select id, ${queueTime} as at, state
    from found join support_case on support_case.workspace_id = (select current_workspace()) and support_case.id = found.case_id
    where ${sql.join(conditions, sql` and `)}
    order by ${queueTime} ${direction}, id ${direction} limit ${limit}::int`.execute(trx);
  return rows;
}
