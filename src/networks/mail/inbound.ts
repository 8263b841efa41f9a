// Lists what came to a mailbox since a time, to be held against what listening brought.
import type { Delivered, InboundListed, InboundWanted, NetworkDeps } from '../kit/network.ts';
import { readRecords, search, withImap } from './imap.ts';
import { heardOf, openSource } from './listen.ts';
import { settingsOf } from './settings.ts';

/** Bounds one listing: the newest. */
const MAX_LISTED = 1_000;
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
    for await (const records of readRecords(client, found.slice(-MAX_LISTED))) {
      signal.throwIfAborted();
      for (const record of records) {
        if (Date.parse(record.receivedAt) < sinceMs) continue;
        const item = await heardOf(record, settings.address);
        if (item.inbound !== undefined || 'malformed' in item.outcome) items.push(item);
      }
    }
    return { items, isComplete: found.length <= MAX_LISTED };
  });
}
