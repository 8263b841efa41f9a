// Understands what Slack told: events name people and channels by ids, so they are asked for, and known for some hours.
import type { AccountSession, Delivered, NetworkDeps } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { Remembered } from '../kit/remembered.ts';
import { readable, replies } from './ask.ts';
import { createClient, type SlackClient, type SlackOptions } from './client.ts';
import type { Known, Self } from './content.ts';
import { isDirect, nativeIdIn, type Place } from './ids.ts';
import { askedBy, hear, type Asked } from './normalise.ts';
import { channelSchema, keptSchema, knownUserSchema, renamedSchema, type SlackUser } from './schemas.ts';

/** How many questions are asked at once. */
const AT_ONCE = 8;
/** So long a batch waits for all its names; what is left of it comes in without. */
const NAMES_MS = 10_000;
/** Messages do not wait longer for one of them. */
const TIMEOUT_MS = 5_000;

export const selfOf = ({ nativeId, handle, server }: AccountSession): Self => ({ nativeId, handle, server });

/** Asks about each of `ids`, a few at a time; who is not known is left out. */
async function gather<T>(
  ids: readonly string[],
  find: (id: string) => Promise<T | null>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  const unique = [...new Set(ids)];
  for (let from = 0; from < unique.length; from += AT_ONCE) {
    const some = unique.slice(from, from + AT_ONCE).map(async (id) => [id, await find(id)] as const);
    for (const [id, value] of await Promise.all(some)) if (value !== null) found.set(id, value);
  }
  return found;
}

/** One for a process: what it knows serves all accounts, each by its own. */
export class Ears {
  readonly #users: Remembered<SlackUser>;
  readonly #channels: Remembered<string>;
  /** Of threads that we did not speak in it is forgotten soon. */
  readonly #joined: Remembered<true | null>;
  readonly #deps: NetworkDeps;
  readonly #options: SlackOptions;
  readonly #namesMs: number;

  constructor(deps: NetworkDeps, options: SlackOptions, namesMs = NAMES_MS) {
    this.#deps = deps;
    this.#options = options;
    this.#namesMs = namesMs;
    this.#users = new Remembered(deps, 'slack');
    this.#channels = new Remembered(deps, 'slack');
    this.#joined = new Remembered(deps, 'slack');
  }

  /** Whose ids and which channels' stand in messages. Never fails. */
  async known(account: AccountSession, asked: readonly Asked[], signal: AbortSignal): Promise<Known> {
    const client = createClient(this.#deps, this.#options, account);
    const of = (id: string): string => `${account.id} ${id}`;
    const [people, channels] = await Promise.all([
      gather(
        asked.flatMap((one) => one.people),
        (id) => this.#users.find(of(id), () => askUser(client, id, signal), signal),
      ),
      gather(
        asked.flatMap((one) => one.channels),
        (id) => this.#channels.find(of(id), () => askChannel(client, id, signal), signal),
      ),
    ]);
    return { self: selfOf(account), people, channels };
  }

  /** What each event means, one for one. Never throws for what they hold. */
  async hear(account: AccountSession, raws: readonly unknown[], signal: AbortSignal): Promise<Delivered[]> {
    for (const raw of raws) this.#note(account, raw);
    const self = selfOf(account);
    const asked = raws.map((raw) => askedBy(raw, self));
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(this.#namesMs)]);
    const client = createClient(this.#deps, this.#options, account);
    const threads = new Map(
      asked.flatMap(({ thread }) =>
        thread === null ? [] : [[nativeIdIn(thread.channel, thread.ts), thread]],
      ),
    );
    const [known, joined] = await Promise.all([
      this.known(account, asked, inTime),
      gather([...threads.keys()], (id) => {
        const place = threads.get(id);
        if (place === undefined) return Promise.resolve(null);
        const ask = () => askJoined(client, place, account, inTime);
        return this.#joined.find(`${account.id} ${id}`, ask, inTime);
      }),
    ]);
    const hearing = { ...known, joined: new Set(joined.keys()) };
    return raws.map((raw) => hear(raw, hearing));
  }

  /** What an event makes another of what is known: a channel's name, and that we speak in a thread by now. */
  #note(account: AccountSession, raw: unknown): void {
    const event = keptSchema.safeParse(raw).data?.event;
    const renamed = renamedSchema.safeParse(event).data;
    if (renamed !== undefined) this.#channels.forget(`${account.id} ${renamed.channel.id}`);
    if (event?.type !== 'message' || event['user'] !== account.nativeId) return;
    const [channel, thread] = [fieldOf(event, 'channel'), fieldOf(event, 'thread_ts')];
    if (thread !== '') this.#joined.forget(`${account.id} ${nativeIdIn(channel, thread)}`);
  }
}

async function askUser(client: SlackClient, user: string, signal: AbortSignal): Promise<SlackUser> {
  const call = { method: 'users.info', read: { user }, doing: 'reading a person', timeoutMs: TIMEOUT_MS };
  return (await client({ ...call, result: knownUserSchema, signal })).user;
}

async function askChannel(client: SlackClient, channel: string, signal: AbortSignal): Promise<string> {
  const read = { channel };
  const call = { method: 'conversations.info', read, doing: 'reading a channel', timeoutMs: TIMEOUT_MS };
  return (await client({ ...call, result: channelSchema, signal })).channel.name;
}

/** Whether we spoke in a thread, by its first page: Slack names the first few who did beside what it began with. */
async function askJoined(
  client: SlackClient,
  place: Place,
  { nativeId, secrets }: AccountSession,
  signal: AbortSignal,
): Promise<true | null> {
  if (isDirect(place.channel)) return null;
  const { messages } = await replies(client, place, {}, { doing: 'reading a thread', signal });
  const ours = new Set([nativeId, secrets['botId'] ?? nativeId]);
  const spoke = readable(messages).some(
    ({ user, reply_users: users }) =>
      (user != null && ours.has(user)) || users?.some((one) => ours.has(one)) === true,
  );
  return spoke ? true : null;
}
