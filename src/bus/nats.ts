// The bus over NATS JetStream: one stream, a subject and a durable consumer for each partition, one share at a time.
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { AppError } from '../domain/errors.ts';
import {
  ackWaitMs,
  durableOf,
  ensureStream,
  openNats,
  partitions,
  publishTimeoutMs,
  readState,
  streamName,
  subjectOf,
  unavailable,
} from './nats-stream.ts';
import { takePartition, type Handle } from './nats-taking.ts';

export interface NatsBusOptions {
  /** `nats://user:password@host:4222`, several with commas. */
  url: string;
  log: {
    info(details: Record<string, unknown>, message: string): void;
    warn(details: Record<string, unknown>, message: string): void;
  };
  /** How long a share is tried before its listener is told. */
  publishForMs?: number;
}

interface ShareToSend {
  id: string;
  partition: number;
  text: string;
}

interface MonitorsNotice {
  workspaceId: string;
  key: string;
}

const monitorsSubject = 'kizuki.monitors';
/** Half of what NATS takes unless it is told otherwise. */
const maxShareBytes = 512 * 1024;
/** What the headers and the subject of a message take at most. */
const besideShareBytes = 1024;
/** Short of the duplicate window, so that a try whose answer was lost is not kept twice. */
const usualPublishForMs = 12_000;
const closeMs = 3_000;
const retryMs = 250;
/** JetStream's codes for a stream that is full. */
const fullCodes: ReadonlySet<number> = new Set([10_047, 10_077, 10_122]);

/** Connects and makes the stream where there is none. Errors: `bus_unavailable`. */
export async function connectNats({ url, log, publishForMs = usualPublishForMs }: NatsBusOptions) {
  const { connection, manager } = await openNats(url);
  const client = jetstream(connection, { timeout: publishTimeoutMs });
  const status = watch(connection, log);
  const ensure = (): Promise<void> => ensureStream(manager);
  await ensure();
  const taking = new Set<{ stop(): Promise<void> }>();
  return {
    partitions,
    maxShareBytes: Math.min(
      maxShareBytes,
      (connection.info?.max_payload ?? 2 * maxShareBytes) - besideShareBytes,
    ),

    async publish(shares: readonly ShareToSend[]): Promise<void> {
      const byPartition = Map.groupBy(shares, ({ partition }) => partition);
      const lanes = [...byPartition.values()].map(async (lane) => {
        for (const share of lane) await publishOne({ client, ensure, publishForMs }, share);
      });
      // All of them end before any failure is told: a share still on its way must not overtake its batch's next try.
      const ended = await Promise.allSettled(lanes);
      const failed = ended.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },

    async take(handle: Handle): Promise<{ stop(): Promise<void> }> {
      const all = Array.from({ length: partitions }, (_, partition) =>
        takePartition(
          { client, manager, streamName, durable: durableOf(partition), partition, ackWaitMs, log },
          { handle, ensure },
        ),
      );
      const taken = {
        stop: async () => {
          taking.delete(taken);
          await Promise.all(all.map((one) => one.stop()));
        },
      };
      taking.add(taken);
      return taken;
    },

    announceMonitors(notice: MonitorsNotice): void {
      try {
        connection.publish(monitorsSubject, JSON.stringify(notice));
      } catch (error) {
        // Nobody depends on it: each batch asks the database itself.
        log.warn({ err: error }, 'changed monitors could not be announced');
      }
    },

    hearMonitors(handle: (notice: MonitorsNotice) => void): void {
      connection.subscribe(monitorsSubject, {
        callback(error, message) {
          if (error !== null) return;
          try {
            handle(message.json<MonitorsNotice>());
          } catch (unread) {
            log.warn({ err: unread }, 'a notice of changed monitors could not be read');
          }
        },
      });
    },

    state: () => readState(manager),

    async close(): Promise<void> {
      await Promise.all([...taking].map((one) => one.stop()));
      // What is on its way goes out first, unless nobody is there to take it.
      const late = new AbortController();
      await Promise.race([
        connection.drain().catch(() => undefined),
        sleep(closeMs, undefined, { signal: late.signal }).catch(() => undefined),
      ]);
      late.abort();
      await connection.close();
      await status;
    },
  };
}

function watch(connection: NatsConnection, log: NatsBusOptions['log']): Promise<void> {
  return (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') log.warn({}, 'NATS cannot be reached; it is tried again until it can');
      else if (type === 'reconnect') log.info({}, 'NATS is there again');
    }
  })();
}

async function publishOne(
  {
    client,
    ensure,
    publishForMs,
  }: { client: JetStreamClient; ensure: () => Promise<void>; publishForMs: number },
  share: ShareToSend,
): Promise<void> {
  const until = performance.now() + publishForMs;
  for (;;) {
    try {
      await client.publish(subjectOf(share.partition), share.text, { msgID: share.id, retries: 0 });
      return;
    } catch (error) {
      const isFull = error instanceof JetStreamApiError && fullCodes.has(error.code);
      if (performance.now() > until) throw isFull ? full(error) : unavailable(error);
      await sleep(retryMs);
      // Where NATS lost its files nobody answers for the subject: what waited is gone, and what comes now need not be.
      if (!isFull) await ensure().catch(() => undefined);
    }
  }
}

function full(cause: unknown): AppError {
  const says = 'The bus is full of posts that no worker has taken in yet: start a worker, or more of them.';
  return new AppError('bus_unavailable', says, { cause });
}
