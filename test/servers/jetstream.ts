// A Jetstream server for tests: fed by a real PDS's firehose, faithful to the published lexicon, and breakable on demand.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { followFirehose } from './jetstream/firehose.ts';
import type { NewEvent } from './jetstream/firehose.ts';
import { EVENTS_NSID, EVENTS_SUBPROTOCOL, errorFrame } from './jetstream/frames.ts';
import { createHub, ENDPOINTS } from './jetstream/hub.ts';
import type { Hub } from './jetstream/hub.ts';
import { createEventLog } from './jetstream/log.ts';
import type { EventLog, LoggedEvent } from './jetstream/log.ts';
import { closeServer, listen, onRequest, refuseUpgrade, sendJson, trackSockets, urlOf } from './kit/http.ts';

export type Jetstream = {
  /** The server's address, for a client that chooses the endpoint itself. */
  url: string;
  /** `ws://…/xrpc/network.bsky.jetstream.subscribeEvents` */
  eventsUrl: string;
  /** `ws://…/subscribe` */
  legacyUrl: string;
  /** Adds an event that no PDS sent; returns it with its number. */
  inject: (event: NewEvent) => LoggedEvent;
  /** The newest event that fits, waiting for it if it has not come yet. */
  waitFor: (fits: (event: LoggedEvent) => boolean, timeoutMs?: number) => Promise<LoggedEvent>;
  /** What is kept for replays, and the numbers at its ends. */
  log: Pick<EventLog, 'all' | 'tip' | 'floor'>;
  /** Retention moves on: sequence cursors below are refused, time cursors are clamped. */
  forgetBelow: (seq: number) => void;
  /** How many subscribers are connected. */
  connections: () => number;
  /** The query of every subscription so far, refused ones too. */
  subscriptions: readonly URLSearchParams[];
  /** Cuts every connection without a closing handshake, or closes them with a code. */
  cut: (code?: number, reason?: string) => void;
  /** Frames from now on arrive this much later. */
  setDelayMs: (delayMs: number) => void;
  /** Sends anything to every subscriber as it is: broken JSON, unknown types, binary. */
  sendRaw: (frame: string | Buffer) => void;
  /** Sends the newer endpoint's terminal error frame to every subscriber and closes. */
  fail: (error: string, message: string) => void;
  /** New subscriptions are answered with this status instead; `null` ends it. */
  refuse: (status: number | null) => void;
  close: () => Promise<void>;
};

export type JetstreamOptions = {
  /** The PDS whose firehose feeds it; without one only injected events come. */
  pdsUrl?: string;
  /** How many events are kept for replays. */
  capacity?: number;
  nowMs?: () => number;
};

const DEFAULT_CAPACITY = 10_000;
const GOING_AWAY = 1001;
const WAIT_TIMEOUT_MS = 30_000;

/** Answers upgrade requests: checks what is asked for, then hands the connection to the hub. */
function acceptUpgrades(
  hub: Hub,
  log: EventLog,
  subscriptions: URLSearchParams[],
  refusal: () => number | null,
) {
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(EVENTS_SUBPROTOCOL) ? EVENTS_SUBPROTOCOL : false),
  });
  return (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    const { pathname, searchParams } = urlOf(request);
    subscriptions.push(searchParams);
    const refuse = (status: number, error: string, message: string): void =>
      refuseUpgrade(socket, status, 'Refused', { error, message });

    const refusedWith = refusal();
    if (refusedWith !== null) return refuse(refusedWith, 'Refused', 'The test refuses subscriptions for now');
    const endpoint = ENDPOINTS.get(pathname);
    if (endpoint === undefined) return refuse(404, 'NotFound', `No stream is served at ${pathname}`);
    const parsed = endpoint.parse(searchParams);
    if ('error' in parsed) return refuse(400, parsed.error, parsed.message);
    if (!endpoint.isLegacy && log.resume(parsed.cursor).isTooOld === true) {
      return refuse(
        400,
        'CursorTooOld',
        `cursor ${parsed.cursor} is below the retention floor ${log.floor()}`,
      );
    }
    const mustHello = endpoint.isLegacy && searchParams.get('requireHello') === 'true';
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      hub.accept(webSocket, endpoint, parsed, mustHello);
    });
  };
}

/**
 * Starts a Jetstream server of its own.
 *
 * It serves both endpoints with an inclusive cursor (a sequence number, or a time in microseconds from 10^15 on), filters,
 * the errors the lexicon names, and replays of what is kept. It compresses nothing.
 */
export async function startJetstream(options: JetstreamOptions = {}): Promise<Jetstream> {
  const log = createEventLog(options.capacity ?? DEFAULT_CAPACITY, options.nowMs ?? Date.now);
  const hub = createHub(log);
  const subscriptions: URLSearchParams[] = [];
  let refusal: number | null = null;

  const server = createServer();
  const sockets = trackSockets(server);
  onRequest(server, async (_request, response) => {
    sendJson(response, 404, { error: 'NotFound', message: 'This server answers WebSocket requests only' });
  });
  server.on(
    'upgrade',
    acceptUpgrades(hub, log, subscriptions, () => refusal),
  );
  const port = await listen(server);
  const firehose = options.pdsUrl === undefined ? undefined : followFirehose(options.pdsUrl, hub.add);

  return {
    url: `http://127.0.0.1:${port}`,
    eventsUrl: `ws://127.0.0.1:${port}/xrpc/${EVENTS_NSID}`,
    legacyUrl: `ws://127.0.0.1:${port}/subscribe`,
    inject: hub.add,
    waitFor: (fits, timeoutMs = WAIT_TIMEOUT_MS) => hub.waitFor(fits, timeoutMs),
    log,
    forgetBelow: log.forgetBelow,
    connections: hub.count,
    subscriptions,
    cut: (code, reason) =>
      hub.forEach((socket) => (code === undefined ? socket.terminate() : socket.close(code, reason))),
    setDelayMs: hub.setDelayMs,
    sendRaw: (frame) => hub.forEach((socket) => hub.send(socket, frame)),
    fail: (error, message) =>
      hub.forEach((socket) => {
        hub.send(socket, errorFrame(error, message));
        socket.close(GOING_AWAY);
      }),
    refuse: (status) => {
      refusal = status;
    },
    close: async () => {
      firehose?.close();
      hub.forEach((socket) => socket.terminate());
      await closeServer(server, sockets);
    },
  };
}
