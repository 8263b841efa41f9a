// What a fake Discord holds: a bot, people, a server with its channels and threads, messages, and who may do what.

/** Milliseconds since 1970 at which Discord's ids begin. */
const EPOCH_MS = 1_420_070_400_000n;

export interface DiscordPerson {
  id: string;
  username: string;
  global_name: string | null;
  bot: boolean;
}

export interface DiscordPlace {
  id: string;
  /** 0 text, 1 direct, 11 thread, 15 forum. */
  type: 0 | 1 | 11 | 15;
  guild: string | null;
  name: string;
  parent: string | null;
  archivedAt: number | null;
  recipient: DiscordPerson | null;
}

export interface Upload {
  filename: string;
  mimeType: string;
  size: number;
  description: string | undefined;
}

export interface Said {
  id: string;
  channel: string;
  by: DiscordPerson;
  text: string;
  type: number;
  replyTo: string | null;
  webhook: string | null;
  nonce: string | null;
  atMs: number;
  editedMs: number | null;
  files: Upload[];
  /** The bot's reactions. */
  reactions: Set<string>;
  /** Who was rung for. */
  rung: string[];
}

export interface DiscordServer {
  id: string;
  name: string;
  permissions: bigint;
}

/** Discord's refusal: the status, its own code, and its words. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: unknown;

  constructor(status: number, code: number, words: string, errors?: unknown) {
    super(words);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export type Listener = (kind: string, said: Said, more?: { ids: string[] }) => void;

const ALL = (1n << 6n) | (1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n) | (1n << 38n);

export class DiscordStore {
  token = `MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.${'x'.repeat(38)}`;
  /** Whether the app may read what messages say. */
  hasContent = true;
  readonly people = new Map<string, DiscordPerson>();
  readonly servers = new Map<string, DiscordServer>();
  readonly places = new Map<string, DiscordPlace>();
  readonly said: Said[] = [];
  /** Channels the bot may not look at, may not write in; people who take no direct messages. */
  readonly hidden = new Set<string>();
  readonly readOnly = new Set<string>();
  readonly closed = new Set<string>();
  readonly bot: DiscordPerson;
  onChange: Listener = () => {};
  #lastMs = 0n;
  #count = 0n;

  constructor() {
    this.bot = this.addPerson('acme_help', { bot: true, global_name: null });
  }

  /** Ids bear their time, and go up. */
  newId(): string {
    const ms = BigInt(Date.now());
    this.#count = ms > this.#lastMs ? 0n : this.#count + 1n;
    if (ms > this.#lastMs) this.#lastMs = ms;
    return String(((this.#lastMs - EPOCH_MS) << 22n) + this.#count);
  }

  addPerson(username: string, more: Partial<DiscordPerson> = {}): DiscordPerson {
    const person = { id: this.newId(), username, global_name: username, bot: false, ...more };
    this.people.set(person.id, person);
    return person;
  }

  addServer(name: string, permissions = ALL): DiscordServer {
    const server = { id: this.newId(), name, permissions };
    this.servers.set(server.id, server);
    return server;
  }

  addChannel(server: DiscordServer, name: string, more: Partial<DiscordPlace> = {}): DiscordPlace {
    const id = this.newId();
    const place = {
      id,
      type: 0,
      guild: server.id,
      name,
      parent: null,
      archivedAt: null,
      recipient: null,
      ...more,
    } as const;
    const kept: DiscordPlace = { ...place };
    this.places.set(kept.id, kept);
    return kept;
  }

  /** A thread from a message of a channel bears that message's id; a post of a forum begins with itself. */
  addThread(parent: DiscordPlace, name: string, from?: Said): DiscordPlace {
    const server = this.servers.get(parent.guild ?? '');
    if (server === undefined) throw new Error('threads stand in servers');
    return this.addChannel(server, name, { id: from?.id ?? this.newId(), type: 11, parent: parent.id });
  }

  /** The direct channel with somebody. */
  directWith(person: DiscordPerson): DiscordPlace {
    const known = [...this.places.values()].find(({ recipient }) => recipient?.id === person.id);
    if (known !== undefined) return known;
    const id = this.newId();
    const place: DiscordPlace = {
      id,
      type: 1,
      guild: null,
      name: '',
      parent: null,
      archivedAt: null,
      recipient: person,
    };
    this.places.set(id, place);
    return place;
  }

  find(channel: string, id: string): Said | undefined {
    return this.said.find((one) => one.channel === channel && one.id === id);
  }

  lastIn(channel: string): string | null {
    return this.said.findLast((one) => one.channel === channel)?.id ?? null;
  }

  /** Writes as anybody; everybody who listens is told. */
  write(by: DiscordPerson, channel: string, text: string, more: Partial<Said> = {}): Said {
    const place = this.places.get(channel);
    const isFirstOfPost = place?.type === 11 && this.places.get(place.parent ?? '')?.type === 15;
    const id = isFirstOfPost && this.lastIn(channel) === null ? channel : this.newId();
    const replyTo = more.replyTo ?? null;
    const answered = replyTo === null ? undefined : this.find(channel, replyTo);
    const said: Said = {
      id,
      channel,
      by,
      text,
      type: replyTo === null ? 0 : 19,
      webhook: null,
      nonce: null,
      atMs: Date.now(),
      editedMs: null,
      files: [],
      reactions: new Set(),
      rung: answered === undefined ? [] : [answered.by.id],
      ...more,
      replyTo,
    };
    this.said.push(said);
    if (place !== undefined) place.archivedAt = null;
    this.onChange('MESSAGE_CREATE', said);
    return said;
  }

  edit(said: Said, text: string): void {
    said.text = text;
    said.editedMs = Date.now();
    this.onChange('MESSAGE_UPDATE', said);
  }

  remove(...gone: Said[]): void {
    const [first] = gone;
    for (const one of gone) this.said.splice(this.said.indexOf(one), 1);
    if (first === undefined) return;
    if (gone.length === 1) this.onChange('MESSAGE_DELETE', first);
    else this.onChange('MESSAGE_DELETE_BULK', first, { ids: gone.map(({ id }) => id) });
  }

  /** A channel that the bot may look at; else why not. */
  see(id: string): DiscordPlace {
    const place = this.places.get(id);
    if (place === undefined) throw new Refusal(404, 10003, 'Unknown Channel');
    if (this.hidden.has(id)) throw new Refusal(403, 50001, 'Missing Access');
    return place;
  }

  seeMessage(channel: string, id: string): Said {
    this.see(channel);
    const said = this.find(channel, id);
    if (said === undefined) throw new Refusal(404, 10008, 'Unknown Message');
    return said;
  }

  own(channel: string, id: string): Said {
    const said = this.seeMessage(channel, id);
    if (said.by.id !== this.bot.id)
      throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
    return said;
  }
}
