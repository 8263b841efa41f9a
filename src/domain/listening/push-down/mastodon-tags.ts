// Compiles monitors to Mastodon's hashtag timelines, the only thing that its public streams can be narrowed by.
import type { PreparedPost } from '../prepared-post.ts';
import type { QueryLeaf } from '../query-node.ts';
import { printQuery } from '../query-printer.ts';
import { alternativesOf } from './alternatives.ts';
import { costOf, type PushDownCost } from './cost.ts';
import type { MonitorToPush } from './monitor.ts';
import { NoteList, type PushDownCode, type PushDownNote } from './notes.ts';
import { tagSpellings } from './spellings.ts';
import { widen, type Dialect, type PlainLeaf, type Wider } from './widen.ts';

export interface MastodonTimeline {
  /** Without `#`: of `/api/v1/timelines/tag/:hashtag`, and of the stream. */
  tag: string;
  /** Tags that must be there too: `all[]`, at most 4. A stream cannot ask for them. */
  all: string[];
  /** The ids of the monitors that need it. */
  monitors: string[];
}

export interface MastodonMonitor {
  id: string;
  /** What Mastodon is asked for, in the monitors' own language; null where it cannot be asked. */
  wider: string | null;
  notes: PushDownNote[];
  cost: PushDownCost | null;
}

export interface MastodonOptions {
  maxTimelines?: number;
  sample?: readonly PreparedPost[];
}

/** Mastodon heeds no more of them. */
const mostAll = 4;
const whole = { start: 0, end: 0 };
const hashtag = /^[\p{L}\p{M}\p{N}_·]*[\p{L}\p{M}_·][\p{L}\p{M}\p{N}_·]*$/u;

const dialect: Dialect = {
  include(leaf: PlainLeaf, notes: NoteList): Wider {
    if (leaf.type === 'network') return leaf.network === 'mastodon' ? 'all' : 'none';
    if (leaf.type === 'hashtag' && hashtag.test(leaf.tag)) {
      notes.add('spellings', whole);
      return leaf;
    }
    notes.add('field', leaf);
    return 'all';
  },

  exclude(leaf: PlainLeaf, notes: NoteList): Wider {
    if (leaf.type === 'network') return leaf.network === 'mastodon' ? 'none' : 'all';
    notes.add('exclusion', leaf);
    return 'all';
  },
};

function tagsOf(leaf: QueryLeaf, query: string): string[][] {
  return leaf.type === 'hashtag' ? tagSpellings(leaf, query, 'width').map((tag) => [tag]) : [[]];
}

interface Compiled {
  monitor: MastodonMonitor;
  timelines: Omit<MastodonTimeline, 'monitors'>[];
}

function compileOne({ id, query, node }: MonitorToPush, options: MastodonOptions): Compiled {
  const notes = new NoteList();
  const refuse = (code: PushDownCode): Compiled => {
    notes.add(code, whole);
    return { monitor: { id, wider: null, notes: notes.all, cost: null }, timelines: [] };
  };
  if (node === null) return refuse('query_invalid');
  const wider = widen(node, dialect, notes);
  if (wider === 'none') return refuse('never_here');
  if (wider === 'all') return refuse('only_hashtags');
  const found = alternativesOf<string>(
    wider,
    (leaf) => tagsOf(leaf, query),
    () => true,
  );
  const timelines = found.of.map((tags) => {
    const [tag = '', ...more] = new Set(tags);
    return { tag, all: more.slice(0, mostAll) };
  });
  const isShort = found.of.some((tags) => new Set(tags).size > mostAll + 1);
  if (found.leftOut || isShort) notes.add('too_long', whole);
  const cost = options.sample === undefined ? null : costOf(node, wider, options.sample);
  return { monitor: { id, wider: printQuery(wider), notes: notes.all, cost }, timelines };
}

/**
 * Compiles monitors to hashtag timelines whose statuses together contain every match of theirs, but for what the notes
 * say is `missed`. A monitor that also matches posts without a tag cannot be pushed: it needs a public timeline.
 */
export function compileMastodonTags(
  monitors: readonly MonitorToPush[],
  options: MastodonOptions = {},
): { timelines: MastodonTimeline[]; monitors: MastodonMonitor[] } {
  const { maxTimelines = 100 } = options;
  const timelines = new Map<string, MastodonTimeline>();
  const reports = monitors.map((one) => {
    const { monitor, timelines: needed } = compileOne(one, options);
    const keyed = new Map(needed.map((timeline) => [[timeline.tag, ...timeline.all].join(' '), timeline]));
    const fresh = [...keyed.keys()].filter((key) => !timelines.has(key));
    if (timelines.size + fresh.length > maxTimelines) {
      const note: PushDownNote = { code: 'no_room', effect: 'unpushed', ...whole };
      return { ...monitor, wider: null, notes: [...monitor.notes, note], cost: null };
    }
    for (const [key, timeline] of keyed) {
      const known = timelines.get(key) ?? { ...timeline, monitors: [] };
      known.monitors.push(monitor.id);
      timelines.set(key, known);
    }
    return monitor;
  });
  return { timelines: [...timelines.values()], monitors: reports };
}
