// Answers reviews: one public answer to each, which the next replaces. What stands there tells whether a send happened.
import { AppError } from '../../domain/errors.ts';
import { measureLength, type LengthRule } from '../../domain/post/length.ts';
import type { Fate, Published, Publisher, PublishRequest } from './network.ts';
import { refusedInput } from './refused-input.ts';
import { splitReviewId, versionOf } from './review-posts.ts';
import type { Review, ReviewId } from './review-posts.ts';

export interface ReviewStore {
  /** As people know it. */
  name: string;
  limit: LengthRule;
  find(reviewId: string): Promise<Review>;
  /** Puts the answer in its place, whatever stood there. */
  reply(reviewId: string, text: string): Promise<{ at: string; ref?: Record<string, string> }>;
  /** Takes the answer away, and none without harm; null where the store lets nobody. */
  remove: ((reviewId: string) => Promise<void>) | null;
}

function checkText({ name, limit }: ReviewStore, text: string, images: readonly unknown[]): void {
  if (text.trim() === '' && images.length === 0) {
    throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  }
  const { used, max, fits } = measureLength(text, limit);
  if (!fits) {
    const message = `The text is too long (${String(used)}); ${name} takes ${String(max)} characters. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  if (images.length > 0) {
    throw new AppError('attachment_invalid', `${name} takes no pictures.`, { where: 'images' });
  }
}

/** Stores take markup and spaces out of an answer. */
const bared = (text: string): string =>
  text
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const saysTheSame = (review: Review, text: string): boolean =>
  review.reply !== null && bared(review.reply.text) === bared(text);

const changed = {
  ja: '返信を書いているあいだに、レビューが書き換えられました。新しいレビューは 1 分ほどで届きます。読み直してから返信してください。',
  en: 'The review was changed while the answer was written. It comes in within a minute: read it before you answer.',
};

export function createReviewPublisher(store: ReviewStore): Publisher {
  const forbidden = (text: string) => (): Promise<never> =>
    Promise.reject(new AppError('network_forbids', text));
  const idOf = (nativeId: string | undefined): ReviewId => {
    const id = nativeId === undefined ? null : splitReviewId(nativeId);
    if (id !== null) return id;
    throw new AppError('network_forbids', `${store.name} has answers to reviews only.`);
  };
  const nativeIdOf = (review: string, version: string): string => `${review}/reply/${version}`;

  /** The state of the review that is answered. An answer to an answer of ours takes its place. */
  function versionAnswered({ replyTo }: PublishRequest): string | null {
    const id = idOf(replyTo?.nativeId);
    return id.version ?? replyTo?.ref?.['version'] ?? null;
  }

  async function publish(request: PublishRequest): Promise<Published> {
    checkText(store, request.text, request.images);
    const { review: reviewId } = idOf(request.replyTo?.nativeId);
    const review = await store.find(reviewId);
    const version = versionOf(review);
    const answered = versionAnswered(request);
    // Answered in public is what stands there, not what the writer saw.
    if (answered !== null && answered !== version) throw refusedInput('text', changed);
    const { at, ref } = await store.reply(reviewId, request.text);
    return { nativeId: nativeIdOf(reviewId, version), createdAt: at, ...(ref === undefined ? {} : { ref }) };
  }

  async function lookUp(request: PublishRequest): Promise<Fate> {
    const { review: reviewId } = idOf(request.replyTo?.nativeId);
    const review = await store.find(reviewId);
    const { reply } = review;
    if (reply === null || !saysTheSame(review, request.text)) return { absent: true };
    const nativeId = nativeIdOf(reviewId, versionAnswered(request) ?? versionOf(review));
    return {
      found: { nativeId, createdAt: reply.at, ...(reply.ref === undefined ? {} : { ref: reply.ref }) },
    };
  }

  return {
    publish,
    lookUp: (request) => lookUp(request),
    async edit(nativeId, text) {
      checkText(store, text, []);
      const { review: reviewId } = idOf(nativeId);
      const { at, ref } = await store.reply(reviewId, text);
      return { nativeId, createdAt: at, ...(ref === undefined ? {} : { ref }) };
    },
    remove:
      store.remove === null
        ? forbidden(`${store.name} lets nobody delete an answer through its API.`)
        : async (nativeId) => store.remove?.(idOf(nativeId).review),
    like: forbidden(`${store.name} has no likes of ours.`),
    unlike: forbidden(`${store.name} has no likes of ours.`),
    repost: forbidden(`${store.name} has no reposts.`),
    unrepost: forbidden(`${store.name} has no reposts.`),
  };
}
