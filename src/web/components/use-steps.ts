// Steps through a list one works off: from where the open one stood, also once it moved away from there.
import { useEffect, useRef } from 'react';

interface Step {
  rows: readonly { id: string; state: string }[];
  openId: string | undefined;
  by: 1 | -1;
  /** Where the open one stood while it was our turn. */
  stoodAt: number | undefined;
}

/** The id to open next: the neighbour; of one that was done meanwhile, what moved up into its place. */
export function stepFrom({ rows, openId, by, stoodAt }: Step): string | undefined {
  const at = rows.findIndex((row) => row.id === openId);
  const isDone = openId !== undefined && stoodAt !== undefined && rows[at]?.state !== 'open';
  if (!isDone) return at === -1 ? rows[0]?.id : rows[at + by]?.id;
  const others = rows.filter((row) => row.id !== openId);
  return others[by === 1 ? stoodAt : stoodAt - 1]?.id;
}

/** Answers what to do to go to the next or the previous one of `rows`. */
export function useSteps(
  rows: Step['rows'],
  openId: string | undefined,
  open: (id: string) => void,
): (by: 1 | -1) => void {
  const stood = useRef<{ id: string; at: number }>(undefined);
  useEffect(() => {
    const at = rows.findIndex((row) => row.id === openId);
    if (openId !== undefined && rows[at]?.state === 'open') stood.current = { id: openId, at };
    else if (stood.current?.id !== openId) stood.current = undefined;
  }, [rows, openId]);
  return (by) => {
    const next = stepFrom({ rows, openId, by, stoodAt: stood.current?.at });
    if (next !== undefined) open(next);
  };
}
