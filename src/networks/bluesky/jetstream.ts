// Listens to Jetstream, the public stream of posts that needs no key: the published lexicon and the older wire.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ListenInput, NetworkDeps } from '../kit/network.ts';
import { UpgradeRefused } from '../kit/socket.ts';
import { describeFault } from '../kit/fault.ts';
import { readRefusal } from './errors.ts';
import { DEFAULT_JETSTREAM } from './manifest.ts';
import { POST_COLLECTION, toIso, type StreamEvent } from './normalise.ts';
import {
  deliverable,
  isoOf,
  readPosition,
  reportGap,
  runStream,
  take,
  writePosition,
  type Position,
} from './stream.ts';

export const EVENTS_PATH = '/xrpc/network.bsky.jetstream.subscribeEvents';
export const LEGACY_PATH = '/subscribe';
const EVENTS_PREFIX = 'network.bsky.jetstream.subscribeEvents#';
const SUBPROTOCOL = 'xrpc.v1.json';
/** Another server saw the same posts at slightly other times; what comes twice is recognised by its id. */
const OTHER_SERVER_OVERLAP_US = 10_000_000;
/** Older servers do not say when they no longer hold a position: they keep a day or more. */
const LEGACY_KEPT_US = 24 * 3600 * 1_000_000;

type Dialect = 'events' | 'legacy';

const commitFields = {
  did: z.string(),
  operation: z.string(),
  collection: z.string(),
  rkey: z.string(),
  cid: z.string().optional(),
  record: z.unknown().optional(),
};
const identityFields = z.object({ handle: z.string().optional() });
const accountFields = z.object({ active: z.boolean(), status: z.string().optional() });
const stamp = { seq: z.number(), did: z.string(), time: z.string(), witnessedAt: z.string().optional() };
const frame = z.object({
  $type: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  payload: z.looseObject({ $type: z.string() }).optional(),
});
const newEvents = {
  commit: z.object({ ...stamp, ...commitFields }),
  identity: z.object({ ...stamp, identity: identityFields }),
  account: z.object({ ...stamp, account: accountFields }),
  sync: z.object(stamp),
};
const info = z.object({ name: z.string(), message: z.string().optional() });
const legacyEvent = z.object({
  did: z.string(),
  time_us: z.number(),
  kind: z.string(),
  commit: z.object(commitFields).omit({ did: true }).optional(),
  identity: identityFields.optional(),
  account: accountFields.optional(),
});

/** What a frame says: an event with its place, an advisory, or nothing we can use. */
export type FrameMeaning =
  | { event: StreamEvent | null; raw: unknown; seq: number | undefined; timeUs: number }
  | { info: string; message: string }
  | { malformed: string; raw: unknown };

const microseconds = (time: string): number => {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return 0;
  const fraction = /\.\d{3}(\d{1,3})/u.exec(time)?.[1] ?? '';
  return ms * 1000 + Number(fraction.padEnd(3, '0'));
};

/** Reads a frame of the published lexicon. @throws AppError for an error frame, after which the server closes. */
export function readEventsFrame(raw: unknown): FrameMeaning {
  const parsed = frame.safeParse(raw);
  if (!parsed.success) return { malformed: describeFault(parsed.error), raw };
  const { payload } = parsed.data;
  if (parsed.data.$type === 'error') {
    throw new AppError(
      'network_unavailable',
      `Jetstream ended the stream: ${parsed.data.error ?? ''} ${parsed.data.message ?? ''}`,
    );
  }
  if (payload === undefined) return { malformed: 'payload: missing', raw };
  const kind = payload.$type.startsWith(EVENTS_PREFIX)
    ? payload.$type.slice(EVENTS_PREFIX.length)
    : payload.$type;
  if (kind === 'info') {
    const advisory = info.safeParse(payload);
    return advisory.success
      ? { info: advisory.data.name, message: advisory.data.message ?? '' }
      : { malformed: describeFault(advisory.error), raw };
  }
  if (kind === 'commit')
    return readNew(newEvents.commit, payload, (e) => ({
      ...e,
      kind,
      at: e.time,
      cid: e.cid,
      record: e.record,
    }));
  if (kind === 'identity')
    return readNew(newEvents.identity, payload, (e) => ({
      kind,
      did: e.did,
      at: e.time,
      handle: e.identity.handle,
    }));
  if (kind === 'account') {
    return readNew(newEvents.account, payload, (e) => ({
      kind,
      did: e.did,
      at: e.time,
      active: e.account.active,
      status: e.account.status,
    }));
  }
  // Kinds to come, and `sync`, which tells of no record: only the position moves.
  return readNew(newEvents.sync, payload, () => null);
}

function readNew<T extends { seq: number; time: string; witnessedAt?: string | undefined }>(
  schema: z.ZodType<T>,
  payload: unknown,
  toEvent: (event: T) => StreamEvent | null,
): FrameMeaning {
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return { malformed: describeFault(parsed.error), raw: payload };
  const time = toIso(parsed.data.time);
  if (time === null) return { malformed: `time: not a time: ${parsed.data.time}`, raw: payload };
  const timeUs = microseconds(parsed.data.witnessedAt ?? parsed.data.time);
  return { event: toEvent({ ...parsed.data, time }), raw: payload, seq: parsed.data.seq, timeUs };
}

/** Reads a frame of the older wire. */
export function readLegacyFrame(raw: unknown): FrameMeaning {
  const parsed = legacyEvent.safeParse(raw);
  if (!parsed.success) return { malformed: describeFault(parsed.error), raw };
  const { did, time_us: timeUs, commit, identity, account } = parsed.data;
  const at = isoOf(timeUs) ?? '';
  let event: StreamEvent | null = null;
  if (commit !== undefined) {
    event = { kind: 'commit', did, at, ...commit, cid: commit.cid, record: commit.record };
  } else if (identity !== undefined) event = { kind: 'identity', did, at, handle: identity.handle };
  else if (account !== undefined)
    event = { kind: 'account', did, at, active: account.active, status: account.status };
  return { event, raw, seq: undefined, timeUs };
}

/** The place an event has among those of its server: what was heard up to it is not heard again. */
function placeOf(dialect: Dialect, heard: { seq: number | undefined; timeUs: number }): number {
  return dialect === 'events' ? (heard.seq ?? 0) : heard.timeUs;
}

/** The cursor to ask a server for, and up to which of its places everything is known already. */
function resumeAt(
  dialect: Dialect,
  host: string,
  saved: Position | null,
): { cursor: number | undefined; known: number } {
  const none = Number.NEGATIVE_INFINITY;
  if (saved === null) return { cursor: undefined, known: none };
  if (saved.host !== host) {
    const cursor = saved.timeUs === undefined ? undefined : saved.timeUs - OTHER_SERVER_OVERLAP_US;
    return { cursor, known: none };
  }
  if (dialect === 'events' && saved.seq !== undefined) return { cursor: saved.seq, known: saved.seq };
  return { cursor: saved.timeUs, known: dialect === 'legacy' ? (saved.timeUs ?? none) : none };
}

function addressOf(base: URL, dialect: Dialect, cursor: number | undefined): URL {
  const url = new URL(base);
  url.protocol = url.protocol.replace(/^http/u, 'ws');
  url.pathname = dialect === 'events' ? EVENTS_PATH : LEGACY_PATH;
  url.search = '';
  if (dialect === 'events') {
    for (const kind of ['commit', 'identity', 'account']) url.searchParams.append('kinds', kind);
    url.searchParams.append('collections', POST_COLLECTION);
  } else {
    url.searchParams.append('wantedCollections', POST_COLLECTION);
  }
  if (cursor !== undefined) url.searchParams.set('cursor', String(cursor));
  return url;
}

function parseJson(data: Buffer): { json: unknown } | { text: string } {
  const text = data.toString('utf8');
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { text };
  }
}

async function runOnce(
  deps: NetworkDeps,
  input: ListenInput,
  base: URL,
  dialect: Dialect,
  saved: Position | null,
): Promise<void> {
  const { host } = base;
  const resume = resumeAt(dialect, host, saved);
  const read = dialect === 'events' ? readEventsFrame : readLegacyFrame;
  let { known } = resume;
  let isFirst = true;

  const closed = await runStream(deps, input, {
    url: addressOf(base, dialect, resume.cursor),
    protocols: dialect === 'events' ? [SUBPROTOCOL] : [],
    start: input.cursor,
    onOpen(batcher) {
      // Were the connection lost before the first post, the next one would otherwise begin at a later "now".
      if (input.cursor === null) batcher.skipTo(writePosition({ host, timeUs: deps.now() * 1000 }));
    },
    onFrame(data, isBinary, batcher) {
      const parsed: { json: unknown } | { text: string } = isBinary
        ? { text: `${data.byteLength} bytes of binary` }
        : parseJson(data);
      const heard: FrameMeaning =
        'text' in parsed ? { malformed: 'not JSON', raw: parsed.text } : read(parsed.json);
      if ('info' in heard) {
        // The position no longer means anything there: whatever comes now is new.
        known = Number.NEGATIVE_INFINITY;
        reportGap(deps, input, isoOf(saved?.timeUs), `${heard.info}: ${heard.message}`);
        return undefined;
      }
      if ('malformed' in heard) {
        return take(batcher, { raw: heard.raw, outcome: { malformed: heard.malformed } });
      }
      const place = placeOf(dialect, heard);
      if (isFirst) {
        isFirst = false;
        const isReset = place < known;
        const isLate = dialect === 'legacy' && place > known + LEGACY_KEPT_US && Number.isFinite(known);
        if (isReset) known = Number.NEGATIVE_INFINITY;
        if (isReset || isLate)
          reportGap(deps, input, isoOf(saved?.timeUs), isReset ? 'numbering began anew' : 'too old');
      }
      if (place <= known) return undefined;
      known = place;
      const cursor = writePosition({ host, seq: heard.seq, timeUs: heard.timeUs });
      if (heard.event === null) {
        batcher.skipTo(cursor);
        return undefined;
      }
      return take(batcher, deliverable(heard.event, heard.raw), cursor);
    },
  });
  if (closed.code === 1000 || closed.code === 1001) return;
  throw new AppError(
    'network_unavailable',
    `Jetstream closed the stream (${closed.code} ${closed.reason}).`,
    {
      where: host,
    },
  );
}

/** Which wires to try, best first: the address may name one. */
function dialectsOf(base: URL): Dialect[] {
  if (base.pathname.startsWith(EVENTS_PATH)) return ['events'];
  if (base.pathname.startsWith(LEGACY_PATH)) return ['legacy'];
  return ['events', 'legacy'];
}

/** One connection to Jetstream; see `Network.listen`. */
export async function listenJetstream(deps: NetworkDeps, input: ListenInput): Promise<void> {
  const entered = input.source.config['url'] ?? '';
  const base = new URL(entered === '' ? DEFAULT_JETSTREAM : entered);
  let saved = readPosition(input.cursor);
  if (saved === null && input.cursor !== null)
    reportGap(deps, input, null, 'the saved position cannot be read');
  const dialects = dialectsOf(base);
  for (let n = 0; n < dialects.length; n += 1) {
    const dialect = dialects[n] ?? 'events';
    try {
      await runOnce(deps, input, base, dialect, saved);
      return;
    } catch (error) {
      if (!(error instanceof UpgradeRefused)) throw error;
      const refusal = readRefusal(error.status, error.body);
      if (refusal.name === 'CursorTooOld' && saved?.seq !== undefined) {
        // A time is answered with the oldest that is kept, a number is refused.
        reportGap(deps, input, isoOf(saved.timeUs), refusal.message);
        saved = saved.timeUs === undefined ? null : { host: saved.host, timeUs: saved.timeUs };
        n -= 1;
        continue;
      }
      const hasOther = n + 1 < dialects.length;
      if (hasOther && [400, 404, 405, 426, 501].includes(error.status)) continue;
      throw new AppError('network_unavailable', `Jetstream at ${base.host} ${error.message}`, {
        where: 'url',
        cause: error,
      });
    }
  }
}
