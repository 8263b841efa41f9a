// LINE tells, and is not asked: what it told is what is held here. Only who writes can be looked up.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Reader } from '../kit/network.ts';
import type { People } from './people.ts';

/** Not `network_post_gone`: LINE tells of what is taken back itself. */
const notAsked = (): Promise<never> =>
  Promise.reject(
    new AppError('network_rejected', 'LINE cannot be asked for messages; what it told is shown.'),
  );

export function createReader(people: People, account: AccountSession | null): Reader {
  return {
    post: notAsked,
    thread: notAsked,
    authorPosts: notAsked,
    async author({ nativeId }) {
      if (account === null) return notAsked();
      const { displayName, pictureUrl, statusMessage } = await people.profile(account, nativeId);
      return {
        nativeId,
        handle: '',
        displayName,
        ...(typeof pictureUrl === 'string' ? { avatarUrl: pictureUrl } : {}),
        ...(statusMessage === '' ? {} : { bio: statusMessage }),
      };
    },
  };
}
