// Lists what came to a mailbox since a time, to be held against what listening brought.
import type { Delivered, InboundListed, InboundWanted, NetworkDeps } from '../kit/network.ts';
import { hearPage } from './hear.ts';
import { readRecords, search, withImap } from './imap.ts';
import { openSource } from './listen.ts';
import { sentMails } from './sent.ts';
import { settingsOf } from './settings.ts';

/** Bounds one listing: the newest. */
const MAX_LISTED = 1_000;
/** Of each mail, in bytes: all that are listed are in memory at once. */
const KEPT = 4_096;
const DAY_MS = 86_400_000;

/** Errors: those of `imapError`. */
export async function listInbound(
  deps: NetworkDeps,
  { source, account, sinceMs, signal }: InboundWanted,
): Promise<InboundListed> {
  const settings = settingsOf(account);
  return withImap(deps, settings, 'listing what came', async (client) => {
    await openSource(client, source.config);
    const found = await search(client, { since: new Date(sinceMs - DAY_MS) });
    const items: Delivered[] = [];
    const digests = new Map<string, string>();
    const hearing = { self: settings.address, sent: sentMails(deps, settings), keep: KEPT };
    for await (const records of readRecords(client, found.slice(-MAX_LISTED))) {
      signal.throwIfAborted();
      const recent = records.filter(({ receivedAt }) => Date.parse(receivedAt) >= sinceMs);
      for (const { item, read, renamed } of await hearPage(recent, hearing)) {
        if (item.inbound === undefined && !('malformed' in item.outcome)) continue;
        const id = read?.post.nativeId;
        const before = id === undefined ? undefined : digests.get(id);
        // As listening names them: the first keeps the name.
        items.push(before === undefined || before === read?.digest ? item : await renamed());
        if (id !== undefined && read !== null && before === undefined) digests.set(id, read.digest);
      }
    }
    return { items, isComplete: found.length <= MAX_LISTED };
  });
}
