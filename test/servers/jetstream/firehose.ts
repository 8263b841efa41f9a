// Reads a real PDS's firehose (com.atproto.sync.subscribeRepos) and turns each frame into the events Jetstream makes of it.
import { decode, decodeFirst } from 'cborg';
import { CID } from 'multiformats/cid';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** One event before it is numbered; `body` is the JSON form of what the network said. */
export type NewEvent =
  | {
      kind: 'commit';
      did: string;
      rev: string;
      operation: 'create' | 'update' | 'delete';
      collection: string;
      rkey: string;
      /** Absent for deletes. */
      record?: unknown;
      cid?: string;
    }
  | { kind: 'identity' | 'account' | 'sync'; did: string; body: Record<string, unknown> };

const RECONNECT_MS = 100;
const CID_TAG = 42;

// DAG-CBOR puts a zero byte before the binary CID.
const decodeOptions = {
  allowIndefinite: false,
  tags: {
    [CID_TAG]: (read: () => unknown) => CID.decode(z.instanceof(Uint8Array).parse(read()).subarray(1)),
  },
};

/** The JSON form of a value of the atproto data model: links as `$link`, bytes as `$bytes`. */
export function toJson(value: unknown): unknown {
  if (value instanceof CID) return { $link: value.toString() };
  if (value instanceof Uint8Array)
    return { $bytes: Buffer.from(value).toString('base64').replace(/=+$/, '') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toJson(field)]));
}

function readVarint(bytes: Uint8Array, offset: number): { value: number; next: number } {
  let value = 0;
  let scale = 1;
  for (let at = offset; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, next: at + 1 };
    scale *= 128;
  }
  throw new Error(`The CAR file ends within a number at byte ${offset}`);
}

/** The blocks of a CAR file by their CIDs. */
function readCar(car: Uint8Array): Map<string, Uint8Array> {
  const blocks = new Map<string, Uint8Array>();
  const header = readVarint(car, 0);
  let at = header.next + header.value;
  while (at < car.length) {
    const { value: length, next } = readVarint(car, at);
    const [cid, block] = CID.decodeFirst(car.subarray(next, next + length));
    blocks.set(cid.toString(), block);
    at = next + length;
  }
  return blocks;
}

const commitFrame = z.object({
  repo: z.string(),
  rev: z.string(),
  blocks: z.instanceof(Uint8Array),
  ops: z.array(
    z.object({
      action: z.enum(['create', 'update', 'delete']),
      path: z.string(),
      cid: z.instanceof(CID).nullable(),
    }),
  ),
});

function commitEvents(body: unknown): NewEvent[] {
  const commit = commitFrame.parse(body);
  const blocks = readCar(commit.blocks);
  return commit.ops.map(({ action, path, cid }) => {
    const [collection = '', rkey = ''] = path.split('/');
    const event = {
      kind: 'commit' as const,
      did: commit.repo,
      rev: commit.rev,
      operation: action,
      collection,
      rkey,
    };
    if (cid === null) return event;
    const block = blocks.get(cid.toString());
    if (block === undefined)
      throw new Error(`The commit of ${path} does not carry its record ${cid.toString()}`);
    return { ...event, record: toJson(decode(block, decodeOptions)), cid: cid.toString() };
  });
}

const frameParts = z.tuple([
  z.object({ op: z.number(), t: z.string().optional() }),
  z.instanceof(Uint8Array),
]);
const didEvent = z.looseObject({ did: z.string() });
const numbered = z.object({ seq: z.number() });

/** A frame is two CBOR objects one after the other: what it is, and its content. */
function readFrame(frame: Uint8Array): { type: string | undefined; body: unknown } {
  const [header, rest] = frameParts.parse(decodeFirst(frame, decodeOptions));
  const body: unknown = decode(rest, decodeOptions);
  if (header.op !== 1) throw new Error(`The firehose sent an error: ${JSON.stringify(body)}`);
  return { type: header.t, body };
}

/** The events of one frame; none for advisory frames. */
function eventsOf(type: string | undefined, body: unknown): NewEvent[] {
  switch (type) {
    case '#commit':
      return commitEvents(body);
    case '#identity':
    case '#account':
    case '#sync': {
      const event = didEvent.parse(toJson(body));
      const kind = type === '#identity' ? 'identity' : type === '#account' ? 'account' : 'sync';
      return [{ kind, did: event.did, body: event }];
    }
    default:
      return [];
  }
}

/**
 * Follows a PDS's firehose from its first event, reconnecting where it was cut, until closed.
 *
 * @param pdsUrl  `http://localhost:port`
 * @param onEvent gets every event once, in order
 */
export function followFirehose(pdsUrl: string, onEvent: (event: NewEvent) => void): { close: () => void } {
  let lastSeq = 0;
  let closed = false;
  let socket: WebSocket | undefined;
  const open = (): void => {
    if (closed) return;
    const url = new URL('/xrpc/com.atproto.sync.subscribeRepos', pdsUrl.replace('http', 'ws'));
    url.searchParams.set('cursor', String(lastSeq));
    socket = new WebSocket(url);
    socket.on('message', (frame: Buffer) => {
      const { type, body } = readFrame(frame);
      const { seq } = numbered.partial().parse(body);
      if (seq !== undefined && seq <= lastSeq) return;
      for (const event of eventsOf(type, body)) onEvent(event);
      lastSeq = seq ?? lastSeq;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(open, RECONNECT_MS).unref());
  };
  open();
  return {
    close: () => {
      closed = true;
      socket?.terminate();
    },
  };
}
