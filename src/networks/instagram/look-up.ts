// Finds out whether a send happened, by reading what stands below the comment or in the conversation: Instagram keeps no keys.
import { AppError } from '../../domain/errors.ts';
import { foundIn, isSame, lookingSince, lookUpMessage, type Looking } from '../kit/meta-conversations.ts';
import type { Fate } from '../kit/network.ts';
import { COMMENT_FIELDS, type Ask } from './ask.ts';
import { commentPost, commentTold, messagingOf, type Self } from './posts.ts';
import { mediaOrNull } from './read.ts';
import { commentSchema } from './schemas.ts';
import { placeOf, type Place } from './place.ts';

const MOST_PAGES = 10;

/** Below a comment, or under a post of ours. Newest first, as Instagram lists them. */
async function inPublic(
  ask: Ask,
  place: Place & { kind: 'reply' | 'comment' },
  self: Self,
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
        : (commentPost(commentTold(read, media?.id ?? ''), { media }, self) ?? []);
    });
    const found = posts.find((post) => isSame(looking, self.nativeId, post));
    if (found !== undefined) return foundIn(found);
    if (page.next === null) return { absent: true };
    after = page.next;
  }
  return {
    cannotTell: 'Instagram lists more comments there than can be looked through. Look at the post itself.',
  };
}

/** Looks for `request` among what the account wrote since `since` (ISO 8601); `taken` are the native ids of our other sends. */
export async function lookUp(
  ask: Ask,
  { self, request, taken }: Omit<Looking, 'sinceMs'> & { self: Self },
  since: string,
): Promise<Fate> {
  const looking = { request, taken, sinceMs: lookingSince(since) };
  const place = placeOf(request);
  if (place === null) throw new AppError('network_forbids', 'It answers nobody.');
  if (place.kind === 'message' || place.kind === 'private') {
    return lookUpMessage(ask, messagingOf(self), place.person, looking);
  }
  if (place.kind === 'mention') {
    return {
      cannotTell: 'Instagram shows nobody the comments under the posts of others. Look at the post itself.',
    };
  }
  return inPublic(ask, place, self, looking);
}
