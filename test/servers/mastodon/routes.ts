// The REST calls that the front answers itself or changes on their way: posting once, deleting, hashtags, instance facts.
import { asEntities, asEntity, textOf } from './entities.ts';
import type { Entity, Normaliser } from './entities.ts';
import type { StreamEvent } from './streams.ts';
import { jsonOf } from './upstream.ts';
import type { Upstream, UpstreamRequest } from './upstream.ts';

export type RestRequest = UpstreamRequest & { token: string; url: URL };

/** `json` is sent when it is set, else the raw answer of the server. */
export type RestAnswer = {
  status: number;
  json?: unknown;
  raw?: { body: Buffer; contentType: string; location?: string };
};

export type RestContext = {
  upstream: Upstream;
  normaliser: Normaliser;
  /** The front's own address. */
  baseUrl: string;
  nowMs: () => number;
  /** Posts again however often the same key comes. */
  forgetsKeys: boolean;
  /** Deletes a user's post on the real server. */
  deletePost: (name: string, uri: string) => Promise<void>;
  publishDelete: (status: Entity, event: StreamEvent) => void;
};

const IDEMPOTENCY_MS = 60 * 60 * 1_000;
const NOT_FOUND: RestAnswer = { status: 404, json: { error: 'Record not found' } };

const ERRORS: Readonly<Record<number, string>> = {
  401: 'The access token is invalid',
  403: 'This action is not allowed',
  404: 'Record not found',
  422: 'Validation failed',
};

/** Pages a list by ids as the API does: `min_id` is the page right after, `since_id` the newest page after. */
function pageOf(statuses: Entity[], query: URLSearchParams): Entity[] {
  const limit = Number(query.get('limit') ?? 20);
  const at = (name: string): number =>
    statuses.findIndex((status) => textOf(status, 'id') === query.get(name));
  const newerThan = (name: string): Entity[] => (at(name) === -1 ? statuses : statuses.slice(0, at(name)));
  if (query.has('max_id')) return statuses.slice(at('max_id') + 1).slice(0, limit);
  if (query.has('min_id')) return newerThan('min_id').slice(-limit);
  return newerThan('since_id').slice(0, limit);
}

/** What a newer server says about itself, made of what snac says in the older form. */
function instanceOf(older: Entity, baseUrl: string): Entity {
  const configuration = asEntity(older['configuration']);
  return {
    // The server behind the front is named in every handle.
    domain: textOf(older, 'domain') || new URL(baseUrl).host,
    title: older['title'],
    version: '4.3.0',
    source_url: 'https://github.com/mastodon/mastodon',
    description: '',
    usage: { users: { active_month: 0 } },
    thumbnail: { url: older['thumbnail'], blurhash: null },
    icon: [],
    languages: older['languages'],
    configuration: {
      urls: {
        streaming: baseUrl.replace('http', 'ws'),
        status: null,
        about: null,
        privacy_policy: null,
        terms_of_service: null,
      },
      vapid: { public_key: '' },
      accounts: { max_featured_tags: 10, max_pinned_statuses: 5, max_profile_fields: 4 },
      statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
      media_attachments: { description_limit: 1_500, ...asEntity(configuration['media_attachments']) },
      polls: {
        max_options: 4,
        max_characters_per_option: 50,
        min_expiration: 300,
        max_expiration: 2_629_746,
      },
      translation: { enabled: false },
      limited_federation: false,
    },
    registrations: {
      enabled: false,
      approval_required: false,
      reason_required: false,
      message: null,
      min_age: null,
      url: null,
    },
    api_versions: { mastodon: 2 },
    contact: { email: 'admin@example.com', account: null },
    rules: [],
  };
}

export type Rest = (asked: RestRequest) => Promise<RestAnswer>;

/** Makes the REST side of the front. */
export function createRest(context: RestContext): Rest {
  const { upstream, normaliser, nowMs } = context;
  const deleted = new Set<string>();
  const posted = new Map<string, { atMs: number; answer: Promise<RestAnswer> }>();

  const isGone = (entity: Entity): boolean =>
    deleted.has(textOf(entity, 'id')) || deleted.has(textOf(asEntity(entity['status']), 'id'));

  const withoutDeleted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isGone(asEntity(one))).map(withoutDeleted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withoutDeleted(child)]));
  };

  const pass: Rest = async (asked) => {
    const answer = await upstream(asked);
    const json = jsonOf(answer);
    if (json !== undefined)
      return { status: answer.status, json: withoutDeleted(normaliser.normalise(json)) };
    const error = asked.url.pathname.startsWith('/api/') ? ERRORS[answer.status] : undefined;
    if (error !== undefined) return { status: answer.status, json: { error } };
    const { body, contentType, location } = answer;
    return {
      status: answer.status,
      raw: { body, contentType, ...(location === undefined ? {} : { location }) },
    };
  };

  const read = async (path: string, token: string): Promise<unknown> => {
    const url = new URL(path, context.baseUrl);
    const headers = { authorization: `Bearer ${token}` };
    return (await pass({ method: 'GET', path, url, token, headers })).json;
  };

  // snac names a post by the microsecond it came in: of two in the same one, the later replaces the earlier.
  let lastPost: Promise<unknown> = Promise.resolve();
  const passInTurn: Rest = async (asked) => {
    const answer = lastPost.then(() => pass(asked));
    lastPost = answer.catch(() => undefined);
    return await answer;
  };

  const post: Rest = async (asked) => {
    const key = asked.headers['idempotency-key'];
    if (key === undefined || context.forgetsKeys) return await passInTurn(asked);
    const known = posted.get(`${asked.token} ${key}`);
    if (known !== undefined && nowMs() - known.atMs < IDEMPOTENCY_MS) return await known.answer;
    const answer = passInTurn(asked);
    posted.set(`${asked.token} ${key}`, { atMs: nowMs(), answer });
    // A refused post may be sent again under its key.
    if ((await answer).status >= 400) posted.delete(`${asked.token} ${key}`);
    return await answer;
  };

  const remove = async (id: string, asked: RestRequest): Promise<RestAnswer> => {
    const status = asEntity(await read(`/api/v1/statuses/${id}`, asked.token));
    const owner = asEntity(await read('/api/v1/accounts/verify_credentials', asked.token));
    const isOwn =
      textOf(owner, 'id') !== '' && textOf(asEntity(status['account']), 'id') === textOf(owner, 'id');
    if (!isOwn || isGone(status)) return NOT_FOUND;
    await context.deletePost(textOf(owner, 'username'), textOf(status, 'uri'));
    deleted.add(textOf(status, 'id'));
    context.publishDelete(status, { event: 'delete', payload: textOf(status, 'id') });
    return { status: 200, json: status };
  };

  const tagTimeline = async (tag: string, asked: RestRequest): Promise<RestAnswer> => {
    const statuses = asEntities(await read('/api/v1/timelines/public?local=true&limit=50', asked.token));
    const wanted = statuses.filter((status) =>
      asEntities(status['tags']).some(
        (one) => textOf(one, 'name').replace(/^#/, '').toLowerCase() === tag.toLowerCase(),
      ),
    );
    return { status: 200, json: pageOf(wanted, asked.url.searchParams) };
  };

  const register: Rest = async (asked) => {
    const answer = await pass(asked);
    const text = asked.body?.toString('utf8') ?? '';
    const form = text.startsWith('{')
      ? asEntity(JSON.parse(text))
      : Object.fromEntries(new URLSearchParams(text));
    const filled = { redirectUris: textOf(form, 'redirect_uris'), scopes: textOf(form, 'scopes') || 'read' };
    return answer.status === 200
      ? { status: 200, json: normaliser.application(answer.json, filled) }
      : answer;
  };

  return async (asked) => {
    const { method, url } = asked;
    const path = url.pathname;
    const statusId = /^\/api\/v1\/statuses\/([^/]+)$/.exec(path)?.[1];
    const tag = /^\/api\/v1\/timelines\/tag\/([^/]+)$/.exec(path)?.[1];
    if (method === 'POST' && path === '/api/v1/statuses') return await post(asked);
    if (method === 'POST' && path === '/api/v1/apps') return await register(asked);
    if (method === 'DELETE' && statusId !== undefined) return await remove(statusId, asked);
    if (method === 'GET' && tag !== undefined) return await tagTimeline(decodeURIComponent(tag), asked);
    const answer = await pass(asked);
    if (statusId !== undefined && isGone(asEntity(answer.json))) return NOT_FOUND;
    if (path === '/api/v2/instance') {
      return {
        status: 200,
        json: instanceOf(asEntity(await read('/api/v1/instance', asked.token)), context.baseUrl),
      };
    }
    if (path === '/api/v1/instance') {
      const urls = { streaming_api: context.baseUrl.replace('http', 'ws') };
      return { status: 200, json: { ...asEntity(answer.json), email: 'admin@example.com', urls } };
    }
    if (path === '/api/v1/accounts/verify_credentials' && answer.status === 200) {
      return { status: 200, json: normaliser.credentialAccount(answer.json) };
    }
    return answer;
  };
}
