// Reads a review on Google Play again, as seldom as its quota wants it.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { createReviewReader, type Sparing } from '../kit/review-read.ts';
import type { Ask } from './ask.ts';
import { SHOWN_MS } from './listen.ts';
import { NETWORK } from './manifest.ts';

export const createReader = (
  deps: Pick<NetworkDeps, 'now'>,
  { ask, spare }: { ask: Ask; spare: Sparing },
  { nativeId, handle }: Pick<AccountSession, 'nativeId' | 'handle'>,
): Reader =>
  createReviewReader({ network: NETWORK, self: { nativeId, handle } }, (id, ref) =>
    spare(nativeId, id, () => ask.review(id)).catch((error: unknown) => {
      const isGone = error instanceof AppError && error.code === 'network_post_gone';
      const atMs = Date.parse(ref?.['at'] ?? '');
      // Google shows the reviews of a week: who takes an older one for gone would forget what was said.
      if (!isGone || deps.now() - atMs < SHOWN_MS) throw error;
      throw new AppError('network_rejected', 'Google Play shows reviews of the last week only.');
    }),
  );
