// What to ask a network's own search for, so that everything a query matches is among the answers.
import type { QueryNode } from './query-node.ts';
import { parseQuery } from './query.ts';

/** More than this would cost a network more than the gap is worth. */
const mostQueries = 20;

/**
 * Searches whose answers together contain every match of `query`, as a superset that the matcher narrows. Null when the
 * query cannot be covered by at most 20 searches (or does not parse).
 */
export function networkQueries(query: string): string[] | null {
  const parsed = parseQuery(query);
  if (!parsed.ok) return null;
  const queries = cover(parsed.node);
  return queries === null || queries.length > mostQueries ? null : [...new Set(queries)];
}

function fewer(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length;
}

function cover(node: QueryNode): string[] | null {
  switch (node.type) {
    case 'term':
      return [node.text];
    case 'phrase':
    case 'exact':
      return [`"${node.words.join(' ')}"`];
    case 'near': {
      // Either side must be present in a match.
      const sides = [node.left, node.right].map((side) => side.map(cover));
      const whole = sides.filter((side) => side.every((one) => one !== null));
      return whole.map((side) => side.flatMap((one) => one ?? [])).toSorted(fewer)[0] ?? null;
    }
    case 'hashtag':
      return [`#${node.tag}`];
    case 'mention':
      return [`@${node.handle}`];
    // No two networks ask for these alike.
    case 'prefix':
    case 'from':
    case 'to':
    case 'url':
    case 'network':
    case 'is':
    case 'has':
    case 'min_followers':
    case 'max_followers':
    case 'lang':
    case 'not':
      return null;
    case 'or': {
      const branches = node.of.map(cover);
      return branches.some((branch) => branch === null) ? null : branches.flatMap((branch) => branch ?? []);
    }
    case 'and': {
      // Any one branch must be present in a match: the one that takes the fewest searches will do.
      const branches = node.of.map(cover).filter((branch) => branch !== null);
      return branches.toSorted(fewer)[0] ?? null;
    }
  }
}
