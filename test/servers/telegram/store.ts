// What a fake Telegram holds: a bot, people, chats with their messages, and the updates that wait until the bot asks for later ones.

export interface TelegramPerson {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface TelegramChat {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title?: string;
  username?: string;
  first_name?: string;
  is_forum?: true;
}

export interface Said {
  chat: TelegramChat;
  id: number;
  by: TelegramPerson;
  text: string;
  replyTo: number | null;
  thread: number | null;
  dateMs: number;
  /** The bot's reactions. */
  reactions: string[];
}

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

/** What a bot may do to a chat, in the words of the refusal. */
export type Refusal = { status: 400 | 403; description: string; parameters?: object };

const DELETED_WITHIN_MS = 48 * 3_600_000;

interface ToWrite {
  chat?: TelegramChat;
  replyTo?: number;
  thread?: number;
  topic?: number;
  /** What the message has beside, in Telegram's own words. */
  more?: Record<string, unknown>;
}

const isReply = (said: Said | undefined): said is Said => said !== undefined;

export class TelegramStore {
  token = `123456789:AAE${'x'.repeat(32)}`;
  readonly bot: TelegramPerson & { username: string } = {
    id: 123456789,
    is_bot: true,
    first_name: 'Acme サポート',
    username: 'acme_help_bot',
  };
  /** Off: in groups the bot sees only what calls on it. */
  seesAll = true;
  webhook = '';
  readonly people = new Map<number, TelegramPerson>();
  readonly chats = new Map<number, TelegramChat>();
  readonly said: Said[] = [];
  /** Who wrote to the bot or pressed Start. */
  readonly knows = new Set<number>();
  readonly blockedBy = new Set<number>();
  readonly leftOf = new Set<number>();
  /** Groups that became supergroups, by their old ids. */
  readonly moved = new Map<number, number>();
  updates: Update[] = [];
  #nextUpdate = 5_000;
  #nextPerson = 4_000_000;
  #nextGroup = 1_000;
  readonly #nextMessage = new Map<number, number>();
  #wake: (() => void)[] = [];

  addPerson(first_name: string, more: Partial<TelegramPerson> = {}): TelegramPerson {
    const person = { id: (this.#nextPerson += 1), is_bot: false, first_name, language_code: 'ja', ...more };
    this.people.set(person.id, person);
    return person;
  }

  addGroup(title: string, more: Partial<TelegramChat> = {}): TelegramChat {
    const group: TelegramChat = {
      id: -1_001_000_000_000 - (this.#nextGroup += 1),
      type: 'supergroup',
      title,
      ...more,
    };
    this.chats.set(group.id, group);
    return group;
  }

  privateChat({ id, first_name, username }: TelegramPerson): TelegramChat {
    return { id, type: 'private', first_name, ...(username === undefined ? {} : { username }) };
  }

  find(chatId: number, id: number): Said | undefined {
    return this.said.find((one) => one.chat.id === chatId && one.id === id);
  }

  #put(chat: TelegramChat, by: TelegramPerson, text: string, over: Partial<Said> = {}): Said {
    const id = (this.#nextMessage.get(chat.id) ?? 0) + 1;
    this.#nextMessage.set(chat.id, id);
    const now = Date.now();
    const said = { chat, id, by, text, replyTo: null, thread: null, dateMs: now, reactions: [], ...over };
    this.said.push(said);
    return said;
  }

  /** Names in a text are marked as Telegram marks them. */
  #entities(text: string): object[] {
    return [...text.matchAll(/@\w+/g)].map(({ index, 0: name }) => ({
      type: 'mention',
      offset: index,
      length: name.length,
    }));
  }

  messageOf(said: Said, more: Record<string, unknown> = {}): Record<string, unknown> {
    const { chat, id, by, text, thread, dateMs } = said;
    const answered = said.replyTo === null ? undefined : this.find(chat.id, said.replyTo);
    const entities = this.#entities(text);
    return {
      message_id: id,
      from: by,
      chat,
      date: Math.floor(dateMs / 1000),
      ...(thread === null ? {} : { message_thread_id: thread }),
      ...(isReply(answered) ? { reply_to_message: this.messageOf({ ...answered, replyTo: null }) } : {}),
      ...(text === '' ? {} : { text }),
      ...(entities.length === 0 ? {} : { entities }),
      ...more,
    };
  }

  /** Puts an update before the bot. */
  tell(update: Record<string, unknown>): Update {
    const told = { update_id: (this.#nextUpdate += 1), ...update };
    this.updates.push(told);
    for (const wake of this.#wake.splice(0)) wake();
    return told;
  }

  /** After a quiet week ids begin anew, anywhere. */
  restartUpdates(at: number): void {
    this.#nextUpdate = at;
  }

  /** Resolves when an update comes, or when the time is over. */
  async nextUpdate(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
      this.#wake.push(resolve);
    });
    clearTimeout(timer);
  }

  /** What somebody writes; told where the bot may see it. */
  write(by: TelegramPerson, text: string, to: ToWrite = {}): Said {
    const chat = to.chat ?? this.privateChat(by);
    if (chat.type === 'private') this.knows.add(by.id);
    const { replyTo = null, thread = null, topic, more = {} } = to;
    const said = this.#put(chat, by, text, { replyTo, thread: topic ?? thread });
    const answered = replyTo === null ? undefined : this.find(chat.id, replyTo);
    const isForBot =
      chat.type === 'private' ||
      text.includes(`@${this.bot.username}`) ||
      text.startsWith('/') ||
      answered?.by.id === this.bot.id;
    const inTopic = topic === undefined ? {} : { is_topic_message: true };
    if (isForBot || this.seesAll) this.tell({ message: this.messageOf(said, { ...inTopic, ...more }) });
    return said;
  }

  edit(said: Said, text: string): void {
    said.text = text;
    const edited = { edit_date: Math.floor(Date.now() / 1000) };
    this.tell({ edited_message: this.messageOf(said, edited) });
  }

  block(by: TelegramPerson): void {
    this.blockedBy.add(by.id);
    const member = (status: string) => ({
      user: this.bot,
      status,
      ...(status === 'kicked' ? { until_date: 0 } : {}),
    });
    const [old_chat_member, new_chat_member] = [member('member'), member('kicked')];
    const date = Math.floor(Date.now() / 1000);
    const my_chat_member = { chat: this.privateChat(by), from: by, date, old_chat_member, new_chat_member };
    this.tell({ my_chat_member });
  }

  /** Where the bot may write; else why not. */
  reach(chatId: number): TelegramChat | Refusal {
    const no = (status: 400 | 403, description: string): Refusal => ({ status, description });
    const movedTo = this.moved.get(chatId);
    if (movedTo !== undefined) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat';
      return { status: 400, description, parameters: { migrate_to_chat_id: movedTo } };
    }
    if (chatId < 0) {
      const chat = this.chats.get(chatId);
      if (chat === undefined) return no(400, 'Bad Request: chat not found');
      return this.leftOf.has(chatId) ? no(403, 'Forbidden: bot was kicked from the supergroup chat') : chat;
    }
    const person = this.people.get(chatId);
    if (person === undefined) return no(400, 'Bad Request: chat not found');
    if (person.is_bot) return no(403, "Forbidden: bot can't send messages to bots");
    if (this.blockedBy.has(chatId)) return no(403, 'Forbidden: bot was blocked by the user');
    if (!this.knows.has(chatId)) return no(403, "Forbidden: bot can't initiate conversation with a user");
    return this.privateChat(person);
  }

  send(params: Record<string, unknown>): Said | Refusal {
    const text = typeof params['text'] === 'string' ? params['text'].trim() : '';
    const chat = this.reach(Number(params['chat_id']));
    if ('status' in chat) return chat;
    if (text === '') return { status: 400, description: 'Bad Request: message text is empty' };
    if ([...text].length > 4_096) return { status: 400, description: 'Bad Request: message is too long' };
    const reply = (params['reply_parameters'] ?? {}) as {
      message_id?: number;
      allow_sending_without_reply?: boolean;
    };
    const answered = reply.message_id === undefined ? undefined : this.find(chat.id, reply.message_id);
    if (
      reply.message_id !== undefined &&
      answered === undefined &&
      reply.allow_sending_without_reply !== true
    ) {
      return { status: 400, description: 'Bad Request: message to be replied not found' };
    }
    const thread = params['message_thread_id'];
    return this.#put(chat, this.bot, text, {
      replyTo: answered?.id ?? null,
      thread: typeof thread === 'number' ? thread : null,
    });
  }

  own(params: Record<string, unknown>, doing: 'edit' | 'delete'): Said | Refusal {
    const said = this.find(Number(params['chat_id']), Number(params['message_id']));
    if (said === undefined) return { status: 400, description: `Bad Request: message to ${doing} not found` };
    const isOld = doing === 'delete' && Date.now() - said.dateMs > DELETED_WITHIN_MS;
    if (said.by.id === this.bot.id && !isOld) return said;
    const description = `Bad Request: message can't be ${doing === 'edit' ? 'edited' : 'deleted'}`;
    return { status: 400, description };
  }
}
