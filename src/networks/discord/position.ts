// Where a source stands: the session of the gateway that can be resumed, and what was heard in each channel of late.
import { z } from 'zod';
import { compareIds, laterOf, snowflakeAt, timeOf } from './ids.ts';
import { snowflake } from './schemas.ts';

/** Ids of one channel may come a little out of order, and so may channels among each other. */
const OVERLAP_MS = 60_000;
const MOST_RECENT = 30;
/** Direct channels that are read again after a gap: Discord lists none of them to bots. */
const MOST_DMS = 200;

/** A session of the gateway: what came after `seq` is told again where it is resumed. */
export interface Session {
  id: string;
  /** Where it is resumed. */
  url: string;
  seq: number;
}

const sessionSchema = z.object({ id: z.string(), url: z.string(), seq: z.number().int().nonnegative() });
const cursorSchema = z.object({
  v: z.literal(1),
  session: sessionSchema.nullable(),
  begun: snowflake,
  mark: snowflake,
  channels: z.record(snowflake, z.array(snowflake).min(1)),
  dms: z.array(snowflake),
});

/** The session whose events were committed with a cursor; null where it has none. */
export function sessionIn(cursor: string | null): Session | null {
  if (cursor === null) return null;
  try {
    return cursorSchema.safeParse(JSON.parse(cursor)).data?.session ?? null;
  } catch {
    return null;
  }
}

/** What was heard of a channel: all up to `from`, and these after it, oldest first. */
interface Heard {
  from: string;
  ids: string[];
}

/** The position of one source, as it is saved with each batch. */
export class Position {
  /** Set only while all that came before it is taken. */
  session: Session | null = null;
  /** Whether nothing was heard yet. */
  isFirst: boolean;
  /** Nothing before this is heard. */
  readonly #begun: string;
  /** All was heard up to about here. */
  #mark: string;
  readonly #channels = new Map<string, Heard>();
  readonly #dms = new Set<string>();

  /** One that cannot be read begins now: nothing says from where. */
  constructor(cursor: string | null, nowMs: number) {
    const parsed = cursorSchema.safeParse(this.#read(cursor));
    this.isFirst = !parsed.success;
    this.#begun = parsed.data?.begun ?? snowflakeAt(nowMs - 1);
    this.#mark = this.#begun;
    if (!parsed.success) return;
    const { session, mark, channels, dms } = parsed.data;
    this.session = session;
    this.#mark = mark;
    for (const [channel, [from = mark, ...ids]] of Object.entries(channels))
      this.#channels.set(channel, { from, ids });
    for (const channel of dms) this.#dms.add(channel);
  }

  #read(cursor: string | null): unknown {
    try {
      return cursor === null ? null : JSON.parse(cursor);
    } catch {
      return null;
    }
  }

  get markMs(): number {
    return timeOf(this.#mark);
  }

  /** The id after which something may be unheard in any channel. */
  get floor(): string {
    return laterOf(this.#begun, snowflakeAt(this.markMs - OVERLAP_MS));
  }

  /** The direct channels that were heard last. */
  get dms(): readonly string[] {
    return [...this.#dms];
  }

  /** The id after which a channel is read again; what was heard since is known by `isNew`. */
  after(channel: string): string {
    return this.#channels.get(channel)?.from ?? this.floor;
  }

  isNew(channel: string, id: string): boolean {
    const heard = this.#channels.get(channel);
    if (heard === undefined) return true;
    return compareIds(id, heard.from) > 0 && !heard.ids.includes(id);
  }

  /** Notes a message as heard. */
  note(channel: string, id: string): void {
    const heard = this.#channels.get(channel) ?? { from: this.floor, ids: [] };
    this.#channels.set(channel, heard);
    if (compareIds(id, heard.from) <= 0 || heard.ids.includes(id)) return;
    const at = heard.ids.findLastIndex((one) => compareIds(one, id) < 0) + 1;
    heard.ids.splice(at, 0, id);
    const oldest = timeOf(heard.ids.at(-1) ?? id) - OVERLAP_MS;
    while (heard.ids.length > MOST_RECENT || timeOf(heard.ids[0] ?? id) < oldest) {
      heard.from = heard.ids.shift() ?? heard.from;
    }
  }

  noteDm(channel: string): void {
    this.#dms.delete(channel);
    this.#dms.add(channel);
    const [oldest] = this.#dms;
    if (this.#dms.size > MOST_DMS && oldest !== undefined) this.#dms.delete(oldest);
  }

  /** Notes that everything up to what was heard last is heard, in all channels. */
  moveMark(): void {
    for (const { from, ids } of this.#channels.values()) this.#mark = laterOf(this.#mark, ids.at(-1) ?? from);
    const { floor } = this;
    for (const [channel, { from, ids }] of this.#channels) {
      if (compareIds(ids.at(-1) ?? from, floor) <= 0) this.#channels.delete(channel);
    }
  }

  /** The cursor to save. */
  toString(): string {
    const channels = Object.fromEntries(
      [...this.#channels].map(([id, { from, ids }]) => [id, [from, ...ids]]),
    );
    const marks = { begun: this.#begun, mark: this.#mark };
    return JSON.stringify({ v: 1, session: this.session, ...marks, channels, dms: this.dms });
  }
}
