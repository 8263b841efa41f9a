// Proves that a mail is ours: it lies among the sent ones, where nobody else writes.
import type { NetworkDeps } from '../kit/network.ts';
import type { Hearing } from './hear.ts';
import { openFolder, readRecords, search, sentFolder, withImap } from './imap.ts';
import { hearMail } from './normalise.ts';
import type { Settings } from './settings.ts';

/** Copies of one mail that are looked at. */
const MAX_COPIES = 5;

/** See `Hearing.sent`; on a connection of its own, as the other one waits in its folder. Errors: those of `imapError`. */
export function sentMails(deps: Pick<NetworkDeps, 'socketGuard'>, settings: Settings): Hearing['sent'] {
  return (messageIds) =>
    withImap(deps, settings, 'looking for a mail among the sent ones', async (client) => {
      await openFolder(client, await sentFolder(client));
      const digests = new Map<string, Set<string>>();
      for (const id of new Set(messageIds)) {
        const uids = await search(client, { header: { 'message-id': id } });
        for await (const records of readRecords(client, uids.slice(-MAX_COPIES))) {
          for (const record of records) {
            const { read } = await hearMail(record, { self: settings.address, isOurs: true });
            if (read?.messageId !== id) continue;
            digests.set(id, (digests.get(id) ?? new Set<string>()).add(read.digest));
          }
        }
      }
      return digests;
    });
}
