// One chore for all workspaces: what fails or takes long in one is said, and does not keep the others waiting.
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { LoopLog } from './loop.ts';

export interface EachWorkspace {
  name: string;
  everyMs: number;
  /** How many are at work at once; one unless told otherwise. */
  atOnce?: number;
  workspaceIds(): Promise<readonly string[]>;
  /**
   * One workspace's piece. The signal says that its time is over: it should end soon, and leave what is left so that its next
   * turn takes it up.
   */
  work(workspaceId: string, signal: AbortSignal): Promise<void>;
  log: LoopLog;
  now(): number;
  /** Waits; rejects when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface ChoreOfEach {
  /** A loop's step. It throws only what concerns all workspaces, so that the loop backs off; other failures are logged. */
  step(signal: AbortSignal): Promise<number>;
  /** Ends when the pieces have ended that a step did not wait for. */
  settle(): Promise<void>;
}

/** The same workspace's trouble is said at most this often: some chores run every second. */
const sayEveryMs = 60_000;
/** So long the others wait for one. What does not end then goes on beside them. */
export const pieceMs = 20_000;
/** So many go on beside the others; one more is waited for. */
const mostBeside = 24;

type Failed = (error: AppError) => void;
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** What no workspace is the cause of. */
const concernAll: readonly ErrorCode[] = ['database_unavailable', 'disk_full', 'bus_unavailable'];

/**
 * Makes the chore. Every workspace has its turn in each step, except one whose piece of an earlier step is still at work: it
 * is never at work twice.
 */
export function eachWorkspace(options: EachWorkspace): ChoreOfEach {
  const { atOnce = 1 } = options;
  const say = sayNowAndThen(options);
  const atWork = new Map<string, Promise<void>>();
  const beside = new Set<Promise<void>>();

  /** `time` ends when the piece is late: what fails after that is said all the same, unless it failed by being ended. */
  async function attempt(workspaceId: string, stop: AbortSignal, time: AbortSignal, failed: Failed) {
    const signal = AbortSignal.any([stop, time]);
    try {
      await options.work(workspaceId, signal);
      say.forget(workspaceId, 'failed');
    } catch (error) {
      // A step that is over hears of nothing any more.
      if (error instanceof AppError && concernAll.includes(error.code) && !time.aborted) failed(error);
      else if (!stop.aborted && !(time.aborted && isAbort(error))) say(workspaceId, 'failed', error);
    } finally {
      atWork.delete(workspaceId);
    }
  }

  /** Ends with the piece or with its time, whatever comes first. */
  async function piece(workspaceId: string, signal: AbortSignal, failed: Failed) {
    const time = new AbortController();
    const isOver = new AbortController();
    const work = attempt(workspaceId, signal, time.signal, failed);
    atWork.set(workspaceId, work);
    const outOfTime = options.sleep(pieceMs, isOver.signal).then(
      () => true,
      () => false,
    );
    const isLate = await Promise.race([work.then(() => false), outOfTime]);
    isOver.abort();
    if (!isLate) return;
    time.abort();
    say(workspaceId, 'late');
    beside.add(work);
    void work.finally(() => beside.delete(work));
    if (beside.size >= mostBeside) await Promise.race(beside);
  }

  async function step(signal: AbortSignal): Promise<number> {
    const failures: AppError[] = [];
    const turns = (await options.workspaceIds()).values();
    const takeTurns = async (): Promise<void> => {
      for (const workspaceId of turns) {
        if (signal.aborted || failures.length > 0) return;
        if (atWork.has(workspaceId)) say(workspaceId, 'passed over');
        else await piece(workspaceId, signal, (error) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, takeTurns));
    const [failure] = failures;
    if (failure !== undefined) throw failure;
    return options.everyMs;
  }

  return {
    step,
    async settle() {
      await Promise.all(beside);
    },
  };
}

const messages = {
  failed: 'a chore failed in one workspace',
  late: 'a chore took too long in one workspace; what is left of it is for its next turn',
  'passed over':
    'a chore is still at work in one workspace from an earlier turn; this turn goes on without it',
} as const;
type Trouble = keyof typeof messages;

/** Says a workspace's trouble, unless the same was said a moment ago. */
function sayNowAndThen({ name, log, now }: Pick<EachWorkspace, 'name' | 'log' | 'now'>) {
  const saidAt = new Map<string, number>();
  const keyOf = (workspaceId: string, trouble: Trouble): string => `${workspaceId} ${trouble}`;
  const say = (workspaceId: string, trouble: Trouble, error?: unknown): void => {
    const key = keyOf(workspaceId, trouble);
    if (now() - (saidAt.get(key) ?? -Infinity) < sayEveryMs) return;
    saidAt.set(key, now());
    const details = { loop: name, workspace: workspaceId };
    log.warn(error === undefined ? details : { ...details, err: error }, messages[trouble]);
  };
  say.forget = (workspaceId: string, trouble: Trouble) => saidAt.delete(keyOf(workspaceId, trouble));
  return say;
}
