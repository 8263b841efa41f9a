// The calls of X's API that the fake knows: read, search, publish, upload, delete, by X's own rules for who may reply.
import type { Exchange } from './contract.ts';
import { includesOf, notFound, personJson, postJson } from './objects.ts';
import { BadQuery, readQuery } from './search.ts';
import type { Store, StoredPost } from './store.ts';

export interface Answer {
  status: number;
  body: unknown;
}

export interface Asked {
  method: string;
  url: URL;
  body: Exchange['body'];
  /** Who asks. */
  callerId: string;
}

export interface World {
  store: Store;
  /** How long a post is not found by a search yet. */
  indexDelayMs: number;
  /** Put into the next search as one record more. */
  broken: unknown[];
}

type Route = (world: World, asked: Asked, parts: readonly string[]) => Answer;

const ok = (body: unknown): Answer => ({ status: 200, body });

export const invalid = (detail: string): Answer => ({
  status: 400,
  body: {
    type: 'https://api.x.com/2/problems/invalid-request',
    title: 'Invalid Request',
    detail,
    status: 400,
  },
});

export const refused = (detail: string): Answer => ({
  status: 403,
  body: {
    type: 'https://api.x.com/2/problems/not-authorized-for-resource',
    title: 'Forbidden',
    detail,
    resource_type: 'tweet',
    status: 403,
  },
});

/** One page of posts, newest first, as the parameters ask for it. */
function pageOf(world: World, asked: Asked, all: readonly StoredPost[], usual: number): Answer {
  const { searchParams } = asked.url;
  const size = Number(searchParams.get('max_results') ?? usual);
  const untilId = searchParams.get('until_id');
  const sinceId = BigInt(searchParams.get('since_id') ?? '0');
  const startMs = Date.parse(searchParams.get('start_time') ?? '') || 0;
  const endMs = Date.parse(searchParams.get('end_time') ?? '') || Number.POSITIVE_INFINITY;
  const token = searchParams.get('pagination_token') ?? searchParams.get('next_token');
  const before = token === null ? null : BigInt(token.replace(/^p/u, ''));
  const wanted = all.filter(
    ({ id, createdMs }) =>
      BigInt(id) > sinceId &&
      (untilId === null || BigInt(id) < BigInt(untilId)) &&
      createdMs >= startMs &&
      createdMs < endMs &&
      (before === null || BigInt(id) < before),
  );
  const listed = wanted.slice(0, size);
  const last = listed.at(-1);
  return ok({
    ...(listed.length === 0
      ? {}
      : {
          data: [...listed.map((post) => postJson(world.store, post, asked.url)), ...world.broken.splice(0)],
          includes: includesOf(world.store, listed, asked.url),
        }),
    meta: {
      result_count: listed.length,
      ...(listed[0] === undefined ? {} : { newest_id: listed[0].id }),
      ...(last === undefined ? {} : { oldest_id: last.id }),
      ...(last !== undefined && wanted.length > listed.length ? { next_token: `p${last.id}` } : {}),
    },
  });
}

const weekMs = 7 * 24 * 3_600_000;

function search(world: World, asked: Asked): Answer {
  const query = asked.url.searchParams.get('query') ?? '';
  if (query.length > 512) return invalid('The query is longer than 512 characters');
  const since = asked.url.searchParams.get('since_id');
  const oldest = ((BigInt(Date.now() - weekMs) - 1_288_834_974_657n) << 22n).toString();
  if (since !== null && BigInt(since) < BigInt(oldest))
    return invalid("'since_id' must be a tweet id created after a week ago");
  try {
    const test = readQuery(query);
    const ready = world.store
      .newest()
      .filter(({ createdMs }) => createdMs <= Date.now() - world.indexDelayMs);
    return pageOf(
      world,
      asked,
      ready.filter((post) => test(post, world.store)),
      10,
    );
  } catch (error) {
    if (error instanceof BadQuery)
      return invalid(`There were errors processing your request: ${error.message}`);
    throw error;
  }
}

function names(world: World, post: StoredPost, personId: string): boolean {
  const name = world.store.people.get(personId)?.username ?? '';
  return new RegExp(`(?<![\\w@])@${name}(?!\\w)`, 'iu').test(post.text);
}

/** Whether somebody called on an account: by its name, by an answer to it, or by quoting it. */
function summoned(world: World, post: StoredPost, personId: string): boolean {
  const quoted = post.quotes === null ? null : world.store.post(post.quotes);
  return post.authorId === personId || names(world, post, personId) || quoted?.authorId === personId;
}

const text = (value: unknown, ...path: string[]): string | undefined => {
  let inner: unknown = value;
  for (const name of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[name];
  }
  return typeof inner === 'string' ? inner : undefined;
};

function create(world: World, { body, callerId }: Asked): Answer {
  const { store } = world;
  const said = text(body, 'text') ?? '';
  const replyTo = text(body, 'reply', 'in_reply_to_tweet_id') ?? null;
  const parent = replyTo === null ? null : store.post(replyTo);
  if (replyTo !== null && parent === null)
    return refused('You attempted to reply to a Tweet that is deleted or not visible to you.');
  if (parent !== null && !summoned(world, parent, callerId)) {
    return refused(
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
    );
  }
  const isTwice = store
    .newest()
    .some((post) => post.authorId === callerId && post.text === said && post.replyTo === replyTo);
  if (isTwice) return refused('You are not allowed to create a Tweet with duplicate content.');
  const ids: unknown =
    typeof body === 'object' && body !== null && 'media' in body && typeof body.media === 'object'
      ? (body.media as { media_ids?: unknown }).media_ids
      : [];
  const media = (Array.isArray(ids) ? ids : []).flatMap((id) => store.media.get(String(id)) ?? []);
  const post = store.add({ authorId: callerId, text: said, replyTo: parent?.id ?? null, media });
  return { status: 201, body: { data: { id: post.id, text: post.text, edit_history_post_ids: [post.id] } } };
}

function one(world: World, { url }: Asked, id: string): Answer {
  const post = world.store.post(id);
  if (post === null) return ok({ errors: [notFound(id)] });
  return ok({ data: postJson(world.store, post, url), includes: includesOf(world.store, [post], url) });
}

function several(world: World, asked: Asked): Answer {
  const ids = (asked.url.searchParams.get('ids') ?? '').split(',');
  const found = ids.flatMap((id) => world.store.post(id) ?? []);
  const missing = ids.filter((id) => world.store.post(id) === null);
  return ok({
    ...(found.length === 0
      ? {}
      : {
          data: found.map((post) => postJson(world.store, post, asked.url)),
          includes: includesOf(world.store, found, asked.url),
        }),
    ...(missing.length === 0 ? {} : { errors: missing.map(notFound) }),
  });
}

function person(world: World, found: ReturnType<Store['personBy']>, asked: string): Answer {
  if (found !== undefined) return ok({ data: personJson(world.store, found) });
  const problem = { ...notFound(asked), resource_type: 'user', detail: `Could not find user [${asked}].` };
  return ok({ errors: [problem] });
}

function upload(world: World, { body }: Asked): Answer {
  if (!['tweet_image', 'dm_image'].includes(text(body, 'media_category') ?? ''))
    return invalid('media_category');
  const id = world.store.newId();
  const media = { id, key: `3_${id}`, alt: null };
  world.store.media.set(id, media);
  return ok({ data: { id, media_key: media.key, size: 68, expires_after_secs: 86_400 } });
}

function describe(world: World, { body }: Asked): Answer {
  const id = text(body, 'id') ?? '';
  const media = world.store.media.get(id);
  if (media === undefined) return invalid('no such media');
  media.alt = text(body, 'metadata', 'alt_text', 'text') ?? null;
  return ok({ data: { id, associated_metadata: {} } });
}

const routes: [string, RegExp, Route][] = [
  ['GET', /^\/2\/tweets\/search\/recent$/u, search],
  ['GET', /^\/2\/tweets$/u, several],
  ['POST', /^\/2\/tweets$/u, create],
  ['GET', /^\/2\/tweets\/(\d+)$/u, (world, asked, [id = '']) => one(world, asked, id)],
  [
    'DELETE',
    /^\/2\/tweets\/(\d+)$/u,
    (world, { callerId }, [id = '']) => {
      const post = world.store.post(id);
      if (post !== null && post.authorId !== callerId) return refused('You are not the author.');
      world.store.remove(id);
      return ok({ data: { deleted: true } });
    },
  ],
  [
    'GET',
    /^\/2\/users\/me$/u,
    (world, { callerId }) => person(world, world.store.people.get(callerId), callerId),
  ],
  [
    'GET',
    /^\/2\/users\/by\/username\/(\w+)$/u,
    (world, _asked, [name = '']) => person(world, world.store.personBy(name), name),
  ],
  [
    'GET',
    /^\/2\/users\/(\d+)$/u,
    (world, _asked, [id = '']) => person(world, world.store.people.get(id), id),
  ],
  [
    'GET',
    /^\/2\/users\/(\d+)\/mentions$/u,
    (world, asked, [id = '']) => {
      const theirs = world.store.newest().filter((post) => post.authorId !== id && names(world, post, id));
      return pageOf(world, asked, theirs, 10);
    },
  ],
  [
    'GET',
    /^\/2\/users\/(\d+)\/tweets$/u,
    (world, asked, [id = '']) => {
      const own = world.store.newest().filter((post) => post.authorId === id);
      const excluded = (asked.url.searchParams.get('exclude') ?? '').split(',');
      const kept = own.filter(({ retweets }) => retweets === null || !excluded.includes('retweets'));
      return pageOf(world, asked, kept, 10);
    },
  ],
  ['POST', /^\/2\/media\/upload$/u, upload],
  ['POST', /^\/2\/media\/metadata$/u, describe],
];

/** Answers a call, or null where there is no such one. */
export function answer(world: World, asked: Asked): Answer | null {
  for (const [method, pattern, route] of routes) {
    const match = pattern.exec(asked.url.pathname);
    if (match !== null && method === asked.method) return route(world, asked, match.slice(1));
  }
  return null;
}
