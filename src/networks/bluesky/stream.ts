// What Jetstream and the firehose have in common: positions that name their server, and reading frames into batches.
import { z } from 'zod';
import { createBatcher, type Batcher } from '../kit/batch.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import { readSocket } from '../kit/socket.ts';
import { normaliseEvent, type StreamEvent } from './normalise.ts';

/** Where a stream stopped. Sequence numbers are each server's own; the time is good on any. */
export interface Position {
  host: string;
  seq?: number | undefined;
  /** Microseconds since 1970. */
  timeUs?: number | undefined;
}

const position = z.object({ h: z.string(), s: z.number().optional(), t: z.number().optional() });

export function writePosition({ host, seq, timeUs }: Position): string {
  return JSON.stringify({ h: host, s: seq, t: timeUs });
}

/** The saved position, or null for none and for one that cannot be read. */
export function readPosition(cursor: string | null): Position | null {
  if (cursor === null) return null;
  try {
    const parsed = position.safeParse(JSON.parse(cursor));
    return parsed.success ? { host: parsed.data.h, seq: parsed.data.s, timeUs: parsed.data.t } : null;
  } catch {
    return null;
  }
}

export function isoOf(timeUs: number | undefined): string | null {
  return timeUs === undefined ? null : new Date(Math.floor(timeUs / 1000)).toISOString();
}

/** Reports that posts may be missing, to the log and to whoever listens. */
export function reportGap(deps: NetworkDeps, input: ListenInput, since: string | null, reason: string): void {
  deps.log.warn(
    { source: input.source.id, since, reason },
    'bluesky: the stream could not resume where it stopped',
  );
  input.gap?.({ since, reason });
}

/** One event with its raw record, ready for the batch. */
export function deliverable(event: StreamEvent, raw: unknown): Delivered {
  return { raw, outcome: normaliseEvent(event) };
}

export interface StreamRun {
  url: URL;
  protocols?: string[];
  /** The position to continue from after frames of no interest. */
  start: string | null;
  onFrame(data: Buffer, isBinary: boolean, batcher: Batcher): Promise<void> | undefined;
  onOpen?(batcher: Batcher): void;
}

/**
 * Reads one connection into batches until it ends; what was taken is delivered before this returns or throws.
 * @returns how the other side closed it.
 */
export async function runStream(deps: NetworkDeps, input: ListenInput, run: StreamRun) {
  const batcher = createBatcher(
    {
      deliver: async (batch) => await input.deliver(batch),
      now: () => deps.now(),
      sleep: async (ms, signal) => await deps.sleep(ms, signal),
    },
    run.start,
  );
  const failure = new AbortController();
  let isOpen = false;
  const reading = readSocket({
    url: run.url.href,
    protocols: run.protocols ?? [],
    ...(deps.socketGuard === undefined ? {} : { guard: deps.socketGuard }),
    signal: AbortSignal.any([input.signal, failure.signal]),
    onAlive() {
      if (!isOpen) run.onOpen?.(batcher);
      isOpen = true;
      input.alive();
    },
    onFrame: (data, isBinary) => run.onFrame(data, isBinary, batcher),
  });
  try {
    return await Promise.race([reading, batcher.failed]);
  } finally {
    failure.abort();
    await reading.catch(() => {});
    // A failed delivery is thrown by the race above; here it would only hide the first error.
    await batcher.flush().catch(() => {});
  }
}

/** Adds one item; gives a promise only when the reader has to wait. */
export function take(batcher: Batcher, item: Delivered, cursor?: string): Promise<void> | undefined {
  const added = batcher.add(item, cursor);
  if (!batcher.hasRoom) return added;
  added.catch(() => {});
  return undefined;
}
