// The job table: every task graphile-worker may run, each one line to the stage that does it.
import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import { z } from 'zod';
import { adviseDecidedTask } from '../pipeline/advise.ts';
import { askOtherTask } from '../pipeline/ask-other.ts';
import { judgeAgainTask, type WaitingBatch } from '../pipeline/judge-again.ts';
import { learnTask } from '../pipeline/learn.ts';

export interface JobDeps {
  /** Runs one outbox row (pipeline/send.ts). */
  send(workspaceId: string, outboundId: string): Promise<void>;
  /** Makes a version of a workspace's own model (pipeline/learn.ts). */
  learn(workspaceId: string, request: { lang: string; madeBy: string | null }): Promise<void>;
  /** Judges a batch of what waits anew (pipeline/judge-again.ts). */
  judgeAgain(workspaceId: string, batch: WaitingBatch): Promise<void>;
  /** Puts the advice beside decisions about many (pipeline/advise.ts). */
  adviseDecided(workspaceId: string, decisionIds: readonly string[]): Promise<void>;
  /** A workspace's turn of asking another model (pipeline/ask-other.ts), where one is configured. */
  askOther(workspaceId: string, postIds: readonly string[], signal: AbortSignal): Promise<void>;
}

export interface JobLog {
  warn(details: Record<string, unknown>, message: string): void;
}

const sendPayload = z.object({ workspaceId: z.uuid(), outboundId: z.uuid() });
const learnPayload = z.object({ workspaceId: z.uuid(), lang: z.string(), madeBy: z.uuid().nullable() });
/** Those queued by an earlier program name their posts. */
const askOtherPayload = z.object({ workspaceId: z.uuid(), postIds: z.array(z.uuid()).default([]) });
const judgeAgainPayload = z.object({
  workspaceId: z.uuid(),
  lang: z.string(),
  after: z.uuid().nullable(),
  by: z.string().nullable().default(null),
});

const adviseDecidedPayload = z.object({ workspaceId: z.uuid(), decisionIds: z.array(z.uuid()) });

/** One entry per task name used with `enqueue`. */
export function taskList(deps: JobDeps): TaskList {
  return {
    async send(payload) {
      const { workspaceId, outboundId } = sendPayload.parse(payload);
      await deps.send(workspaceId, outboundId);
    },
    async [learnTask](payload) {
      const { workspaceId, ...request } = learnPayload.parse(payload);
      await deps.learn(workspaceId, request);
    },
    async [judgeAgainTask](payload) {
      const { workspaceId, ...part } = judgeAgainPayload.parse(payload);
      await deps.judgeAgain(workspaceId, part);
    },
    async [adviseDecidedTask](payload) {
      const { workspaceId, decisionIds } = adviseDecidedPayload.parse(payload);
      await deps.adviseDecided(workspaceId, decisionIds);
    },
    async [askOtherTask](payload, { abortSignal }) {
      const { workspaceId, postIds } = askOtherPayload.parse(payload);
      await deps.askOther(workspaceId, postIds, abortSignal);
    },
  };
}

const concurrency = 4;

/** Starts working on jobs; `stop` lets running ones end. */
export async function startJobs(pool: pg.Pool, deps: JobDeps, log: JobLog): Promise<Runner> {
  const runner = await run({
    pgPool: pool,
    taskList: taskList(deps),
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    crontab: '',
    logger: quietLogger(log),
  });
  return runner;
}

/** The runner's own words: only what went wrong reaches our log. */
function quietLogger(log: JobLog): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if (level === 'error' || level === 'warning') log.warn({ ...scope, ...meta }, message);
  });
}
