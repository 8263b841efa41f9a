// Nothing is sent to a feed: the policy says so before, and this says so to whatever comes past it.
import { AppError } from '../../domain/errors.ts';
import type { Publisher } from '../kit/network.ts';

const onlyRead = (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', 'A feed can only be read; it has no way to send.'));

export const publisher: Publisher = {
  publish: onlyRead,
  // What cannot be sent was never sent.
  lookUp: () => Promise.resolve({ absent: true }),
  edit: onlyRead,
  remove: onlyRead,
  like: onlyRead,
  unlike: onlyRead,
  repost: onlyRead,
  unrepost: onlyRead,
};
