// The streams of the Mastodon API: who listens to what, over server-sent events or one WebSocket for several streams.
import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import { z } from 'zod';

/** What a stream carries; statuses and notifications are entities, a delete is the id of the status. */
export type StreamEvent = { event: 'update' | 'status.update' | 'delete' | 'notification'; payload: unknown };

/** A stream by its name and, for hashtags, the tag without `#`, in lower case. */
export type Stream = { name: string; tag?: string };

/** Which events go where: everybody's streams, or those of one token's owner. */
export type Audience = { token?: string; streams: readonly Stream[] };

const NAMES: ReadonlySet<string> = new Set([
  'user',
  'user:notification',
  'public',
  'public:local',
  'hashtag',
  'hashtag:local',
  'direct',
]);

const streamKey = ({ name, tag }: Stream): string => (tag === undefined ? name : `${name} ${tag}`);

/** Reads a stream as clients name it; an error text when there is no such stream. */
export function parseStream(name: string, tag: string | null | undefined): Stream | string {
  if (!NAMES.has(name)) return 'Unknown stream type';
  if (!name.startsWith('hashtag')) return { name };
  return tag === null || tag === undefined || tag === ''
    ? 'Missing tag name parameter'
    : { name, tag: tag.toLowerCase() };
}

type Listener = {
  token: string;
  streams: Map<string, Stream>;
  send: (stream: Stream, event: StreamEvent) => void;
  beat: () => void;
};

const payloadText = (payload: unknown): string =>
  typeof payload === 'string' ? payload : JSON.stringify(payload);

const clientMessage = z.object({
  type: z.enum(['subscribe', 'unsubscribe']),
  stream: z.string(),
  tag: z.string().optional(),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type Streams = {
  publish: (audience: Audience, event: StreamEvent) => void;
  listenSse: (response: ServerResponse, token: string, stream: Stream) => void;
  listenWebSocket: (socket: WebSocket, token: string, stream: Stream | undefined) => void;
  /** Tokens whose owners listen to anything. */
  tokens: () => ReadonlySet<string>;
  count: () => number;
  /** Tells every listener that the connection lives. */
  heartbeat: () => void;
};

/** Makes an empty set of streams. */
export function createStreams(): Streams {
  const listeners = new Set<Listener>();

  const subscribe = (listener: Listener, text: string, socket: WebSocket): void => {
    const message = clientMessage.safeParse(parseJson(text));
    if (!message.success) return;
    const { type, stream: name, tag } = message.data;
    const stream = parseStream(name, tag);
    if (typeof stream === 'string') socket.send(JSON.stringify({ error: stream, status: 400 }));
    else if (type === 'subscribe') listener.streams.set(streamKey(stream), stream);
    else listener.streams.delete(streamKey(stream));
  };

  return {
    publish: ({ token, streams }, event) => {
      for (const listener of listeners) {
        if (token !== undefined && listener.token !== token) continue;
        for (const stream of streams)
          if (listener.streams.has(streamKey(stream))) listener.send(stream, event);
      }
    },
    listenSse: (response, token, stream) => {
      const send: Listener['send'] = (_stream, { event, payload }) => {
        response.write(`event: ${event}\ndata: ${payloadText(payload)}\n\n`);
      };
      const listener: Listener = {
        token,
        streams: new Map([[streamKey(stream), stream]]),
        send,
        beat: () => void response.write(':thump\n'),
      };
      listeners.add(listener);
      response.on('close', () => listeners.delete(listener));
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'private, no-store' });
      response.write(':)\n');
    },
    listenWebSocket: (socket, token, first) => {
      const send: Listener['send'] = (stream, { event, payload }) => {
        const name = stream.tag === undefined ? [stream.name] : [stream.name, stream.tag];
        socket.send(JSON.stringify({ stream: name, event, payload: payloadText(payload) }));
      };
      const streams = new Map(first === undefined ? [] : [[streamKey(first), first]]);
      const listener: Listener = { token, streams, send, beat: () => socket.ping() };
      listeners.add(listener);
      socket.on('close', () => listeners.delete(listener));
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer) => subscribe(listener, data.toString('utf8'), socket));
    },
    tokens: () => new Set([...listeners].map(({ token }) => token)),
    count: () => listeners.size,
    heartbeat: () => {
      for (const { beat } of listeners) beat();
    },
  };
}
