// A widened query as alternatives (an OR of ANDs), for networks that take no deeper queries; bounded, by leaving out conditions.
import type { QueryLeaf, QueryNode } from '../query-node.ts';

export interface Alternatives<T> {
  /** A match has everything of at least one of them. */
  of: T[][];
  /** Whether conditions were left out to stay within the bound. */
  leftOut: boolean;
}

/** More combinations than this are never made of one AND. */
const mostCombined = 60;

/**
 * The alternatives of a query without NOT. `expand` gives those of a leaf, of which an empty one always holds; `stands`
 * says whether a network takes such a condition without another.
 */
export function alternativesOf<T>(
  node: QueryNode,
  expand: (leaf: QueryLeaf) => T[][],
  stands: (item: T) => boolean,
): Alternatives<T> {
  if (node.type === 'not') return { of: [[]], leftOut: true };
  if (node.type !== 'and' && node.type !== 'or') return { of: expand(node), leftOut: false };
  const parts = node.of.map((child) => alternativesOf(child, expand, stands));
  let leftOut = parts.some((part) => part.leftOut);
  if (node.type === 'or') return { of: parts.flatMap((part) => part.of), leftOut };
  const isWhole = ({ of }: Alternatives<T>): boolean => of.every((one) => one.some(stands));
  const sorted = parts.toSorted(
    (a, b) => Number(isWhole(b)) - Number(isWhole(a)) || a.of.length - b.of.length,
  );
  let of: T[][] = sorted[0]?.of ?? [[]];
  for (const part of sorted.slice(1)) {
    if (of.length * part.of.length <= mostCombined || part.of.length === 1) {
      of = of.flatMap((before) => part.of.map((one) => [...before, ...one]));
    } else leftOut = true;
  }
  return { of, leftOut };
}
