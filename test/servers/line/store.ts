// What a fake LINE holds: people, chats, messages, and the tokens and keys that let an answer go out once.

export interface LinePerson {
  userId: string;
  displayName: string;
  language: string;
}

export interface Said {
  id: string;
  chat: string;
  /** Null: the official account. */
  by: string | null;
  text: string;
  /** Id of the message it quotes. */
  quotes: string | null;
}

export type Place = { type: 'user' } | { type: 'group' | 'room'; id: string };

interface Answered {
  fits: boolean;
  ids: string[];
}

let counter = 0;
const next = (): number => (counter += 1);
const hex = (): string => crypto.randomUUID().replaceAll('-', '');
const messageId = (): string => `5${String(Date.now()).padStart(13, '0')}${String(next()).padStart(4, '0')}`;

export class LineStore {
  readonly bot = {
    userId: `U${hex()}`,
    basicId: '@216acme',
    displayName: 'Acme サポート',
    pictureUrl: 'https://obs.line-apps.example/acme',
    chatMode: 'bot',
    markAsReadMode: 'auto',
  };
  accessToken: string = hex();
  channelSecret: string = hex();
  quota: { type: 'limited'; value: number } | { type: 'none' } = { type: 'limited', value: 200 };
  used = 0;
  /** Where it calls; null: nobody entered an address. */
  endpoint: { endpoint: string; active: boolean } | null = null;
  readonly people = new Map<string, LinePerson>();
  readonly groups = new Map<string, string>();
  readonly rooms = new Set<string>();
  readonly said: Said[] = [];
  readonly #replyTokens = new Map<string, { chat: string; used: boolean }>();
  readonly #quoteTokens = new Map<string, string>();
  readonly #keys = new Map<string, { body: string; ids: string[] }>();

  addPerson(displayName: string, language = 'ja'): LinePerson {
    const person = { userId: `U${hex()}`, displayName, language };
    this.people.set(person.userId, person);
    return person;
  }

  addGroup(name: string): string {
    const id = `C${hex()}`;
    this.groups.set(id, name);
    return id;
  }

  addRoom(): string {
    const id = `R${hex()}`;
    this.rooms.add(id);
    return id;
  }

  /** What LINE tells when somebody writes; `message` is what the kind of message has beside its id. */
  write(
    by: LinePerson,
    message: Record<string, unknown> & { type: string },
    { place = { type: 'user' }, quotes = null }: { place?: Place; quotes?: string | null } = {},
  ) {
    const id = messageId();
    const chat = place.type === 'user' ? by.userId : place.id;
    const [replyToken, quoteToken] = [hex(), hex()];
    this.#replyTokens.set(replyToken, { chat, used: false });
    this.#quoteTokens.set(quoteToken, id);
    const text = typeof message['text'] === 'string' ? message['text'] : '';
    this.said.push({ id, chat, by: by.userId, text, quotes });
    const isQuotable = !['audio', 'file', 'location'].includes(message.type);
    return {
      ...this.event('message', by, place),
      replyToken,
      message: {
        ...message,
        id,
        ...(isQuotable ? { quoteToken } : {}),
        ...(quotes === null ? {} : { quotedMessageId: quotes }),
      },
    };
  }

  unsend(by: LinePerson, id: string, place: Place = { type: 'user' }) {
    const at = this.said.findIndex((one) => one.id === id);
    if (at >= 0) this.said.splice(at, 1);
    return { ...this.event('unsend', by, place), unsend: { messageId: id } };
  }

  event(type: string, by: LinePerson, place: Place = { type: 'user' }) {
    const where =
      place.type === 'user' ? {} : place.type === 'group' ? { groupId: place.id } : { roomId: place.id };
    return {
      type,
      mode: 'active',
      timestamp: Date.now(),
      source: { type: place.type, ...where, userId: by.userId },
      webhookEventId: `01${hex().slice(0, 24).toUpperCase()}`,
      deliveryContext: { isRedelivery: false },
    };
  }

  /** The token is used up by the first answer, and by time. */
  reply(token: string, messages: readonly unknown[]): Answered | null {
    const known = this.#replyTokens.get(token);
    if (known === undefined || known.used) return null;
    const done = this.#say(known.chat, messages);
    if (done.fits) known.used = true;
    return done;
  }

  expireTokens(): void {
    for (const known of this.#replyTokens.values()) known.used = true;
  }

  /** Null: such a message was accepted under this key before. */
  push(
    to: string,
    key: string | null,
    messages: readonly unknown[],
  ): (Answered & { isRepeat: boolean }) | null {
    const before = key === null ? undefined : this.#keys.get(key);
    if (before !== undefined) return { fits: true, ids: before.ids, isRepeat: true };
    if (!this.people.has(to) && !this.groups.has(to) && !this.rooms.has(to)) return null;
    const done = this.#say(to, messages);
    if (done.fits) {
      this.used += 1;
      if (key !== null) this.#keys.set(key, { body: JSON.stringify(messages), ids: done.ids });
    }
    return { ...done, isRepeat: false };
  }

  #say(chat: string, messages: readonly unknown[]): Answered {
    const read = messages.map((message) => message as { type: string; text: string; quoteToken?: string });
    const fits =
      read.length >= 1 &&
      read.length <= 5 &&
      read.every(({ type, text }) => type === 'text' && text.length >= 1 && text.length <= 5_000);
    if (!fits) return { fits, ids: [] };
    const ids = read.map(({ text, quoteToken }) => {
      const quotes = quoteToken === undefined ? null : (this.#quoteTokens.get(quoteToken) ?? null);
      const said = { id: messageId(), chat, by: null, text, quotes };
      this.said.push(said);
      return said.id;
    });
    return { fits, ids };
  }
}
