// The calls of Discord's API that the product makes, as the fake answers them.
import { channelOf, messageOf, userOf } from './entities.ts';
import { Refusal } from './store.ts';
import type { DiscordPlace, DiscordStore, Said, Upload } from './store.ts';

export interface Asked {
  method: string;
  /** After `/api/v10`. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  files: Upload[];
}

export interface Answer {
  status: number;
  body?: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204 };

type Route = (asked: Asked, ...ids: string[]) => Answer;

/** Discord counts code points. */
const MOST_TEXT = 2_000;
const NONCE_KEPT_MS = 5 * 60_000;

export interface RouteOptions {
  store: DiscordStore;
  gatewayUrl(): string;
}

const before = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

export function createRoutes({ store, gatewayUrl }: RouteOptions) {
  const places = (fits: (place: DiscordPlace) => boolean): unknown[] =>
    [...store.places.values()]
      .filter((one) => fits(one) && !store.hidden.has(one.id))
      .map((one) => channelOf(one, store));
  const threadsOf = (threads: unknown[]) => ok({ threads, members: [], has_more: false });

  function list({ query }: Asked, channel = ''): Answer {
    store.see(channel);
    const limit = Number(query.get('limit') ?? 50);
    const all = store.said.filter((one) => one.channel === channel);
    const [after, until] = [query.get('after'), query.get('before')];
    const page =
      after === null
        ? all.filter(({ id }) => until === null || before(id, until)).slice(-limit)
        : all.filter(({ id }) => before(after, id)).slice(0, limit);
    return ok(page.toReversed().map((one) => messageOf(one, store)));
  }

  /** Whom a message rings for: those it names, as far as `allowed_mentions` allows. */
  function rungBy(text: string, answered: Said | undefined, allowed: Record<string, unknown>): string[] {
    const listed = (name: string): unknown[] =>
      Array.isArray(allowed[name]) ? (allowed[name] as unknown[]) : [];
    const named = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id);
    const everyone =
      /@(?:everyone|here)/.test(text) && listed('parse').includes('everyone') ? ['everyone'] : [];
    const roles = /<@&\d+>/.test(text) && listed('parse').includes('roles') ? ['roles'] : [];
    const people = named.filter((id) => listed('users').includes(id) || listed('parse').includes('users'));
    const author = answered !== undefined && allowed['replied_user'] === true ? [answered.by.id] : [];
    return [...everyone, ...roles, ...new Set([...people, ...author])];
  }

  function mayWrite(place: DiscordPlace): void {
    if (store.readOnly.has(place.id)) throw new Refusal(403, 50013, 'Missing Permissions');
    const { recipient } = place;
    if (recipient !== null && (store.closed.has(recipient.id) || recipient.bot)) {
      throw new Refusal(403, 50007, 'Cannot send messages to this user');
    }
  }

  function send({ body, files }: Asked, channel = ''): Answer {
    const place = store.see(channel);
    mayWrite(place);
    const nonce = typeof body['nonce'] === 'string' ? body['nonce'] : null;
    const known = store.said.find(
      (one) => one.by.id === store.bot.id && one.nonce === nonce && one.atMs > Date.now() - NONCE_KEPT_MS,
    );
    if (nonce !== null && body['enforce_nonce'] === true && known !== undefined) return ok(answerOf(known));
    const text = typeof body['content'] === 'string' ? body['content'].trim() : '';
    if (text === '' && files.length === 0) throw new Refusal(400, 50006, 'Cannot send an empty message');
    if ([...text].length > MOST_TEXT) throw new Refusal(400, 50035, 'Invalid Form Body', { content: {} });
    const reference = (body['message_reference'] ?? null) as {
      message_id: string;
      fail_if_not_exists?: boolean;
    } | null;
    const answered = reference === null ? undefined : store.find(channel, reference.message_id);
    if (reference !== null && answered === undefined && reference.fail_if_not_exists !== false) {
      const wrong = [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }];
      throw new Refusal(400, 50035, 'Invalid Form Body', { message_reference: { _errors: wrong } });
    }
    const allowed = (body['allowed_mentions'] ?? { parse: ['everyone', 'roles', 'users'] }) as Record<
      string,
      unknown
    >;
    const rung = rungBy(text, answered, allowed);
    const replyTo = answered?.id ?? null;
    return ok(answerOf(store.write(store.bot, channel, text, { replyTo, nonce, files, rung })));
  }

  const answerOf = (said: Said): unknown => ({
    ...messageOf(said, store),
    ...(said.nonce === null ? {} : { nonce: said.nonce }),
  });

  const routes: readonly [string, RegExp, Route][] = [
    ['GET', /^\/users\/@me$/, () => ok({ ...userOf(store.bot), mfa_enabled: true, locale: 'ja' })],
    [
      'GET',
      /^\/users\/@me\/guilds$/,
      () =>
        ok(
          [...store.servers.values()].map(({ id, name, permissions }) => ({
            id,
            name,
            permissions: String(permissions),
            icon: null,
            banner: null,
            owner: false,
            features: [],
          })),
        ),
    ],
    ['GET', /^\/applications\/@me$/, () => ok(application(store))],
    ['POST', /^\/users\/@me\/channels$/, ({ body }) => openDirect(store, String(body['recipient_id']))],
    ['GET', /^\/users\/(\d+)$/, (_, id = '') => personOf(store, id)],
    ['GET', /^\/gateway\/bot$/, () => ok(gateway(gatewayUrl()))],
    [
      'GET',
      /^\/guilds\/(\d+)\/channels$/,
      (_, guild) => ok(places((one) => one.guild === guild && one.type !== 11)),
    ],
    [
      'GET',
      /^\/guilds\/(\d+)\/threads\/active$/,
      (_, guild) =>
        threadsOf(places((one) => one.guild === guild && one.type === 11 && one.archivedAt === null)),
    ],
    [
      'GET',
      /^\/channels\/(\d+)\/threads\/archived\/public$/,
      (_, id) => threadsOf(places((one) => one.parent === id && one.type === 11 && one.archivedAt !== null)),
    ],
    ['GET', /^\/channels\/(\d+)$/, (_, id = '') => ok(channelOf(store.see(id), store))],
    [
      'GET',
      /^\/guilds\/(\d+)\/messages\/search$/,
      ({ query }, guild = '') => ok(search(store, guild, query)),
    ],
    ['GET', /^\/channels\/(\d+)\/messages$/, list],
    ['POST', /^\/channels\/(\d+)\/messages$/, send],
    [
      'GET',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (_, channel = '', id = '') => ok(messageOf(store.seeMessage(channel, id), store)),
    ],
    [
      'PATCH',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      ({ body }, channel = '', id = '') => {
        const said = store.own(channel, id);
        store.edit(said, String(body['content']));
        return ok(messageOf(said, store));
      },
    ],
    [
      'DELETE',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (_, channel = '', id = '') => {
        store.remove(store.own(channel, id));
        return done;
      },
    ],
    [
      'PUT',
      /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/,
      (_, channel = '', id = '', emoji = '') => {
        store.seeMessage(channel, id).reactions.add(decodeURIComponent(emoji));
        return done;
      },
    ],
    [
      'DELETE',
      /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/,
      (_, channel = '', id = '', emoji = '') => {
        if (store.seeMessage(channel, id).reactions.delete(decodeURIComponent(emoji))) return done;
        throw new Refusal(404, 10014, 'Unknown Emoji');
      },
    ],
  ];

  return (asked: Asked): Answer => {
    for (const [method, pattern, act] of routes) {
      const [, ...ids] = (method === asked.method ? pattern.exec(asked.path) : null) ?? [''];
      if (method === asked.method && pattern.test(asked.path)) return act(asked, ...ids);
    }
    throw new Refusal(404, 0, '404: Not Found');
  };
}

function openDirect(store: DiscordStore, recipient: string): Answer {
  const person = store.people.get(recipient);
  if (person === undefined) throw new Refusal(400, 50033, 'Invalid Recipient(s)');
  return ok(channelOf(store.directWith(person), store));
}

function personOf(store: DiscordStore, id: string): Answer {
  const person = store.people.get(id);
  if (person === undefined) throw new Refusal(404, 10013, 'Unknown User');
  return ok(userOf(person));
}

function gateway(url: string): unknown {
  const session_start_limit = { total: 1000, remaining: 999, reset_after: 60_000, max_concurrency: 1 };
  return { url, shards: 1, session_start_limit };
}

function search(store: DiscordStore, guild: string, query: URLSearchParams): unknown {
  const found = store.said
    .filter(
      ({ channel, by }) => store.places.get(channel)?.guild === guild && by.id === query.get('author_id'),
    )
    .toReversed();
  const messages = found
    .slice(0, Number(query.get('limit') ?? 25))
    .map((one) => [{ ...messageOf(one, store), hit: true }]);
  return { analytics_id: 'x', doing_deep_historical_index: false, total_results: found.length, messages };
}

function application(store: DiscordStore): unknown {
  const { id, username: name } = store.bot;
  return {
    id,
    name,
    icon: null,
    description: '',
    type: null,
    verify_key: '0'.repeat(64),
    flags: store.hasContent ? 1 << 19 : 0,
    flags_new: '0',
    max_participants: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userOf(store.bot),
    approximate_guild_count: store.servers.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    event_webhooks_url: null,
    event_webhooks_types: [],
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}
