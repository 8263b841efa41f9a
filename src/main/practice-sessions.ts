// Practice sessions as the server shows them: begun and ended by their member, scored from what is kept of each reply.
import type { Kysely } from 'kysely';
import type { PracticeSessionRow, PracticeSessionView } from '../contract/practice-session-view.ts';
import { may } from '../domain/access/policy.ts';
import { AppError } from '../domain/errors.ts';
import { modelAnswer } from '../domain/practice/model-answers.ts';
import { scoreOf } from '../domain/practice/scoring.ts';
import {
  mostSessionsEach,
  scoreSession,
  type PlayedRecord,
  type ScoredRecord,
} from '../domain/practice/session.ts';
import { storyById } from '../domain/practice/stories/registry.ts';
import type { PracticeService } from '../networks/practice/service.ts';
import type { Actor, PracticeSessionUseCases } from '../server/ports.ts';
import { inWorkspace, type WorkspaceTransaction } from '../storage/database.ts';
import { isSqlState } from '../storage/failures.ts';
import {
  endSession,
  finishedSessions,
  insertSession,
  lockRunning,
  runningSessionOf,
  sessionDecisions,
  sessionReplies,
  sessionRow,
  sessionRows,
  sessionRuns,
  type SessionReply,
  type SessionRow,
} from '../storage/practice-sessions.ts';
import type { Database } from '../storage/tables.ts';

export interface PracticeSessionDeps {
  db: Kysely<Database>;
  service: PracticeService;
  world: { now(): number; newId(): string };
  /** Tells the stories what the company and its products are called by now. */
  tellProducts(workspaceId: string): Promise<void>;
  /** Somebody’s pages show what changed. */
  tell(workspaceId: string, actorId: string | null): Promise<void>;
}

export interface PracticeSessions {
  useCases: PracticeSessionUseCases;
  /** Ends sessions whose stories are all over. */
  endFinished(workspaceId: string): Promise<void>;
}

/** Makes the use cases of practice sessions. */
export function createPracticeSessions(deps: PracticeSessionDeps): PracticeSessions {
  const { db, service, tell } = deps;
  const within = <T>(workspaceId: string, work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T> =>
    inWorkspace(db, workspaceId, work);
  const readOwn = async (actor: Actor, id: string): Promise<SessionRow> => {
    const row = await within(actor.workspaceId, (trx) => sessionRow(trx, id));
    if (row === null || row.user.id !== actor.userId) throw notFound();
    return row;
  };
  const show = async (workspaceId: string, id: string): Promise<PracticeSessionView> => {
    const row = await within(workspaceId, (trx) => sessionRow(trx, id));
    if (row === null) throw notFound();
    return viewOf(row, await within(workspaceId, (trx) => playedIn(trx, row)));
  };
  const end = async (workspaceId: string, id: string, actorId: string | null): Promise<void> => {
    const runs = await within(workspaceId, async (trx) => {
      const row = await lockRunning(trx, id);
      if (row === null) return [];
      await endSession(trx, id, await playedIn(trx, row), new Date(deps.world.now()).toISOString());
      return sessionRuns(trx, id);
    });
    for (const { runId, endedAt } of runs) if (endedAt === null) await service.stopRun(workspaceId, runId);
    await tell(workspaceId, actorId);
  };
  return {
    async endFinished(workspaceId) {
      for (const id of await within(workspaceId, finishedSessions)) await end(workspaceId, id, null);
    },
    useCases: {
      startPracticeSession: (actor, { body }) => start(deps, actor, body.stories, show),
      async listPracticeSessions({ workspaceId, userId, role }) {
        const whose = may(role, 'practice.direct') ? null : (userId ?? nobody);
        return within(workspaceId, async (trx) => {
          const rows = await sessionRows(trx, whose, mostSessionsEach);
          const shown: PracticeSessionRow[] = [];
          for (const row of rows) shown.push(lineOf(viewOf(row, await playedIn(trx, row))));
          return { rows: shown };
        });
      },
      async readPracticeSession(actor, { params }) {
        const view = await show(actor.workspaceId, params.id);
        if (view.user.id !== actor.userId && !may(actor.role, 'practice.direct')) throw notFound();
        return view;
      },
      async endPracticeSession(actor, { params }) {
        const row = await readOwn(actor, params.id);
        if (row.endedAt === null) await end(actor.workspaceId, row.id, actor.userId);
        return show(actor.workspaceId, row.id);
      },
      async skipPracticeTime(actor, { params }) {
        const row = await readOwn(actor, params.id);
        let happened = false;
        if (row.endedAt === null) {
          const runs = await within(actor.workspaceId, (trx) => sessionRuns(trx, row.id));
          happened = await service.skip(
            actor.workspaceId,
            runs.map(({ runId }) => runId),
          );
          await tell(actor.workspaceId, actor.userId);
        }
        return { ...(await show(actor.workspaceId, row.id)), happened };
      },
    },
  };
}

/** Whoever asks with an API token has no sessions. */
const nobody = '00000000-0000-0000-0000-000000000000';

function notFound(): AppError {
  return new AppError('not_found', 'There is no such practice session.');
}

function running(): AppError {
  return new AppError('already_exists', 'You practise already: end that session first.');
}

async function start(
  deps: PracticeSessionDeps,
  { workspaceId, userId }: Actor,
  storyIds: readonly string[],
  show: (workspaceId: string, id: string) => Promise<PracticeSessionView>,
): Promise<PracticeSessionView> {
  const { db, service, world } = deps;
  if (userId === null) throw new AppError('not_allowed', 'Only a person practises, not an API token.');
  if ((await inWorkspace(db, workspaceId, (trx) => runningSessionOf(trx, userId))) !== null) throw running();
  const unknown = storyIds.findIndex((id) => storyById(id) === undefined);
  if (unknown !== -1) {
    throw new AppError('not_found', 'There is no such story on the practice network.', {
      where: `body.stories.${unknown}`,
    });
  }
  await deps.tellProducts(workspaceId);
  const runIds: string[] = [];
  const id = world.newId();
  try {
    for (const storyId of new Set(storyIds)) {
      const run = await service.startStory(workspaceId, storyId, true);
      runIds.push(run.id);
    }
    const at = new Date(world.now()).toISOString();
    await inWorkspace(db, workspaceId, (trx) => insertSession(trx, { workspaceId, id, userId, at, runIds }));
  } catch (error) {
    // What was begun would be nobody's.
    for (const runId of runIds) await service.stopRun(workspaceId, runId);
    throw isSqlState(error, '23505') ? running() : error;
  }
  await deps.tell(workspaceId, userId);
  return show(workspaceId, id);
}

/** The stories of a session: as they were kept, or as they stand. */
async function playedIn(trx: WorkspaceTransaction, row: SessionRow): Promise<PlayedRecord[]> {
  if (row.result !== null) return row.result;
  const runs = await sessionRuns(trx, row.id);
  const replies = await sessionReplies(trx, row.id);
  const decisions = await sessionDecisions(trx, row.id, row.user.id);
  return runs.map((run): PlayedRecord => {
    const story = storyById(run.storyId);
    const none = { ja: run.storyId, en: run.storyId };
    return {
      runId: run.runId,
      storyId: run.storyId,
      title: story?.title ?? none,
      lesson: story?.lesson ?? none,
      advice: story?.advice ?? 'speak',
      outcome: run.outcome,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      clockMs: run.play.clockMs,
      wasHeard: run.wasHeard,
      decision: decisions.get(run.runId) ?? null,
      replies: replies.filter(({ runId }) => runId === run.runId).map(repliedOf),
      modelAnswer: modelAnswer(run.storyId, run.fills),
    };
  });
}

function repliedOf({ runId: _, answers, ...reply }: SessionReply): PlayedRecord['replies'][number] {
  return { ...reply, answers: answers ?? '' };
}

function viewOf(row: SessionRow, played: readonly PlayedRecord[]): PracticeSessionView {
  const { stories, replies, broken, parts } = scoreSession(played);
  const shown = stories.map(({ wasHeard: _, ...story }) =>
    row.endedAt === null && story.endedAt === null ? underWay(story) : story,
  );
  const { result: __, ...kept } = row;
  const whole = row.endedAt !== null || stories.every(({ endedAt }) => endedAt !== null);
  const soFar = parts.filter(({ part }) => whole || part === 'rules');
  return { ...kept, stories: shown, parts: soFar, score: scoreOf(soFar), replies, broken };
}

/** A story that goes on does not tell what would have been right: only what the rules said of the replies. */
function underWay(story: Omit<ScoredRecord, 'wasHeard'>): PracticeSessionView['stories'][number] {
  const parts = story.parts.filter(({ part }) => part === 'rules');
  return {
    ...story,
    advice: null,
    lesson: { ja: '', en: '' },
    modelAnswer: null,
    parts,
    marks: story.marks.filter(({ part }) => part === 'rules'),
    score: scoreOf(parts),
  };
}

function lineOf({ stories, ...session }: PracticeSessionView): PracticeSessionRow {
  return { ...session, stories: stories.map(({ title, outcome, score }) => ({ title, outcome, score })) };
}
