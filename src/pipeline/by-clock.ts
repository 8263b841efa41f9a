// What the program does by the clock in a workspace: it opens and closes days, and answers while nobody is there.
import { answerAfterHours } from './after-hours.ts';
import { postDue, type ByClockDeps } from './day-posts.ts';
import { goOn } from './go-on.ts';

/** Does both, whatever becomes of the first; returns how much was decided about. Errors: as of `goOn`. */
export async function workByClock(
  deps: ByClockDeps,
  workspaceId: string,
  isClockSure: boolean,
): Promise<number> {
  return goOn(['opening and closing', 'answers after hours'], (what) =>
    what === 'opening and closing'
      ? postDue(deps, workspaceId, isClockSure)
      : answerAfterHours(deps, workspaceId, isClockSure),
  );
}
