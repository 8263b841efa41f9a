// Finds out whether a send happened, by reading what stands below the post or in the conversation: Facebook keeps no keys.
import { AppError } from '../../domain/errors.ts';
import { foundIn, isSame, lookingSince, lookUpMessage, type Looking } from '../kit/meta-conversations.ts';
import type { Fate } from '../kit/network.ts';
import type { Ask } from './ask.ts';
import { placeOf, type Place } from './place.ts';
import { answeredComment, messagingOf, type Self } from './posts.ts';
import { commentSchema } from './schemas.ts';

const MOST_PAGES = 10;

/** Newest first, until what is older than the send. */
async function below(
  ask: Ask,
  self: Self,
  { under, post }: Place & { kind: 'comment' },
  looking: Looking,
): Promise<Fate> {
  let after: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await ask.comments(under, 'reverse_chronological', after);
    const posts = page.data.flatMap((raw) => {
      const read = commentSchema.safeParse(raw).data;
      return read === undefined ? [] : [answeredComment(self, read, post)];
    });
    const found = posts.find((one) => isSame(looking, self.nativeId, one));
    if (found !== undefined) return foundIn(found);
    const isPast = posts.some(({ createdAt }) => Date.parse(createdAt) < looking.sinceMs);
    if (page.next === null || isPast) return { absent: true };
    after = page.next;
  }
  return {
    cannotTell: 'Facebook lists more comments there than can be looked through. Look at the post itself.',
  };
}

/** Looks for `request` among what the Page wrote since `since` (ISO 8601); `taken` are the native ids of our other sends. */
export async function lookUp(
  ask: Ask,
  { self, request, taken }: Omit<Looking, 'sinceMs'> & { self: Self },
  since: string,
): Promise<Fate> {
  const looking = { request, taken, sinceMs: lookingSince(since) };
  const place = placeOf(request, self.nativeId);
  if (place === null || place.kind === 'elsewhere') {
    throw new AppError('network_forbids', 'The Page writes nothing there.');
  }
  return place.kind === 'comment'
    ? below(ask, self, place, looking)
    : lookUpMessage(ask, messagingOf(self), place.person, looking);
}
