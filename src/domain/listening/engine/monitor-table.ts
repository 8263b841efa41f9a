// Which monitors ask which query: slots by id, and the lists of the monitors that share a query.
import { grownInt32 } from './growing.ts';
import { ListPool } from './lists.ts';

const shardBits = 6;

/** A monitor's slot is its place in the order in which monitors came, until slots of removed ones are taken again. */
export class MonitorTable {
  readonly ids: string[] = [];
  readonly versions: number[] = [];
  /** Each slot's query; -1 for an empty slot. */
  entryOf = new Int32Array(16);
  /** The lists of the slots that ask a query, to which `Core.entries` refers. */
  readonly lists = new ListPool();
  count = 0;
  private readonly free: number[] = [];
  /** Several small maps: one large one stops everything when it grows. */
  private readonly shards = Array.from({ length: 1 << shardBits }, () => new Map<string, number>());

  /** The slot of a monitor; -1 when there is none. */
  find(id: string): number {
    return this.shardOf(id).get(id) ?? -1;
  }

  /** Takes a slot for a monitor that has none. */
  take(id: string): number {
    const slot = this.free.pop() ?? this.ids.length;
    this.entryOf = grownInt32(this.entryOf, slot + 1);
    this.ids[slot] = id;
    this.versions[slot] = 0;
    this.entryOf[slot] = -1;
    this.shardOf(id).set(id, slot);
    this.count += 1;
    return slot;
  }

  /** Bytes held; ids apart. */
  get bytes(): number {
    return this.entryOf.byteLength + this.lists.bytes;
  }

  release(slot: number): void {
    const id = this.ids[slot] ?? '';
    this.shardOf(id).delete(id);
    this.ids[slot] = '';
    this.entryOf[slot] = -1;
    this.free.push(slot);
    this.count -= 1;
  }

  private shardOf(id: string): Map<string, number> {
    let hash = id.length;
    for (let at = Math.max(0, id.length - 12); at < id.length; at += 1) {
      hash = Math.imul(hash ^ id.charCodeAt(at), 0x9e3779b1);
    }
    return this.shards[hash >>> (32 - shardBits)] as Map<string, number>;
  }
}
