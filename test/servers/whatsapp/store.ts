// What a fake WhatsApp holds: one number of a company, who writes to it, what was said, and what it refuses.

export interface WhatsAppPerson {
  waId: string;
  name: string;
}

export interface Said {
  id: string;
  /** The person, or the group. */
  chat: string;
  /** Null: the company. */
  by: string | null;
  text: string;
  /** Id of the message it answers. */
  quotes: string | null;
  /** Id of the picture it shows. */
  picture: string | null;
}

let counter = 0;
const next = (): number => (counter += 1);
const hex = (): string => crypto.randomUUID().replaceAll('-', '');
const digits = (length: number): string => String(Date.now() * 1000 + next()).slice(-length);
const DAY_MS = 24 * 60 * 60_000;

export interface Refusal {
  status: number;
  code: number;
  message: string;
  details?: string;
  subcode?: number;
}

export class WhatsAppStore {
  readonly number = {
    id: `1065${digits(11)}`,
    display_phone_number: '+1 555-078-3881',
    verified_name: 'Acme サポート',
    quality_rating: 'GREEN',
  };
  readonly accountId = `1022${digits(11)}`;
  accessToken = `EAA${hex()}${hex()}`;
  appSecret = hex();
  /** Where Meta calls; empty: nobody entered an address. */
  callback = '';
  isSubscribed = false;
  readonly people = new Map<string, WhatsAppPerson>();
  readonly said: Said[] = [];
  readonly pictures = new Map<string, { mimeType: string; bytes: number }>();
  readonly reactions = new Map<string, string>();
  /** Refused so, whatever is sent. */
  refuses: Refusal | null = null;
  readonly #lastWroteMs = new Map<string, number>();

  addPerson(name: string): WhatsAppPerson {
    const person = { waId: `8190${digits(8)}`, name };
    this.people.set(person.waId, person);
    return person;
  }

  /** What is told when somebody writes; `content` is what the kind of message has beside its id. */
  write(
    by: WhatsAppPerson,
    content: Record<string, unknown> & { type: string },
    { quotes = null, group = null }: { quotes?: string | null; group?: string | null } = {},
  ) {
    const id = `wamid.${hex()}`;
    const body = content['text'];
    const text = typeof body === 'object' && body !== null ? String(Reflect.get(body, 'body')) : '';
    const chat = group ?? by.waId;
    this.said.push({ id, chat, by: by.waId, text, quotes, picture: null });
    this.#lastWroteMs.set(chat, Date.now());
    const context = { from: this.shown(), id: quotes };
    return {
      from: by.waId,
      id,
      timestamp: String(Math.floor(Date.now() / 1000)),
      ...(group === null ? {} : { group_id: group }),
      ...(quotes === null ? {} : { context }),
      ...content,
    };
  }

  /** As though the person had last written more than a day ago. */
  letWindowClose(chat: string): void {
    this.#lastWroteMs.set(chat, Date.now() - DAY_MS - 1);
  }

  shown(): string {
    return this.number.display_phone_number.replaceAll(/\D/g, '');
  }

  /** The id of the message, or why it is refused. */
  send(to: string, message: { type: string; [kind: string]: unknown }): { id: string } | Refusal {
    if (this.refuses !== null) return this.refuses;
    const last = this.#lastWroteMs.get(to);
    if (last === undefined)
      return {
        status: 400,
        code: 131_026,
        message: 'Message undeliverable',
        details: 'Message Undeliverable.',
      };
    if (Date.now() - last >= DAY_MS) {
      const details =
        'Message failed to send because more than 24 hours have passed since the customer last replied.';
      return { status: 400, code: 131_047, message: 'Re-engagement message', details };
    }
    const part = (name: string, of: unknown): string => {
      const value: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
      return typeof value === 'string' ? value : '';
    };
    const id = `wamid.${hex()}`;
    if (message.type === 'reaction') {
      const [target, emoji] = [part('message_id', message['reaction']), part('emoji', message['reaction'])];
      if (emoji === '') this.reactions.delete(target);
      else this.reactions.set(target, emoji);
      return { id };
    }
    const picture = part('id', message['image']);
    const text = part('body', message['text']) || part('caption', message['image']);
    if ([...text].length > 4_096 || (message.type === 'image' && !this.pictures.has(picture))) {
      return { status: 400, code: 100, message: '(#100) Invalid parameter', details: 'Param is not valid.' };
    }
    const quotes = part('message_id', message['context']);
    this.said.push({
      id,
      chat: to,
      by: null,
      text,
      quotes: quotes === '' ? null : quotes,
      picture: picture === '' ? null : picture,
    });
    return { id };
  }
}
