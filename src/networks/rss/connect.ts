// Nobody signs in to a feed: it is listened to by its address.
import { AppError } from '../../domain/errors.ts';

/** The answer to every way of connecting. */
export const noAccounts = (): Promise<never> =>
  Promise.reject(
    new AppError('network_rejected', 'Feeds have no accounts: add the feed as a place to listen to.', {
      where: 'kind',
    }),
  );
