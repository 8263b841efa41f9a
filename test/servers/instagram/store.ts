// What a fake Instagram holds: one professional account, people, posts with their comments, and conversations, with Meta's rules.

import { missing, refuse, type Refusal } from '../kit/graph.ts';
import { digits, hex, MetaTalks, type Person, type StoredMessage as Stored } from '../kit/meta-talks.ts';

export interface InstagramPerson extends Person {
  username: string;
}
export type StoredMessage = Stored<InstagramPerson>;
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
export class InstagramStore extends MetaTalks<InstagramPerson> {
  constructor() {
    super({
      messageId: () => `aWdfZAG1faXRlbToxOk${hex()}ZD`,
      thread: (personId) => `aWdfdGhyZWFk${personId}ZD`,
      closed: 2_534_022,
      nobody: 2_534_014,
      tooLong: (said) =>
        Buffer.byteLength(said) > 1_000
          ? '(#100) Length of param message[text] must be less than or equal to 1000'
          : null,
    });
  }

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
  readonly media = new Map<string, StoredMedia>();
  readonly comments: StoredComment[] = [];
  renewed = 0;

  addPerson(username: string, name = ''): InstagramPerson {
    return this.add({ id: digits('9'), username, name });
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

  answerPrivately(commentId: string, text: string): StoredMessage | Refusal {
    const comment = this.commentAt(commentId);
    const isOnOurs = comment !== undefined && this.media.get(comment.mediaId)?.by === null;
    return this.sendOnce(comment && { ...comment, isOnOurs }, commentId, text);
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
}
