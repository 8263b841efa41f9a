// Tries a query on what was already heard: how many hits, of which kind, what other monitors find of them, and examples.
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { endpoints } from '../../contract/endpoints.ts';
import { wilson } from '../../domain/listening/advice/precision.ts';
import type { CompiledQuery } from '../../domain/listening/matcher.ts';
import { preparePost } from '../../domain/listening/prepared-post.ts';
import type { PostKind } from '../../domain/post/post.ts';
import { altsAt } from '../../domain/post/searchable-text.ts';
import { shownText, type HeardPost } from '../../storage/heard-posts.ts';
import { quarterMs } from '../../storage/heard-tally.ts';
import type { HitLabel } from '../../storage/monitor-labels.ts';
import { writeCursor } from '../read/cursor.ts';
import { dayFinder } from './days.ts';
import { HitCount, HitCounts } from './estimate.ts';
import { scanHeard, type Found, type Reach, type Scan, type ScanLimits } from './scan.ts';

export type DryRunReport = ReplyOf<(typeof endpoints)['dryRun']>;
export type DifferenceReport = ReplyOf<(typeof endpoints)['compareQueries']>;
export type HeardHit = DryRunReport['examples'][number];

export const usualLimits: ScanLimits = { maxAgeMs: 30 * 24 * 60 * 60 * 1000, timeLimitMs: 3_000 };
/** For who asks for exact figures and waits. */
export const patientLimits: ScanLimits = { ...usualLimits, timeLimitMs: 30_000 };

const examplesShown = 30;
const examplesOfDifference = 10;

export interface Labels {
  all: ReadonlyMap<string, HitLabel>;
  own: ReadonlyMap<string, HitLabel>;
}

export interface OtherMonitor {
  id: string;
  name: string;
  active: boolean;
  query: string;
}

/** A query to try; it must compile. */
export interface Tried {
  text: string;
  compiled: CompiledQuery;
}

export interface DryRunInput extends Omit<Scan, 'queries' | 'wanted'> {
  query: Tried;
  /** IANA name: a day is a calendar day there. */
  timeZone: string;
  others: readonly OtherMonitor[];
  labels: Labels;
}

/** Names no monitor: ids are never empty. */
const tried = '';

/** Looks until everything was seen or a limit is reached; `partial` says which. */
export async function runDry(input: DryRunInput): Promise<DryRunReport> {
  const { query, others, labels } = input;
  const dayOf = dayFinder(input.timeZone);
  const total = new HitCount();
  const alone = new HitCount();
  const perDay = new HitCounts<string>();
  const perNetwork = new HitCounts<string>();
  const perLang = new HitCounts<string | null>();
  const perKind = new HitCounts<PostKind>();
  const perMonitor = new HitCounts<string>();
  const examples = new Newest(examplesShown);
  const said = { relevant: 0, of: 0 };

  const queries = new Map([[tried, query.text], ...others.map(({ id, query: text }) => [id, text] as const)]);
  const reach = await scanHeard({ ...input, queries, wanted: [tried] }, ({ post, names, part, cluster }) => {
    total.add(part, cluster);
    perDay.add(dayOf(Date.parse(post.seenAt)), part, cluster);
    perNetwork.add(post.network, part, cluster);
    perLang.add(post.lang, part, cluster);
    perKind.add(post.kind, part, cluster);
    if (names.length === 1) alone.add(part, cluster);
    for (const name of names) if (name !== tried) perMonitor.add(name, part, cluster);
    examples.add(post);
    const label = labels.all.get(post.id);
    if (label !== undefined) said.of += 1;
    if (label === 'relevant') said.relevant += 1;
  });
  const { hits, margin } = total.total();
  const shown = examples.sorted();
  // Between those of a sample are others: whoever reads on begins with the newest.
  const oldest = reach.exact ? shown.at(-1)?.id : 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  return {
    ...reachView(reach),
    hits,
    margin,
    perDay: daysOf(reach, dayOf, perDay),
    perNetwork: perNetwork.sorted().map(([network, count]) => ({ network, hits: count })),
    perLang: perLang.sorted().map(([lang, count]) => ({ lang, hits: count })),
    perKind: perKind.sorted().map(([kind, count]) => ({ kind, hits: count })),
    examples: shown.map((post) => hitView(post, query.compiled, labels)),
    nextCursor:
      oldest !== undefined && (examples.seen > shown.length || !reach.exact) ? writeCursor([oldest]) : null,
    overlap: {
      monitors: others
        .map(({ id, name, active }) => ({ monitorId: id, name, active, hits: perMonitor.hitsOf(id) }))
        .toSorted((a, b) => b.hits - a.hits),
      alone: alone.total().hits,
    },
    precision: wilson(said.relevant, said.of),
  };
}

export interface DifferenceInput extends Omit<Scan, 'queries' | 'wanted'> {
  before: Tried;
  after: Tried;
  labels: Labels;
}

/** What only one of two queries finds. */
export async function runDifference(input: DifferenceInput): Promise<DifferenceReport> {
  const { before, after, labels } = input;
  const sides = {
    before: {
      query: before,
      all: new HitCount(),
      only: new HitCount(),
      examples: new Newest(examplesOfDifference),
    },
    after: {
      query: after,
      all: new HitCount(),
      only: new HitCount(),
      examples: new Newest(examplesOfDifference),
    },
  };
  const both = new HitCount();
  const queries = new Map([
    ['before', before.text],
    ['after', after.text],
  ]);
  const count = ({ post, names, part, cluster }: Found): void => {
    if (names.length === 2) both.add(part, cluster);
    for (const [name, side] of Object.entries(sides)) {
      if (!names.includes(name)) continue;
      side.all.add(part, cluster);
      if (names.length === 2) continue;
      side.only.add(part, cluster);
      side.examples.add(post);
    }
  };
  const reach = await scanHeard({ ...input, queries, wanted: ['before', 'after'] }, count);
  const only = ({ query, only: counted, examples }: (typeof sides)['before']) => ({
    ...counted.total(),
    examples: examples.sorted().map((post) => hitView(post, query.compiled, labels)),
  });
  return {
    ...reachView(reach),
    before: sides.before.all.total().hits,
    after: sides.after.all.total().hits,
    both: both.total().hits,
    added: only(sides.after),
    removed: only(sides.before),
  };
}

function reachView({
  looked,
  since,
  exact,
  partial,
}: Reach): Pick<Reach, 'looked' | 'since' | 'exact' | 'partial'> {
  return { looked, since, exact, partial };
}

function daysOf(
  reach: Reach,
  dayOf: (atMs: number) => string,
  hits: HitCounts<string>,
): DryRunReport['perDay'] {
  const looked = new Map<string, number>();
  for (const [quarter, count] of reach.perQuarter) {
    const day = dayOf(quarter * quarterMs);
    looked.set(day, (looked.get(day) ?? 0) + count);
  }
  return [...looked]
    .map(([day, count]) => ({ day, looked: count, hits: hits.hitsOf(day) }))
    .toSorted((a, b) => (a.day < b.day ? 1 : -1));
}

/** A hit as it is shown. */
export function hitView(post: HeardPost, query: CompiledQuery, labels: Labels): HeardHit {
  const { id, stored, network, authorHandle, kind, lang, seenAt } = post;
  const spans = query.match(preparePost(post)) ?? [];
  const label = labels.own.get(id) ?? null;
  const text = { text: shownText(post), altsAt: altsAt(post) };
  return { id, stored, network, authorHandle, kind, ...text, spans, lang, at: seenAt, label };
}

/** Keeps the newest posts of those it is given, in whatever order they come. */
class Newest {
  /** How many it was given. */
  seen = 0;
  private readonly most: number;
  private posts: HeardPost[] = [];

  constructor(most: number) {
    this.most = most;
  }

  add(post: HeardPost): void {
    this.seen += 1;
    this.posts.push(post);
    if (this.posts.length > this.most * 8) this.posts = this.sorted();
  }

  /** Newest first. */
  sorted(): HeardPost[] {
    return this.posts.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, this.most);
  }
}
