// Widens a query to one that holds only what a network can be asked for, and that matches at least all that the query matches.
import type { Place, QueryLeaf, QueryNode } from '../query-node.ts';
import type { NoteList } from './notes.ts';

/** `all`: nothing can be said, every post may match. `none`: no post of this network can. */
export type Wider = QueryNode | 'all' | 'none';

/** NEAR is taken apart before a dialect sees it. */
export type PlainLeaf = Exclude<QueryLeaf, { type: 'near' }>;

/** What one network can be asked for. Either answer must hold wherever the leaf (its negation) does. */
export interface Dialect {
  include(leaf: PlainLeaf, notes: NoteList): Wider;
  /** For `NOT leaf`. */
  exclude(leaf: PlainLeaf, notes: NoteList): Wider;
}

/** The widest place of a query's part, for a note about the whole of it. */
export function placeOf(node: QueryNode): Place {
  if (node.type === 'not') return placeOf(node.of);
  if (node.type !== 'and' && node.type !== 'or') {
    const sides = node.type === 'near' ? [...node.left, ...node.right] : [];
    const all: Place[] = [node, ...sides];
    return { start: Math.min(...all.map((one) => one.start)), end: Math.max(...all.map((one) => one.end)) };
  }
  let [start, end] = [Infinity, 0];
  for (const child of node.of) {
    const place = placeOf(child);
    start = Math.min(start, place.start);
    end = Math.max(end, place.end);
  }
  return { start, end };
}

/** All that must hold. */
export function allOf(parts: readonly Wider[]): Wider {
  if (parts.includes('none')) return 'none';
  const of = parts.flatMap((part) =>
    typeof part === 'string' ? [] : part.type === 'and' ? part.of : [part],
  );
  const [first] = of;
  if (first === undefined) return 'all';
  return of.length === 1 ? first : { type: 'and', of };
}

/** Any that may hold. */
export function anyOf(parts: readonly Wider[]): Wider {
  if (parts.includes('all')) return 'all';
  const of = parts.flatMap((part) => (typeof part === 'string' ? [] : part.type === 'or' ? part.of : [part]));
  const [first] = of;
  if (first === undefined) return 'none';
  return of.length === 1 ? first : { type: 'or', of };
}

class Widener {
  private readonly dialect: Dialect;
  private readonly notes: NoteList;

  constructor(dialect: Dialect, notes: NoteList) {
    this.dialect = dialect;
    this.notes = notes;
  }

  widen(node: QueryNode, isNegated: boolean): Wider {
    switch (node.type) {
      case 'not':
        return this.widen(node.of, !isNegated);
      case 'and':
      case 'or': {
        const parts = node.of.map((child) => this.widen(child, isNegated));
        // NOT (a OR b) is NOT a AND NOT b.
        if ((node.type === 'and') !== isNegated) return allOf(parts);
        const any = anyOf(parts);
        if (any === 'all' && parts.some((part) => part !== 'all')) this.notes.add('either', placeOf(node));
        return any;
      }
      case 'near': {
        if (isNegated) {
          this.notes.add('exclusion', placeOf(node));
          return 'all';
        }
        this.notes.add('near', placeOf(node));
        const sides = [node.left, node.right].map((side) =>
          anyOf(side.map((one) => this.dialect.include(one, this.notes))),
        );
        return allOf(sides);
      }
      default:
        return isNegated ? this.dialect.exclude(node, this.notes) : this.dialect.include(node, this.notes);
    }
  }
}

/** Widens `node` for a network; what is lost by it goes to `notes`. */
export function widen(node: QueryNode, dialect: Dialect, notes: NoteList): Wider {
  return new Widener(dialect, notes).widen(node, false);
}
