// Tries a query on what was already heard, newest first, within a time limit and without holding up other requests.
import { setImmediate as breathe } from 'node:timers/promises';
import type { ReplyOf } from '../contract/endpoint.ts';
import type { endpoints } from '../contract/endpoints.ts';
import type { CompiledQuery } from '../domain/listening/matcher.ts';
import { preparePost } from '../domain/listening/prepared-post.ts';
import type { WorkspaceTransaction } from '../storage/database.ts';
import { shownText, storedPosts, windowPosts, type HeardPost } from '../storage/heard-posts.ts';

export type DryRunReport = ReplyOf<(typeof endpoints)['dryRun']>;

export interface DryRunLimits {
  /** Look no further back than this. */
  maxAgeMs: number;
  maxPosts: number;
  timeLimitMs: number;
}

export const usualDryRunLimits: DryRunLimits = {
  maxAgeMs: 30 * 24 * 60 * 60 * 1000,
  maxPosts: 500_000,
  timeLimitMs: 3_000,
};

const chunkSize = 1_000;
/** Worked between two breaths; a large query takes milliseconds a post. */
const breatheEveryMs = 5;
const examplesShown = 30;
const afterEverything = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type ReadChunk = typeof storedPosts;

/** Both places merged, newest first; each is read only as far as it is needed. */
async function* heardNewestFirst(
  read: (chunk: ReadChunk, beforeId: string) => Promise<HeardPost[]>,
): AsyncGenerator<HeardPost> {
  const places = [storedPosts, windowPosts].map((chunk) => ({
    chunk,
    before: afterEverything,
    posts: [] as HeardPost[],
    at: 0,
    done: false,
  }));
  for (;;) {
    for (const place of places) {
      if (place.done || place.at < place.posts.length) continue;
      place.posts = await read(place.chunk, place.before);
      place.at = 0;
      place.before = place.posts.at(-1)?.id ?? place.before;
      place.done = place.posts.length === 0;
    }
    const [a, b] = places;
    const first = a?.posts[a.at];
    const second = b?.posts[b.at];
    if (first !== undefined && (second === undefined || first.id > second.id)) {
      if (a !== undefined) a.at += 1;
      yield first;
    } else if (second !== undefined) {
      if (b !== undefined) b.at += 1;
      yield second;
    } else return;
  }
}

export interface DryRunInput {
  query: CompiledQuery;
  /** IANA name: a day is a calendar day there. */
  timeZone: string;
  nowMs: number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
  limits?: DryRunLimits;
}

/** Looks until everything was seen or a limit is reached; `partial` says which. */
export async function runDry(input: DryRunInput): Promise<DryRunReport> {
  const { query, nowMs, inWorkspace, limits = usualDryRunLimits } = input;
  const started = performance.now();
  let breathed = started;
  const sinceMs = nowMs - limits.maxAgeMs;
  const dayOf = dayFinder(input.timeZone);
  const days = new Map<string, { looked: number; hits: number }>();
  const report: DryRunReport = { looked: 0, hits: 0, perDay: [], examples: [], partial: false, since: null };

  const posts = heardNewestFirst((chunk, beforeId) =>
    inWorkspace((trx) => chunk(trx, beforeId, sinceMs, chunkSize)),
  );
  for await (const post of posts) {
    report.looked += 1;
    report.since = post.seenAt;
    const day = days.get(dayOf(post.seenAt)) ?? { looked: 0, hits: 0 };
    days.set(dayOf(post.seenAt), day);
    day.looked += 1;
    const spans = query.match(preparePost(post));
    if (spans !== null) {
      report.hits += 1;
      day.hits += 1;
      if (report.examples.length < examplesShown) report.examples.push(exampleOf(post, spans));
    }
    const now = performance.now();
    if (report.looked >= limits.maxPosts || now - started > limits.timeLimitMs) {
      report.partial = true;
      break;
    }
    if (now - breathed < breatheEveryMs) continue;
    await breathe();
    breathed = performance.now();
  }
  report.perDay = [...days]
    .map(([day, counts]) => ({ day, ...counts }))
    .toSorted((a, b) => (a.day < b.day ? 1 : -1));
  return report;
}

function exampleOf(post: HeardPost, spans: [number, number][]): DryRunReport['examples'][number] {
  const { network, authorHandle, lang, seenAt } = post;
  return { network, authorHandle, text: shownText(post), spans, lang, at: seenAt };
}

/** Calendar days by quarter hour: no zone's day begins in between, and formatting each post would take longer than matching it. */
function dayFinder(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const known = new Map<number, string>();
  const quarterMs = 15 * 60 * 1000;
  return (at) => {
    const quarter = Math.floor(Date.parse(at) / quarterMs);
    const found = known.get(quarter) ?? format.format(quarter * quarterMs);
    known.set(quarter, found);
    return found;
  };
}
