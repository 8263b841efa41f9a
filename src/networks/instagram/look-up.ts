// Finds out whether a send happened, by reading what stands below the comment or in the conversation: Instagram keeps no keys.
import { AppError } from '../../domain/errors.ts';
import type { Post } from '../../domain/post/post.ts';
import type { Fate, PublishRequest } from '../kit/network.ts';
import { COMMENT_FIELDS, MESSAGES_GIVEN, type Ask } from './ask.ts';
import { commentPost, commentTold, type Self } from './posts.ts';
import { conversationPosts, mediaOrNull } from './read.ts';
import { commentSchema } from './schemas.ts';
import { placeOf, type Place } from './place.ts';

/** How far Instagram's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;
const MOST_PAGES = 10;

/** The text as far as Instagram leaves it alone. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();

const foundIn = ({ nativeId, createdAt, url }: Post): Fate => ({
  found: { nativeId, createdAt, ...(url === undefined ? {} : { url }) },
});

interface Looking {
  self: Self;
  request: PublishRequest;
  sinceMs: number;
  taken: ReadonlySet<string>;
}

const isSame = ({ self, request, sinceMs, taken }: Looking, post: Post): boolean =>
  post.author.nativeId === self.nativeId &&
  !taken.has(post.nativeId) &&
  Date.parse(post.createdAt) >= sinceMs &&
  comparable(post.text) === comparable(request.text);

/** Below a comment, or under a post of ours. Newest first, as Instagram lists them. */
async function inPublic(
  ask: Ask,
  place: Place & { kind: 'reply' | 'comment' },
  looking: Looking,
): Promise<Fate> {
  const media = await mediaOrNull(ask, place.kind === 'comment' ? place.media : place.mediaOf);
  const path = place.kind === 'comment' ? `${place.media}/comments` : `${place.under}/replies`;
  let after: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await ask.page(path, COMMENT_FIELDS, after);
    const posts = page.data.flatMap((raw) => {
      const read = commentSchema.safeParse(raw).data;
      return read === undefined
        ? []
        : (commentPost(commentTold(read, media?.id ?? ''), { media }, looking.self) ?? []);
    });
    const found = posts.find((post) => isSame(looking, post));
    if (found !== undefined) return foundIn(found);
    if (page.next === null) return { absent: true };
    after = page.next;
  }
  return {
    cannotTell: 'Instagram lists more comments there than can be looked through. Look at the post itself.',
  };
}

async function inConversation(ask: Ask, person: string, looking: Looking): Promise<Fate> {
  const posts = await conversationPosts(ask, looking.self, `${looking.self.nativeId}/${person}`);
  const found = posts.find((post) => isSame(looking, post));
  if (found !== undefined) return foundIn(found);
  const [oldest] = posts;
  const isAll =
    posts.length < MESSAGES_GIVEN || (oldest !== undefined && Date.parse(oldest.createdAt) < looking.sinceMs);
  if (isAll) return { absent: true };
  return {
    cannotTell:
      'Instagram shows the twenty newest messages of a conversation only. Look into the conversation.',
  };
}

/** Looks for `request` among what the account wrote since `since` (ISO 8601); `taken` are the native ids of our other sends. */
export async function lookUp(
  ask: Ask,
  { self, request, taken }: Omit<Looking, 'sinceMs'>,
  since: string,
): Promise<Fate> {
  const looking = { self, request, taken, sinceMs: Date.parse(since) - CLOCK_SKEW_MS };
  const place = placeOf(request);
  if (place === null) throw new AppError('network_forbids', 'It answers nobody.');
  if (place.kind === 'message' || place.kind === 'private') return inConversation(ask, place.person, looking);
  if (place.kind === 'mention') {
    return {
      cannotTell: 'Instagram shows nobody the comments under the posts of others. Look at the post itself.',
    };
  }
  return inPublic(ask, place, looking);
}
