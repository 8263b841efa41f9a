// A bot cannot read what was written before: what Telegram told is what is held here. Only who writes can be looked up.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { createClient } from './client.ts';
import { personSchema } from './schemas.ts';

/** Not `network_post_gone`: nobody knows whether it is. */
const notAsked = (): Promise<never> =>
  Promise.reject(
    new AppError('network_rejected', 'Telegram shows bots no earlier messages; what it told is shown.'),
  );

export function createReader(deps: NetworkDeps, account: AccountSession | null): Reader {
  return {
    post: notAsked,
    thread: notAsked,
    authorPosts: notAsked,
    async author({ nativeId }) {
      if (account === null || !/^-?\d{1,16}$/.test(nativeId)) return notAsked();
      const person = await createClient(
        deps,
        account,
      )({
        method: 'getChat',
        params: { chat_id: Number(nativeId) },
        result: personSchema,
        repeat: 'harmless',
        doing: 'reading a person',
      });
      const { first_name: first, last_name: last, title, username, bio } = person;
      return {
        nativeId,
        handle: username ?? '',
        displayName: [first, last].filter(Boolean).join(' ') || title,
        ...(username === undefined ? {} : { url: `https://t.me/${username}` }),
        ...(bio === '' ? {} : { bio }),
      };
    },
  };
}
