// Where a word can be put into a query: into one of the conditions that look for words, beside all of them, or as a NOT.
import { evaluate } from '../evaluate.ts';
import type { PreparedPost } from '../prepared-post.ts';
import type { Literal, QueryNode } from '../query-node.ts';
import { printQuery } from '../query-printer.ts';

/** Words that are looked for or hashtags; what is put into the query. */
export type Addition =
  ({ type: 'term' | 'phrase' } & Literal) | { type: 'hashtag'; tag: string; start: number; end: number };

const bounds = ['not', 'lang', 'network', 'is', 'has', 'min_followers', 'max_followers'];

/** How a post stands to a query. */
export interface Standing {
  isHit: boolean;
  /** What bounds the query (NOT, lang:, …) lets the post through. */
  isWithin: boolean;
  /** One bit for each condition that the post does not fulfil. */
  lacking: number;
}

/** Conditions beyond this many are taken as one. */
const mostConditions = 12;

export class QueryPlaces {
  private readonly conditions: readonly QueryNode[];
  private readonly within: readonly QueryNode[];

  constructor(query: QueryNode) {
    const parts = query.type === 'and' ? query.of : [query];
    this.within = parts.filter((part) => bounds.includes(part.type));
    const wide = parts.filter((part) => !bounds.includes(part.type));
    const rest = wide.slice(mostConditions - 1);
    this.conditions =
      wide.length > mostConditions ? [...wide.slice(0, mostConditions - 1), { type: 'and', of: rest }] : wide;
  }

  /** How many places there are: each condition for words, and all together where there are several. */
  get count(): number {
    return this.conditions.length === 1 ? 1 : this.conditions.length + 1;
  }

  stand(post: PreparedPost): Standing {
    let lacking = 0;
    for (const [n, condition] of this.conditions.entries()) {
      if (evaluate(condition, post) === null) lacking |= 1 << n;
    }
    const isWithin = this.within.every((bound) => evaluate(bound, post) !== null);
    return { isHit: isWithin && lacking === 0, isWithin, lacking };
  }

  /** Whether a post that has the word would become a hit, were the word put into this place. */
  wouldHit({ isHit, isWithin, lacking }: Standing, place: number): boolean {
    if (isHit || !isWithin) return false;
    return place === this.conditions.length || lacking === 1 << place;
  }

  /** Whether a word makes sense there: beside words, not beside an author or a link. */
  takesWords(place: number): boolean {
    const condition = this.conditions[place];
    return condition === undefined || !['from', 'to', 'mention', 'url'].includes(condition.type);
  }

  /** The query with the word put into this place, printed. */
  with(addition: Addition, place: number): string {
    const parts = this.conditions.map((condition, n) =>
      n === place ? either(condition, addition) : condition,
    );
    if (place < this.conditions.length) return printAll([...parts, ...this.within]);
    const [only] = parts;
    const all: QueryNode = only !== undefined && parts.length === 1 ? only : { type: 'and', of: parts };
    return printAll([either(all, addition), ...this.within]);
  }

  /** The query that excludes the word, printed. */
  without(addition: Addition): string {
    return printAll([...this.conditions, ...this.within, { type: 'not', of: addition }]);
  }
}

function either(node: QueryNode, addition: Addition): QueryNode {
  return { type: 'or', of: [...(node.type === 'or' ? node.of : [node]), addition] };
}

function printAll(parts: readonly QueryNode[]): string {
  const of = parts.flatMap((part) => (part.type === 'and' ? part.of : [part]));
  const [only] = of;
  return printQuery(only !== undefined && of.length === 1 ? only : { type: 'and', of });
}

/** More are not looked at: advice on a list of thousands of words is no advice. */
const mostLiterals = 200;

/**
 * The literals that a query looks for, at most 200, without those it excludes. `all` has the excluded ones and tags as
 * well, folded, tags with `#`.
 */
export function literalsOf(query: QueryNode): { positive: Literal[]; all: Set<string> } {
  const positive: Literal[] = [];
  const all = new Set<string>();
  const walk = (node: QueryNode, isNegated: boolean): void => {
    switch (node.type) {
      case 'not':
        return walk(node.of, !isNegated);
      case 'and':
      case 'or':
        for (const child of node.of) walk(child, isNegated);
        return;
      case 'near':
        for (const one of [...node.left, ...node.right]) walk(one, isNegated);
        return;
      case 'term':
      case 'phrase':
      case 'prefix':
      case 'exact':
        all.add(node.words.join(' '));
        if (!isNegated && node.type !== 'exact' && positive.length < mostLiterals) positive.push(node);
        return;
      case 'hashtag':
        all.add(`#${node.tag}`);
        return;
      default:
    }
  };
  walk(query, false);
  return { positive, all };
}
