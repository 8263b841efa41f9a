// The conversations of a fake Messenger or Instagram, with Meta's windows, and what is answered about them.
import {
  gone,
  graphTime,
  inner,
  missing,
  newestFirst,
  ok,
  page,
  picked,
  refuse,
  refused,
  text,
} from './graph.ts';
import type { Answer, Question, Refusal } from './graph.ts';

export interface Person {
  /** Scoped to the account: the same in comments and in messages. */
  id: string;
  name: string;
  /** On Messenger people have none. */
  username?: string;
}
export interface StoredMessage<P extends Person = Person> {
  id: string;
  person: P;
  isOurs: boolean;
  text: string;
  atMs: number;
  reaction: string | null;
  tag: string | null;
}

let counter = 0;
export const digits = (prefix: string): string => {
  counter += 1;
  return `${prefix}${String(Date.now())}${String(counter).padStart(4, '0').slice(-4)}`;
};
export const hex = (): string => crypto.randomUUID().replaceAll('-', '');
const DAY_MS = 24 * 60 * 60_000;

/** In what the two platforms are not the same. */
export interface Platform {
  messageId(): string;
  /** What a conversation is known by. */
  thread(personId: string): string;
  /** Subcodes of a window that is over, and of nobody. */
  closed: number;
  nobody: number;
  /** Why a text is too long. */
  tooLong(said: string): string | null;
}

/** What somebody wrote in public, for one private answer. */
interface Written<P> {
  id: string;
  by: P | null;
  atMs: number;
  isOnOurs: boolean;
}

export class MetaTalks<P extends Person> {
  readonly people = new Map<string, P>();
  readonly messages: StoredMessage<P>[] = [];
  readonly #answeredPrivately = new Set<string>();
  readonly #platform: Platform;
  /** Refused so, whatever is written. */
  refuses: Refusal | null = null;
  /** Whether the app may use the tag of human agents. */
  hasHumanAgent = false;
  /** Whether a list of messages says no more of them than which there are. */
  tellsIdsOnly = false;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  add(person: P): P {
    this.people.set(person.id, person);
    return person;
  }

  #put(person: P, said: string, more: Pick<StoredMessage, 'isOurs' | 'atMs' | 'tag'>): StoredMessage<P> {
    const made = { id: this.#platform.messageId(), person, text: said, reaction: null, ...more };
    this.messages.push(made);
    return made;
  }

  /** A message of somebody. */
  write(person: P, said: string, agoMs = 0): StoredMessage<P> {
    return this.#put(person, said, { isOurs: false, atMs: Date.now() - agoMs, tag: null });
  }

  /** What the account writes in the app or through the API; none of the rules of the latter. */
  say(person: P, said: string, tag: string | null = null): StoredMessage<P> {
    return this.#put(person, said, { isOurs: true, atMs: Date.now(), tag });
  }

  /** As though they had last written so long ago. */
  letPass(person: P, ms: number): void {
    for (const one of this.messages) if (one.person.id === person.id) one.atMs -= ms;
  }

  hasWritten(personId: string): boolean {
    return this.messages.some((one) => one.person.id === personId && !one.isOurs);
  }

  /** The message that goes to somebody, or why it does not. */
  sendTo(personId: string, said: string, tag: string | null): StoredMessage<P> | Refusal {
    if (this.refuses !== null) return this.refuses;
    const person = this.people.get(personId);
    if (person === undefined) return refuse(100, '(#100) No matching user found', this.#platform.nobody);
    const last = this.messages.findLast((one) => one.person.id === personId && !one.isOurs)?.atMs ?? null;
    if (tag !== null && !this.hasHumanAgent) return refuse(10, '(#10) The app may not use this tag');
    const windowMs = tag === 'HUMAN_AGENT' ? 7 * DAY_MS : DAY_MS;
    if (last === null || Date.now() - last >= windowMs) {
      return refuse(10, '(#10) This message is sent outside of allowed window.', this.#platform.closed);
    }
    const why = this.#platform.tooLong(said);
    return why === null ? this.say(person, said, tag) : refuse(100, why);
  }

  /** One message for what somebody wrote on ours, within seven days. */
  sendOnce(written: Written<P> | undefined, id: string, said: string): StoredMessage<P> | Refusal {
    if (this.refuses !== null) return this.refuses;
    if (written === undefined || written.by === null) return missing(id);
    if (this.#answeredPrivately.has(id)) return refuse(10_900, '(#10900) Activity already replied to');
    if (!written.isOnOurs || Date.now() - written.atMs >= 7 * DAY_MS) {
      return refuse(10_903, "(#10903) This user can't reply to this activity");
    }
    this.#answeredPrivately.add(id);
    return this.say(written.by, said);
  }

  react(personId: string, mid: string, reaction: string | null): Refusal | null {
    const found = this.messages.find((one) => one.id === mid && one.person.id === personId);
    if (found === undefined) return missing(mid);
    found.reaction = reaction;
    return null;
  }

  /** A conversation is known by another id than its person. */
  conversationOf(personId: string): string {
    return this.#platform.thread(personId);
  }

  conversations(): { person: P; updatedMs: number }[] {
    const byPerson = new Map<string, { person: P; updatedMs: number }>();
    for (const { person, atMs } of this.messages) {
      const known = byPerson.get(person.id)?.updatedMs ?? 0;
      byPerson.set(person.id, { person, updatedMs: Math.max(known, atMs) });
    }
    return [...byPerson.values()].toSorted((a, b) => b.updatedMs - a.updatedMs);
  }
}

/** `me/conversations`. */
export function listTalks(talks: MetaTalks<Person>, { query }: Question): Answer {
  const wanted = query.get('user_id');
  const all = talks.conversations().filter(({ person }) => wanted === null || person.id === wanted);
  const data = all.map(({ person, updatedMs }) => ({
    id: talks.conversationOf(person.id),
    updated_time: graphTime(updatedMs),
  }));
  return ok('me/conversations', page(data, new URLSearchParams({ limit: '200' }), 200));
}

/** Of a conversation Meta tells the newest only. */
const MESSAGES_TOLD = 20;

function messageView({ id, person, isOurs, atMs, text: said }: StoredMessage, us: Record<string, string>) {
  const { name, username } = person;
  const them = username === undefined ? { id: person.id, name } : { id: person.id, username };
  const between = { from: isOurs ? us : them, to: { data: [isOurs ? them : us] } };
  return { id, created_time: graphTime(atMs), ...between, message: said };
}

/** A conversation, a message or a profile by its id; null where it is none. `us` is how the account is named. */
export function answerTalks(
  talks: MetaTalks<Person>,
  id: string,
  { query }: Question,
  { us, profilePath }: { us: Record<string, string>; profilePath: string },
): Answer | null {
  const talk = talks.conversations().find(({ person }) => talks.conversationOf(person.id) === id);
  if (talk !== undefined) {
    const said = newestFirst(talks.messages.filter(({ person }) => person.id === talk.person.id));
    const inside = /messages\{([^}]*)\}/.exec(query.get('fields') ?? '')?.[1] ?? '';
    // What is asked of each comes along (docs/graph-api/guides/field-expansion), where Meta tells more than its id.
    const told = (one: StoredMessage, at: number): Record<string, unknown> =>
      inside === '' || at >= MESSAGES_TOLD || talks.tellsIdsOnly
        ? { id: one.id, created_time: graphTime(one.atMs) }
        : picked(messageView(one, us), inside);
    return ok('{conversation-id}', { messages: { data: said.slice(0, 25).map(told) }, id });
  }
  const message = talks.messages.find((one) => one.id === id);
  if (message !== undefined) {
    const newest = newestFirst(talks.messages.filter(({ person }) => person.id === message.person.id));
    if (newest.indexOf(message) >= MESSAGES_TOLD) return gone('{message-id}');
    return ok('{message-id}', messageView(message, us));
  }
  const person = talks.people.get(id);
  if (person === undefined) return null;
  if (!talks.hasWritten(id)) {
    const why = { status: 403, code: 230, message: 'User consent is required to access user profile' };
    return refused(profilePath, why);
  }
  const { name, username } = person;
  const picture = 'https://scontent.example/v/p.jpg';
  const profile = { name, ...(username === undefined ? {} : { username }), profile_pic: picture };
  return ok(profilePath, { ...picked(profile, query.get('fields') ?? ''), id });
}

/** A message, a reaction, or one message for what `privately` finds. */
export function sendTalk(
  talks: MetaTalks<Person>,
  path: string,
  { body }: Question,
  privately: (recipient: unknown, said: string) => StoredMessage | Refusal | null,
): Answer {
  const recipient = body['recipient'];
  const id = text(inner(recipient, 'id'));
  const action = text(body['sender_action']);
  if (action !== '') {
    const payload = body['payload'];
    const reaction = action === 'react' ? text(inner(payload, 'reaction')) : null;
    const why = talks.react(id, text(inner(payload, 'message_id')), reaction);
    return why === null ? ok(path, { recipient_id: id }) : refused(path, why);
  }
  const said = text(inner(body['message'], 'text'));
  const tag = text(body['tag']);
  const done = privately(recipient, said) ?? talks.sendTo(id, said, tag === '' ? null : tag);
  return 'status' in done
    ? refused(path, done)
    : ok(path, { recipient_id: done.person.id, message_id: done.id });
}

/** One event of a message: as it came, or what `over` has in its place. */
export function messagingOf(
  { id: mid, person, isOurs, text: said, atMs }: StoredMessage,
  ourId: string,
  over?: Record<string, unknown>,
) {
  const us = { id: ourId };
  const told = over ?? { message: { mid, text: said, ...(isOurs ? { is_echo: true } : {}) } };
  const between = isOurs
    ? { sender: us, recipient: { id: person.id } }
    : { sender: { id: person.id }, recipient: us };
  return { ...between, timestamp: atMs, ...told };
}
