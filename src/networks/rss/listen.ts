// Hears a feed by reading it again and again: what is new, what changed, and what its publisher took back.
import { AppError } from '../../domain/errors.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import { fetchFeed } from './client.ts';
import { asEdit, normaliseFeed } from './normalise.ts';
import type { Article } from './normalise.ts';
import { Position } from './position.ts';

/** Publishers ask for no more than a few readings an hour. */
const LEAST_MINUTES = 1;
const MOST_MINUTES = 24 * 60;
const DEFAULT_MINUTES = 10;
const DEFAULT_SINCE_HOURS = 72;

/** The feed's address; throws `network_rejected` for what is none. */
export function feedAddress(config: Record<string, string>): string {
  const entered = (config['url'] ?? '').trim().replace(/^feed:(?:\/\/)?/i, '');
  const text = /^https?:\/\//i.test(entered) ? entered : `https://${entered}`;
  if (entered === '' || !URL.canParse(text)) {
    throw new AppError(
      'network_rejected',
      'Enter the address of the feed, like https://example.com/feed.xml',
      {
        where: 'url',
      },
    );
  }
  return new URL(text).href;
}

const numberOr = (text: string | undefined, otherwise: number): number => {
  const value = Number(text?.trim() === '' ? undefined : text);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
};

/** How long to wait between two readings. */
export function pollMs(config: Record<string, string>): number {
  const minutes = numberOr(config['poll_minutes'], DEFAULT_MINUTES);
  return Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, minutes)) * 60_000;
}

/** What of an article is news; null for what was told before, or is older than the first reading goes back. */
function newsOf(article: Article, position: Position, sinceMs: number, nowMs: number): Delivered | null {
  const { item, isDated, nativeId, version } = article;
  const { outcome } = item;
  const news = position.note(nativeId === '' ? `broken ${version}` : nativeId, version);
  if (news === 'known') return null;
  if (news === 'changed') return asEdit(item, nowMs);
  const at =
    'heard' in outcome && outcome.heard?.type === 'post' ? Date.parse(outcome.heard.post.createdAt) : nowMs;
  return position.isFirst && isDated && at < sinceMs ? null : item;
}

/** One reading, committed with the position behind it. */
async function readOnce(
  deps: NetworkDeps,
  input: ListenInput,
  url: string,
  position: Position,
): Promise<void> {
  const document = await fetchFeed(deps, url, position.validators, input.signal);
  input.alive();
  if (document === null) return;
  const nowMs = deps.now();
  const { articles, deleted } = normaliseFeed(document, nowMs);
  const sinceMs = nowMs - numberOr(input.source.config['since_hours'], DEFAULT_SINCE_HOURS) * 3_600_000;
  const before = position.toString();
  const items = articles.flatMap((article) => newsOf(article, position, sinceMs, nowMs) ?? []);
  for (const one of deleted) {
    const { outcome } = one;
    const id =
      'heard' in outcome && outcome.heard?.type === 'delete'
        ? outcome.heard.nativeId
        : JSON.stringify(one.raw);
    if (position.note(`gone ${id}`, '') !== 'known') items.push(one);
  }
  position.validators = document.validators;
  if (items.length === 0 && position.toString() === before) return;
  const cursor = position.toString();
  const most = 1000;
  for (let at = 0; at < items.length || at === 0; at += most) {
    const isLast = at + most >= items.length;
    // Before the last, the document has not been told whole: who begins again reads it again.
    await input.deliver({ items: items.slice(at, at + most), cursor: isLast ? cursor : input.cursor });
  }
}

/** Returns when the signal aborts; throws AppError when the feed cannot be read. `everyMs` is for tests. */
export async function listen(deps: NetworkDeps, input: ListenInput, everyMs?: number): Promise<void> {
  const { config } = input.source;
  const url = feedAddress(config);
  let cursor = input.cursor;
  while (!input.signal.aborted) {
    const position = new Position(cursor, url);
    const deliver: ListenInput['deliver'] = async (batch) => {
      await input.deliver(batch);
      cursor = batch.cursor;
    };
    try {
      await readOnce(deps, { ...input, cursor, deliver }, url, position);
      await deps.sleep(everyMs ?? pollMs(config), input.signal);
    } catch (error) {
      if (!input.signal.aborted) throw error;
    }
  }
}
