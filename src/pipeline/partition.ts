// Which partition what was heard belongs to: all that one author says goes the same way, and so stays in order.
import { authorInId } from '../domain/post/native-id.ts';
import type { Heard } from '../domain/post/post.ts';
import type { IngestSource } from './ingest.ts';
import type { HeardBatch } from './ports.ts';

type Item = HeardBatch['items'][number];

/** What must stay in order among itself; null: nobody can say, so every partition has to hear it. */
function keyOf(heard: Heard): string | null {
  if (heard.type === 'post' || heard.type === 'edit') return heard.post.author.nativeId;
  if (heard.type === 'identity') return heard.author.nativeId;
  if (heard.type === 'author_gone') return heard.authorNativeId;
  // A count may be missed while the post itself still waits elsewhere; told to all, it would be counted many times.
  if (heard.type === 'repost') return authorInId(heard.of) ?? heard.of;
  return authorInId(heard.nativeId);
}

/** FNV-1a over UTF-16 units, stirred once more: keys that differ in their last character spread as well. */
function hash(text: string): number {
  let sum = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85_eb_ca_6b);
  return (sum ^ (sum >>> 13)) >>> 0;
}

/** The partitions, from 0, that have to hear an item; none where it is of no interest to anybody. */
export function partitionsOf(source: IngestSource, item: Item, partitions: number): number[] {
  const { workspaceId, network, id } = source;
  if ('malformed' in item.outcome) return [hash(`${workspaceId} ${id}`) % partitions];
  const { heard } = item.outcome;
  if (heard === null) return [];
  const key = keyOf(heard);
  if (key === null) return Array.from({ length: partitions }, (_, partition) => partition);
  return [hash(`${workspaceId} ${network} ${key}`) % partitions];
}
