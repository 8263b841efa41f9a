// Watches a real server through its own REST API and tells what a Mastodon server would put into its streams.
import { asEntities, asEntity, textOf } from './entities.ts';
import type { Entity } from './entities.ts';
import type { Audience, Stream, StreamEvent } from './streams.ts';

export type Publish = (audience: Audience, event: StreamEvent) => void;

/** Reads a path of the server as a token's owner; undefined when the server refuses. */
export type Read = (path: string, token: string) => Promise<unknown>;

const PAGE = 'limit=40';
const PUBLIC_STREAMS: readonly Stream[] = [{ name: 'public' }, { name: 'public:local' }];

/** The streams of a public status: the public ones, and those of its hashtags. */
export function publicStreamsOf(status: Entity): Stream[] {
  const tags = asEntities(status['tags']).map((tag) => textOf(tag, 'name').replace(/^#/, '').toLowerCase());
  const tagged = tags.flatMap((tag) => [
    { name: 'hashtag', tag },
    { name: 'hashtag:local', tag },
  ]);
  return [...PUBLIC_STREAMS, ...tagged];
}

/** Compares one list of statuses with what it was: new ones, edited ones. */
function createListWatch() {
  type Change = { event: 'update' | 'status.update'; status: Entity };
  const seen = new Map<string, { edited: string; status: Entity }>();
  return {
    changes: (statuses: readonly Entity[]): Change[] =>
      // The list is newest first, a stream oldest first.
      statuses.toReversed().flatMap((status): Change[] => {
        const id = textOf(status, 'id');
        const edited = textOf(status, 'edited_at');
        const known = seen.get(id);
        seen.set(id, { edited, status });
        if (known === undefined) return [{ event: 'update', status }];
        return known.edited === edited ? [] : [{ event: 'status.update', status }];
      }),
  };
}

/** Watches what one owner of a token sees. */
function createOwnerWatch(token: string, read: Read, publish: Publish) {
  const home = createListWatch();
  const notified = new Set<string>();
  const followed = new Map<string, boolean>();
  let ownId: string | undefined;

  /** A home timeline has one's own posts and those of people one follows; snac also puts mentions there. */
  const isForHome = async (status: Entity): Promise<boolean> => {
    const authorId = textOf(asEntity(status['account']), 'id');
    ownId ??= textOf(asEntity(await read('/api/v1/accounts/verify_credentials', token)), 'id');
    if (authorId === ownId) return true;
    if (followed.get(authorId) !== true) {
      const [relation = {}] = asEntities(
        await read(`/api/v1/accounts/relationships?id[]=${authorId}`, token),
      );
      followed.set(authorId, relation['following'] === true);
    }
    return followed.get(authorId) === true;
  };

  return async (isBaseline: boolean): Promise<void> => {
    const statuses = asEntities(await read(`/api/v1/timelines/home?${PAGE}`, token));
    for (const { event, status } of home.changes(statuses)) {
      if (!isBaseline && (await isForHome(status))) {
        publish({ token, streams: [{ name: 'user' }] }, { event, payload: status });
      }
    }
    const notifications = asEntities(await read(`/api/v1/notifications?${PAGE}`, token));
    for (const notification of notifications.toReversed()) {
      const id = textOf(notification, 'id');
      if (notified.has(id)) continue;
      notified.add(id);
      if (isBaseline) continue;
      const streams = [{ name: 'user' }, { name: 'user:notification' }];
      publish({ token, streams }, { event: 'notification', payload: notification });
    }
  };
}

export type Watch = {
  /**
   * Resolves once everything that is there now counts as old for this token; later things will be published.
   *
   * @param listening the tokens that have been listened to without a gap until now
   */
  begin: (token: string, listening: ReadonlySet<string>) => Promise<void>;
  /** Looks once for every given token. */
  look: (tokens: ReadonlySet<string>) => Promise<void>;
};

/** Makes a watch over one server. What happens while nobody listens is never published: streams do not replay. */
export function createWatch(read: Read, publish: Publish): Watch {
  const owners = new Map<string, ReturnType<typeof createOwnerWatch>>();
  const everybody = createListWatch();

  const lookAtPublic = async (token: string, isBaseline: boolean): Promise<void> => {
    const statuses = asEntities(await read(`/api/v1/timelines/public?local=true&${PAGE}`, token));
    for (const { event, status } of everybody.changes(statuses)) {
      if (!isBaseline) publish({ streams: publicStreamsOf(status) }, { event, payload: status });
    }
  };

  return {
    begin: async (token, listening) => {
      if (listening.size === 0) await lookAtPublic(token, true);
      if (listening.has(token)) return;
      const look = createOwnerWatch(token, read, publish);
      await look(true);
      owners.set(token, look);
    },
    look: async (tokens) => {
      const [first] = tokens;
      if (first !== undefined) await lookAtPublic(first, false);
      for (const token of tokens) await owners.get(token)?.(false);
    },
  };
}
