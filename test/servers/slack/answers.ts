// The methods of Slack's Web API that the product calls, as the fake answers them.
import { operations } from './operations.ts';
import { messageOf, Refusal, userOf, type Said, type SlackStore } from './store.ts';

export type Args = Readonly<Record<string, unknown>>;
type Answer = Record<string, unknown>;

/** What is done to a message of the app, of which Slack tells its apps as of any other. */
export type Told = (what: 'posted' | 'changed' | 'deleted', said: Said) => void;

const MOST_TEXT = 40_000;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isOn = (value: unknown): boolean => value === 'true' || value === '1' || value === true;

/** One page; the cursor is where the next begins. */
function page(all: readonly Answer[], args: Args, name: 'messages' | 'channels'): Answer {
  const limit = Math.min(Number(args['limit'] ?? 100), 999);
  const from =
    args['cursor'] === undefined ? 0 : Number(Buffer.from(text(args['cursor']), 'base64').toString());
  if (!Number.isInteger(from)) throw new Refusal('invalid_cursor');
  const isMore = from + limit < all.length;
  const cursor = isMore ? Buffer.from(String(from + limit)).toString('base64') : '';
  return {
    [name]: all.slice(from, from + limit),
    ...(name === 'messages' ? { has_more: isMore } : {}),
    response_metadata: { next_cursor: cursor },
  };
}

function isWithin({ ts }: Said, args: Args): boolean {
  const [oldest, latest] = [text(args['oldest']), text(args['latest'])];
  const edge = isOn(args['inclusive']);
  const isAfter = oldest === '' || ts > oldest || (edge && ts === oldest);
  return isAfter && (latest === '' || ts < latest || (edge && ts === latest));
}

/** Whom a text of an app rings for: marks do, and names only where Slack is told to look for them. */
function rungBy(said: string, args: Args): string[] {
  const marked = [...said.matchAll(/<(@[UW][A-Z0-9]+|![a-z]+(?:\^[A-Z0-9]+)?)(?:\|[^<>]*)?>/g)].map(
    ([, mark = '']) => mark,
  );
  const looks = isOn(args['link_names']) || args['parse'] === 'full';
  const named = looks ? [...said.matchAll(/@(?:here|channel|everyone)/g)].map(([name]) => name) : [];
  return [...marked, ...named];
}

/** Needs the scope for the kind of channel that is asked for. */
export function expectScopes(store: SlackStore, method: string, args: Args): void {
  const scopes = operations.find((one) => one.method === method)?.scopes ?? {};
  const kinds =
    method === 'users.conversations'
      ? (['channel', 'group', 'im'] as const)
      : [store.channels.get(text(args['channel']))?.kind ?? 'channel'];
  for (const needed of [scopes.any, ...kinds.map((kind) => scopes[kind])]) {
    if (needed === undefined || store.scopes.has(needed)) continue;
    throw new Refusal('missing_scope', { needed, provided: [...store.scopes].join(',') });
  }
}

function post(store: SlackStore, args: Args, told: Told): Answer {
  const channel = store.see(args['channel']);
  if (channel.isArchived) throw new Refusal('is_archived');
  const said = text(args['text']);
  if (said === '') throw new Refusal('no_text');
  if (said.length > MOST_TEXT) throw new Refusal('msg_too_long');
  const thread = args['thread_ts'] === undefined ? null : text(args['thread_ts']);
  const root = thread === null ? undefined : store.find(channel.id, thread);
  if (thread !== null && root === undefined) throw new Refusal('thread_not_found');
  const metadata = args['metadata'] ?? null;
  // An answer to an answer stands in the same thread.
  const under = root?.thread ?? thread;
  const done = store.write(store.bot, channel.id, said, {
    thread: under,
    metadata,
    rung: rungBy(said, args),
  });
  told('posted', done);
  return { channel: channel.id, ts: done.ts, message: messageOf(store, done) };
}

function replies(store: SlackStore, args: Args): Answer {
  const channel = store.see(args['channel']);
  const asked = store.find(channel.id, text(args['ts']));
  if (asked === undefined) throw new Refusal('thread_not_found');
  const isMeta = isOn(args['include_all_metadata']);
  // What the thread began with is always told.
  const all = [asked, ...store.below(asked).filter((one) => isWithin(one, args))];
  return page(
    all.map((one) => messageOf(store, one, isMeta)),
    args,
    'messages',
  );
}

function history(store: SlackStore, args: Args): Answer {
  const channel = store.see(args['channel']);
  const isMeta = isOn(args['include_all_metadata']);
  const all = store.said
    .filter(
      (one) => one.channel === channel.id && (one.thread === null || one.isBroadcast) && isWithin(one, args),
    )
    .toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
  return page(
    all.map((one) => messageOf(store, one, isMeta)),
    args,
    'messages',
  );
}

function open(store: SlackStore, args: Args): Answer {
  const person = store.people.get(text(args['users']));
  if (person === undefined) throw new Refusal('user_not_found');
  if (person.isBot) throw new Refusal('cannot_dm_bot');
  return { no_op: true, already_open: true, channel: { id: store.directWith(person).id } };
}

function react(store: SlackStore, args: Args, isAdded: boolean): Answer {
  const said = store.find(store.see(args['channel']).id, text(args['timestamp']));
  if (said === undefined) throw new Refusal('message_not_found');
  const name = text(args['name']);
  if (isAdded === said.reactions.has(name)) throw new Refusal(isAdded ? 'already_reacted' : 'no_reaction');
  if (isAdded) said.reactions.add(name);
  else said.reactions.delete(name);
  return {};
}

/** Null: no such method. Throws what Slack refuses. */
export function answer(store: SlackStore, method: string, args: Args, told: Told): Answer | null {
  const { team, bot, botId } = store;
  switch (method) {
    case 'auth.test':
      return {
        url: team.url,
        team: team.name,
        user: bot.name,
        team_id: team.id,
        user_id: bot.id,
        bot_id: botId,
      };
    case 'users.conversations': {
      const of = (id: string, name: string) => ({ id, name, is_archived: false });
      const all = [...store.channels.values()].filter((one) => one.isMember && !one.isArchived);
      return page(
        all.map(({ id, name }) => of(id, name)),
        args,
        'channels',
      );
    }
    case 'conversations.info': {
      const { id, name } = store.see(args['channel']);
      return { channel: { id, name } };
    }
    case 'users.info': {
      const person = store.people.get(text(args['user']));
      if (person === undefined || person.isHidden) throw new Refusal('user_not_found');
      return { user: userOf(store, person) };
    }
    case 'conversations.history':
      return history(store, args);
    case 'conversations.replies':
      return replies(store, args);
    case 'conversations.open':
      return open(store, args);
    case 'chat.postMessage':
      return post(store, args, told);
    case 'chat.update': {
      const said = store.own(args['channel'], args['ts'], 'cant_update_message');
      said.text = text(args['text']);
      said.editedTs = store.newTs();
      said.rung.push(...rungBy(said.text, args));
      told('changed', said);
      return { channel: said.channel, ts: said.ts, text: said.text };
    }
    case 'chat.delete': {
      const said = store.own(args['channel'], args['ts'], 'cant_delete_message');
      store.remove(said);
      told('deleted', said);
      return { channel: said.channel, ts: said.ts };
    }
    case 'reactions.add':
      return react(store, args, true);
    case 'reactions.remove':
      return react(store, args, false);
    default:
      return null;
  }
}
