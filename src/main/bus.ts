// The bus as the program uses it: opened where it is configured, taken from by workers, told of changed monitors, watched.
import type { Bus, MonitorsNotice } from '../pipeline/bus.ts';
import type { MatchStage } from '../pipeline/match.ts';
import type { IngestDeps } from '../pipeline/ingest.ts';
import type { InWorkspace } from '../pipeline/ports.ts';
import { createTaker } from '../pipeline/take-together.ts';
import type { Gauge } from '../server/ports.ts';
import type { Config } from './config.ts';
import { loadJudging } from './judging.ts';
import { loadDetector } from './language.ts';
import type { createLog } from './log.ts';

type Log = ReturnType<typeof createLog>;

/** Null where none is configured: then listeners take in themselves what they hear. Errors: `bus_unavailable`. */
export async function openBus({ natsUrl }: Pick<Config, 'natsUrl'>, log: Log): Promise<Bus | null> {
  if (natsUrl === null) return null;
  // Only now: who has no bus loads no client.
  const { connectNats } = await import('../bus/nats.ts');
  return connectNats({ url: natsUrl, log });
}

export interface TakingDeps {
  inWorkspace: InWorkspace;
  matching: MatchStage;
  log: Log;
  asksOther?: IngestDeps['asksOther'];
}

/** Takes in what the bus brings, until stopped. */
export async function startTaking(
  bus: Bus,
  { inWorkspace, matching, log, asksOther }: TakingDeps,
): Promise<{ stop(): Promise<void> }> {
  const deps = { inWorkspace, matching, log };
  bus.hearMonitors((notice) => {
    void followMonitors(deps, notice);
  });
  let taker: ReturnType<typeof createTaker> | null = null;
  return bus.take(async (share) => {
    // With the first share: the detector's tables are large, and a worker may have nothing to take in.
    const detectLanguage = await loadDetector();
    const judging = await loadJudging();
    taker ??= createTaker({
      ...deps,
      detectLanguage,
      judging,
      ...(asksOther === undefined ? {} : { asksOther }),
    });
    return taker(share);
  });
}

/** Each share asks for the newest set in its own transaction; this only spares the next one the work of taking it over. */
async function followMonitors(
  { inWorkspace, matching, log }: TakingDeps,
  { workspaceId, key }: MonitorsNotice,
): Promise<void> {
  const held = matching.keyOf(workspaceId);
  if (held === null || held === key) return;
  try {
    await inWorkspace(workspaceId, (tx) => matching.matcherFor(workspaceId, tx));
  } catch (error) {
    log.warn({ workspace: workspaceId, err: error }, 'changed monitors could not be read yet');
  }
}

/** Tells the workers which monitors a workspace has now. Never throws. */
export async function announceMonitors(
  bus: Bus,
  { inWorkspace, log }: Pick<TakingDeps, 'inWorkspace' | 'log'>,
  workspaceId: string,
): Promise<void> {
  try {
    const key = await inWorkspace(workspaceId, (tx) => tx.workspace.monitorsKey());
    bus.announceMonitors({ workspaceId, key });
  } catch (error) {
    log.warn({ workspace: workspaceId, err: error }, 'changed monitors could not be announced');
  }
}

/** How the bus stands, for /metrics; without its figures while it cannot be reached. */
export async function busGauges(bus: Bus): Promise<Gauge[]> {
  const up = (value: number): Gauge => ({ name: 'bus_up', help: 'Whether NATS answers.', value });
  try {
    const { waiting, bytes, maxBytes } = await bus.state();
    return [
      up(1),
      ...waiting.map((value, partition) => ({
        name: 'bus_waiting',
        help: 'Shares of what was heard that no worker has taken in, by partition.',
        labels: { partition: String(partition) },
        value,
      })),
      { name: 'bus_bytes', help: 'What waits on the bus.', value: bytes },
      { name: 'bus_max_bytes', help: 'What the bus holds at most; then listeners wait.', value: maxBytes },
    ];
  } catch {
    return [up(0)];
  }
}
