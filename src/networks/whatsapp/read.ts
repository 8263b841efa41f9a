// WhatsApp tells, and is not asked: what it told is what is held here.
import { AppError } from '../../domain/errors.ts';
import type { Reader } from '../kit/network.ts';

/** Not `network_post_gone`: WhatsApp tells of what is taken back itself. */
const notAsked = (): Promise<never> =>
  Promise.reject(
    new AppError(
      'network_rejected',
      'WhatsApp cannot be asked for messages or people; what it told is shown.',
    ),
  );

export const reader: Reader = {
  post: notAsked,
  thread: notAsked,
  authorPosts: notAsked,
  author: notAsked,
};
