// Gathers what a listener hears into batches: at once when it is quiet, at most every 100 ms when it is busy.
import type { Batch, Delivered, ListenInput, NetworkDeps } from './network.ts';

export interface BatcherInput {
  deliver: ListenInput['deliver'];
  now: NetworkDeps['now'];
  /** May resolve or reject when its signal aborts; both only mean "woken early". */
  sleep: NetworkDeps['sleep'];
  /** Items a batch holds at most. */
  maxItems?: number;
  /** Time between two deliveries while items keep coming. */
  maxWaitMs?: number;
  /** How long a cursor that moved without items may stay unsaved. */
  cursorWaitMs?: number;
}

export interface Batcher {
  /**
   * Takes one item, with the position to resume from after it (undefined: the position does not move).
   * Resolves when there is room for the next: await it before reading on. Rejects once a delivery has failed.
   */
  add(item: Delivered, cursor?: string): Promise<void>;
  /** Moves the position past a record of no interest; saved with the next batch, or alone after `cursorWaitMs`. */
  skipTo(cursor: string): void;
  /** Delivers everything taken so far without waiting for more; resolves once it is committed. */
  flush(): Promise<void>;
  /** False while a reader should hold its socket back. */
  readonly hasRoom: boolean;
  /** Rejects when a delivery fails and never resolves: race it with the stream. */
  readonly failed: Promise<never>;
}

/** Makes a batcher that starts from `cursor`; deliveries never overlap and keep the order of `add`. */
export function createBatcher(input: BatcherInput, cursor: string | null): Batcher {
  const { maxItems = 1000, maxWaitMs = 100, cursorWaitMs = 5000 } = input;
  let entries: { item: Delivered; after: string | null }[] = [];
  let position = cursor;
  let savedPosition = cursor;
  let lastDeliveryMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  let hurry = false;
  let wake: (() => void) | null = null;
  let roomWaiters: (() => void)[] = [];
  const failure: { error?: unknown; happened: boolean } = { happened: false };
  let reject: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  failed.catch(() => {});

  const hasRoom = (): boolean => entries.length < maxItems;
  const isDue = (): boolean => hurry || !hasRoom();

  async function waitMs(ms: number): Promise<void> {
    const early = new AbortController();
    wake = () => early.abort();
    try {
      if (!isDue()) await input.sleep(ms, early.signal);
    } catch (error) {
      if (!early.signal.aborted) throw error;
    } finally {
      wake = null;
    }
  }

  async function deliverOnce(): Promise<void> {
    const taken = entries.slice(0, maxItems);
    entries = entries.slice(maxItems);
    const batch: Batch = {
      items: taken.map((entry) => entry.item),
      cursor: taken.length === 0 ? position : (taken.at(-1)?.after ?? null),
    };
    const waiters = roomWaiters;
    roomWaiters = [];
    for (const resume of waiters) resume();
    lastDeliveryMs = input.now();
    await input.deliver(batch);
    savedPosition = batch.cursor;
  }

  async function pump(): Promise<void> {
    // One turn of the event loop, so that all records of one network read land in the first batch together.
    await new Promise<void>((resume) => setImmediate(resume));
    while (entries.length > 0 || position !== savedPosition) {
      const paceMs = entries.length > 0 ? maxWaitMs : cursorWaitMs;
      const sinceMs = input.now() - lastDeliveryMs;
      // Less than nothing where the clock was put back: nobody waits for it to come round again.
      const restMs = sinceMs < 0 ? 0 : paceMs - sinceMs;
      if (restMs > 0 && !isDue()) {
        await waitMs(restMs);
        continue;
      }
      await deliverOnce();
    }
    hurry = false;
  }

  function start(): void {
    if (running !== null || failure.happened) return;
    running = pump()
      .catch((error: unknown) => {
        failure.happened = true;
        failure.error = error;
        reject(error);
        for (const resume of roomWaiters) resume();
        roomWaiters = [];
      })
      .finally(() => {
        running = null;
      });
  }

  async function add(item: Delivered, next?: string): Promise<void> {
    if (failure.happened) throw failure.error;
    if (next !== undefined) position = next;
    entries.push({ item, after: position });
    start();
    // A pump that waits out a cursor-only pause must notice that an item came.
    if (isDue() || entries.length === 1) wake?.();
    while (!hasRoom() && !failure.happened) {
      await new Promise<void>((resume) => roomWaiters.push(resume));
    }
    if (failure.happened) throw failure.error;
  }

  return {
    add,
    skipTo(next) {
      position = next;
      const last = entries.at(-1);
      if (last !== undefined) last.after = next;
      start();
    },
    async flush() {
      while (!failure.happened && (entries.length > 0 || position !== savedPosition || running !== null)) {
        hurry = true;
        start();
        wake?.();
        await running;
      }
      if (failure.happened) throw failure.error;
    },
    get hasRoom() {
      return hasRoom();
    },
    failed,
  };
}
