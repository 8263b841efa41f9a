// Notes of a batch what came and what became of it, as far as somebody could want to look: the telling ones first, and few.
import { recordLimits, type RecordFate } from '../domain/listening/heard-record.ts';
import type { HeardBatch } from './ports.ts';
import type { RecordToKeep } from './source-ports.ts';
import { writtenDown } from './written-down.ts';

type Item = HeardBatch['items'][number];

/** What is worth a look before what is plain. */
const weight: Record<RecordFate, number> = {
  malformed: 3,
  entered: 2,
  kept: 2,
  change: 1,
  known: 1,
  passed: 0,
  nothing: 0,
};

/** By native id, what became of the posts of a batch; those that are missing were held already. */
export type Fates = Map<
  string,
  { fate: 'entered' | 'kept' | 'passed'; lang: string | null; monitors: string[] }
>;

/** In the order in which they came; of a post that was edited in the same batch only what it says now. */
export function recordsOf(items: readonly Item[], fates: Fates): RecordToKeep[] {
  const edited = new Set(editedIn(items));
  const all = items.map((item, place) => ({ item, place, fate: fateOf(item, fates) }));
  return all
    .filter(({ item: { outcome } }) => {
      if ('malformed' in outcome || outcome.heard?.type !== 'post') return true;
      return !edited.has(outcome.heard.post.nativeId);
    })
    .toSorted((a, b) => weight[b.fate] - weight[a.fate] || b.place - a.place)
    .slice(0, recordLimits.ofBatch)
    .toSorted((a, b) => a.place - b.place)
    .map(({ item, fate }) => recordOf(item, fate, fates));
}

/** Native ids of the posts that a batch says something new of: what was kept of them says the old. */
export function editedIn(items: readonly Item[]): string[] {
  return items.flatMap(({ outcome }) =>
    'heard' in outcome && outcome.heard?.type === 'edit' ? [outcome.heard.post.nativeId] : [],
  );
}

function fateOf({ outcome }: Item, fates: Fates): RecordFate {
  if ('malformed' in outcome) return 'malformed';
  if (outcome.heard === null) return 'nothing';
  const { heard } = outcome;
  if (heard.type === 'post') return fates.get(heard.post.nativeId)?.fate ?? 'known';
  if (heard.type === 'edit') return fates.get(heard.post.nativeId)?.fate ?? 'change';
  return 'change';
}

function recordOf(item: Item, fate: RecordFate, fates: Fates): RecordToKeep {
  const { raw, outcome, about = { nativeId: null, authorNativeId: null } } = item;
  if ('malformed' in outcome)
    return { ...about, fate, problem: outcome.malformed, raw: text(raw), made: null };
  const { heard } = outcome;
  if (heard === null) return { ...about, fate, problem: null, raw: text(raw), made: null };
  if (heard.type === 'post' || heard.type === 'edit') {
    const { post } = heard;
    const { lang = null, monitors = [] } = fates.get(post.nativeId) ?? {};
    const made = text({ ...heard, lang, monitors });
    const of = { nativeId: post.nativeId, authorNativeId: post.author.nativeId };
    return { ...of, fate, problem: null, raw: text(raw), made };
  }
  if (heard.type === 'repost') {
    const of = { nativeId: heard.nativeId, authorNativeId: heard.byNativeId };
    // As it came it holds what was reposted, which goes by another name when it is deleted.
    return { ...of, fate, problem: null, raw: null, made: text(heard) };
  }
  if (heard.type === 'identity') {
    const of = { nativeId: null, authorNativeId: heard.author.nativeId };
    return { ...of, fate, problem: null, raw: text(raw), made: text(heard) };
  }
  // What takes something back says that it did, and nothing of what it took back.
  return { ...about, fate, problem: null, raw: null, made: text(heard) };
}

const text = (value: unknown): string | null => writtenDown(value, recordLimits.maxChars);
