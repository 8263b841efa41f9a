// Turns what Facebook told into comments, posts of visitors, mentions, recommendations, messages, edits and deletions. Pure.
import type { Media, Post } from '../../domain/post/post.ts';
import { describeFault } from '../kit/fault.ts';
import { deliveredPost, iso, mediaAt, type MetaMentioned } from '../kit/meta-message-posts.ts';
import { keptSchema, type MetaProfile } from '../kit/meta-message-schemas.ts';
import { hearMessaging, malformed, passed } from '../kit/meta-messages.ts';
import type { Delivered } from '../kit/network.ts';
import { isOnPage } from './ids.ts';
import { commentPost, messagingOf, postPost, type Self, type Told } from './posts.ts';
import { changeSchema, ratingSchema } from './schemas.ts';
import type { FacebookChange, FacebookRating, FacebookWho } from './schemas.ts';

/** What a delivery needs beside itself to be understood. */
export interface Hearing {
  self: Self;
  /** Who wrote a message, where Facebook shows them. */
  profile: MetaProfile | null;
  /** When our server got it: UTC, ISO 8601. */
  receivedAt: string;
}
interface Happened extends Hearing {
  raw: unknown;
  /** When Meta told it. */
  at: string;
}

/** What people write on a Page. Likes, reactions, events and the like are nothing to answer. */
const writings: ReadonlySet<string> = new Set(['link', 'note', 'photo', 'post', 'share', 'status', 'video']);
/** Meta's lists of verbs have two of each. */
const verbs: ReadonlyMap<string, 'added' | 'changed' | 'removed'> = new Map([
  ['add', 'added'],
  ['edit', 'changed'],
  ['edited', 'changed'],
  ['update', 'changed'],
  ['delete', 'removed'],
  ['remove', 'removed'],
]);

function deliver(
  { raw, self, at }: Happened,
  { item, verb, editedAt }: { item: Post; verb: string; editedAt?: number | null | undefined },
  as: MetaMentioned,
): Delivered {
  const what = verbs.get(verb);
  const about = { nativeId: item.nativeId, authorNativeId: item.author.nativeId };
  if (what === 'removed') {
    return { raw, outcome: { heard: { type: 'delete', nativeId: item.nativeId, deletedAt: at } }, about };
  }
  // Hidden or shown again by the company itself: what was written stands as it did.
  if (what === undefined) return passed(raw);
  const told = deliveredPost(raw, item, self, as);
  if (what === 'added') return told;
  const changedAt = typeof editedAt === 'number' ? iso(editedAt) : at;
  return { ...told, outcome: { heard: { type: 'edit', post: item, editedAt: changedAt } } };
}

const timeOf = (ms: number | null | undefined, at: string): string => (typeof ms === 'number' ? iso(ms) : at);
const whoIn = ({
  from,
  sender_id: id,
  sender_name: name,
}: Pick<FacebookChange, 'sender_id' | 'sender_name'> & {
  from?: FacebookChange['from'];
}): FacebookWho | null => from ?? (typeof id === 'string' ? { id, name } : null);

function mediaIn({ photo, photos, video }: FacebookChange): Media[] {
  const pictures = [photo, ...(photos ?? [])].filter((one) => typeof one === 'string');
  return [
    ...[...new Set(pictures)].map((url) => mediaAt('image', '', url)),
    ...(typeof video === 'string' ? [mediaAt('video', '', video)] : []),
  ];
}

function toldBy(change: FacebookChange, id: string, { at }: Happened, namesUs: boolean): Told {
  return {
    id,
    who: whoIn(change),
    text: change.message,
    at: timeOf(change.created_time, at),
    media: mediaIn(change),
    url: change.post?.permalink_url,
    namesUs,
  };
}

/** `isMention`: somebody names the Page, here or elsewhere. */
function hearWriting(change: FacebookChange, happened: Happened, isMention: boolean): Delivered {
  const { raw, self } = happened;
  const { item, verb, post_id: postId, comment_id: commentId, parent_id: parentId } = change;
  const isComment = item === 'comment' || (isMention && typeof commentId === 'string');
  if (!isComment && !isMention && !writings.has(item)) return passed(raw);
  if (typeof postId !== 'string') return malformed(raw, 'post_id: it names no post');
  const under = isMention && !isOnPage(self.nativeId, postId) ? 'other' : 'us';
  if (!isComment) {
    const post = postPost(self, toldBy(change, postId, happened, isMention), { under });
    // What the company posts itself waits for nobody.
    if (post.author.nativeId === self.nativeId) return passed(raw);
    return deliver(happened, { item: post, verb, editedAt: change.edited_time }, 'mention');
  }
  if (typeof commentId !== 'string') return malformed(raw, 'comment_id: it names no comment');
  const parent = typeof parentId !== 'string' || parentId === postId ? null : parentId;
  const told = toldBy(change, commentId, happened, isMention);
  const comment = commentPost(self, told, { post: postId, parent, under });
  return deliver(
    happened,
    { item: comment, verb, editedAt: change.edited_time },
    isMention ? 'mention' : 'reply',
  );
}

/** What a recommendation says beside its text. */
function verdictIn({ recommendation_type: type, rating }: FacebookRating): Media[] {
  if (typeof type === 'string' && type !== '')
    return [mediaAt('other', `recommendation: ${type}`, undefined)];
  return typeof rating === 'number' ? [mediaAt('other', `rating: ${String(rating)}/5`, undefined)] : [];
}

function hearRating(rating: FacebookRating, happened: Happened): Delivered {
  const { raw, self, at } = happened;
  const { item, verb, open_graph_story_id: story, comment_id: commentId } = rating;
  if (item !== 'rating' && item !== 'comment') return passed(raw);
  if (typeof story !== 'string') return malformed(raw, 'open_graph_story_id: it names no recommendation');
  const createdAt = timeOf(rating.created_time, at);
  if (item === 'comment') {
    if (typeof commentId !== 'string') return malformed(raw, 'comment_id: it names no comment');
    const told = { id: commentId, who: whoIn(rating), text: rating.message, at: createdAt, media: [] };
    const comment = commentPost(self, told, { post: story, parent: null, under: 'other' });
    return deliver(happened, { item: comment, verb }, 'mention');
  }
  const { reviewer_id: id, reviewer_name: name } = rating;
  const who = typeof id === 'string' ? { id, name } : whoIn(rating);
  const told: Told = {
    id: story,
    who,
    text: rating.review_text,
    at: createdAt,
    media: verdictIn(rating),
    namesUs: true,
  };
  return deliver(happened, { item: postPost(self, told, { under: 'other', is: 'rating' }), verb }, 'mention');
}

/** What a delivery means. Never throws: what cannot be understood is told as such; kinds that came later are of no interest. */
export function hear(raw: unknown, hearing: Hearing): Delivered {
  const kept = keptSchema.safeParse(raw);
  if (!kept.success) return malformed(raw, describeFault(kept.error));
  const { self, profile, receivedAt } = hearing;
  if (!('field' in kept.data)) {
    return hearMessaging(raw, kept.data.messaging, { of: messagingOf(self), profile });
  }
  const { field, value, atMs } = kept.data;
  const at = atMs === null || atMs < 1e12 || atMs > 253_402_300_799_000 ? receivedAt : iso(atMs);
  const happened = { ...hearing, raw, at };
  if (field === 'ratings') {
    const rating = ratingSchema.safeParse(value);
    return rating.success ? hearRating(rating.data, happened) : malformed(raw, describeFault(rating.error));
  }
  if (field !== 'feed' && field !== 'mention') return passed(raw);
  const change = changeSchema.safeParse(value);
  if (!change.success) return malformed(raw, describeFault(change.error));
  return hearWriting(change.data, happened, field === 'mention');
}
