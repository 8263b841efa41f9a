// The chores: loops that keep promises which no event would: waking, sweeping, trimming, renewing, re-reading.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { workByClock } from '../pipeline/by-clock.ts';
import type { ByClockDeps } from '../pipeline/day-posts.ts';
import { returnLate } from '../pipeline/approve.ts';
import { wakeDue } from '../pipeline/decide.ts';
import { wakeFollowUps } from '../pipeline/follow-up.ts';
import type { IngestDeps } from '../pipeline/ingest.ts';
import type { Fetch } from '../networks/kit/ports.ts';
import type { InWorkspace } from '../pipeline/ports.ts';
import { maxAttempts, noteDeadToken, type SendDeps } from '../pipeline/send.ts';
import { trimRecords } from '../storage/heard-records.ts';
import { sumTallies } from '../storage/heard-tally.ts';
import { strandedOutbound, workspaceIds } from '../storage/source-runtime.ts';
import type { Database } from '../storage/tables.ts';
import { trimWindow } from '../storage/work/window.ts';
import { createClockWatch } from '../domain/hours/clock.ts';
import { spikeDefaults } from '../domain/spikes/settings.ts';
import { eachWorkspace } from '../worker/each-workspace.ts';
import { watchSpikes } from '../worker/jobs/watch-spikes.ts';
import { Loop, type LoopOptions } from '../worker/loop.ts';
import { lookAtArticlesDue } from './article-look.ts';
import { loadDetector } from './language.ts';
import type { NetworkAccess } from './networks.ts';
import { lookAtProfilesDue } from './profile-look.ts';
import { noticeQuiet } from './quiet.ts';
import { recheckPosts } from './recheck.ts';
import { reconcileDue } from './reconcile.ts';

export interface ChoreDeps {
  db: Kysely<Database>;
  inWorkspace: InWorkspace;
  networks: NetworkAccess;
  /** For addresses that people wrote: it reaches public ones only. */
  fetch: Fetch;
  ingestDeps(): Promise<IngestDeps>;
  send: SendDeps;
  manifestOf: ByClockDeps['manifestOf'];
  /** Milliseconds on a clock that nobody can set. */
  steady(): number;
  newId(): string;
  loop: Pick<LoopOptions, 'log' | 'now' | 'random' | 'sleep'>;
  /** Advances the practice network's stories; answers when to come back. */
  tickPractice(workspaceId: string): Promise<void>;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
/** So many workspaces' networks are asked at once by one chore. */
const networkChoresAtOnce = 4;

/** Makes the loops; the caller starts and stops them. */
export function createChores(deps: ChoreDeps): Loop[] {
  const everyWorkspace = (
    name: string,
    everyMs: number,
    work: (workspaceId: string, signal: AbortSignal) => Promise<void>,
    atOnce = 1,
  ): Loop => {
    const each = { ...deps.loop, name, everyMs, atOnce, work, workspaceIds: () => workspaceIds(deps.db) };
    return new Loop({ ...deps.loop, name, ...eachWorkspace(each) });
  };
  /** For chores that wait for networks, not for the database. */
  const askingNetworks = (...[name, everyMs, work]: Parameters<typeof everyWorkspace>): Loop =>
    everyWorkspace(name, everyMs, work, networkChoresAtOnce);
  return [
    everyWorkspace('wake what was put off', 15 * secondMs, async (workspaceId) => {
      await wakeDue(deps.inWorkspace, workspaceId);
      await wakeFollowUps(deps.inWorkspace, workspaceId);
      await returnLate(deps.inWorkspace, workspaceId);
    }),
    everyWorkspace('post and answer by the hours', 10 * secondMs, byHours(deps)),
    everyWorkspace('sweep the outbox', Math.min(10 * secondMs, deps.send.leaseMs), (workspaceId) =>
      sweepOutbox(deps, workspaceId),
    ),
    everyWorkspace('trim the window', minuteMs, async (workspaceId) => {
      const { window } = await deps.inWorkspace(workspaceId, (tx) => tx.workspace.settings());
      const hours = window.enabled ? window.hours : 0;
      const now = deps.loop.now();
      await trimWindow(deps.db, workspaceId, { hours, maxPosts: window.maxPosts, now });
      await trimRecords(deps.db, workspaceId, { hours, now });
      await sumTallies(deps.db, workspaceId);
    }),
    // It goes on through all accounts, however long one of them takes: a token that nobody renews runs out.
    askingNetworks('renew tokens', 10 * minuteMs, (workspaceId) => renewTokens(deps, workspaceId)),
    askingNetworks('re-read at the source', minuteMs, (workspaceId, signal) =>
      recheckPosts({ ...deps, now: deps.loop.now }, workspaceId, signal),
    ),
    askingNetworks('hold the ledger against the networks', minuteMs / 4, (workspaceId, signal) =>
      reconcileDue({ ...deps, now: deps.loop.now }, workspaceId, signal),
    ),
    askingNetworks('look at our profiles', 10 * minuteMs, (workspaceId, signal) =>
      lookAtProfilesDue({ ...deps, detectLanguage: loadDetector, now: deps.loop.now }, workspaceId, signal),
    ),
    askingNetworks('look whether help articles are there', minuteMs, (workspaceId, signal) =>
      lookAtArticlesDue({ ...deps, now: deps.loop.now }, workspaceId, signal),
    ),
    everyWorkspace('notice sources that fall silent', 10 * minuteMs, (workspaceId) =>
      noticeQuiet({ db: deps.db, now: deps.loop.now }, workspaceId),
    ),
    everyWorkspace('watch for spikes', 15 * secondMs, async (workspaceId) => {
      const { now } = deps.loop;
      const watching = { db: deps.db, now, newId: deps.newId, settings: spikeDefaults };
      // After a break there is more to count than one go takes; it is bounded by how far back is looked.
      while ((await watchSpikes(watching, workspaceId)) > 0);
    }),
    everyWorkspace('play the practice stories', secondMs, (workspaceId) => deps.tickPractice(workspaceId)),
  ];
}

/** Opens and closes days, and answers while nobody is there. Each workspace has its own eye on the clock. */
function byHours(deps: ChoreDeps): (workspaceId: string) => Promise<void> {
  const watches = new Map<string, ReturnType<typeof createClockWatch>>();
  return async (workspaceId) => {
    const watch = watches.get(workspaceId) ?? createClockWatch();
    watches.set(workspaceId, watch);
    const isClockSure = watch({ wallMs: deps.loop.now(), steadyMs: deps.steady() });
    await workByClock(deps, workspaceId, isClockSure);
  };
}

/** Sends whose job was lost with a killed process get one again. */
async function sweepOutbox(deps: ChoreDeps, workspaceId: string): Promise<void> {
  const now = new Date(deps.loop.now()).toISOString();
  const ids = await strandedOutbound(deps.db, workspaceId, {
    now,
    leaseMs: deps.send.leaseMs,
    maxAttempts,
    limit: 500,
  });
  if (ids.length === 0) return;
  await deps.inWorkspace(workspaceId, async (tx) => {
    for (const id of ids) {
      await tx.enqueue({ task: 'send', payload: { outboundId: id }, key: `send:${id}` });
    }
  });
}

async function renewTokens(deps: ChoreDeps, workspaceId: string): Promise<void> {
  const accounts = await deps.inWorkspace(workspaceId, (tx) => tx.accounts.all());
  for (const account of accounts) {
    if (account.tokenState !== 'ok') continue;
    try {
      await deps.networks.keepAlive(workspaceId, account.id);
    } catch (error) {
      if (error instanceof AppError && error.code === 'account_token_dead') {
        await noteDeadToken(deps.send, workspaceId, account, error.message);
      } else {
        deps.loop.log.warn(
          { account: account.id, err: error },
          'a token could not be renewed; it is tried again',
        );
      }
    }
  }
}
