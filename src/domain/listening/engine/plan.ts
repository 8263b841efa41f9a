// A query as the engine plans it: negations at the leaves, literals by number, the rarest way in, the cheapest order.
import type { Literal, QueryLeaf, QueryNode } from '../query-node.ts';
import {
  EXACT,
  FROM,
  HOST,
  MENTION,
  pieceless,
  PREFIX,
  TAG,
  TEXT,
  type LiteralKind,
  type LiteralTable,
} from './literals.ts';

/** A field's value as a number, the same one for the same value: of languages and networks. */
export type Names = Map<string, number>;

export type Plan =
  | { op: 'literal'; id: number }
  | { op: 'not'; of: Plan }
  | { op: 'and' | 'or'; of: Plan[] }
  | { op: 'near'; distance: number; left: number[]; right: number[] }
  /** The post's language or network, its kind (`kindNumbers`), media (`hasNumbers`), followers. */
  | { op: 'lang' | 'network' | 'kind' | 'has' | 'min' | 'max'; value: number };

export const kindNumbers = { post: 0, reply: 1, repost: 2, quote: 3 } as const;
export const hasNumbers = { image: 0, video: 1, link: 2 } as const;

/** Makes plans of parsed queries. */
export class Planner {
  private readonly literals: LiteralTable;
  private readonly names: Names;

  constructor(literals: LiteralTable, names: Names) {
    this.literals = literals;
    this.names = names;
  }

  plan(node: QueryNode, isNegated = false): Plan {
    switch (node.type) {
      case 'not':
        return this.plan(node.of, !isNegated);
      case 'and':
      case 'or': {
        const op = (node.type === 'and') === isNegated ? 'or' : 'and';
        const of = node.of.map((child) => this.plan(child, isNegated));
        if (of.every((child) => child.op !== op)) return { op, of };
        return { op, of: of.flatMap((child) => (child.op === op ? child.of : [child])) };
      }
      default: {
        const leaf = this.leaf(node);
        if (!isNegated) return leaf;
        // Only to: is made of two.
        if (leaf.op === 'and') return { op: 'or', of: leaf.of.map((of) => ({ op: 'not', of })) };
        return { op: 'not', of: leaf };
      }
    }
  }

  private leaf(leaf: QueryLeaf): Plan {
    switch (leaf.type) {
      case 'term':
      case 'phrase':
        return this.text(leaf, TEXT);
      case 'prefix':
        return this.text(leaf, PREFIX);
      case 'exact':
        return this.text(leaf, EXACT);
      case 'near': {
        const all = (operands: typeof leaf.left): number[] =>
          operands.map((one) => this.textId(one, one.type === 'prefix' ? PREFIX : TEXT));
        return { op: 'near', distance: leaf.distance, left: all(leaf.left), right: all(leaf.right) };
      }
      case 'hashtag':
        return this.name(leaf.tag, TAG);
      case 'mention':
        return this.name(leaf.handle, MENTION);
      case 'from':
        return this.name(leaf.handle, FROM);
      case 'to':
        return { op: 'and', of: [{ op: 'kind', value: kindNumbers.reply }, this.name(leaf.handle, MENTION)] };
      case 'url':
        return this.name(leaf.host + leaf.path, HOST, leaf.host.length);
      case 'lang':
        return { op: 'lang', value: this.number(leaf.lang) };
      case 'network':
        return { op: 'network', value: this.number(leaf.network) };
      case 'is':
        return { op: 'kind', value: kindNumbers[leaf.kind] };
      case 'has':
        return { op: 'has', value: hasNumbers[leaf.what] };
      case 'min_followers':
        return { op: 'min', value: leaf.count };
      case 'max_followers':
        return { op: 'max', value: leaf.count };
    }
  }

  private text(literal: Literal, kind: LiteralKind): Plan {
    return { op: 'literal', id: this.textId(literal, kind) };
  }

  private textId({ words, wordAtStart, wordAtEnd }: Literal, kind: LiteralKind): number {
    return this.literals.intern({ kind, text: words.join(' '), hostLength: 0, wordAtStart, wordAtEnd });
  }

  private name(text: string, kind: LiteralKind, hostLength = 0): Plan {
    const id = this.literals.intern({ kind, text, hostLength, wordAtStart: false, wordAtEnd: false });
    return { op: 'literal', id };
  }

  private number(name: string): number {
    let number = this.names.get(name);
    if (number === undefined) {
      number = this.names.size + 1;
      this.names.set(name, number);
    }
    return number;
  }
}

/** The plan with its literals' numbers in another table. */
export function movedPlan(plan: Plan, move: (id: number) => number): Plan {
  switch (plan.op) {
    case 'literal':
      return { op: 'literal', id: move(plan.id) };
    case 'not':
      return { op: 'not', of: movedPlan(plan.of, move) };
    case 'and':
    case 'or':
      return { op: plan.op, of: plan.of.map((child) => movedPlan(child, move)) };
    case 'near':
      return { ...plan, left: plan.left.map(move), right: plan.right.map(move) };
    default:
      return plan;
  }
}

/** How a plan is come by: the literals of which one must be in the post. */
export interface Anchor {
  literals: number[];
  /** The expected number of hits a post. */
  rate: number;
  /** Whether any of them makes the plan true. */
  isEnough: boolean;
}

/** What looking up a literal in a post costs is 1; a candidate costs this before anything of it is looked at. */
const candidateCost = 3;
const shares = { lang: 0.5, network: 0.9, kind: 0.2, has: 0.2, min: 0.3, max: 0.7 } as const;

/** How likely a post satisfies the plan, and what finding that out costs. */
export function estimate(plan: Plan, literals: LiteralTable): { share: number; cost: number } {
  switch (plan.op) {
    case 'literal':
      return {
        share: Math.min(1, literals.shareOf(plan.id)),
        cost: literals.has(plan.id, pieceless) ? 50 : 1,
      };
    case 'not': {
      const { share, cost } = estimate(plan.of, literals);
      return { share: 1 - share, cost };
    }
    case 'and':
    case 'or': {
      // One after the other until one decides.
      let [reached, cost] = [1, 0];
      for (const child of plan.of) {
        const one = estimate(child, literals);
        cost += reached * one.cost;
        reached *= plan.op === 'and' ? one.share : 1 - one.share;
      }
      return { share: plan.op === 'and' ? reached : 1 - reached, cost };
    }
    case 'near': {
      const rate = Math.min(rateOf(plan.left, literals), rateOf(plan.right, literals));
      return { share: Math.min(1, rate) / 2, cost: plan.left.length + plan.right.length + 20 * rate };
    }
    default:
      return { share: shares[plan.op], cost: 0.2 };
  }
}

function rateOf(ids: readonly number[], literals: LiteralTable): number {
  return ids.reduce((sum, id) => sum + (literals.has(id, pieceless) ? Infinity : literals.shareOf(id)), 0);
}

/** Puts the branches in the order in which they decide soonest. */
export function order(plan: Plan, literals: LiteralTable): void {
  if (plan.op !== 'and' && plan.op !== 'or') return;
  for (const child of plan.of) order(child, literals);
  const price = (child: Plan): number => {
    const { share, cost } = estimate(child, literals);
    return cost / Math.max(1e-9, plan.op === 'and' ? 1 - share : share);
  };
  const priced = plan.of.map((child) => ({ child, price: price(child) }));
  plan.of = priced.toSorted((a, b) => a.price - b.price).map(({ child }) => child);
}

/** The cheapest anchor of a plan; null when nothing that can be looked up must be there. */
export function anchorOf(plan: Plan, literals: LiteralTable): Anchor | null {
  switch (plan.op) {
    case 'literal':
      if (literals.has(plan.id, pieceless)) return null;
      return { literals: [plan.id], rate: literals.shareOf(plan.id), isEnough: true };
    case 'or': {
      const all = plan.of.map((child) => anchorOf(child, literals));
      const found = all.filter((anchor) => anchor !== null);
      if (found.length < all.length) return null;
      return {
        literals: found.flatMap((anchor) => anchor.literals),
        rate: found.reduce((sum, { rate }) => sum + rate, 0),
        isEnough: found.every(({ isEnough }) => isEnough),
      };
    }
    case 'and': {
      const best = cheapestBranch(plan.of, literals);
      return best === null ? null : { ...best.anchor, isEnough: false };
    }
    case 'near': {
      const [left, right] = [rateOf(plan.left, literals), rateOf(plan.right, literals)];
      const rate = Math.min(left, right);
      if (rate === Infinity) return null;
      return { literals: [...(left <= right ? plan.left : plan.right)], rate, isEnough: false };
    }
    default:
      return null;
  }
}

/** Which branch of an AND to come by, so that candidates and what they cost are least. */
export function cheapestBranch(
  branches: readonly Plan[],
  literals: LiteralTable,
): { branch: number; anchor: Anchor } | null {
  const costs = branches.map((branch) => estimate(branch, literals).cost);
  const sum = costs.reduce((all, cost) => all + cost, 0);
  let best: { branch: number; anchor: Anchor } | null = null;
  let least = Infinity;
  for (const [branch, plan] of branches.entries()) {
    const anchor = anchorOf(plan, literals);
    if (anchor === null) continue;
    const rest = sum - (anchor.isEnough ? (costs[branch] ?? 0) : 0);
    const cost = anchor.rate * (candidateCost + rest);
    if (cost >= least) continue;
    least = cost;
    best = { branch, anchor };
  }
  return best;
}
