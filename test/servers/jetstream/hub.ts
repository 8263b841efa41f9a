// The subscribers of a Jetstream instance: who gets which event, in which form, how late, and how their connections end.
import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { NewEvent } from './firehose.ts';
import { EVENTS_NSID, eventFrame, infoFrame, legacyFrame } from './frames.ts';
import type { EventLog, LoggedEvent } from './log.ts';
import { legacyFilter, parseEventsQuery, parseLegacyQuery } from './subscription.ts';
import type { Refusal, Subscription } from './subscription.ts';

/** What differs between the newer and the older endpoint. */
export type Endpoint = {
  parse: (query: URLSearchParams) => Subscription | Refusal;
  encode: (event: LoggedEvent) => string;
  /** The newer endpoint refuses cursors that are too old, the older one starts at the oldest event kept. */
  isLegacy: boolean;
};

export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map([
  [`/xrpc/${EVENTS_NSID}`, { parse: parseEventsQuery, encode: eventFrame, isLegacy: false }],
  ['/subscribe', { parse: parseLegacyQuery, encode: legacyFrame, isLegacy: true }],
]);

const POLICY_VIOLATION = 1008;

const optionsUpdate = z.object({
  type: z.literal('options_update'),
  payload: z.object({
    wantedCollections: z.array(z.string()).default([]),
    wantedDids: z.array(z.string()).default([]),
    maxMessageSizeBytes: z.number().default(0),
  }),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Sends frames in the order in which they were made, each no sooner than the delay in force then. */
function createSender() {
  let delayMs = 0;
  let queue = Promise.resolve();
  let queued = 0;
  const send = (socket: WebSocket, frame: string | Buffer): void => {
    if (delayMs === 0 && queued === 0) {
      socket.send(frame);
      return;
    }
    const dueMs = performance.now() + delayMs;
    queued += 1;
    queue = queue.then(async () => {
      await wait(Math.max(0, dueMs - performance.now()), undefined, { ref: false });
      queued -= 1;
      socket.send(frame, () => undefined);
    });
  };
  const setDelayMs = (nextMs: number): void => {
    delayMs = nextMs;
  };
  return { send, setDelayMs };
}

/** One connected subscriber. */
type Subscriber = {
  socket: WebSocket;
  subscription: Subscription;
  endpoint: Endpoint;
  /** False until a legacy client that asked for `requireHello` has said its options. */
  isListening: boolean;
};

export type Hub = {
  add: (event: NewEvent) => LoggedEvent;
  accept: (socket: WebSocket, endpoint: Endpoint, subscription: Subscription, mustHello: boolean) => void;
  count: () => number;
  forEach: (act: (socket: WebSocket) => void) => void;
  send: (socket: WebSocket, frame: string | Buffer) => void;
  setDelayMs: (delayMs: number) => void;
  /** The newest event that fits, or the first that will. */
  waitFor: (fits: (event: LoggedEvent) => boolean, timeoutMs: number) => Promise<LoggedEvent>;
};

/** Makes a hub without subscribers that numbers events through a log. */
export function createHub(log: EventLog): Hub {
  const subscribers = new Set<Subscriber>();
  const watchers = new Set<(event: LoggedEvent) => void>();
  const sender = createSender();

  const deliver = ({ socket, subscription, endpoint }: Subscriber, event: LoggedEvent): void => {
    if (!subscription.wants(event)) return;
    const frame = endpoint.encode(event);
    const { maxMessageSizeBytes } = subscription;
    if (maxMessageSizeBytes > 0 && Buffer.byteLength(frame) > maxMessageSizeBytes) return;
    sender.send(socket, frame);
  };

  const start = (subscriber: Subscriber): void => {
    subscriber.isListening = true;
    const resume = log.resume(subscriber.subscription.cursor);
    if (resume.info !== undefined && !subscriber.endpoint.isLegacy) {
      sender.send(subscriber.socket, infoFrame(resume.info));
    }
    for (const event of resume.events) deliver(subscriber, event);
  };

  const hear = (subscriber: Subscriber, data: Buffer): void => {
    if (!subscriber.endpoint.isLegacy) {
      subscriber.socket.close(POLICY_VIOLATION, 'this endpoint is server-push only');
      return;
    }
    const update = optionsUpdate.safeParse(parseJson(data.toString('utf8')));
    if (!update.success) {
      subscriber.socket.close(POLICY_VIOLATION, 'not an options_update');
      return;
    }
    const { wantedCollections, wantedDids, maxMessageSizeBytes } = update.data.payload;
    const wants = legacyFilter(wantedCollections, wantedDids);
    subscriber.subscription = { ...subscriber.subscription, maxMessageSizeBytes, wants };
    if (!subscriber.isListening) start(subscriber);
  };

  return {
    add: (event) => {
      const logged = log.append(event);
      for (const subscriber of subscribers) if (subscriber.isListening) deliver(subscriber, logged);
      for (const watcher of watchers) watcher(logged);
      return logged;
    },
    accept: (socket, endpoint, subscription, mustHello) => {
      const subscriber: Subscriber = { socket, subscription, endpoint, isListening: false };
      subscribers.add(subscriber);
      socket.on('close', () => subscribers.delete(subscriber));
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer) => hear(subscriber, data));
      if (!mustHello) start(subscriber);
    },
    count: () => subscribers.size,
    forEach: (act) => {
      for (const { socket } of subscribers) act(socket);
    },
    ...sender,
    waitFor: (fits, timeoutMs) =>
      new Promise((resolve, reject) => {
        const known = log.all().findLast(fits);
        if (known !== undefined) return resolve(known);
        const finish = (act: () => void): void => {
          clearTimeout(timer);
          watchers.delete(watcher);
          act();
        };
        const watcher = (event: LoggedEvent): void => {
          if (fits(event)) finish(() => resolve(event));
        };
        const late = (): void =>
          reject(
            new Error(`No such event came to Jetstream within ${timeoutMs} ms; its tip is ${log.tip()}`),
          );
        const timer = setTimeout(() => finish(late), timeoutMs);
        watchers.add(watcher);
      }),
  };
}
