// Answers reviews on Google Play.
import type { NetworkDeps, Publisher } from '../kit/network.ts';
import { createReviewPublisher } from '../kit/review-publish.ts';
import type { Ask } from './ask.ts';
import { manifest } from './manifest.ts';

export const createPublisher = (deps: Pick<NetworkDeps, 'now'>, ask: Ask): Publisher =>
  createReviewPublisher({
    name: manifest.name,
    limit: manifest.limits.post,
    find: (reviewId) => ask.review(reviewId),
    async reply(reviewId, text) {
      const { at } = await ask.reply(reviewId, text);
      return { at: at ?? new Date(deps.now()).toISOString() };
    },
    remove: null,
  });
