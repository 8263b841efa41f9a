// The stream and its consumers: how they are named and made, and how they stand.
import {
  AckPolicy,
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';
import { AppError } from '../domain/errors.ts';
import { natsOptions } from './nats-address.ts';

export const streamName = 'KIZUKI';
export const subjectOf = (partition: number | '*'): string => `kizuki.posts.${String(partition)}`;
export const durableOf = (partition: number): string => `partition-${String(partition)}`;
/** As many workers can share the work. Another number would move authors while their posts wait: empty the stream first. */
export const partitions = 8;
/** What waits while no worker takes it: some hundred thousand posts. */
const maxBytes = 1024 ** 3;
/** A worker that shows no sign of life for this long has died, and its share goes to another. */
export const ackWaitMs = 5_000;
const duplicateWindowMs = 120_000;
export const publishTimeoutMs = 3_000;
const streamNotFound = 10_059;

/** Errors: `bus_unavailable`. */
export async function openNats(
  url: string,
): Promise<{ connection: NatsConnection; manager: JetStreamManager }> {
  let connection: NatsConnection | null = null;
  try {
    connection = await connect({
      ...natsOptions(url),
      name: 'kizuki',
      // For as long as it takes: listeners wait meanwhile, and their networks keep what was said.
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      ignoreAuthErrorAbort: true,
      timeout: 5_000,
    });
    return { connection, manager: await jetstreamManager(connection, { timeout: publishTimeoutMs }) };
  } catch (error) {
    await connection?.close();
    throw unavailable(error);
  }
}

/** Makes what is missing and leaves what is there. Errors: `bus_unavailable`. */
export async function ensureStream(manager: JetStreamManager): Promise<void> {
  try {
    const found = await manager.streams.info(streamName).catch((error: unknown) => {
      if (error instanceof JetStreamApiError && error.code === streamNotFound) return null;
      throw error;
    });
    if (found === null) {
      await manager.streams.add({
        name: streamName,
        subjects: [subjectOf('*')],
        // What a worker has finished is gone; what none has stays, up to the limit, and then nothing more is taken.
        retention: RetentionPolicy.Workqueue,
        discard: DiscardPolicy.New,
        storage: StorageType.File,
        max_bytes: maxBytes,
        duplicate_window: nanos(duplicateWindowMs),
      });
    }
    for (let partition = 0; partition < partitions; partition += 1) {
      await manager.consumers.add(streamName, {
        durable_name: durableOf(partition),
        filter_subject: subjectOf(partition),
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ackWaitMs),
        // One share at a time, so that an author's posts, edits and deletions stay in order among all workers.
        max_ack_pending: 1,
        max_deliver: -1,
      });
    }
  } catch (error) {
    throw unavailable(error);
  }
}

export interface StreamState {
  waiting: number[];
  bytes: number;
  maxBytes: number;
}

/** Errors: `bus_unavailable`. */
export async function readState(manager: JetStreamManager): Promise<StreamState> {
  try {
    const waiting = await Promise.all(
      Array.from({ length: partitions }, async (_, partition) => {
        const info = await manager.consumers.info(streamName, durableOf(partition));
        return info.num_pending + info.num_ack_pending;
      }),
    );
    const { state, config } = await manager.streams.info(streamName);
    return { waiting, bytes: state.bytes, maxBytes: config.max_bytes };
  } catch (error) {
    throw unavailable(error);
  }
}

/** Looks without making anything; the state is null where no stream was made yet. Errors: `bus_unavailable`. */
export async function lookAtNats(url: string): Promise<{ version: string; state: StreamState | null }> {
  const { connection, manager } = await openNats(url);
  try {
    const version = connection.info?.version ?? '?';
    const names = await manager.streams.names().next();
    return { version, state: names.includes(streamName) ? await readState(manager) : null };
  } catch (error) {
    throw unavailable(error);
  } finally {
    await connection.close();
  }
}

/** Whatever the client said, in the words of the taxonomy. */
export function unavailable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const says = error instanceof Error ? error.message : String(error);
  return new AppError(
    'bus_unavailable',
    `NATS cannot be used (${says}): see that the server of KIZUKI_NATS_URL runs with JetStream (nats-server -js).`,
    { cause: error },
  );
}
