// Which channels a source hears, what each of them is, and which have had something said since a time.
import { AppError } from '../../domain/errors.ts';
import type { DiscordClient } from './client.ts';
import { guildsOf } from './connect.ts';
import { compareIds, nativeIdIn, timeOf } from './ids.ts';
import { channelSchema, channelsSchema, threadsSchema } from './schemas.ts';
import type { DiscordChannel } from './schemas.ts';

/** Forums and media channels hold no messages but in their threads. */
const forums: ReadonlySet<number> = new Set([15, 16]);
const threads: ReadonlySet<number> = new Set([10, 11, 12]);
const PRIVATE_THREAD = 12;
/** Text, voice, announcements, stages. */
const withMessages: ReadonlySet<number> = new Set([0, 2, 5, 13, ...threads]);
/** Where threads are begun. */
const withThreads: ReadonlySet<number> = new Set([0, 5, ...forums]);

const MOST_KEPT = 10_000;
const THREADS_PAGE = 100;
/** Pages of archived threads of one channel at most. */
const MOST_PAGES = 50;

/** What a source hears. */
export interface Scope {
  servers: ReadonlySet<string>;
  channels: ReadonlySet<string>;
  dms: boolean;
}

/** Ids, or links as Discord copies them, of which the last part counts. */
const idsIn = (entered: string | undefined): Set<string> =>
  new Set((entered ?? '').split(/[\s,、]+/).flatMap((one) => /(\d{15,20})\D*$/.exec(one)?.[1] ?? []));

export const scopeOf = (config: Readonly<Record<string, string>>): Scope => ({
  servers: idsIn(config['servers']),
  channels: idsIn(config['channels']),
  dms: config['dms'] !== 'false',
});

/** A channel of a server; the first of `lineage` is itself, then what holds it. */
export interface Channel {
  id: string;
  guild: string;
  lineage: readonly string[];
  /** Of a thread: the native id of what it is about. */
  root: string | null;
  lastMessage: string | null;
}

/** Whether a server's channel is heard: by its server, by itself, or by what it stands in. */
export function isHeard({ guild, lineage }: Pick<Channel, 'guild' | 'lineage'>, scope: Scope): boolean {
  if (scope.servers.size === 0 && scope.channels.size === 0) return true;
  return scope.servers.has(guild) || lineage.some((id) => scope.channels.has(id));
}

/** What a thread is about: the message it was begun from, which bears the same id. */
function rootOf({ id, type, parent_id: parent }: DiscordChannel, parentType: number | null): string | null {
  if (!threads.has(type)) return null;
  const isInside =
    type === PRIVATE_THREAD || parent == null || (parentType !== null && forums.has(parentType));
  return nativeIdIn(isInside ? id : parent, id);
}

const isHidden = (error: unknown): boolean =>
  error instanceof AppError &&
  ['recipient_unreachable', 'network_post_gone', 'network_rejected'].includes(error.code);

/** Asks `what`, or answers null where the bot may not see it. */
export async function unlessHidden<T>(what: Promise<T>): Promise<T | null> {
  try {
    return await what;
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
}

/** The channels that one bot may see, asked for once each. */
export class Channels {
  readonly #client: DiscordClient;
  readonly #signal: AbortSignal | undefined;
  readonly #known = new Map<string, DiscordChannel | null>();

  constructor(client: DiscordClient, signal?: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  #with(): { signal?: AbortSignal } {
    return this.#signal === undefined ? {} : { signal: this.#signal };
  }

  #keep(id: string, channel: DiscordChannel | null): void {
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(id, channel);
  }

  /** Null: the bot may not see it. Errors: those of the client. */
  async raw(id: string): Promise<DiscordChannel | null> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const asked = {
      method: 'GET',
      path: `/channels/${id}`,
      result: channelSchema,
      doing: 'reading a channel',
    } as const;
    const found = await unlessHidden(this.#client({ ...asked, ...this.#with() }));
    this.#keep(id, found);
    return found;
  }

  async #described(channel: DiscordChannel, guild: string): Promise<Channel> {
    const { id, parent_id: parentId, last_message_id: last } = channel;
    const parent = parentId == null ? null : await this.raw(parentId);
    const lineage = [id, parentId, parent?.parent_id].filter((one) => one != null);
    return { id, guild, lineage, root: rootOf(channel, parent?.type ?? null), lastMessage: last ?? null };
  }

  /** A server's channel by its id; one that the bot may not look at is nothing but its id. */
  async get(id: string, guild: string): Promise<Channel> {
    const channel = await this.raw(id);
    if (channel !== null) return this.#described(channel, guild);
    return { id, guild, lineage: [id], root: null, lastMessage: null };
  }

  async #channelsIn(guild: string): Promise<DiscordChannel[]> {
    const path = `/guilds/${guild}/channels`;
    const asked = { method: 'GET', path, result: channelsSchema, doing: 'listing channels' } as const;
    return (await unlessHidden(this.#client({ ...asked, ...this.#with() }))) ?? [];
  }

  async #activeIn(guild: string): Promise<DiscordChannel[]> {
    const path = `/guilds/${guild}/threads/active`;
    const asked = { method: 'GET', path, result: threadsSchema, doing: 'listing threads' } as const;
    return (await unlessHidden(this.#client({ ...asked, ...this.#with() })))?.threads ?? [];
  }

  /** Threads that were archived since; they are listed newest first. */
  async #archivedIn(channel: string, sinceMs: number): Promise<DiscordChannel[]> {
    const found: DiscordChannel[] = [];
    let before: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const listed = await unlessHidden(
        this.#client({
          method: 'GET',
          path: `/channels/${channel}/threads/archived/public`,
          query: { limit: String(THREADS_PAGE), ...(before === undefined ? {} : { before }) },
          result: threadsSchema,
          doing: 'listing archived threads',
          ...this.#with(),
        }),
      );
      const all = listed?.threads ?? [];
      const archivedAt = (one: DiscordChannel | undefined) => one?.thread_metadata?.archive_timestamp;
      const recent = all.filter((one) => !(Date.parse(archivedAt(one) ?? '') < sinceMs));
      found.push(...recent);
      before = archivedAt(all.at(-1));
      if (listed?.has_more !== true || recent.length < all.length || before === undefined) break;
    }
    return found;
  }

  /**
   * The channels and threads that are heard and had something said after the id `since`, those that spoke last first.
   * Errors: those of the client.
   */
  async withNews(scope: Scope, since: string): Promise<Channel[]> {
    const found = new Map<string, Channel>();
    const isNews = (last: string | null | undefined): boolean => last != null && compareIds(last, since) > 0;
    for (const { id: guild } of await guildsOf(this.#client, this.#signal)) {
      const all = await this.#channelsIn(guild);
      for (const one of all) this.#keep(one.id, one);
      const listed = [...all, ...(await this.#activeIn(guild))];
      for (const one of all.filter(({ type }) => withThreads.has(type))) {
        const isWanted = isHeard(await this.#described(one, guild), scope);
        if (isWanted) listed.push(...(await this.#archivedIn(one.id, timeOf(since))));
      }
      for (const one of listed) {
        if (!withMessages.has(one.type) || !isNews(one.last_message_id)) continue;
        const channel = await this.#described(one, guild);
        if (isHeard(channel, scope)) found.set(channel.id, channel);
      }
    }
    return [...found.values()].toSorted((a, b) => compareIds(b.lastMessage ?? '0', a.lastMessage ?? '0'));
  }
}
