// Lists what came to an account, newest page first, as far back as asked: what a stream may have missed is in it.
import type { Delivered, InboundListed, InboundWanted } from '../kit/network.ts';
import { fieldOf, idOf } from '../kit/record.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { feedsOf } from './feeds.ts';
import { hearNotification } from './normalise.ts';
import { listSchema } from './schemas.ts';

/** Bounds one listing; servers keep 500 notifications of an account unless their owner chose otherwise. */
const MAX_PAGES = 50;

/** Errors: those of reading (client.ts). */
export async function listInbound(
  client: Client,
  { source, sinceMs, signal }: InboundWanted,
): Promise<InboundListed> {
  const origin = await client.origin();
  const items: Delivered[] = [];
  let isComplete = true;
  for (const feed of feedsOf(source.kind, source.config)) {
    const doing = `listing ${feed.name}`;
    let untilId: string | null = null;
    let isDone = false;
    for (let page = 0; page < MAX_PAGES && !isDone; page += 1) {
      const wanted = { limit: feed.pageSize, ...(untilId === null ? {} : { untilId }) };
      const answer = await feed.read(client, wanted, { doing, signal });
      const listed = readBody(listSchema, answer, { doing });
      const recent = listed.filter((raw) => !(Date.parse(fieldOf(raw, 'createdAt')) < sinceMs));
      for (const raw of recent) items.push(...hearNotification(raw, origin));
      untilId = idOf(listed.at(-1));
      isDone = recent.length < listed.length || untilId === null;
    }
    isComplete &&= isDone;
  }
  return { items: items.toReversed(), isComplete };
}
