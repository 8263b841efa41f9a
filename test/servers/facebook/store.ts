// What a fake Facebook holds: an app, a person with a Page, posts and comments on it, and conversations, with Meta's rules.
import { missing, refuse, type Refusal } from '../kit/graph.ts';
import { digits, hex, MetaTalks, type Person, type StoredMessage } from '../kit/meta-talks.ts';

export interface StoredPost {
  id: string;
  /** Null: the Page's own. */
  by: Person | null;
  text: string;
  atMs: number;
  updatedMs: number;
  likes: Set<string>;
}
export interface StoredComment {
  id: string;
  postId: string;
  parentId: string | null;
  by: Person | null;
  text: string;
  atMs: number;
  likes: Set<string>;
}

const allScopes = [
  'pages_show_list',
  'pages_manage_metadata',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
  'pages_messaging',
];
export const wordsOf = (id: string): string => id.slice(id.indexOf('_') + 1);

export class FacebookStore extends MetaTalks<Person> {
  readonly page = { id: digits('61'), name: 'Acme サポート', username: 'acme.support' };
  readonly appId = digits('4');
  appSecret = hex();
  /** A token of a person, of some hours, and the one of sixty days that it is changed for. */
  readonly userToken = `EAAG${hex()}${hex()}`;
  readonly lastingToken = `EAAL${hex()}${hex()}`;
  /** The Page's token that does not end, and the one that is given for a short token. */
  pageToken = `EAAP${hex()}${hex()}`;
  readonly shortPageToken = `EAAS${hex()}${hex()}`;
  scopes = [...allScopes];
  otherPages: { id: string; name: string }[] = [];
  subscribed: string[] = [];
  callback: { url: string; fields: string[] } | null = null;
  mayReadTagged = true;
  readonly posts = new Map<string, StoredPost>();
  readonly comments: StoredComment[] = [];

  constructor() {
    super({
      messageId: () => `m_${hex()}${hex().slice(0, 20)}-${hex().slice(0, 8)}`,
      thread: (personId) => `t_${personId}`,
      closed: 2_018_278,
      nobody: 2_018_001,
      tooLong: (said) =>
        said.length > 2_000
          ? '(#100) Length of param message[text] must be less than or equal to 2000'
          : null,
    });
  }

  addPerson(name: string): Person {
    return this.add({ id: digits('7'), name });
  }

  /** `by` null: the Page's own; `onPage` false: on somebody's own profile. */
  post(by: Person | null, text: string, { onPage = true, agoMs = 0 } = {}): StoredPost {
    const owner = onPage || by === null ? this.page.id : by.id;
    const atMs = Date.now() - agoMs;
    const made = {
      id: `${owner}_${digits('12')}`,
      by,
      text,
      atMs,
      updatedMs: atMs,
      likes: new Set<string>(),
    };
    this.posts.set(made.id, made);
    return made;
  }

  isOnPage = (postId: string): boolean => postId.startsWith(`${this.page.id}_`);

  comment(
    by: Person | null,
    text: string,
    { post, under = null, agoMs = 0 }: { post: string; under?: string | null; agoMs?: number },
  ): StoredComment {
    const atMs = Date.now() - agoMs;
    // One level below a comment: who answers an answer stands beside it.
    const parentId = under === null ? null : (this.commentAt(under)?.parentId ?? under);
    const made = {
      id: `${wordsOf(post)}_${digits('3')}`,
      postId: post,
      parentId,
      by,
      text,
      atMs,
      likes: new Set<string>(),
    };
    this.comments.push(made);
    const above = this.posts.get(post);
    if (above !== undefined) above.updatedMs = Math.max(above.updatedMs, atMs);
    return made;
  }

  commentAt(id: string): StoredComment | undefined {
    return this.comments.find((one) => one.id === id);
  }
  thingAt(id: string): StoredPost | StoredComment | undefined {
    return this.posts.get(id) ?? this.commentAt(id);
  }

  remove(id: string): Refusal | null {
    const at = this.comments.findIndex((one) => one.id === id);
    if (at === -1 && !this.posts.has(id)) return missing(id);
    if (at !== -1) this.comments.splice(at, 1);
    this.posts.delete(id);
    return null;
  }

  /** The new comment of the Page, or why there is none. */
  answer(under: string, text: string): StoredComment | Refusal {
    if (this.refuses !== null) return this.refuses;
    const comment = this.commentAt(under);
    const post = comment?.postId ?? under;
    if (!this.posts.has(post)) return missing(under);
    if (!this.isOnPage(post)) return refuse(200, '(#200) The Page may not comment there');
    return this.comment(null, text, { post, under: comment === undefined ? null : under });
  }

  answerPrivately(id: string, text: string): StoredMessage | Refusal {
    const found = this.thingAt(id);
    const isOnOurs = found !== undefined && this.isOnPage('postId' in found ? found.postId : found.id);
    return this.sendOnce(found && { id, by: found.by, atMs: found.atMs, isOnOurs }, id, text);
  }
}
