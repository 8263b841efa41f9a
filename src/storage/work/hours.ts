// Accounts' hours as the stages see them: what was set, what was decided by the clock, and who wrote to us.
import { sql } from 'kysely';
import type { SilenceCause } from '../../domain/hours/silence.ts';
import type { DayPostKind, Occasion, PostedBefore, TurnKey } from '../../domain/hours/day-posts.ts';
import { hoursColumns } from '../account-hours.ts';
import type { WorkScope } from './scope.ts';

export interface StoredHours {
  ownHours: unknown;
  dayPosts: unknown;
  afterHours: unknown;
  dayPostsSince: string | null;
  afterHoursSince: string | null;
  dayPostsBy: string | null;
  afterHoursBy: string | null;
}

export interface DayPostRow {
  accountId: string;
  day: string;
  kind: DayPostKind;
  occasion: Occasion;
  turn: number;
  dueAt: string;
  outboundId: string | null;
  skipped: string | null;
}

export interface CameInRow {
  postId: string;
  identityId: string;
  createdAt: string;
  isBot: boolean;
  hasOptedOut: boolean;
  isDeleted: boolean;
  isSettled: boolean;
  judged: string[];
}

export interface AfterHoursRow {
  postId: string;
  accountId: string;
  identityId: string;
  closedFrom: string;
  backAt: string | null;
  outboundId: string | null;
  skipped: SilenceCause | null;
}

export function createHoursStore(scope: WorkScope) {
  const { trx, workspaceId, at } = scope;
  return {
    of: (accountId: string): Promise<StoredHours | null> => one(selectHours(scope, accountId)),
    lock: (accountId: string): Promise<StoredHours | null> =>
      one(selectHours(scope, accountId).forNoKeyUpdate()),
    accountsWith: (what: 'dayPosts' | 'afterHours') => accountsWith(scope, what),
    dayPostsBefore: (accountId: string, sinceDay: string) => dayPostsBefore(scope, accountId, sinceDay),

    async addDayPost(row: DayPostRow): Promise<void> {
      await trx
        .insertInto('day_post')
        .values({
          workspace_id: workspaceId,
          account_id: row.accountId,
          day: row.day,
          kind: row.kind,
          occasion: row.occasion,
          turn: row.turn,
          due_at: row.dueAt,
          outbound_id: row.outboundId,
          skipped: row.skipped,
          decided_at: at,
        })
        .execute();
    },

    cameIn: (accountId: string, since: string, limit: number) => cameIn(scope, accountId, since, limit),
    cameInBy: (postId: string) => cameInBy(scope, postId),

    async lastTold(accountId: string, identityId: string) {
      const row = await trx
        .selectFrom('after_hours_answer')
        .select(['decided_at as at', 'back_at as backAt'])
        .where('identity_id', '=', identityId)
        .where('account_id', '=', accountId)
        .where('outbound_id', 'is not', null)
        .orderBy('decided_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },

    async addAfterHours(row: AfterHoursRow): Promise<void> {
      await trx
        .insertInto('after_hours_answer')
        .values({
          workspace_id: workspaceId,
          post_id: row.postId,
          account_id: row.accountId,
          identity_id: row.identityId,
          closed_from: row.closedFrom,
          back_at: row.backAt,
          outbound_id: row.outboundId,
          skipped: row.skipped,
          decided_at: at,
        })
        .execute();
    },
  };
}

function selectHours({ trx }: WorkScope, accountId: string) {
  return trx.selectFrom('account_hours').select(hoursColumns).where('account_id', '=', accountId);
}

async function one(
  query: Pick<ReturnType<typeof selectHours>, 'executeTakeFirst'>,
): Promise<StoredHours | null> {
  return (await query.executeTakeFirst()) ?? null;
}

async function accountsWith({ trx }: WorkScope, what: 'dayPosts' | 'afterHours'): Promise<string[]> {
  const since = what === 'dayPosts' ? 'account_hours.day_posts_since' : 'account_hours.after_hours_since';
  const rows = await trx
    .selectFrom('account_hours')
    .innerJoin('account', (join) =>
      join
        .onRef('account.workspace_id', '=', 'account_hours.workspace_id')
        .onRef('account.id', '=', 'account_hours.account_id'),
    )
    .select('account.id')
    .where(since, 'is not', null)
    .where('account.removed_at', 'is', null)
    .orderBy('account.id')
    .execute();
  return rows.map(({ id }) => id);
}

async function dayPostsBefore(
  { trx }: WorkScope,
  accountId: string,
  sinceDay: string,
): Promise<PostedBefore & { decided: Set<string> }> {
  const turns = await trx
    .selectFrom('day_post')
    .select(['kind', 'occasion', (select) => select.fn.max('turn').as('turn')])
    .where('account_id', '=', accountId)
    .groupBy(['kind', 'occasion'])
    .execute();
  const newest = await trx
    .selectFrom('day_post')
    .innerJoin('outbound', (join) =>
      join
        .onRef('outbound.workspace_id', '=', 'day_post.workspace_id')
        .onRef('outbound.id', '=', 'day_post.outbound_id'),
    )
    .distinctOn('day_post.kind')
    .select(['day_post.kind', 'outbound.text'])
    .where('day_post.account_id', '=', accountId)
    .orderBy('day_post.kind')
    .orderBy('day_post.day', 'desc')
    .execute();
  const decided = await trx
    .selectFrom('day_post')
    .select(['day', 'kind'])
    .where('account_id', '=', accountId)
    .where('day', '>=', sinceDay)
    .execute();
  const before: PostedBefore & { decided: Set<string> } = {
    turns: {},
    newest: {},
    decided: new Set(decided.map(({ day, kind }) => `${day} ${kind}`)),
  };
  for (const { kind, occasion, turn } of turns) {
    const key: TurnKey = `${kind}.${occasion}`;
    before.turns[key] = turn + 1;
  }
  for (const { kind, text } of newest) before.newest[kind] = text;
  return before;
}

const cameInColumns = sql`p.id as "postId", p.identity_id as "identityId", p.created_at as "createdAt", i.is_bot as "isBot",
  p.deleted_at is not null as "isDeleted",
  exists (select from support_case as c where c.identity_id = p.identity_id and c.outcome = 'declined')
    or exists (
      select from inbound_ledger as other
      join post as told on told.workspace_id = other.workspace_id and told.id = other.post_id
      where told.identity_id = p.identity_id and other.state = 'closed' and other.reason = 'asked_not_to'
    ) as "hasOptedOut",
  l.state in ('answered', 'closed') or exists (
    select from support_case as c
    where c.id = l.case_id and c.last_outbound_at is not null and c.last_outbound_at >= p.created_at
  ) or exists (
    select from outbound as o
    where o.workspace_id = l.workspace_id and o.automatic is null and o.action in ('reply', 'dm')
      and o.state in ('queued', 'sending', 'unknown', 'awaiting_approval', 'opened')
      and (o.target_post_id = l.post_id or o.case_id = l.case_id)
  ) as "isSettled",
  array(select said ->> 'kind' || ' ' || (said ->> 'value') from jsonb_array_elements(l.judgements) as said) as judged`;

/** What is known now of a post that came in. */
async function cameInBy({ trx }: WorkScope, postId: string): Promise<CameInRow | null> {
  const { rows } = await sql<CameInRow>`
    select ${cameInColumns}
    from inbound_ledger as l
    join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
    join identity as i on i.workspace_id = p.workspace_id and i.id = p.identity_id
    where l.post_id = ${postId}::uuid`.execute(trx);
  return rows[0] ?? null;
}

async function cameIn(
  { trx }: WorkScope,
  accountId: string,
  since: string,
  limit: number,
): Promise<CameInRow[]> {
  // By the order of the keys: an id begins with the time at which the post came. Whichever source was first to bring it,
  // whom it addresses stands in it.
  const lowest = lowestIdAt(since);
  const { rows } = await sql<CameInRow>`
    select ${cameInColumns}
    from inbound_ledger as l
    join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
    join identity as i on i.workspace_id = p.workspace_id and i.id = p.identity_id
    join account as us on us.id = ${accountId}::uuid and us.network = p.network
    where l.post_id >= ${lowest}::uuid and l.entered_at >= ${since}::timestamptz and l.origin <> 'found'
      and p.account_id is null and (
        p.mentions @> jsonb_build_array(jsonb_build_object('nativeId', us.native_id))
        or p.mentions @> jsonb_build_array(jsonb_build_object('handle', us.handle))
        or exists (
          select from post as ours
          where ours.network = p.network and ours.native_id = p.reply_to and ours.account_id = us.id
        )
        or p.visibility = 'dm' and exists (
          select from source as s where s.id = p.source_id and s.account_id = us.id
        )
      )
      and not exists (
        select from after_hours_answer as a where a.workspace_id = l.workspace_id and a.post_id = l.post_id
      )
    order by l.post_id
    limit ${limit}`.execute(trx);
  return rows;
}

/** The lowest UUIDv7 of a time. */
function lowestIdAt(at: string): string {
  const ms = Math.max(0, Date.parse(at)).toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8, 12)}-7000-8000-000000000000`;
}
