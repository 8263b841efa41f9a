// What a fake Slack holds: a workspace with an app in it, people, channels, conversations, messages and their threads.

export interface SlackPerson {
  id: string;
  name: string;
  displayName: string;
  isBot: boolean;
  /** Of another company, of whom the app is told nothing. */
  isHidden: boolean;
}

export interface SlackChannel {
  id: string;
  kind: 'channel' | 'group' | 'im';
  name: string;
  /** Of a conversation with the app: with whom. */
  person: SlackPerson | null;
  /** Whether the app was invited. */
  isMember: boolean;
  isArchived: boolean;
}

export interface Said {
  channel: string;
  ts: string;
  by: SlackPerson;
  text: string;
  /** What its thread began with; null of one that stands by itself, or began it. */
  thread: string | null;
  isBroadcast: boolean;
  subtype: string | null;
  editedTs: string | null;
  files: Record<string, unknown>[];
  metadata: unknown;
  /** The app’s reactions. */
  reactions: Set<string>;
  /** Whom it rang for, beside who follows the thread. */
  rung: string[];
}

/** Slack’s refusal, by its word for it. */
export class Refusal extends Error {
  readonly more: Record<string, unknown>;

  constructor(word: string, more: Record<string, unknown> = {}) {
    super(word);
    this.more = more;
  }
}

const scopes = [
  'channels:history',
  'channels:read',
  'chat:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'users:read',
];

let counter = 0;
const newId = (kind: string): string =>
  `${kind}0${(counter += 1).toString(36).toUpperCase().padStart(3, '0')}${Date.now().toString(36).toUpperCase().slice(-5)}`;

export class SlackStore {
  token = 'xoxb-2154000000000-2154000000001-aBcDeFgHiJkLmNoPqRsTuVwX';
  signingSecret: string = crypto.randomUUID().replaceAll('-', '');
  readonly team = { id: newId('T'), url: 'https://acme-users.slack.com/', name: 'Acme ユーザー会' };
  readonly botId = newId('B');
  readonly scopes = new Set(scopes);
  readonly people = new Map<string, SlackPerson>();
  readonly channels = new Map<string, SlackChannel>();
  readonly said: Said[] = [];
  readonly bot: SlackPerson;
  #lastTs = 0n;

  constructor() {
    this.bot = this.addPerson('acme_support', { displayName: 'Acme サポート', isBot: true });
  }

  addPerson(name: string, more: Partial<SlackPerson> = {}): SlackPerson {
    const person = { id: newId('U'), name, displayName: name, isBot: false, isHidden: false, ...more };
    this.people.set(person.id, person);
    return person;
  }

  addChannel(name: string, more: Partial<SlackChannel> = {}): SlackChannel {
    const id = newId('C');
    const channel: SlackChannel = {
      id,
      kind: 'channel',
      name,
      person: null,
      isMember: true,
      isArchived: false,
      ...more,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  directWith(person: SlackPerson): SlackChannel {
    const known = [...this.channels.values()].find((one) => one.person?.id === person.id);
    return known ?? this.addChannel('', { id: newId('D'), kind: 'im', person });
  }

  /** Seconds and millionths, going up. */
  newTs(atMs = Date.now()): string {
    const at = BigInt(Math.floor(atMs)) * 1_000n;
    const isNow = Math.abs(atMs - Date.now()) < 60_000;
    const micros = isNow && at <= this.#lastTs ? this.#lastTs + 1n : at + BigInt(counter++ % 1_000);
    if (isNow) this.#lastTs = micros;
    const digits = String(micros).padStart(16, '0');
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  write(by: SlackPerson, channel: string, text: string, more: Partial<Said> & { atMs?: number } = {}): Said {
    const { atMs, ...over } = more;
    const said: Said = {
      channel,
      ts: this.newTs(atMs),
      by,
      text,
      thread: null,
      isBroadcast: false,
      subtype: null,
      editedTs: null,
      files: [],
      metadata: null,
      reactions: new Set(),
      rung: [],
      ...over,
    };
    this.said.push(said);
    return said;
  }

  find(channel: string, ts: string): Said | undefined {
    return this.said.find((one) => one.channel === channel && one.ts === ts);
  }

  /** Answers below a message, oldest first. */
  below({ channel, ts }: Said): Said[] {
    return this.said
      .filter((one) => one.channel === channel && one.thread === ts)
      .toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  /** What others have answered leaves a stone behind. Answers whether it did. */
  remove(said: Said): 'tombstone' | 'gone' {
    if (said.thread === null && this.below(said).length > 0) {
      Object.assign(said, { text: 'This message was deleted.', subtype: 'tombstone', files: [] });
      return 'tombstone';
    }
    this.said.splice(this.said.indexOf(said), 1);
    return 'gone';
  }

  /** A channel that the app may look into. */
  see(id: unknown): SlackChannel {
    const channel = this.channels.get(String(id));
    if (channel === undefined) throw new Refusal('channel_not_found');
    if (!channel.isMember)
      throw new Refusal(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
    return channel;
  }

  own(channel: unknown, ts: unknown, word: string): Said {
    const said = this.find(this.see(channel).id, String(ts));
    if (said === undefined || said.subtype === 'tombstone') throw new Refusal('message_not_found');
    if (said.by.id !== this.bot.id) throw new Refusal(word);
    return said;
  }
}

/** A message as Slack's events and lists have it. */
export function messageOf(store: SlackStore, said: Said, withMetadata = false): Record<string, unknown> {
  const { by, ts, text, thread, subtype, editedTs, files, metadata } = said;
  const isBot = by.isBot;
  const below = thread === null ? store.below(said) : [];
  const root = thread === null ? undefined : store.find(said.channel, thread);
  return {
    type: 'message',
    ...(subtype === null ? {} : { subtype }),
    ...(subtype === 'tombstone' ? { user: 'USLACKBOT', hidden: true } : { user: by.id }),
    ...(isBot ? { bot_id: store.botId, app_id: 'A0KIZUKI01', bot_profile: { name: by.displayName } } : {}),
    text,
    ts,
    team: store.team.id,
    ...(by.isHidden
      ? {
          user_profile: {
            display_name: by.displayName,
            real_name: by.displayName,
            name: by.name,
            image_72: null,
          },
        }
      : {}),
    ...(thread === null ? {} : { thread_ts: thread, parent_user_id: root?.by.id ?? 'USLACKBOT' }),
    ...(below.length === 0
      ? {}
      : {
          thread_ts: ts,
          reply_count: below.length,
          reply_users_count: new Set(below.map((one) => one.by.id)).size,
          latest_reply: below.at(-1)?.ts,
          reply_users: [...new Set(below.map((one) => one.by.id))].slice(0, 5),
          subscribed: false,
        }),
    ...(editedTs === null ? {} : { edited: { user: by.id, ts: editedTs } }),
    ...(files.length === 0 ? {} : { files, upload: false }),
    ...(said.reactions.size === 0
      ? {}
      : { reactions: [...said.reactions].map((name) => ({ name, users: [store.bot.id], count: 1 })) }),
    ...(withMetadata && metadata !== null ? { metadata } : {}),
  };
}

export const userOf = ({ team }: SlackStore, { id, name, displayName, isBot }: SlackPerson) => ({
  id,
  team_id: team.id,
  name,
  deleted: false,
  real_name: displayName,
  is_bot: isBot,
  profile: {
    display_name: displayName,
    real_name: displayName,
    image_72: `https://avatars.slack-edge.com/${id}_72.png`,
    image_192: `https://avatars.slack-edge.com/${id}_192.png`,
  },
});
