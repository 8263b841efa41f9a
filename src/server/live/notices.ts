// One connection that LISTENs to what other processes and transactions announce; lost, it comes back by itself.
import type pg from 'pg';
import { liveChannel } from '../../storage/events.ts';
import { presenceChannel, type PresenceNotice } from '../../storage/presence.ts';
import { revocationChannel, type Revocation } from '../../storage/revocations.ts';
import type { Log } from '../ports.ts';

export interface NoticeHandlers {
  /** Something was committed in this workspace. */
  changed(workspaceId: string): void;
  present(notice: PresenceNotice): void;
  revoked(revocation: Revocation): void;
  /** Listening again after a break: announcements made meanwhile were missed. */
  missed(): void;
}

const firstRetryMs = 100;
const longestRetryMs = 5_000;

export interface Notices {
  /** Resolves once listening for the first time. */
  start(): Promise<void>;
  listening(): boolean;
  stop(): Promise<void>;
}

/** Takes one connection of the pool for itself. */
export function createNotices(pool: pg.Pool, log: Log, handlers: NoticeHandlers): Notices {
  let client: pg.PoolClient | null = null;
  let timer: NodeJS.Timeout | null = null;
  let retryMs = firstRetryMs;
  let stopped = false;

  function hear(message: pg.Notification): void {
    const payload = message.payload ?? '';
    try {
      if (message.channel === liveChannel) handlers.changed(payload);
      else if (message.channel === presenceChannel) handlers.present(JSON.parse(payload) as PresenceNotice);
      else if (message.channel === revocationChannel) handlers.revoked(JSON.parse(payload) as Revocation);
    } catch (error) {
      log.error({ err: error, channel: message.channel }, 'an announcement could not be handled');
    }
  }

  async function connect(): Promise<void> {
    const connected = await pool.connect();
    if (stopped) {
      connected.release(true);
      return;
    }
    connected.on('notification', hear);
    connected.on('error', (error) => lost(connected, error));
    connected.on('end', () => lost(connected, new Error('the connection ended')));
    await connected.query(`listen ${liveChannel}; listen ${presenceChannel}; listen ${revocationChannel}`);
    client = connected;
    retryMs = firstRetryMs;
  }

  function lost(gone: pg.PoolClient, error: Error): void {
    if (client !== gone) return;
    client = null;
    gone.removeAllListeners('notification');
    gone.release(error);
    if (stopped) return;
    log.warn({ error: error.message }, 'announcements are not heard: connecting again');
    again();
  }

  function again(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      connect().then(
        () => handlers.missed(),
        (error: unknown) => {
          log.warn({ err: error }, 'announcements are still not heard');
          again();
        },
      );
    }, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }

  return {
    start: connect,
    listening: () => client !== null,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      const held = client;
      client = null;
      if (held === null) return;
      held.removeAllListeners('notification');
      // Closed, not handed back: it still listens.
      held.release(true);
    },
  };
}
