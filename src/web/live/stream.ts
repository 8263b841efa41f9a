// The live stream from the server: opened, resumed where it broke, and its state told.
import type { z } from 'zod';
import type { LiveChanges, liveHello, LivePresence } from '../../contract/live.ts';

export type LiveState =
  | 'connecting'
  | 'live'
  /** Broken for longer than a moment: what is shown may be late. */
  | 'late';

export interface StreamPorts {
  /** Opens an event source on an address. */
  open: (address: string) => EventSource;
  onHello: (hello: z.infer<typeof liveHello>) => void;
  onChanges: (changes: LiveChanges) => void;
  onPresence: (presence: LivePresence) => void;
  /** The cursor is too old: everything must be read again. */
  onReset: () => void;
  onState: (state: LiveState) => void;
  random: () => number;
}

const ADDRESS = '/api/live';
/** A break shorter than this is not worth telling. */
const LATE_AFTER_MS = 3000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

export interface Stream {
  /** Tries at once, after the browser or the person says the network is back. */
  retryNow: () => void;
  close: () => void;
}

/** Opens the stream and keeps it open until `close`; resumes from the last id seen. */
export function openStream(ports: StreamPorts): Stream {
  let source: EventSource | undefined;
  let cursor: string | undefined;
  let failures = 0;
  let closed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lateTimer: ReturnType<typeof setTimeout> | undefined;

  const alive = (): void => {
    failures = 0;
    clearTimeout(lateTimer);
    lateTimer = undefined;
    ports.onState('live');
  };

  const read = <T>(event: Event, take: (value: T) => void): void => {
    const message = event as MessageEvent<string>;
    if (message.lastEventId !== '') cursor = message.lastEventId;
    take(JSON.parse(message.data) as T);
  };

  const connect = (): void => {
    clearTimeout(retryTimer);
    source?.close();
    if (closed) return;
    const address = cursor === undefined ? ADDRESS : `${ADDRESS}?lastEventId=${encodeURIComponent(cursor)}`;
    const opened = ports.open(address);
    source = opened;
    opened.addEventListener('hello', (event) => {
      alive();
      read<z.infer<typeof liveHello>>(event, (hello) => {
        cursor = hello.cursor;
        ports.onHello(hello);
      });
    });
    opened.addEventListener('changes', (event) => read<LiveChanges>(event, ports.onChanges));
    opened.addEventListener('presence', (event) => read<LivePresence>(event, ports.onPresence));
    opened.addEventListener('reset', () => {
      cursor = undefined;
      ports.onReset();
    });
    opened.addEventListener('error', () => {
      if (source !== opened || closed) return;
      // The browser's own retry cannot be hurried and gives up on an error page: ours replaces it.
      opened.close();
      lateTimer ??= setTimeout(() => ports.onState('late'), LATE_AFTER_MS);
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      failures += 1;
      retryTimer = setTimeout(connect, wait * (0.5 + ports.random() / 2));
    });
  };

  ports.onState('connecting');
  connect();
  return {
    retryNow: () => {
      if (source?.readyState !== 1) connect();
    },
    close() {
      closed = true;
      clearTimeout(retryTimer);
      clearTimeout(lateTimer);
      source?.close();
    },
  };
}
