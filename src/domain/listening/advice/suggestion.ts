// What keyword advice says: suggestions with what each would bring or spare, and the evidence for it.
import { parseQuery } from '../query.ts';
import type { Contrast } from './contrast.ts';
import type { Postings } from './corpus.ts';
import type { Share } from './precision.ts';
import type { VariantForm } from './variants.ts';

export interface Example {
  postId: string;
  /** Where the word stands in the searchable text, [start, end) in UTF-16 units; none for a tag that is not in it. */
  spans: [number, number][];
}

export interface Suggestion {
  /** `word`, `variant` and `hashtag` are to be added, `exclusion` is to be excluded. */
  kind: 'word' | 'variant' | 'hashtag' | 'exclusion';
  /** Of a variant: how it differs from `of`, which the query has. */
  form: VariantForm | null;
  of: string | null;
  /** As it is written, with `#` for a hashtag. */
  text: string;
  /** The whole changed query, to be tried in a dry run. */
  query: string;
  /** Posts that it would bring (spare), by what was said of them. An exclusion is right about `notRelevant`. */
  posts: { all: number; relevant: number; notRelevant: number; unlabelled: number };
  /**
   * The share of relevant posts among those that it would bring, of an exclusion the share of not relevant ones among
   * those that it would spare, over labelled posts; null where none of them is labelled.
   */
  precision: Share | null;
  /**
   * The word inside and outside of the posts that matter: relevant ones and all others; for an exclusion the labelled
   * hits that are not relevant and those that are.
   */
  evidence: Contrast & { examples: Example[] };
}

export interface Advice {
  /** Of the query as it is, over its labelled hits; null without any. */
  precision: Share | null;
  hits: number;
  /** Variants, words, hashtags and exclusions, of each the best first. */
  suggestions: Suggestion[];
}

/** A suggestion while it is compared with others. */
export interface Draft {
  suggestion: Omit<Suggestion, 'query'>;
  /** Printed only for what is chosen: a query may be long. */
  query: () => string;
  /** The posts it would bring or spare, and all that have the word. */
  changed: Postings;
  postings: Postings;
  /** Posts that it surely gets right. */
  gain: number;
}

/** A suggestion that changes hardly a post but those that a better one changes says nothing new. */
const mostOverlap = 0.8;

/** The best drafts, without those that repeat a better one, at most `most`. */
export function bestOf(drafts: readonly Draft[], most: number): Suggestion[] {
  const sorted = drafts.toSorted(
    (a, b) =>
      b.gain - a.gain ||
      b.suggestion.evidence.z - a.suggestion.evidence.z ||
      (a.suggestion.text < b.suggestion.text ? -1 : 1),
  );
  const chosen: Suggestion[] = [];
  const sets: ReadonlySet<number>[] = [];
  for (const { suggestion, query, changed } of sorted) {
    if (chosen.length === most) break;
    const repeats = sets.some(
      (set) => changed.filter((number) => set.has(number)).length >= changed.length * mostOverlap,
    );
    if (repeats) continue;
    const text = query();
    // What people write may be what the language takes for a sign.
    if (!parseQuery(text).ok) continue;
    chosen.push({ ...suggestion, query: text });
    sets.push(new Set(changed));
  }
  return chosen;
}
