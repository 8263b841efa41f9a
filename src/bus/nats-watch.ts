// Watches a partition that this worker has nothing of in hand: where shares wait and none moves, it is set going again.
import type { JetStreamManager } from '@nats-io/jetstream';

export interface WatchOptions {
  manager: JetStreamManager;
  streamName: string;
  durable: string;
  partition: number;
  log: { warn(details: Record<string, unknown>, message: string): void };
}

export interface WatchDeps {
  hasInHand(): boolean;
  /** Asks the server anew for shares. */
  reopen(): void;
  /** Makes the consumer where it is missing. */
  ensure(): Promise<void>;
}

const lookMs = 5_000;
/** Looks without a move after which shares are asked for anew: a server may have forgotten who asked. */
const looksToReopen = 2;
/**
 * … and after which the consumer is made anew: after a crash it may wait for the end of a share that the stream no longer
 * has. Whatever another worker should still have in hand then comes twice, and its receipt lets it count once.
 */
const looksToRemake = 4;

/** Begins at once. */
export function watchPartition(options: WatchOptions, deps: WatchDeps): { stop(): void } {
  const { manager, streamName, durable, partition, log } = options;
  let before = '';
  let looks = 0;
  let isLooking = false;

  async function look(): Promise<void> {
    const {
      num_pending: waiting,
      num_ack_pending: inHand,
      delivered,
      ack_floor: done,
    } = await manager.consumers.info(streamName, durable);
    const now = `${String(delivered.consumer_seq)} ${String(done.consumer_seq)}`;
    looks = now === before && waiting + inHand > 0 && !deps.hasInHand() ? looks + 1 : 0;
    before = now;
    if (looks < looksToReopen) return;
    log.warn(
      { partition, waiting, inHand, looks },
      'shares wait and none moves; the partition is set going again',
    );
    if (looks >= looksToRemake) {
      looks = 0;
      await manager.consumers.delete(streamName, durable);
      await deps.ensure();
    }
    deps.reopen();
  }

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    // A server that cannot be asked is noticed, and told of, by whoever takes.
    void look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, lookMs);
  return { stop: () => clearInterval(timer) };
}
