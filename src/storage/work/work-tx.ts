// One transaction's work in one workspace: the stores that the stages ask for, over PostgreSQL.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { inWorkspace, type WorkspaceTransaction } from '../database.ts';
import { appendEvents, type NewEvent } from '../events.ts';
import { isSqlState } from '../failures.ts';
import type { Database } from '../tables.ts';
import { createAccountStore } from './accounts.ts';
import { createApprovalStore } from './approvals.ts';
import { createCaseStore } from './cases.ts';
import { createDecisionStore } from './decisions.ts';
import { createDraftingStore } from './drafting.ts';
import { createDraftStore } from './drafts.ts';
import { createGuidelineStore } from './guideline.ts';
import { createHoursStore } from './hours.ts';
import { enqueueJob, type JobToEnqueue } from './jobs.ts';
import { createJudgingStore } from './judging.ts';
import { createLedgerStore } from './ledger.ts';
import { createOutboxStore } from './outbox.ts';
import { createPeopleStore } from './people.ts';
import { createPractisingStore } from './practising.ts';
import { createPostStore } from './posts.ts';
import type { WorkScope } from './scope.ts';
import { createSourceStore } from './sources.ts';
import { createWorkspaceStore } from './workspace.ts';

export interface WorkTxOptions {
  workspaceId: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** UUIDv7. */
  newId(): string;
}

/** The stores over a transaction that is already inside `workspaceId`. Its time stands still at its beginning. */
export function createWorkTx(trx: WorkspaceTransaction, { workspaceId, now, newId }: WorkTxOptions) {
  const at = new Date(now()).toISOString();
  const scope: WorkScope = { trx, workspaceId, newId, at };
  return {
    posts: createPostStore(scope),
    ledger: createLedgerStore(scope),
    decisions: createDecisionStore(scope),
    judging: createJudgingStore(scope),
    cases: createCaseStore(scope),
    outbox: createOutboxStore(scope),
    accounts: createAccountStore(scope),
    sources: createSourceStore(scope),
    workspace: createWorkspaceStore(scope),
    drafts: createDraftStore(scope),
    drafting: createDraftingStore(scope),
    guideline: createGuidelineStore(scope),
    hours: createHoursStore(scope),
    people: createPeopleStore(scope),
    approvals: createApprovalStore(scope),
    practising: createPractisingStore(scope),
    enqueue: (job: JobToEnqueue) => enqueueJob(scope, job),
    append: (events: readonly Omit<NewEvent, 'workspaceId' | 'at'>[]) =>
      appendEvents(
        trx,
        events.map((event) => ({ ...event, workspaceId, at })),
      ),
    newId,
    at,
  };
}

export type StoredWorkTx = ReturnType<typeof createWorkTx>;

const maxRetries = 3;
const firstWaitMs = 20;

/**
 * Runs work in transactions of one workspace each. Work that lost against another (deadlock, serialization) is run
 * again, so it must have no effect outside its transaction.
 */
export function createInWorkspace(db: Kysely<Database>, world: Pick<WorkTxOptions, 'now' | 'newId'>) {
  return async function inWorkspaceTx<T>(
    workspaceId: string,
    work: (tx: StoredWorkTx) => Promise<T>,
  ): Promise<T> {
    for (let retries = 0; ; retries += 1) {
      try {
        return await inWorkspace(db, workspaceId, (trx) =>
          work(createWorkTx(trx, { workspaceId, now: () => world.now(), newId: () => world.newId() })),
        );
      } catch (error) {
        if (retries === maxRetries || !lostAgainstAnother(error)) throw error;
        // The one that won needs a moment, or they meet again.
        await sleep(firstWaitMs * 2 ** retries);
      }
    }
  };
}

function lostAgainstAnother(error: unknown): boolean {
  return isSqlState(error, '40001') || isSqlState(error, '40P01');
}
