// Who writes on LINE: events name ids only, so profiles are asked for, and known for some hours.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createClient, readBody } from './client.ts';
import type { LineClient, LineOptions } from './client.ts';
import { groupSchema, profileSchema } from './schemas.ts';
import type { LineProfile, LineSource } from './schemas.ts';

const FRESH_MS = 6 * 60 * 60_000;
/** Who could not be asked for is asked for again soon: LINE may have been away. */
const MISSING_MS = 60_000;
const MOST_KEPT = 10_000;
/** Messages do not wait longer for the name of who wrote them. */
const TIMEOUT_MS = 5_000;

/** What is known of who wrote, and where. */
export interface Person {
  profile: LineProfile | null;
  /** Empty where they wrote to us alone, or where it has no name. */
  groupName: string;
}

type Kept = { value: unknown; untilMs: number };

const id = encodeURIComponent;

/** Where the profile stands of somebody who wrote in a place. */
function profilePath(source: LineSource, userId: string): string {
  if (source.type === 'group') return `/v2/bot/group/${id(source.groupId)}/member/${id(userId)}`;
  if (source.type === 'room') return `/v2/bot/room/${id(source.roomId)}/member/${id(userId)}`;
  return `/v2/bot/profile/${id(userId)}`;
}

export class People {
  readonly #known = new Map<string, Kept>();
  /** What is asked just now: of several messages of one writer only the first asks. */
  readonly #asked = new Map<string, Promise<unknown>>();
  readonly #deps: NetworkDeps;
  readonly #options: LineOptions;

  constructor(deps: NetworkDeps, options: LineOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  /** Never fails: a message comes in without its writer's name rather than late. After the signal only what is known is told. */
  async find(account: AccountSession, source: LineSource, signal?: AbortSignal): Promise<Person> {
    const client = this.#clientOf(account);
    const { userId } = source;
    const ask = <T>(path: string, read: (client: LineClient) => Promise<T>): Promise<T | null> =>
      this.#remember(`${account.id} ${path}`, () => read(client), signal);
    const profile =
      userId === undefined
        ? null
        : await ask(profilePath(source, userId), () => this.#profile(client, source, userId, signal));
    if (source.type !== 'group') return { profile, groupName: '' };
    const path = `/v2/bot/group/${id(source.groupId)}/summary`;
    const groupName = await ask(path, async () => {
      const call = { ...asking(path), doing: 'reading a group', ...(signal && { signal }) };
      return readBody(groupSchema, await client(call), call).groupName;
    });
    return { profile, groupName: groupName ?? '' };
  }

  /** The profile of somebody who is a friend of the account. Errors: as the client; network_post_gone where LINE shows none. */
  profile(account: AccountSession, userId: string): Promise<LineProfile> {
    return this.#profile(this.#clientOf(account), { type: 'user', userId }, userId);
  }

  #clientOf({ secrets }: AccountSession): LineClient {
    return createClient(this.#deps, this.#options, secrets['accessToken'] ?? '');
  }

  async #profile(
    client: LineClient,
    source: LineSource,
    userId: string,
    signal?: AbortSignal,
  ): Promise<LineProfile> {
    const call = {
      ...asking(profilePath(source, userId)),
      doing: 'reading a profile',
      ...(signal && { signal }),
    };
    return readBody(profileSchema, await client(call), call);
  }

  async #remember<T>(key: string, ask: () => Promise<T>, signal?: AbortSignal): Promise<T | null> {
    const known = this.#known.get(key);
    if (known !== undefined && known.untilMs > this.#deps.now()) return known.value as T | null;
    if (signal?.aborted === true) return null;
    const asked = (this.#asked.get(key) as Promise<T | null> | undefined) ?? this.#ask(key, ask);
    this.#asked.set(key, asked);
    return asked.finally(() => this.#asked.delete(key));
  }

  async #ask<T>(key: string, ask: () => Promise<T>): Promise<T | null> {
    const now = this.#deps.now();
    const value = await ask().catch((error: unknown) => {
      if (!(error instanceof AppError)) return null;
      this.#deps.log.warn({ network: 'line', errorCode: error.code }, 'a profile could not be read');
      return null;
    });
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(key, { value, untilMs: now + (value === null ? MISSING_MS : FRESH_MS) });
    return value;
  }
}

const asking = (path: string) =>
  ({ method: 'GET', path, repeat: 'harmless', timeoutMs: TIMEOUT_MS }) as const;
