// What came to a Page since a time, by Facebook's own lists: posts of visitors, comments, and where others tag the Page.
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { describeFault } from '../kit/fault.ts';
import { deliveredPost } from '../kit/meta-message-posts.ts';
import type { Delivered } from '../kit/network.ts';
import type { Ask } from './ask.ts';
import { answeredComment, answeredPost, type Self } from './posts.ts';
import { commentSchema, postSchema } from './schemas.ts';

interface Wanted {
  self: Self;
  sinceMs: number;
  signal: AbortSignal;
}

/** Pages of fifty posts, and of fifty comments of one post, that are read at most. */
const MOST_POST_PAGES = 4;
const MOST_COMMENT_PAGES = 40;
/** What the app may not see for good, where nothing depends on it. */
const refusals: readonly ErrorCode[] = ['account_token_dead', 'network_rejected', 'network_post_gone'];

const unread = (raw: unknown, why: string): Delivered => ({ raw, outcome: { malformed: why } });

/** Newest first as they come. */
async function commentsUnder(
  ask: Ask,
  post: string,
  { self, sinceMs, signal }: Wanted,
): Promise<Delivered[]> {
  const items: Delivered[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MOST_COMMENT_PAGES; pages += 1) {
    const page = await ask.comments(post, 'reverse_chronological', after, { signal });
    let isPast = false;
    for (const raw of page.data) {
      const read = commentSchema.safeParse(raw);
      if (!read.success) items.push(unread(raw, describeFault(read.error)));
      else if (read.data.created_time < sinceMs) isPast = true;
      else items.push(deliveredPost({ comment: raw }, answeredComment(self, read.data, post), self, 'reply'));
    }
    if (page.next === null || isPast) break;
    after = page.next;
  }
  return items.toReversed();
}

/** Posts on the Page that moved, newest first: what visitors posted, and comments. A comment moves its post. */
async function* onPage(ask: Ask, wanted: Wanted): AsyncIterable<Delivered[]> {
  const { self, sinceMs, signal } = wanted;
  let after: string | null = null;
  for (let pages = 0; pages < MOST_POST_PAGES; pages += 1) {
    const page = await ask.posts('feed', after, { signal });
    for (const raw of page.data) {
      if (signal.aborted) return;
      const read = postSchema.safeParse(raw);
      if (!read.success) {
        yield [unread(raw, describeFault(read.error))];
        continue;
      }
      const { data: post } = read;
      if (typeof post.updated_time === 'number' && post.updated_time < sinceMs) continue;
      const isNew = post.created_time >= sinceMs && post.from?.id !== self.nativeId;
      const own = isNew
        ? [deliveredPost({ post: raw }, answeredPost(self, post, 'us'), self, 'mention')]
        : [];
      const items = [...own, ...(await commentsUnder(ask, post.id, wanted))];
      if (items.length > 0) yield items;
    }
    if (page.next === null) return;
    after = page.next;
  }
}

/** Of what others posted elsewhere one page of the newest; apps without the right to it are told nothing. */
async function tagged(ask: Ask, { self, sinceMs, signal }: Wanted): Promise<Delivered[]> {
  const { data } = await ask.posts('tagged', null, { signal }).catch((error: unknown) => {
    if (error instanceof AppError && refusals.includes(error.code)) return { data: [] };
    throw error;
  });
  return data.toReversed().flatMap((raw) => {
    const read = postSchema.safeParse(raw).data;
    if (read === undefined || read.created_time < sinceMs || read.from?.id === self.nativeId) return [];
    return [deliveredPost({ post: raw }, answeredPost(self, read, 'other'), self, 'mention')];
  });
}

export async function* missedPosts(ask: Ask, wanted: Wanted): AsyncIterable<Delivered[]> {
  yield* onPage(ask, wanted);
  const items = await tagged(ask, wanted);
  if (items.length > 0) yield items;
}
