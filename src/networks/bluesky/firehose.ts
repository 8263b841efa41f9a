// Listens to the firehose of a PDS or relay: every change of every repository, as signed commits with their blocks.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Batcher } from '../kit/batch.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import { UpgradeRefused } from '../kit/socket.ts';
import { describeFault } from '../kit/fault.ts';
import { readCar, readFrame, readRecord } from './car.ts';
import { DEFAULT_RELAY } from './manifest.ts';
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

export const FIREHOSE_PATH = '/xrpc/com.atproto.sync.subscribeRepos';

const header = z.object({ op: z.number(), t: z.string().optional() });
const errorBody = z.object({ error: z.string(), message: z.string().optional() });
const infoBody = z.object({ name: z.string(), message: z.string().optional() });
const seqBody = z.object({ seq: z.number(), time: z.string() });
const commitBody = seqBody.extend({
  repo: z.string(),
  ops: z.array(
    z.object({
      action: z.string(),
      path: z.string(),
      cid: z.object({ $link: z.string() }).nullable().optional(),
    }),
  ),
  blocks: z.instanceof(Uint8Array),
});
const identityBody = seqBody.extend({ did: z.string(), handle: z.string().optional() });
const accountBody = seqBody.extend({ did: z.string(), active: z.boolean(), status: z.string().optional() });

/** What one frame holds. */
export type FirehoseFrame =
  | { seq: number; at: string; items: Delivered[] }
  | { info: string; message: string }
  | { error: string; message: string };

function ofEvent(event: StreamEvent, raw: unknown): Delivered {
  return deliverable(event, raw);
}

/** The posts of a commit; its blocks are opened only when it has any. */
function commitItems(body: z.infer<typeof commitBody>, at: string): Delivered[] {
  const ops = body.ops.filter((op) => op.path.startsWith(`${POST_COLLECTION}/`));
  if (ops.length === 0) return [];
  let blocks: ReturnType<typeof readCar>;
  try {
    blocks = readCar(body.blocks);
  } catch (error) {
    return [
      { raw: { seq: body.seq, repo: body.repo, ops: body.ops }, outcome: { malformed: String(error) } },
    ];
  }
  return ops.map((op): Delivered => {
    const cid = op.cid?.$link;
    const [collection = '', rkey = ''] = op.path.split('/');
    const event = {
      kind: 'commit',
      did: body.repo,
      at,
      operation: op.action,
      collection,
      rkey,
      cid,
      record: undefined,
    } as const;
    const raw = { seq: body.seq, time: body.time, ...event };
    if (op.action === 'delete') return ofEvent(event, raw);
    const block = cid === undefined ? undefined : blocks.get(cid);
    if (block === undefined) return { raw, outcome: { malformed: 'the commit came without the record' } };
    try {
      const record = readRecord(block);
      return ofEvent({ ...event, record }, { ...raw, record });
    } catch (error) {
      return { raw, outcome: { malformed: `the record is no DAG-CBOR: ${String(error)}` } };
    }
  });
}

/** Reads one frame. @throws AppError `network_unavailable` when it is none: the stream can then not be trusted. */
export function readFirehoseFrame(data: Uint8Array): FirehoseFrame {
  let parsed: ReturnType<typeof readFrame>;
  try {
    parsed = readFrame(data);
  } catch (error) {
    throw new AppError(
      'network_unavailable',
      `The firehose sent something that is no frame: ${String(error)}`,
      { cause: error },
    );
  }
  const head = header.safeParse(parsed.header);
  if (!head.success) throw new AppError('network_unavailable', 'The firehose sent a frame without a header.');
  if (head.data.op === -1) {
    const body = errorBody.safeParse(parsed.body);
    return { error: body.data?.error ?? 'unknown', message: body.data?.message ?? '' };
  }
  const { t } = head.data;
  if (t === '#info') {
    const body = infoBody.safeParse(parsed.body);
    return { info: body.data?.name ?? 'unknown', message: body.data?.message ?? '' };
  }
  const place = seqBody.safeParse(parsed.body);
  if (!place.success) {
    throw new AppError(
      'network_unavailable',
      `The firehose sent a frame without a number: ${describeFault(place.error)}`,
    );
  }
  const { seq, time } = place.data;
  const at = toIso(time) ?? new Date(0).toISOString();
  return { seq, at, items: frameItems(t, parsed.body, at) };
}

function frameItems(t: string | undefined, body: unknown, at: string): Delivered[] {
  const bad = (error: z.ZodError): Delivered[] => [
    { raw: { t, at }, outcome: { malformed: describeFault(error) } },
  ];
  if (t === '#commit') {
    const commit = commitBody.safeParse(body);
    return commit.success ? commitItems(commit.data, at) : bad(commit.error);
  }
  if (t === '#identity') {
    const identity = identityBody.safeParse(body);
    if (!identity.success) return bad(identity.error);
    const { did, handle } = identity.data;
    return [ofEvent({ kind: 'identity', did, at, handle }, identity.data)];
  }
  if (t === '#account') {
    const account = accountBody.safeParse(body);
    if (!account.success) return bad(account.error);
    const { did, active, status } = account.data;
    return [ofEvent({ kind: 'account', did, at, active, status }, account.data)];
  }
  return [];
}

function deliverFrame(
  frame: Extract<FirehoseFrame, { seq: number }>,
  host: string,
  batcher: Batcher,
): Promise<void> | undefined {
  const cursor = writePosition({ host, seq: frame.seq, timeUs: Date.parse(frame.at) * 1000 });
  if (frame.items.length === 0) {
    batcher.skipTo(cursor);
    return undefined;
  }
  // The position moves with the last item only: a commit is resumed whole or not at all.
  let wait: Promise<void> | undefined;
  for (const [n, item] of frame.items.entries()) {
    wait = n + 1 < frame.items.length ? take(batcher, item) : take(batcher, item, cursor);
  }
  return wait;
}

async function runOnce(
  deps: NetworkDeps,
  input: ListenInput,
  base: URL,
  saved: Position | null,
): Promise<'future' | 'ended'> {
  const url = new URL(base);
  url.protocol = url.protocol.replace(/^http/u, 'ws');
  url.pathname = FIREHOSE_PATH;
  url.search = saved?.seq === undefined ? '' : `?cursor=${saved.seq}`;
  const ended: { error?: string; message?: string } = {};
  const closed = await runStream(deps, input, {
    url,
    start: input.cursor,
    onFrame(data, _isBinary, batcher) {
      const frame = readFirehoseFrame(data);
      if ('error' in frame) {
        Object.assign(ended, frame);
        return undefined;
      }
      if ('info' in frame) {
        reportGap(deps, input, isoOf(saved?.timeUs), `${frame.info}: ${frame.message}`);
        return undefined;
      }
      return deliverFrame(frame, base.host, batcher);
    },
  });
  if (ended.error === 'FutureCursor') return 'future';
  if (ended.error !== undefined) {
    throw new AppError('network_unavailable', `The firehose ended: ${ended.error} ${ended.message ?? ''}`);
  }
  if (closed.code !== 1000 && closed.code !== 1001) {
    throw new AppError(
      'network_unavailable',
      `The firehose closed the stream (${closed.code} ${closed.reason}).`,
    );
  }
  return 'ended';
}

/** One connection to a firehose; see `Network.listen`. Replays what came after the saved number. */
export async function listenFirehose(deps: NetworkDeps, input: ListenInput): Promise<void> {
  const entered = input.source.config['url'] ?? '';
  const base = new URL(entered === '' ? DEFAULT_RELAY : entered);
  const saved = readPosition(input.cursor);
  // Numbers are each server's own: on another one they mean nothing.
  const usable = saved?.host === base.host ? saved : null;
  if (input.cursor !== null && usable === null)
    reportGap(deps, input, isoOf(saved?.timeUs), 'another server');
  try {
    const end = await runOnce(deps, input, base, usable);
    if (end !== 'future') return;
    reportGap(deps, input, isoOf(saved?.timeUs), 'the server numbers its events anew');
    await runOnce(deps, input, base, null);
  } catch (error) {
    if (!(error instanceof UpgradeRefused)) throw error;
    throw new AppError('network_unavailable', `The firehose at ${base.host} ${error.message}`, {
      where: 'url',
      cause: error,
    });
  }
}
