// Practice sessions: who practises which stories, and everything that was decided and written in them.
import { sql } from 'kysely';
import type { Play } from '../domain/practice/engine.ts';
import type { KeptFinding, PlayedRecord, PracticedDecision } from '../domain/practice/session.ts';
import type { Fills, Outcome } from '../domain/practice/story.ts';
import type { WorkspaceTransaction } from './database.ts';
import { storableJson } from './work/json.ts';

export interface SessionRow {
  id: string;
  user: { id: string; name: string };
  startedAt: string;
  endedAt: string | null;
  /** Null while it goes on. */
  result: PlayedRecord[] | null;
}

function selectSessions(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('practice_session as session')
    .innerJoin('app_user', 'app_user.id', 'session.user_id')
    .select([
      'session.id',
      'session.user_id as userId',
      'app_user.name as userName',
      'session.started_at as startedAt',
      'session.ended_at as endedAt',
      'session.result',
    ]);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectSessions>['execute']>>[number];

const rowOf = ({ userId, userName, ...row }: Selected): SessionRow => ({
  ...row,
  user: { id: userId, name: userName },
});

/** The newest `each` of every member, or of one only, newest first: nobody’s many hide another’s few. */
export async function sessionRows(
  trx: WorkspaceTransaction,
  userId: string | null,
  each: number,
): Promise<SessionRow[]> {
  let query = selectSessions(trx)
    .where(
      sql<boolean>`session.id in (
        select id from (
          select id, row_number() over (partition by user_id order by started_at desc, id desc) as nth
          from practice_session) as numbered
        where nth <= ${each})`,
    )
    .orderBy('session.started_at', 'desc');
  if (userId !== null) query = query.where('session.user_id', '=', userId);
  return (await query.execute()).map(rowOf);
}

export async function sessionRow(trx: WorkspaceTransaction, id: string): Promise<SessionRow | null> {
  const row = await selectSessions(trx).where('session.id', '=', id).executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** Locks a session, so that no reply is written in it meanwhile; null where it does not go on. */
export async function lockRunning(trx: WorkspaceTransaction, id: string): Promise<SessionRow | null> {
  const row = await selectSessions(trx)
    .where('session.id', '=', id)
    .where('session.ended_at', 'is', null)
    .forUpdate('session')
    .executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** The ids of sessions that go on though all their stories are over. */
export async function finishedSessions(trx: WorkspaceTransaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from practice_session as session where ended_at is null and not exists (
      select from practice_session_run as played
      join practice_run as run on run.workspace_id = played.workspace_id and run.id = played.run_id
      where played.workspace_id = session.workspace_id and played.session_id = session.id and run.ended_at is null)`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

export async function runningSessionOf(trx: WorkspaceTransaction, userId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('practice_session')
    .select('id')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertSession(
  trx: WorkspaceTransaction,
  session: { workspaceId: string; id: string; userId: string; at: string; runIds: readonly string[] },
): Promise<void> {
  const { workspaceId, id } = session;
  await trx
    .insertInto('practice_session')
    .values({
      workspace_id: workspaceId,
      id,
      user_id: session.userId,
      started_at: session.at,
      ended_at: null,
      result: null,
    })
    .execute();
  await trx
    .insertInto('practice_session_run')
    .values(
      session.runIds.map((runId, place) => ({
        workspace_id: workspaceId,
        session_id: id,
        run_id: runId,
        place,
      })),
    )
    .execute();
}

/** Keeps what came of a session that is locked. */
export async function endSession(
  trx: WorkspaceTransaction,
  id: string,
  result: readonly PlayedRecord[],
  at: string,
): Promise<void> {
  await trx
    .updateTable('practice_session')
    .set({ ended_at: at, result: storableJson(result) })
    .where('id', '=', id)
    .execute();
}

/** A story of a session, as the practice network has it. */
export interface SessionRun {
  runId: string;
  storyId: string;
  fills: Fills;
  play: Play;
  outcome: Outcome | null;
  startedAt: string;
  endedAt: string | null;
  wasHeard: boolean;
}

/** The stories of a session, in the order in which they were begun. */
export async function sessionRuns(trx: WorkspaceTransaction, sessionId: string): Promise<SessionRun[]> {
  return trx
    .selectFrom('practice_session_run as played')
    .innerJoin('practice_run as run', (join) =>
      join.onRef('run.workspace_id', '=', 'played.workspace_id').onRef('run.id', '=', 'played.run_id'),
    )
    .select([
      'run.id as runId',
      'run.story_id as storyId',
      'run.fills',
      'run.play',
      'run.outcome',
      'run.started_at as startedAt',
      'run.ended_at as endedAt',
      sql<boolean>`exists (
        select from practice_post as told
        join post on post.workspace_id = told.workspace_id
          and post.network = 'practice' and post.native_id = told.id::text
        join inbound_ledger as entry on entry.workspace_id = post.workspace_id and entry.post_id = post.id
        where told.workspace_id = run.workspace_id and told.run_id = run.id)`.as('wasHeard'),
    ])
    .where('played.session_id', '=', sessionId)
    .orderBy('played.place')
    .execute();
}

export interface SessionReply {
  id: string;
  runId: string;
  caseId: string | null;
  at: string;
  storyMs: number;
  visibility: 'public' | 'dm';
  answers: string | null;
  text: string;
  findings: KeptFinding[];
  overrides: { rules: string[]; reason: string }[];
}

/** What was written in a session and not taken back, oldest first. */
export async function sessionReplies(trx: WorkspaceTransaction, sessionId: string): Promise<SessionReply[]> {
  return trx
    .selectFrom('practice_reply as kept')
    .innerJoin('outbound', (join) =>
      join
        .onRef('outbound.workspace_id', '=', 'kept.workspace_id')
        .onRef('outbound.id', '=', 'kept.outbound_id'),
    )
    .leftJoin('post as answered', (join) =>
      join
        .onRef('answered.workspace_id', '=', 'outbound.workspace_id')
        .onRef('answered.id', '=', 'outbound.target_post_id'),
    )
    .select([
      'kept.outbound_id as id',
      'kept.run_id as runId',
      'outbound.case_id as caseId',
      'outbound.created_at as at',
      'kept.story_ms as storyMs',
      'outbound.visibility',
      'answered.text as answers',
      'kept.text',
      'kept.findings',
      sql<{ rules: string[]; reason: string }[]>`coalesce((
        select json_agg(json_build_object('rules', passed.rules, 'reason', passed.reason) order by passed.overridden_at)
        from guideline_override as passed
        where passed.workspace_id = kept.workspace_id and passed.outbound_id = kept.outbound_id), '[]'::json)`.as(
        'overrides',
      ),
    ])
    .where('kept.session_id', '=', sessionId)
    .where('outbound.state', '<>', 'cancelled')
    .orderBy('kept.outbound_id')
    .execute();
}

/** The newest decision, by story, that somebody took about posts of a session. */
export async function sessionDecisions(
  trx: WorkspaceTransaction,
  sessionId: string,
  userId: string,
): Promise<Map<string, PracticedDecision>> {
  const rows = await trx
    .selectFrom('practice_session_run as played')
    .innerJoin('practice_post as told', (join) =>
      join.onRef('told.workspace_id', '=', 'played.workspace_id').onRef('told.run_id', '=', 'played.run_id'),
    )
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'told.workspace_id')
        .on('post.network', '=', 'practice')
        .on(sql<boolean>`post.native_id = told.id::text`),
    )
    .innerJoin('decision', (join) =>
      join.onRef('decision.workspace_id', '=', 'post.workspace_id').onRef('decision.post_id', '=', 'post.id'),
    )
    .select([
      'played.run_id as runId',
      'decision.choice',
      'decision.reason',
      'decision.note',
      'decision.at',
      'decision.advice',
    ])
    .where('played.session_id', '=', sessionId)
    .where('decision.actor_id', '=', userId)
    .where('decision.choice', 'in', ['speak', 'silent'])
    .orderBy('decision.id')
    .execute();
  return new Map(
    rows.map(({ runId, choice, reason, note, at, advice }) => [
      runId,
      { choice: choice === 'speak' ? 'speak' : 'silent', reason: reason ?? '', note, at, advised: advice },
    ]),
  );
}
