// Lists what came to an account, newest page first, as far back as asked: what a stream may have missed is in it.
import type { Delivered, InboundListed, InboundWanted } from '../kit/network.ts';
import { readBody, type Client } from './client.ts';
import { feedsOf } from './feeds.ts';
import { hearNotification } from './normalise.ts';
import { listSchema } from './schemas.ts';

/** Bounds one listing; 4,000 notifications are days of a busy account. */
const MAX_PAGES = 50;

const textOf = (raw: unknown, name: string): string | null => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : null;
};

/** Errors: those of reading (client.ts). */
export async function listInbound(
  client: Client,
  { source, sinceMs, signal }: InboundWanted,
  nowMs: number,
): Promise<InboundListed> {
  const origin = await client.origin();
  const items: Delivered[] = [];
  let isComplete = true;
  for (const feed of feedsOf(source.kind, source.config)) {
    const seen = new Set<string>();
    let before: string | null = null;
    let isDone = false;
    for (let page = 0; page < MAX_PAGES && !isDone; page += 1) {
      const doing = `listing ${feed.name}`;
      const params: Record<string, string> = {
        ...feed.params,
        limit: String(feed.pageSize),
        ...(before === null ? {} : { max_id: before }),
      };
      const listed = readBody(listSchema, await client.get(feed.path, params, { doing, signal }), { doing });
      // A server that knows no pages gives the same list again.
      const fresh = listed.filter((raw) => !seen.has(textOf(raw, 'id') ?? ''));
      const recent = fresh.filter((raw) => !(Date.parse(textOf(raw, 'created_at') ?? '') < sinceMs));
      for (const raw of recent) items.push(...hearNotification(raw, origin, nowMs));
      for (const raw of fresh) seen.add(textOf(raw, 'id') ?? '');
      before = textOf(listed.at(-1), 'id');
      isDone = fresh.length === 0 || recent.length < fresh.length || before === null;
    }
    isComplete &&= isDone;
  }
  return { items: items.toReversed(), isComplete };
}
