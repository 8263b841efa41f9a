// Trains a workspace's model in a process of its own, one at a time and with limits: nobody's request or post waits for it.
import type { MakeModel } from '../../pipeline/judging-ports.ts';
import type { InChild } from '../../pipeline/ports.ts';

interface Folders {
  /** The folder of the built-in weights. */
  weights: string;
  /** The folder of Kizuki's own labelled posts. */
  ownPosts: string;
}
export type Question = Parameters<MakeModel>[0] & Folders;
export type Answer = Awaited<ReturnType<MakeModel>>;

const entry = new URL('child.ts', import.meta.url);
const limits = { timeMs: 120_000, memoryMb: 768 };

/** Errors of what it makes: as of `inChild`. */
export function createMaking(inChild: InChild, folders: Folders): MakeModel {
  let last: Promise<unknown> = Promise.resolve();
  return (question) => {
    const asked: Question = { ...question, ...folders };
    const turn = last.then(async () => (await inChild(entry, asked, limits)) as Answer);
    last = turn.catch(() => undefined);
    return turn;
  };
}
