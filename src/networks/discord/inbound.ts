// Lists what came to a bot, by reading again what its channels hold: mentions of it, and answers to it.
import type { Delivered, InboundListed, InboundWanted, NetworkDeps } from '../kit/network.ts';
import { Channels, scopeOf } from './channels.ts';
import { patiently } from '../kit/patience.ts';
import type { DiscordClient } from './client.ts';
import { snowflakeAt } from './ids.ts';
import { messagesAfter } from './missed.ts';
import type { Reading } from './missed.ts';
import { hearMessage } from './normalise.ts';

/** Messages of one listing at most. */
const MOST_MESSAGES = 20_000;

/** Direct channels are listed to no bot: they are not in it. Errors: those of the client. */
export async function listInbound(
  deps: NetworkDeps,
  client: DiscordClient,
  { source, account, sinceMs, signal }: InboundWanted,
): Promise<InboundListed> {
  const self = { nativeId: account.nativeId, handle: account.handle };
  const scope = scopeOf(source.config);
  const since = snowflakeAt(sinceMs);
  const on: Reading = { deps, client, signal, alive() {}, hidden: 'empty' };
  const items: Delivered[] = [];
  let read = 0;
  for (const channel of await patiently(on, () => new Channels(client, signal).withNews(scope, since))) {
    for await (const page of messagesAfter(channel.id, since, on)) {
      read += page.length;
      const heard = page.map((raw) => hearMessage(raw, { self, ...channel }));
      items.push(...heard.filter(({ inbound }) => inbound !== undefined));
      if (read > MOST_MESSAGES) return { items: items.toSorted(oldestFirst), isComplete: false };
    }
  }
  return { items: items.toSorted(oldestFirst), isComplete: true };
}

const saidAt = ({ outcome }: Delivered): string =>
  'heard' in outcome && outcome.heard?.type === 'post' ? outcome.heard.post.createdAt : '';
const oldestFirst = (a: Delivered, b: Delivered): number => saidAt(a).localeCompare(saidAt(b));
