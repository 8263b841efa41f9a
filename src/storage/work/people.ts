// What is known of the people we may speak with, over PostgreSQL: our history with them, their wish to be left alone, who looked.
import { sql } from 'kysely';
import type { Outcome } from '../../domain/case/case.ts';
import type { JudgementRow } from '../../domain/judgement/rows.ts';
import { queueTime } from '../case-pages.ts';
import { storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;
/** Those who wait longest are late already; of the newest, more would not be about to be late either. */
const mostWaiting = 500;
const mostLifted = 10;

interface Ref {
  id: string;
  name: string;
}

export function createPeopleStore(scope: WorkScope) {
  return {
    async history(identityId: string) {
      return {
        contacts7d: await contactsSince(scope, identityId, new Date(Date.parse(scope.at) - weekMs)),
        optOut: await standingOptOut(scope, identityId),
        lastOutcome: await lastOutcome(scope, identityId),
      };
    },
    liftedOptOuts: (identityId: string) => liftedOptOuts(scope, identityId),
    async isThere(identityId: string): Promise<boolean> {
      const row = await scope.trx
        .selectFrom('identity')
        .select('id')
        .where('id', '=', identityId)
        .executeTakeFirst();
      return row !== undefined;
    },
    async hasSeen(identityId: string, userId: string): Promise<boolean> {
      const row = await scope.trx
        .selectFrom('identity_seen')
        .select('seen_at')
        .where('identity_id', '=', identityId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row !== undefined;
    },
    async markSeen(identityId: string, userId: string): Promise<void> {
      await scope.trx
        .insertInto('identity_seen')
        .values({
          workspace_id: scope.workspaceId,
          identity_id: identityId,
          user_id: userId,
          seen_at: scope.at,
        })
        .onConflict((conflict) =>
          conflict.columns(['workspace_id', 'identity_id', 'user_id']).doUpdateSet({ seen_at: scope.at }),
        )
        .execute();
    },
    optOut: (identityId: string, reason: string, by: string | null) => optOut(scope, identityId, reason, by),
    liftOptOut: (identityId: string, reason: string, by: string | null) =>
      liftOptOut(scope, identityId, reason, by),
    async hasWrittenDm(identityId: string): Promise<boolean> {
      const row = await scope.trx
        .selectFrom('post')
        .select('id')
        .where('identity_id', '=', identityId)
        .where('visibility', '=', 'dm')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    teamLoad: () => teamLoad(scope),
    async judgementsOf(postId: string): Promise<JudgementRow[]> {
      const row = await scope.trx
        .selectFrom('inbound_ledger')
        .select('judgements')
        .where('post_id', '=', postId)
        .executeTakeFirst();
      return row?.judgements ?? [];
    },
  };
}

/** Posts of theirs that we found ourselves and wrote to, or are about to; several parts of one answer are one contact. */
async function contactsSince({ trx }: WorkScope, identityId: string, since: Date): Promise<number> {
  const row = await trx
    .selectFrom('support_case')
    .innerJoin('outbound', (join) =>
      join
        .onRef('outbound.workspace_id', '=', 'support_case.workspace_id')
        .onRef('outbound.case_id', '=', 'support_case.id'),
    )
    .innerJoin('inbound_ledger', (join) =>
      join
        .onRef('inbound_ledger.workspace_id', '=', 'outbound.workspace_id')
        .onRef('inbound_ledger.post_id', '=', 'outbound.target_post_id'),
    )
    .select(sql<number>`count(distinct outbound.target_post_id)::int`.as('count'))
    .where('support_case.identity_id', '=', identityId)
    .where('inbound_ledger.origin', '=', 'found')
    .where('outbound.action', 'in', ['reply', 'dm'])
    .where('outbound.state', 'in', ['queued', 'sending', 'sent', 'unknown', 'opened'])
    .where('outbound.created_at', '>=', since.toISOString())
    .executeTakeFirstOrThrow();
  return row.count;
}

async function lastOutcome({ trx }: WorkScope, identityId: string): Promise<Outcome | null> {
  const row = await trx
    .selectFrom('support_case')
    .select('outcome')
    .where('identity_id', '=', identityId)
    .where('state', '=', 'closed')
    .where('outcome', 'is not', null)
    // It says neither that it went well nor that it did not.
    .where('is_conversation', '=', false)
    .orderBy('closed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.outcome ?? null;
}

const refOf = (id: string | null, name: string | null): Ref | null =>
  id === null || name === null ? null : { id, name };

async function standingOptOut({ trx }: WorkScope, identityId: string) {
  const row = await trx
    .selectFrom('opt_out')
    .leftJoin('app_user', 'app_user.id', 'opt_out.set_by')
    .select(['opt_out.reason', 'opt_out.set_at as at', 'app_user.id as userId', 'app_user.name'])
    .where('opt_out.identity_id', '=', identityId)
    .where('opt_out.lifted_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { reason: row.reason, by: refOf(row.userId, row.name), at: row.at };
}

async function liftedOptOuts({ trx }: WorkScope, identityId: string) {
  const rows = await trx
    .selectFrom('opt_out')
    .leftJoin('app_user as setter', 'setter.id', 'opt_out.set_by')
    .leftJoin('app_user as lifter', 'lifter.id', 'opt_out.lifted_by')
    .select([
      'opt_out.reason',
      'opt_out.set_at as at',
      'opt_out.lifted_at as liftedAt',
      'opt_out.lift_reason as liftReason',
      'setter.id as setterId',
      'setter.name as setterName',
      'lifter.id as lifterId',
      'lifter.name as lifterName',
    ])
    .where('opt_out.identity_id', '=', identityId)
    .where('opt_out.lifted_at', 'is not', null)
    .orderBy('opt_out.id', 'desc')
    .limit(mostLifted)
    .execute();
  return rows.map(({ reason, at, liftedAt, liftReason, ...who }) => ({
    reason,
    at,
    by: refOf(who.setterId, who.setterName),
    liftedAt: liftedAt ?? at,
    liftReason,
    liftedBy: refOf(who.lifterId, who.lifterName),
  }));
}

async function optOut(
  { trx, workspaceId, newId, at }: WorkScope,
  identityId: string,
  reason: string,
  by: string | null,
): Promise<boolean> {
  const row = await trx
    .insertInto('opt_out')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      identity_id: identityId,
      reason: storableText(reason),
      set_by: by,
      set_at: at,
      lifted_by: null,
      lifted_at: null,
    })
    // Two who write it down at once mean the same.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function liftOptOut(
  { trx, at }: WorkScope,
  identityId: string,
  reason: string,
  by: string | null,
): Promise<boolean> {
  const row = await trx
    .updateTable('opt_out')
    .set({ lifted_at: at, lifted_by: by, lift_reason: storableText(reason) })
    .where('identity_id', '=', identityId)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function teamLoad({ trx, workspaceId }: WorkScope) {
  const counted = await trx
    .selectFrom('support_case')
    .select(sql<number>`count(*)::int`.as('open'))
    .where('state', '=', 'open')
    .where('is_conversation', '=', false)
    .executeTakeFirstOrThrow();
  const waiting = await trx
    .selectFrom('support_case')
    .select('waiting_since')
    .where('state', '=', 'open')
    .where('is_conversation', '=', false)
    .where('waiting_since', 'is not', null)
    .orderBy(queueTime, 'desc')
    .limit(mostWaiting)
    .execute();
  const there = await trx
    .selectFrom('membership')
    .select(sql<number>`count(*)::int`.as('people'))
    // The policy also shows a person's memberships elsewhere.
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null)
    .where('on_shift', '=', true)
    .where('role', '<>', 'viewer')
    .executeTakeFirstOrThrow();
  return {
    open: counted.open,
    waitingSince: waiting.flatMap((row) => row.waiting_since ?? []),
    people: there.people,
  };
}
