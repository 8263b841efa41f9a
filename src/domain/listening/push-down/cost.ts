// How much wider what a network sends is than what a monitor matches, measured over a sample of posts.
import { evaluate } from '../evaluate.ts';
import type { PreparedPost } from '../prepared-post.ts';
import type { QueryNode } from '../query-node.ts';

export interface PushDownCost {
  /** Posts looked at. */
  posts: number;
  /** Those that the monitor matches, and those that the network would send for it. */
  matched: number;
  sent: number;
  /** Posts sent for each one that matches; null where none matched. */
  ratio: number | null;
}

/** Measures `wider` against the query that it was made of. */
export function costOf(query: QueryNode, wider: QueryNode, sample: readonly PreparedPost[]): PushDownCost {
  let [matched, sent] = [0, 0];
  for (const post of sample) {
    if (evaluate(wider, post) === null) continue;
    sent += 1;
    if (evaluate(query, post) !== null) matched += 1;
  }
  return { posts: sample.length, matched, sent, ratio: matched === 0 ? null : sent / matched };
}
