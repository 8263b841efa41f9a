// What a fake Instagram holds: one professional account, people, posts with their comments, and conversations, with Meta's rules.

export interface InstagramPerson {
  /** Scoped to the account: the same in comments and in messages. */
  id: string;
  username: string;
  name: string;
}
export interface StoredMedia {
  id: string;
  /** Null: the account's own. */
  by: InstagramPerson | null;
  caption: string;
  atMs: number;
}
export interface StoredComment {
  id: string;
  mediaId: string;
  parentId: string | null;
  /** Null: the account. */
  by: InstagramPerson | null;
  text: string;
  atMs: number;
  isLive: boolean;
}
export interface StoredMessage {
  id: string;
  person: InstagramPerson;
  isOurs: boolean;
  text: string;
  atMs: number;
  reaction: string | null;
  tag: string | null;
}
export interface Refusal {
  status: number;
  code: number;
  message: string;
  subcode?: number;
  headers?: Record<string, string>;
}

let counter = 0;
const digits = (prefix: string): string => {
  counter += 1;
  return `${prefix}${String(Date.now())}${String(counter).padStart(4, '0').slice(-4)}`;
};
const hex = (): string => crypto.randomUUID().replaceAll('-', '');
const messageId = (): string => `aWdfZAG1faXRlbToxOk${hex()}ZD`;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

const refuse = (code: number, message: string, subcode?: number): Refusal => ({
  status: 400,
  code,
  message,
  ...(subcode === undefined ? {} : { subcode }),
});
const missing = (id: string): Refusal =>
  refuse(100, `Unsupported request. Object with ID '${id}' does not exist`, 33);

export class InstagramStore {
  readonly account = {
    id: digits('1784'),
    appScopedId: digits('2'),
    username: 'acme_support',
    name: 'Acme サポート',
    biography: 'お困りごとをお聞かせください https://example.com/help',
    type: 'Business',
  };
  accessToken = `IGAA${hex()}${hex()}`;
  appSecret = hex();
  subscribed: string[] = [];
  /** Permissions that the token lacks. */
  readonly lacks = new Set<string>();
  readonly people = new Map<string, InstagramPerson>();
  readonly media = new Map<string, StoredMedia>();
  readonly comments: StoredComment[] = [];
  readonly messages: StoredMessage[] = [];
  readonly #answeredPrivately = new Set<string>();
  /** Refused so, whatever is written. */
  refuses: Refusal | null = null;
  /** Whether the app may use the tag of human agents. */
  hasHumanAgent = false;
  renewed = 0;

  addPerson(username: string, name = ''): InstagramPerson {
    const person = { id: digits('9'), username, name };
    this.people.set(person.id, person);
    return person;
  }

  /** `by` null: the account's own. */
  post(by: InstagramPerson | null, caption: string): StoredMedia {
    const made = { id: digits('180'), by, caption, atMs: Date.now() };
    this.media.set(made.id, made);
    return made;
  }

  comment(
    by: InstagramPerson | null,
    text: string,
    {
      media,
      under = null,
      isLive = false,
      agoMs = 0,
    }: { media: string; under?: string | null; isLive?: boolean; agoMs?: number },
  ): StoredComment {
    // One level: who answers an answer stands beside it.
    const parent = under === null ? null : (this.comments.find(({ id }) => id === under)?.parentId ?? under);
    const made = {
      id: digits('179'),
      mediaId: media,
      parentId: parent,
      by,
      text,
      atMs: Date.now() - agoMs,
      isLive,
    };
    this.comments.push(made);
    return made;
  }

  commentAt(id: string): StoredComment | undefined {
    return this.comments.find((one) => one.id === id);
  }

  deleteComment(id: string): Refusal | null {
    const at = this.comments.findIndex((one) => one.id === id);
    const found = this.comments[at];
    if (found === undefined) return missing(id);
    if (this.media.get(found.mediaId)?.by !== null)
      return refuse(10, '(#10) Only the owner of the post deletes its comments');
    this.comments.splice(at, 1);
    return null;
  }

  /** A message of somebody. */
  write(person: InstagramPerson, text: string, agoMs = 0): StoredMessage {
    const made = {
      id: messageId(),
      person,
      isOurs: false,
      text,
      atMs: Date.now() - agoMs,
      reaction: null,
      tag: null,
    };
    this.messages.push(made);
    return made;
  }

  /** What the account writes in the app or through the API; none of the rules of the latter. */
  say(person: InstagramPerson, text: string, tag: string | null = null): StoredMessage {
    const made = { id: messageId(), person, isOurs: true, text, atMs: Date.now(), reaction: null, tag };
    this.messages.push(made);
    return made;
  }

  #lastWroteMs(person: InstagramPerson): number | null {
    return this.messages.findLast((one) => one.person.id === person.id && !one.isOurs)?.atMs ?? null;
  }

  /** As though they had last written so long ago. */
  letPass(person: InstagramPerson, ms: number): void {
    for (const one of this.messages) if (one.person.id === person.id) one.atMs -= ms;
  }

  /** The message that goes to somebody, or why it does not. */
  sendTo(personId: string, text: string, tag: string | null): StoredMessage | Refusal {
    if (this.refuses !== null) return this.refuses;
    const person = this.people.get(personId);
    if (person === undefined) return refuse(100, '(#100) No matching user found', 2_534_014);
    const last = this.#lastWroteMs(person);
    if (tag !== null && !this.hasHumanAgent) return refuse(10, '(#10) The app may not use this tag');
    const windowMs = tag === 'HUMAN_AGENT' ? 7 * DAY_MS : DAY_MS;
    if (last === null || Date.now() - last >= windowMs) {
      return refuse(10, '(#10) This message is sent outside of allowed window.', 2_534_022);
    }
    if (Buffer.byteLength(text) > 1_000)
      return refuse(100, '(#100) Length of param message[text] must be less than or equal to 1000');
    return this.say(person, text, tag);
  }

  answerPrivately(commentId: string, text: string): StoredMessage | Refusal {
    if (this.refuses !== null) return this.refuses;
    const comment = this.commentAt(commentId);
    if (comment === undefined || comment.by === null) return missing(commentId);
    if (this.media.get(comment.mediaId)?.by !== null)
      return refuse(10_903, "(#10903) This user can't reply to this activity");
    if (this.#answeredPrivately.has(commentId)) return refuse(10_900, '(#10900) Activity already replied to');
    if (Date.now() - comment.atMs >= 7 * DAY_MS)
      return refuse(10_903, "(#10903) This user can't reply to this activity");
    this.#answeredPrivately.add(commentId);
    return this.say(comment.by, text);
  }

  react(personId: string, mid: string, reaction: string | null): Refusal | null {
    const found = this.messages.find((one) => one.id === mid && one.person.id === personId);
    if (found === undefined) return missing(mid);
    found.reaction = reaction;
    return null;
  }

  /** The id of the new comment, or why there is none. */
  answerComment(under: string, text: string): StoredComment | Refusal {
    if (this.refuses !== null) return this.refuses;
    const comment = this.commentAt(under);
    if (comment === undefined || this.media.get(comment.mediaId)?.by !== null) return missing(under);
    if (comment.isLive) return refuse(100, '(#100) Comments on live videos cannot be answered');
    return this.comment(null, text, { media: comment.mediaId, under });
  }

  commentOn(mediaId: string, text: string): StoredComment | Refusal {
    if (this.refuses !== null) return this.refuses;
    return this.media.get(mediaId)?.by === null
      ? this.comment(null, text, { media: mediaId })
      : missing(mediaId);
  }

  answerMention(mediaId: string, commentId: string | null, text: string): StoredComment | Refusal {
    if (this.refuses !== null) return this.refuses;
    const media = this.media.get(mediaId);
    const said = commentId === null ? media?.caption : this.commentAt(commentId)?.text;
    if (said?.includes(`@${this.account.username}`) !== true) return missing(commentId ?? mediaId);
    return this.comment(null, text, { media: mediaId, under: commentId });
  }

  /** A conversation is known by another id than its person. */
  readonly conversationOf = (personId: string): string => `aWdfdGhyZWFk${personId}ZD`;

  conversations(): { person: InstagramPerson; updatedMs: number }[] {
    const byPerson = new Map<string, { person: InstagramPerson; updatedMs: number }>();
    for (const { person, atMs } of this.messages) {
      const known = byPerson.get(person.id)?.updatedMs ?? 0;
      byPerson.set(person.id, { person, updatedMs: Math.max(known, atMs) });
    }
    return [...byPerson.values()].toSorted((a, b) => b.updatedMs - a.updatedMs);
  }
}
