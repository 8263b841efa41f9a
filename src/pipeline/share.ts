// A share as text: what one message on the bus holds, and how a batch becomes shares that fit into messages.
import { Buffer } from 'node:buffer';
import type { IngestSource } from './ingest.ts';
import { partitionsOf } from './partition.ts';
import type { HeardBatch } from './ports.ts';

type Item = HeardBatch['items'][number];

export interface Share {
  source: IngestSource;
  items: Item[];
}

/** Raised when what a share holds changes its meaning: a worker of another version leaves it for one that knows it. */
const version = 1;
/** What is kept of a record that fits into no message, in characters. */
const maxRawLength = 20_000;

/** Null for what another version wrote, or nobody of ours. */
export function readShare(text: string): Share | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { v, source, items } = value as { v?: unknown; source?: IngestSource; items?: Item[] };
  return v === version && source !== undefined && Array.isArray(items) ? { source, items } : null;
}

/** One item as JSON of at most `maxBytes`. What is too large loses its raw form first; then it is a malformed record. */
function itemText(item: Item, maxBytes: number): string {
  let whole: string;
  try {
    whole = JSON.stringify(item);
  } catch (error) {
    // Nested so deeply that it cannot be written down.
    if (!(error instanceof RangeError)) throw error;
    whole = JSON.stringify({ ...item, raw: null });
  }
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  const withoutRaw = JSON.stringify({ ...item, raw: null });
  if (Buffer.byteLength(withoutRaw) <= maxBytes) return withoutRaw;
  const outcome = { malformed: 'The record is too large for the bus between listeners and workers.' };
  return JSON.stringify({ raw: whole.slice(0, maxRawLength), outcome, ...aboutOf(item) });
}

/** What an item is about, for one that becomes a malformed record: it goes when that is taken back. */
export function aboutOf({ about, outcome }: Item): Pick<Item, 'about'> {
  if (about !== undefined) return { about };
  if (!('heard' in outcome) || outcome.heard === null || !('post' in outcome.heard)) return {};
  const { nativeId, author } = outcome.heard.post;
  return { about: { nativeId, authorNativeId: author.nativeId } };
}

/** The texts of a batch's shares by partition, each in the order heard and at most `maxBytes` long. */
export function sharesOf(
  source: IngestSource,
  items: readonly Item[],
  { partitions, maxBytes }: { partitions: number; maxBytes: number },
): { partition: number; text: string }[] {
  const { workspaceId, id, network, accountId } = source;
  const head = `{"v":${String(version)},"source":${JSON.stringify({ workspaceId, id, network, accountId })},"items":[`;
  const room = maxBytes - Buffer.byteLength(head) - 2;
  const filling = Array.from({ length: partitions }, (): { texts: string[]; bytes: number } => ({
    texts: [],
    bytes: 0,
  }));
  const shares: { partition: number; text: string }[] = [];
  const finish = (partition: number): void => {
    const { texts } = filling[partition] ?? { texts: [] };
    if (texts.length > 0) shares.push({ partition, text: `${head}${texts.join(',')}]}` });
    filling[partition] = { texts: [], bytes: 0 };
  };
  for (const item of items) {
    const among = partitionsOf(source, item, partitions);
    if (among.length === 0) continue;
    const text = itemText(item, room);
    const bytes = Buffer.byteLength(text) + 1;
    for (const partition of among) {
      if ((filling[partition]?.bytes ?? 0) + bytes > room) finish(partition);
      const open = filling[partition];
      open?.texts.push(text);
      if (open !== undefined) open.bytes += bytes;
    }
  }
  for (let partition = 0; partition < partitions; partition += 1) finish(partition);
  return shares;
}
