// What the fake X holds: people, their posts with X's kind of ids, their tokens, and what was uploaded.

export interface Person {
  id: string;
  username: string;
  name: string;
  description: string;
}

export interface Media {
  key: string;
  id: string;
  alt: string | null;
}

export interface StoredPost {
  /** The first version's; an edit has an id of its own. */
  id: string;
  versions: string[];
  authorId: string;
  /** As X keeps it: with the mentions that replies get. */
  text: string;
  replyTo: string | null;
  quotes: string | null;
  retweets: string | null;
  conversation: string;
  media: Media[];
  createdMs: number;
  deleted: boolean;
}

export interface Message {
  id: string;
  conversation: string;
  senderId: string;
  text: string;
  media: Media[];
  createdMs: number;
}

/** The conversation of two: their ids, the smaller one first. */
export const conversationOf = (a: string, b: string): string =>
  [a, b].toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)).join('-');

export interface NewPost {
  authorId: string;
  text: string;
  replyTo?: string | null;
  quotes?: string | null;
  retweets?: string | null;
  media?: Media[];
}

const EPOCH_MS = 1_288_834_974_657n;

export class Store {
  readonly people = new Map<string, Person>();
  readonly posts = new Map<string, StoredPost>();
  readonly media = new Map<string, Media>();
  /** Oldest first. */
  readonly messages: Message[] = [];
  /** Told of each post, and of each edit, as it is made. */
  readonly listeners = new Set<(post: StoredPost) => void>();
  #lastMs = 0;
  #sequence = 0n;

  /** An id with the time in it, later than all before. */
  newId(atMs: number = Date.now()): string {
    if (atMs > this.#lastMs) {
      this.#lastMs = atMs;
      this.#sequence = 0n;
    } else this.#sequence += 1n;
    return (((BigInt(this.#lastMs) - EPOCH_MS) << 22n) + this.#sequence).toString();
  }

  addPerson(username: string, name: string, description = ''): Person {
    const person = { id: this.newId(), username, name, description };
    this.people.set(person.id, person);
    return person;
  }

  personBy(username: string): Person | undefined {
    const wanted = username.toLowerCase();
    return [...this.people.values()].find((one) => one.username.toLowerCase() === wanted);
  }

  /** A post that is there; by the id of any of its versions. */
  post(id: string): StoredPost | null {
    const found =
      this.posts.get(id) ?? [...this.posts.values()].find(({ versions }) => versions.includes(id));
    return found === undefined || found.deleted ? null : found;
  }

  add({ authorId, text, replyTo = null, quotes = null, retweets = null, media = [] }: NewPost): StoredPost {
    const id = this.newId();
    const parent = replyTo === null ? null : this.post(replyTo);
    const post: StoredPost = {
      id,
      versions: [id],
      authorId,
      text: parent === null ? text : this.#withMention(text, parent.authorId, authorId),
      replyTo,
      quotes,
      retweets,
      conversation: parent?.conversation ?? id,
      media,
      createdMs: Date.now(),
      deleted: false,
    };
    this.posts.set(id, post);
    for (const hear of this.listeners) hear(post);
    return post;
  }

  /** X mentions whom a reply answers. */
  #withMention(text: string, to: string, from: string): string {
    const name = this.people.get(to)?.username;
    const isNamed = name === undefined || new RegExp(`@${name}(?!\\w)`, 'iu').test(text);
    return isNamed || to === from ? text : `@${name} ${text}`;
  }

  addMessage(senderId: string, conversation: string, text: string, media: Media[] = []): Message {
    const id = this.newId();
    const message = { id, conversation, senderId, text, media, createdMs: Date.now() };
    this.messages.push(message);
    return message;
  }

  edit(id: string, text: string): void {
    const post = this.post(id);
    if (post === null) throw new Error(`No post ${id}`);
    post.versions.push(this.newId());
    post.text = text;
    for (const hear of this.listeners) hear(post);
  }

  remove(id: string): void {
    const post = this.post(id);
    if (post !== null) post.deleted = true;
  }

  /** Those that are there, newest first. */
  newest(): StoredPost[] {
    return [...this.posts.values()].filter(({ deleted }) => !deleted).toReversed();
  }
}
