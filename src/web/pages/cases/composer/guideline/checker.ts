// Asks the thread of the posting rules about one text after the other: only the newest one waits.
import type { Ask, Told } from './check-worker.ts';

export interface Checker {
  ask: (what: Ask) => void;
  /** Nothing more is told. */
  stop: () => void;
}

/** One for all cases: to begin it reads its patterns and its model, which takes longer than a case is looked at. */
let thread: Worker | null = null;
let asked: Ask | null = null;
let next: Ask | null = null;
let listener: ((told: Told) => void) | null = null;

function pass(): void {
  asked = next;
  next = null;
  if (asked !== null) thread?.postMessage(asked);
}

function start(): Worker {
  const started = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    listener?.(data);
    pass();
  });
  // The next case begins another one.
  started.addEventListener('error', () => {
    started.terminate();
    thread = null;
    asked = null;
    next = null;
  });
  return started;
}

/**
 * Listens to the thread, in the place of whoever did before. Where there can be none, or it fails, nothing is told: the
 * server checks again anyway.
 */
export function listenToChecker(tell: (told: Told) => void): Checker {
  thread ??= start();
  listener = tell;
  return {
    ask(what) {
      if (thread === null) return;
      next = what;
      if (asked === null) pass();
    },
    stop() {
      if (listener === tell) listener = null;
    },
  };
}
