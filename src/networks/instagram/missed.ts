// What came to an account since a time, by Instagram's own lists: comments under its newest posts.
import { describeFault } from '../kit/fault.ts';
import { nextOf } from '../kit/meta-conversations.ts';
import type { Delivered } from '../kit/network.ts';
import { COMMENT_FIELDS, MEDIA_FIELDS, type Ask } from './ask.ts';
import { commentPost, commentTold, deliveredComment, type Self } from './posts.ts';
import { commentWithRepliesSchema, mediaSchema } from './schemas.ts';
import type { InstagramMedia } from './schemas.ts';

interface Wanted {
  self: Self;
  sinceMs: number;
  signal: AbortSignal;
  /** A post has more answers than are asked for. */
  cut: (mediaId: string) => void;
}

/** Pages of fifty comments that are read of one post at most. */
const MOST_PAGES = 20;
/** Pages of fifty answers beyond those that come with their comments, of one post at most. */
const MOST_ANSWER_PAGES = 20;
/** Of one post so much is handed over at once: a batch is one transaction. */
const MOST_AT_ONCE = 500;

const commentFields = `${COMMENT_FIELDS},replies{${COMMENT_FIELDS}}`;

interface HeardComment {
  items: Delivered[];
  atMs: number;
  /** Where more answers to it begin. */
  more: { under: string; after: string } | null;
}

/** What a comment and its answers are; answers under an old comment may be new. */
function heardOf(
  raw: unknown,
  media: InstagramMedia,
  { self, sinceMs }: Pick<Wanted, 'self' | 'sinceMs'>,
  above: string | null = null,
): HeardComment {
  const read = commentWithRepliesSchema.safeParse(raw);
  if (!read.success) {
    return {
      items: [{ raw, outcome: { malformed: describeFault(read.error) } }],
      atMs: Number.POSITIVE_INFINITY,
      more: null,
    };
  }
  const { replies, ...comment } = read.data;
  const below = replies?.data ?? [];
  const after = replies === null || replies === undefined ? null : nextOf(replies);
  const answers = below.map((one) => heardOf(one, media, { self, sinceMs }, comment.id));
  const told = commentTold(comment, media.id);
  const isNew = comment.timestamp >= sinceMs;
  const post = isNew ? commentPost({ ...told, parentId: told.parentId ?? above }, { media }, self) : null;
  const own = post === null ? [] : [deliveredComment({ comment: raw }, post, self)];
  return {
    items: [...own, ...answers.flatMap(({ items }) => items)],
    atMs: comment.timestamp,
    more: after === null ? null : { under: comment.id, after },
  };
}

const timeOf = ({ outcome }: Delivered): string =>
  'heard' in outcome && outcome.heard?.type === 'post' ? outcome.heard.post.createdAt : '';
/** They come newest first, with times of whole seconds. */
const oldestFirst = (items: Delivered[]): Delivered[] =>
  items.toReversed().toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));

/** The answers to one comment beyond those that came with it, and how many of `pages` are left. No order of theirs is promised: all are read. */
async function answersBeyond(
  ask: Ask,
  media: InstagramMedia,
  { wanted, pages, more }: { wanted: Wanted; pages: number; more: NonNullable<HeardComment['more']> },
): Promise<{ items: Delivered[]; left: number; isCut: boolean }> {
  const items: Delivered[] = [];
  let after: string | null = more.after;
  let left = pages;
  for (; left > 0 && after !== null; left -= 1) {
    const path = `${encodeURIComponent(more.under)}/replies`;
    const page: Awaited<ReturnType<Ask['page']>> = await ask.page(path, COMMENT_FIELDS, after, wanted);
    items.push(...page.data.flatMap((raw) => heardOf(raw, media, wanted, more.under).items));
    after = page.next;
  }
  return { items, left, isCut: after !== null };
}

/** Comments come newest first; the answers below are looked for under those of the first page at least. */
async function commentsUnder(ask: Ask, media: InstagramMedia, wanted: Wanted): Promise<Delivered[]> {
  const items: Delivered[] = [];
  let after: string | null = null;
  let answerPages = MOST_ANSWER_PAGES;
  let isCut = false;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await ask.page(`${encodeURIComponent(media.id)}/comments`, commentFields, after, wanted);
    const heard = page.data.map((raw) => heardOf(raw, media, wanted));
    items.push(...heard.flatMap((one) => one.items));
    for (const { more } of heard) {
      if (more === null) continue;
      const beyond = await answersBeyond(ask, media, { wanted, pages: answerPages, more });
      items.push(...beyond.items);
      answerPages = beyond.left;
      isCut ||= beyond.isCut;
    }
    if (page.next === null || heard.some(({ atMs }) => atMs < wanted.sinceMs)) break;
    after = page.next;
  }
  if (isCut) wanted.cut(media.id);
  return oldestFirst(items);
}

/** Under the newest posts of the account. */
export async function* missedComments(ask: Ask, wanted: Wanted): AsyncIterable<Delivered[]> {
  const { data } = await ask.page('me/media', MEDIA_FIELDS, null, wanted);
  for (const raw of data) {
    if (wanted.signal.aborted) return;
    const media = mediaSchema.safeParse(raw).data;
    if (media === undefined || media.comments_count === 0) continue;
    const items = await commentsUnder(ask, media, wanted);
    for (let from = 0; from < items.length; from += MOST_AT_ONCE)
      yield items.slice(from, from + MOST_AT_ONCE);
  }
}
