// Hears the reviews of a store by reading its list again and again, newest first, back to where it stood; and lists what came.
import type { Delivered, InboundListed, ListenInput, NetworkDeps } from './network.ts';
import { hearNew, hearReview } from './review-hear.ts';
import { ReviewMemory } from './review-memory.ts';
import type { Review, Store } from './review-posts.ts';

/** A record of the list, read; a broken one says why. */
export type ReadReview = { review: Review } | { malformed: string };

export interface ReviewPages {
  store: Store;
  /** One page, newest first. `after`: as the page before gave it. */
  page(after: string | null, signal: AbortSignal): Promise<{ raws: unknown[]; next: string | null }>;
  read(raw: unknown): ReadReview;
  /** How often the list is read. */
  everyMs: number;
  /** How far back the store shows reviews; null: all of them. */
  showsForMs: number | null;
}

/** Stores show a review some time after it was written, and not in the order in which they came. */
const OVERLAP_MS = 60 * 60_000;
/** So often the list is read further back: answers written in the store’s own pages, and what came late. */
const WHOLE_EVERY_MS = 6 * 60 * 60_000;
const WHOLE_MS = 7 * 24 * 60 * 60_000;
/** So often it is written down that nothing came. */
const NOTE_EVERY_MS = 60 * 60_000;
const FIRST_MS = 24 * 60 * 60_000;
const MOST_PAGES = 100;
const BATCH = 500;

interface Found {
  raw: unknown;
  read: ReadReview;
  atMs: number;
}

/** What is listed since then, oldest first; a broken record where it stood. */
async function since(
  pages: ReviewPages,
  sinceMs: number,
  signal: AbortSignal,
): Promise<{ found: Found[]; isComplete: boolean }> {
  const found: Found[] = [];
  let after: string | null = null;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const { raws, next } = await pages.page(after, signal);
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const raw of raws) {
      const read = pages.read(raw);
      const atMs = 'review' in read ? Date.parse(read.review.at) : oldestMs;
      oldestMs = Math.min(oldestMs, atMs);
      if (atMs >= sinceMs) found.push({ raw, read, atMs });
    }
    if (next === null || next === after || (raws.length > 0 && oldestMs < sinceMs)) {
      return { found: found.toReversed(), isComplete: true };
    }
    after = next;
  }
  return { found: found.toReversed(), isComplete: false };
}

function newsOf(
  { store }: ReviewPages,
  { raw, read, atMs }: Found,
  memory: ReviewMemory,
  fromMs: number,
): Delivered[] {
  if ('malformed' in read) {
    return memory.isNewBroken(JSON.stringify(raw)) ? [{ raw, outcome: read }] : [];
  }
  const known = memory.get(read.review.id) !== null;
  const items = hearReview(store, raw, read.review, memory);
  memory.newestMs = Math.max(memory.newestMs, atMs);
  // What was written before the account was connected is nobody's to answer, until it changes.
  return !known && atMs < fromMs ? [] : items;
}

/** One reading, committed with the position behind it. */
async function readOnce(
  deps: Pick<NetworkDeps, 'now'>,
  pages: ReviewPages,
  input: ListenInput,
  cursor: string | null,
): Promise<string | null> {
  const memory = new ReviewMemory(cursor);
  const nowMs = deps.now();
  const { isFirst, readMs } = memory;
  const isWhole = nowMs - memory.wholeMs >= WHOLE_EVERY_MS;
  if (isFirst) memory.readMs = nowMs;
  const backMs = memory.newestMs - OVERLAP_MS;
  const sinceMs = isFirst ? nowMs - WHOLE_MS : isWhole ? Math.min(nowMs - WHOLE_MS, backMs) : backMs;
  const { found, isComplete } = await since(pages, sinceMs, input.signal);
  input.alive();
  const shown = pages.showsForMs;
  if (!isFirst && shown !== null && nowMs - readMs > shown) {
    const days = String(shown / 86_400_000);
    const reason = `the list was not read for longer than the ${days} days that it goes back`;
    input.gap?.({ since: new Date(readMs).toISOString(), reason });
  } else if (!isFirst && !isComplete) {
    const reason = `more than ${String(MOST_PAGES)} pages of reviews were missed`;
    input.gap?.({ since: new Date(readMs).toISOString(), reason });
  }
  let saved = cursor;
  let items: Delivered[] = [];
  const deliver = async (): Promise<void> => {
    const next = memory.toString();
    await input.deliver({ items, cursor: next });
    [saved, items] = [next, []];
  };
  const fromMs = isFirst ? nowMs - FIRST_MS : Number.NEGATIVE_INFINITY;
  for (const one of found) {
    items.push(...newsOf(pages, one, memory, fromMs));
    if (items.length >= BATCH) await deliver();
  }
  memory.readMs = nowMs;
  if (isWhole) memory.wholeMs = nowMs;
  if (items.length > 0 || isWhole || nowMs - readMs >= NOTE_EVERY_MS) await deliver();
  return saved;
}

/** Returns when the signal aborts; throws AppError when the list cannot be read. */
export async function listenToReviews(
  deps: Pick<NetworkDeps, 'now' | 'sleep'>,
  pages: ReviewPages,
  input: ListenInput,
): Promise<void> {
  let { cursor } = input;
  while (!input.signal.aborted) {
    try {
      cursor = await readOnce(deps, pages, input, cursor);
      await deps.sleep(pages.everyMs, input.signal);
    } catch (error) {
      if (!input.signal.aborted) throw error;
    }
  }
}

/** What customers wrote since then, oldest first. */
export async function listReviews(
  deps: Pick<NetworkDeps, 'now'>,
  pages: ReviewPages,
  { sinceMs, signal }: { sinceMs: number; signal: AbortSignal },
): Promise<InboundListed> {
  const { found, isComplete } = await since(pages, sinceMs, signal);
  const shown = pages.showsForMs;
  const items = found.flatMap(({ raw, read }) =>
    'malformed' in read ? [] : hearNew(pages.store, raw, read.review).items.slice(0, 1),
  );
  return { items, isComplete: isComplete && (shown === null || sinceMs >= deps.now() - shown) };
}
