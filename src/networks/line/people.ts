// Who writes on LINE: events name ids only, so profiles are asked for, and known for some hours.
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { Remembered } from '../kit/remembered.ts';
import { createClient, readBody } from './client.ts';
import type { LineClient, LineOptions } from './client.ts';
import { groupSchema, profileSchema } from './schemas.ts';
import type { LineProfile, LineSource } from './schemas.ts';

/** Messages do not wait longer for the name of who wrote them. */
const TIMEOUT_MS = 5_000;

/** What is known of who wrote, and where. */
export interface Person {
  profile: LineProfile | null;
  /** Empty where they wrote to us alone, or where it has no name. */
  groupName: string;
}

const id = encodeURIComponent;

/** Where the profile stands of somebody who wrote in a place. */
function profilePath(source: LineSource, userId: string): string {
  if (source.type === 'group') return `/v2/bot/group/${id(source.groupId)}/member/${id(userId)}`;
  if (source.type === 'room') return `/v2/bot/room/${id(source.roomId)}/member/${id(userId)}`;
  return `/v2/bot/profile/${id(userId)}`;
}

export class People {
  readonly #profiles: Remembered<LineProfile>;
  readonly #groups: Remembered<string>;
  readonly #deps: NetworkDeps;
  readonly #options: LineOptions;

  constructor(deps: NetworkDeps, options: LineOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#profiles = new Remembered(deps, 'line');
    this.#groups = new Remembered(deps, 'line');
  }

  /** Never fails: a message comes in without its writer's name rather than late. After the signal only what is known is told. */
  async find(account: AccountSession, source: LineSource, signal?: AbortSignal): Promise<Person> {
    const client = this.#clientOf(account);
    const { userId } = source;
    const profile =
      userId === undefined
        ? null
        : await this.#profiles.find(
            `${account.id} ${profilePath(source, userId)}`,
            () => this.#profile(client, source, userId, signal),
            signal,
          );
    if (source.type !== 'group') return { profile, groupName: '' };
    const path = `/v2/bot/group/${id(source.groupId)}/summary`;
    const askGroup = async (): Promise<string> => {
      const call = { ...asking(path), doing: 'reading a group', ...(signal && { signal }) };
      return readBody(groupSchema, await client(call), call).groupName ?? '';
    };
    const groupName = await this.#groups.find(`${account.id} ${path}`, askGroup, signal);
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
}

const asking = (path: string) =>
  ({ method: 'GET', path, repeat: 'harmless', timeoutMs: TIMEOUT_MS }) as const;
