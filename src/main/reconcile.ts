// Once a day, what the networks say came to us is held against the ledger, and what is missing is fetched.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { IngestDeps } from '../pipeline/ingest.ts';
import { reconcile } from '../pipeline/reconcile.ts';
import {
  readAgainDays,
  saveReconciliation,
  sourcesToReconcile,
  type SourceToReconcile,
} from '../storage/reconciliation.ts';
import type { Database } from '../storage/tables.ts';
import type { NetworkAccess } from './networks.ts';

export interface ReconcileDeps {
  db: Kysely<Database>;
  ingestDeps(): Promise<IngestDeps>;
  networks: Pick<NetworkAccess, 'listInbound'>;
  now(): number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Overlap with the time before, and how far back the first one looks. */
const overlapMs = hourMs;
const mostMs = readAgainDays * dayMs;
/** A listing takes minutes at most; a network that never ends is given up. */
const listingTimeoutMs = 5 * 60_000;

/**
 * Every source of a workspace whose turn it is: when somebody asked, a day after the last, an hour after one that failed. Those
 * that are not begun before the signal are due at the next turn.
 */
export async function reconcileDue(
  deps: ReconcileDeps,
  workspaceId: string,
  signal: AbortSignal,
): Promise<void> {
  const before = (ms: number): string => new Date(deps.now() - ms).toISOString();
  const due = await sourcesToReconcile(deps.db, workspaceId, {
    triedBefore: before(dayMs),
    failedBefore: before(hourMs),
  });
  for (const source of due) {
    if (signal.aborted) return;
    await reconcileSource(deps, workspaceId, source);
  }
}

async function reconcileSource(
  deps: ReconcileDeps,
  workspaceId: string,
  source: SourceToReconcile,
): Promise<void> {
  const sinceMs = sinceMsOf(source, deps.now());
  const save = {
    sourceId: source.id,
    at: new Date(deps.now()).toISOString(),
    since: new Date(sinceMs).toISOString(),
    askedSince: source.askedSince,
  };
  try {
    const signal = AbortSignal.timeout(listingTimeoutMs);
    const listed = await deps.networks.listInbound({ ...source, workspaceId }, sinceMs, signal);
    const ingesting = { ...(await deps.ingestDeps()), now: deps.now };
    const came = await reconcile(ingesting, { ...source, workspaceId }, listed);
    await saveReconciliation(deps.db, workspaceId, { ...save, came });
  } catch (error) {
    // A network that is away concerns its own source only; it is told where the ledger is, and tried again.
    const errorCode = error instanceof AppError ? error.code : 'internal';
    const says = error instanceof Error ? error.message : String(error);
    await saveReconciliation(deps.db, workspaceId, { ...save, came: { errorCode, error: says } });
    if (!(error instanceof AppError)) throw error;
  }
}

/** Nothing is missing from before it was listened to, and what was held against the network once is not again. */
function sinceMsOf({ createdAt, doneAt, askedSince }: SourceToReconcile, nowMs: number): number {
  const last = doneAt === null ? Number.NEGATIVE_INFINITY : Date.parse(doneAt) - overlapMs;
  const usual = Math.max(Date.parse(createdAt), last);
  // What nobody asked for is not skipped by it: the next reading begins where this one ended.
  const since = askedSince === null ? usual : Math.min(Date.parse(askedSince), usual);
  return Math.max(since, nowMs - mostMs);
}
