// What a review as it stands now tells beside what was told of it: a new one, a changed one, an answer to our answer, an answer of ours. Pure.
import type { Heard, Post } from '../../domain/post/post.ts';
import type { Delivered } from './network.ts';
import type { ReviewMemory, Told } from './review-memory.ts';
import { isAfterAnswer, ourPost, replyVersionOf, theirPost, versionOf } from './review-posts.ts';
import type { Review, Store } from './review-posts.ts';

const told = (raw: unknown, heard: Heard, inbound?: Delivered['inbound']): Delivered => ({
  raw,
  outcome: { heard },
  ...(inbound === undefined ? {} : { inbound }),
});
const edited = (post: Post, editedAt: string): Heard => ({ type: 'edit', post, editedAt });

/** Of a review that nothing is known of. What was changed after an answer of ours is an answer to it. */
export function hearNew(of: Store, raw: unknown, review: Review): { items: Delivered[]; told: Told } {
  const version = versionOf(review);
  const isLater = isAfterAnswer(review);
  const post = theirPost(of, review, isLater ? { answering: null } : null);
  const items = [told(raw, { type: 'post', post }, isLater ? 'reply' : 'mention')];
  const reply = review.reply === null ? null : replyVersionOf(review.reply.text);
  const ours = isLater ? null : ourPost(of, review, { version, isLater });
  if (ours !== null) items.push(told(raw, { type: 'post', post: ours }));
  return { items, told: { version, isLater, answered: reply === null || isLater ? null : version, reply } };
}

/** What is news of a review, in the order in which it happened; the memory has it afterwards. */
export function hearReview(of: Store, raw: unknown, review: Review, memory: ReviewMemory): Delivered[] {
  const before = memory.get(review.id);
  if (before === null) {
    const { items, told: now } = hearNew(of, raw, review);
    memory.put(review.id, now);
    return items;
  }
  const items: Delivered[] = [];
  const now: Told = { ...before };
  const version = versionOf(review);
  const reply = review.reply === null ? null : replyVersionOf(review.reply.text);
  const isNewReply = reply !== null && reply !== before.reply;
  const takeReply = (): void => {
    const to = { version: now.version, isLater: now.isLater };
    const post = ourPost(of, review, to);
    if (post === null) return;
    const isChange = now.answered === now.version;
    items.push(told(raw, isChange ? edited(post, post.createdAt) : { type: 'post', post }));
    now.answered = now.version;
    now.reply = reply;
  };
  // It stood there before the customer changed their review: it answers what they had written.
  if (isNewReply && version !== before.version && isAfterAnswer(review)) takeReply();
  if (version !== now.version) {
    const wasAnswered = now.answered !== null || now.reply !== null;
    if (wasAnswered) {
      const post = theirPost(of, review, { answering: now.answered });
      items.push(told(raw, { type: 'post', post }, 'reply'));
      now.isLater = true;
    } else {
      const post = theirPost(of, review, now.isLater ? { answering: null } : null);
      items.push(told(raw, edited(post, review.at), 'mention'));
    }
    now.version = version;
  }
  if (reply !== null && reply !== now.reply) takeReply();
  memory.put(review.id, now);
  return items;
}
