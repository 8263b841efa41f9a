// The driver of the practice network: lets running stories go on, tells them what we did, and begins new ones.
import { advance, elapsedMaxMs, nextDueMs, type Effect, type Setting } from '../../domain/practice/engine.ts';
import type { PracticeRun } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import { storyById } from '../../domain/practice/stories/registry.ts';
import { carryOut } from './act.ts';
import { hearOurs } from './hear.ts';
import { startByPace } from './pace.ts';

/** A run in which nothing happens is left alone this long, so that waiting stories cost nothing. */
const restMaxMs = 30_000;

export interface Ticked {
  running: number;
  /** Posts, messages, likes … that happened in this tick. */
  effects: number;
  /** The id of the story that began, `small_talk`, or null. */
  started: string | null;
  /** Why runs could not move on; the others did. */
  failed: readonly unknown[];
}

/**
 * Moves the practice network of a workspace on to `nowMs` (epoch milliseconds). Called every second or so by a worker;
 * two workers at once do no harm. `random` gives numbers in [0, 1).
 */
export async function tick(
  store: PracticeStore,
  workspaceId: string,
  nowMs: number,
  random: () => number,
): Promise<Ticked> {
  const settings = await store.settings(workspaceId);
  const running = await store.runs(workspaceId, { running: true, limit: 500 });
  const lastSeq = await store.lastSeq(workspaceId);
  let effects = 0;
  const failed: unknown[] = [];
  // Oldest first: who spoke first is heard first.
  for (const run of running.toReversed()) {
    if (run.heardSeq >= lastSeq && rests(run, settings.speed, nowMs)) continue;
    try {
      effects += await store.atomically(workspaceId, (inner) =>
        moveOn(inner, workspaceId, run.id, { speed: settings.speed, nowMs }),
      );
    } catch (error) {
      failed.push(new Error(`The practice story ${run.storyId} (run ${run.id}) is stuck`, { cause: error }));
    }
  }
  const started = await startByPace(store, { workspaceId, settings, running: running.length, nowMs, random });
  if (started === 'small_talk') effects += 1;
  return { running: running.length, effects, started, failed };
}

/** Whether nothing is due in a run yet; long rests are cut, because time that is not taken note of is lost. */
function rests(run: PracticeRun, speed: number, nowMs: number): boolean {
  const elapsedMs = nowMs - Date.parse(run.tickedAt);
  const story = storyById(run.storyId);
  if (story === undefined || elapsedMs >= restMaxMs) return false;
  return nextDueMs(story, run.play) > run.play.clockMs + elapsedMs * speedOf(run, speed);
}

/** A session of practice has its own time: as in life, whatever the stage says. */
function speedOf({ ownClock }: PracticeRun, speed: number): number {
  return ownClock ? 1 : speed;
}

/**
 * Lets the time of running stories pass, of all the same, until something happens in one of them. Answers whether
 * anything will.
 */
export async function skip(
  store: PracticeStore,
  workspaceId: string,
  runIds: readonly string[],
  nowMs: number,
): Promise<boolean> {
  const runs = (await Promise.all(runIds.map((id) => store.run(workspaceId, id)))).filter(
    (run) => run !== null && run.endedAt === null,
  );
  const waits = runs.map((run) => {
    const story = run === null ? undefined : storyById(run.storyId);
    return run === null || story === undefined ? Infinity : nextDueMs(story, run.play) - run.play.clockMs;
  });
  const jumpMs = Math.min(Infinity, ...waits);
  if (jumpMs === Infinity) return false;
  const { speed } = await store.settings(workspaceId);
  for (const run of runs) {
    if (run === null) continue;
    await store.atomically(workspaceId, (inner) =>
      moveOn(inner, workspaceId, run.id, { speed, nowMs, jumpMs: Math.max(0, jumpMs) }),
    );
  }
  return true;
}

async function moveOn(
  store: PracticeStore,
  workspaceId: string,
  runId: string,
  { speed: stageSpeed, nowMs, jumpMs = 0 }: { speed: number; nowMs: number; jumpMs?: number },
): Promise<number> {
  const held = await store.holdRun(workspaceId, runId);
  if (held === null || held.endedAt !== null) return 0;
  const story = storyById(held.storyId);
  if (story === undefined) {
    // A newer program no longer has the story: nobody goes on with it.
    await store.saveRun(workspaceId, {
      ...held,
      endedAt: new Date(nowMs).toISOString(),
      outcome: 'went_quiet',
    });
    return 0;
  }
  const speed = speedOf(held, stageSpeed);
  const setting: Setting = { story, fills: held.fills, seed: held.seed };
  const sinceMs = Date.parse(held.tickedAt);
  const elapsedMs = Math.min(Math.max(0, nowMs - sinceMs), elapsedMaxMs);
  const heardMs = held.play.clockMs + elapsedMs * speed;
  const untilMs = heardMs + jumpMs;
  const { run: heard, effects } = await hearOurs(store, held, {
    setting,
    workspaceId,
    storyTime: (at) =>
      clamp(held.play.clockMs + (Date.parse(at) - sinceMs) * speed, held.play.clockMs, heardMs),
  });
  const step = advance(setting, heard.play, untilMs);
  let run: PracticeRun = { ...heard, play: step.play, tickedAt: new Date(nowMs).toISOString() };
  const all: Effect[] = [...effects, ...step.effects];
  for (const [index, effect] of all.entries()) {
    // A millisecond apart, so that their order is seen.
    run = await carryOut(store, run, effect, { workspaceId, lang: story.lang, atMs: nowMs + index });
  }
  const { outcome } = run.play;
  await store.saveRun(
    workspaceId,
    outcome === null ? run : { ...run, outcome, endedAt: new Date(nowMs).toISOString() },
  );
  return all.length;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
