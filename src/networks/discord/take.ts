// Takes what the gateway tells, in its order: each message once, with the position that hearing goes on from after it.
import type { Batcher } from '../kit/batch.ts';
import type { Delivered, NetworkDeps } from '../kit/network.ts';
import { idOf } from '../kit/record.ts';
import type { InTurn } from '../kit/turns.ts';
import { isHeard } from './channels.ts';
import type { Channels, Scope } from './channels.ts';
import type { GatewayEvent } from './gateway.ts';
import { hearEvent, hearMessage } from './normalise.ts';
import type { Hearing } from './normalise.ts';
import type { Position, Session } from './position.ts';
import { snowflake, whereSchema } from './schemas.ts';

/** Events held in memory while channels are read; beyond, the connection is held back. */
const MOST_HELD = 5_000;

const wanted: ReadonlySet<string> = new Set([
  'MESSAGE_CREATE',
  'MESSAGE_UPDATE',
  'MESSAGE_DELETE',
  'MESSAGE_DELETE_BULK',
]);

export interface Taking {
  deps: Pick<NetworkDeps, 'now'>;
  self: Hearing['self'];
  scope: Scope;
  channels: Channels;
  position: Position;
  batcher: Batcher;
  inTurn: InTurn;
}

/** Where a message stands that a list gave. `guild` null: a direct channel. */
export interface Where {
  id: string;
  guild: string | null;
  root: string | null;
}

const isOfInterest = ({ outcome }: Delivered): boolean => 'malformed' in outcome || outcome.heard !== null;

export class Taker {
  readonly #on: Taking;
  #held: GatewayEvent[] = [];
  #holding: { over: Promise<void>; end(): void } | null = null;

  constructor(on: Taking) {
    this.#on = on;
  }

  /** Rejects when a delivery fails, and never resolves. */
  get failed(): Promise<never> {
    return this.#on.batcher.failed;
  }

  get isHolding(): boolean {
    return this.#holding !== null;
  }

  /** Where an event happened; null where it is not heard. */
  async #whereOf(raw: unknown): Promise<Where | null> {
    const { scope, position, channels } = this.#on;
    const parsed = whereSchema.safeParse(raw);
    if (!parsed.success) return { id: '', guild: null, root: null };
    const { channel_id: id, guild_id: guild } = parsed.data;
    if (guild == null) {
      if (!scope.dms) return null;
      position.noteDm(id);
      return { id, guild: null, root: null };
    }
    const channel = await channels.get(id, guild);
    return isHeard(channel, scope) ? channel : null;
  }

  async #take({ kind, raw, seq }: GatewayEvent): Promise<void> {
    const { deps, self, position } = this.#on;
    const where = wanted.has(kind) ? await this.#whereOf(raw) : null;
    const id = kind === 'MESSAGE_CREATE' ? snowflake.safeParse(idOf(raw)).data : undefined;
    const isKnown = where !== null && id !== undefined && !position.isNew(where.id, id);
    const isTold = where !== null && !isKnown;
    const heard = isTold ? hearEvent(kind, raw, { self, ...where }, deps.now()) : [];
    if (where !== null && where.id !== '' && id !== undefined) position.note(where.id, id);
    if (position.session !== null) {
      position.session = { ...position.session, seq };
      position.moveMark();
    }
    await this.#hand(heard);
  }

  /** What is of no interest is not handed on: nothing of it is kept. */
  async #hand(heard: readonly Delivered[]): Promise<void> {
    const { batcher, position } = this.#on;
    const items = heard.filter(isOfInterest);
    const cursor = position.toString();
    for (const item of items.slice(0, -1)) await batcher.add(item);
    const last = items.at(-1);
    if (last === undefined) batcher.skipTo(cursor);
    else await batcher.add(last, cursor);
  }

  event(event: GatewayEvent): Promise<void> | undefined {
    if (this.#holding === null) return this.#on.inTurn(() => this.#take(event));
    this.#held.push(event);
    return this.#held.length < MOST_HELD ? undefined : this.#holding.over;
  }

  broken(frame: string): Promise<void> {
    const item: Delivered = { raw: frame, outcome: { malformed: 'the frame is not readable' } };
    return this.#on.inTurn(() => this.#on.batcher.add(item));
  }

  /** Takes a message of a list, where it was not heard yet. */
  listed(where: Where, raw: unknown): Promise<void> {
    const { position, self } = this.#on;
    return this.#on.inTurn(async () => {
      const id = snowflake.safeParse(idOf(raw)).data;
      if (id !== undefined && !position.isNew(where.id, id)) return;
      if (id !== undefined) position.note(where.id, id);
      await this.#hand([hearMessage(raw, { self, ...where })]);
    });
  }

  /** From here on events wait until what was missed before them is read. */
  hold(): void {
    const over = Promise.withResolvers<void>();
    this.#holding ??= { over: over.promise, end: over.resolve };
  }

  /** Lets go what was held: all before it is taken, and the session can be resumed from here. */
  release(session: Session): Promise<void> {
    const { position, batcher } = this.#on;
    return this.#on.inTurn(async () => {
      const [first] = this.#held;
      position.session = { ...session, seq: first === undefined ? session.seq : first.seq - 1 };
      position.isFirst = false;
      position.moveMark();
      batcher.skipTo(position.toString());
      // What comes meanwhile is added behind.
      for (let event = this.#held.shift(); event !== undefined; event = this.#held.shift())
        await this.#take(event);
      this.#letGo();
    });
  }

  #letGo(): void {
    this.#holding?.end();
    this.#holding = null;
  }

  /** Resolves when what was asked for so far is done; what is still held is let go of, unheard. True: there was a hold. */
  async settle(): Promise<boolean> {
    await this.#on.inTurn(() => Promise.resolve());
    const wasHolding = this.isHolding;
    this.#held = [];
    this.#letGo();
    return wasHolding;
  }
}
