// Takes the shares of one partition as they come: one in hand at a time, kept alive while it is worked on.
import type { ConsumerMessages, JetStreamClient, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import { watchPartition } from './nats-watch.ts';

interface DeliveredShare {
  partition: number;
  stamp: string;
  seq: number;
  deliveries: number;
  text: string;
}

export type Handle = (share: DeliveredShare) => Promise<'done' | { againInMs: number }>;

interface TakingOptions {
  client: JetStreamClient;
  manager: JetStreamManager;
  streamName: string;
  durable: string;
  partition: number;
  ackWaitMs: number;
  log: { warn(details: Record<string, unknown>, message: string): void };
}

interface TakingDeps {
  handle: Handle;
  /** Makes stream and consumers where they are missing. */
  ensure(): Promise<void>;
}

const retryMs = 1_000;
/** A pull that brought nothing is asked anew after this; its heartbeats notice a server that forgot it. */
const pullMs = 10_000;

/** Begins at once. `stop` waits for the share in hand. */
export function takePartition(options: TakingOptions, deps: TakingDeps): { stop(): Promise<void> } {
  const { client, streamName, durable, partition, log } = options;
  let stopped = false;
  let messages: ConsumerMessages | null = null;
  let wake: () => void = () => undefined;
  let hasInHand = false;

  async function takeOnce(): Promise<void> {
    const consumer = await client.consumers.get(streamName, durable);
    messages = await consumer.consume({
      max_messages: 1,
      expires: pullMs,
      idle_heartbeat: 2_000,
      abort_on_missing_resource: true,
    });
    // Stopped meanwhile: whoever stopped it could not close this.
    if (stopped) void messages.close();
    for await (const message of messages) {
      // Asked to stop: whoever goes on gets it.
      if (stopped) message.nak();
      else {
        hasInHand = true;
        await handleOne(message, options, deps).finally(() => {
          hasInHand = false;
        });
      }
      if (stopped) break;
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await takeOnce();
      } catch (error) {
        log.warn({ partition, err: error }, 'a partition cannot be taken; it is tried again');
      }
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, retryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      // After the pause: a stream that is being removed must be gone before it is made anew.
      await deps.ensure().catch(() => undefined);
    }
  }

  const running = run();
  const watching = watchPartition(options, {
    hasInHand: () => hasInHand,
    ensure: deps.ensure,
    // The loop above goes on with a new one.
    reopen: () => void messages?.close(),
  });
  return {
    async stop() {
      stopped = true;
      watching.stop();
      wake();
      // Without waiting: it ends only after the share in hand, and that is waited for below.
      void messages?.close();
      await running;
    },
  };
}

async function handleOne(message: JsMsg, options: TakingOptions, deps: TakingDeps): Promise<void> {
  // Several signs of life within the time after which it would go to another.
  const alive = setInterval(() => message.working(), options.ackWaitMs / 4);
  try {
    const verdict = await deps.handle({
      partition: options.partition,
      stamp: String(message.timestampNanos),
      seq: message.seq,
      deliveries: message.info.deliveryCount,
      text: message.string(),
    });
    if (verdict === 'done') message.ack();
    else message.nak(verdict.againInMs);
  } finally {
    clearInterval(alive);
  }
}
