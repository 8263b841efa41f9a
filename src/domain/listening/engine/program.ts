// Plans as numbers in one array, a branch with all below it before the next branch, and how they are read again.
import { grownInt32 } from './growing.ts';
import { pieceless, type LiteralTable } from './literals.ts';
import type { Plan } from './plan.ts';

/** The lowest four bits of a node's first number; above them stands a number of its own. */
export const [LITERAL, NOT, AND, OR, NEAR, LANG, NETWORK, KIND, HAS, MIN, MAX, GROUP, SOUGHT] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
] as const;
export const opBits = 4;
export const opMask = 15;

const fieldOps = { lang: LANG, network: NETWORK, kind: KIND, has: HAS } as const;
const fieldNames = { [LANG]: 'lang', [NETWORK]: 'network', [KIND]: 'kind', [HAS]: 'has' } as const;

/** Followers are kept as two numbers: so many times this, and the rest. */
export const followersBase = 1 << 28;

/** Decides whether an OR of literals is looked up as a group: all its literals are indexed, and one memo answers it. */
export type GroupOf = (ids: readonly number[]) => number | null;

export class ProgramStore {
  /**
   * LITERAL: its number, and its piece's hash, so that most are known to be absent without a look at the literal. SOUGHT:
   * the number of a literal without a piece. NOT: what follows. AND, OR: [op, how many numbers follow, branches]. GROUP: an OR of literals,
   * [op with the group's number, how many numbers follow, literals' numbers]. NEAR: [op with the distance, how many on the
   * left, how many on the right, their numbers]. MIN, MAX: two numbers. Fields: the value's number.
   */
  code = new Int32Array(256);
  used = 0;
  private readonly literals: LiteralTable;

  constructor(literals: LiteralTable) {
    this.literals = literals;
  }

  get bytes(): number {
    return this.code.byteLength;
  }

  /** Writes a plan at the end. */
  write(plan: Plan, groupOf: GroupOf): void {
    switch (plan.op) {
      case 'literal':
        if (this.literals.has(plan.id, pieceless)) return this.put(SOUGHT | (plan.id << opBits));
        this.put(LITERAL | (plan.id << opBits));
        return this.put(this.literals.hashOf(plan.id));
      case 'not':
        this.put(NOT);
        return this.write(plan.of, groupOf);
      case 'and':
        return this.writeBranches(AND, plan.of, groupOf);
      case 'or':
        return this.writeOr(plan.of, groupOf);
      case 'near':
        this.put(NEAR | (plan.distance << opBits));
        this.put(plan.left.length);
        this.put(plan.right.length);
        for (const id of [...plan.left, ...plan.right]) this.put(id);
        return;
      case 'min':
      case 'max':
        this.put(plan.op === 'min' ? MIN : MAX);
        this.put(Math.floor(plan.value / followersBase));
        return this.put(plan.value % followersBase);
      default:
        return this.put(fieldOps[plan.op] | (plan.value << opBits));
    }
  }

  /** Writes an AND or OR; with `firstGroupOf` its first branch has that instead. */
  writeBranches(op: number, branches: readonly Plan[], groupOf: GroupOf, firstGroupOf = groupOf): void {
    const start = this.used;
    this.put(op);
    this.put(0);
    for (const [n, branch] of branches.entries()) this.write(branch, n === 0 ? firstGroupOf : groupOf);
    this.code[start + 1] = this.used - start - 2;
  }

  private writeOr(branches: readonly Plan[], groupOf: GroupOf): void {
    const ids = branches.flatMap((branch) => (branch.op === 'literal' ? [branch.id] : []));
    const group = ids.length === branches.length ? groupOf(ids) : null;
    if (group === null) return this.writeBranches(OR, branches, groupOf);
    this.put(GROUP | (group << opBits));
    this.put(ids.length);
    for (const id of ids) this.put(id);
  }

  private put(number: number): void {
    if (this.used >= this.code.length) this.code = grownInt32(this.code, this.used + 1);
    this.code[this.used] = number;
    this.used += 1;
  }

  /** Where the node at `at` ends. */
  endOf(at: number): number {
    const { code } = this;
    const op = (code[at] ?? 0) & opMask;
    if (op === NOT) return this.endOf(at + 1);
    if (op === AND || op === OR || op === GROUP) return at + 2 + (code[at + 1] ?? 0);
    if (op === NEAR) return at + 3 + (code[at + 1] ?? 0) + (code[at + 2] ?? 0);
    if (op === LITERAL) return at + 2;
    return at + (op === MIN || op === MAX ? 3 : 1);
  }

  /** The plan at `at`. */
  read(at: number): Plan {
    const { code } = this;
    const first = code[at] ?? 0;
    const op = first & opMask;
    const value = first >> opBits;
    switch (op) {
      case LITERAL:
      case SOUGHT:
        return { op: 'literal', id: value };
      case NOT:
        return { op: 'not', of: this.read(at + 1) };
      case AND:
      case OR: {
        const of: Plan[] = [];
        const end = this.endOf(at);
        for (let next = at + 2; next < end; next = this.endOf(next)) of.push(this.read(next));
        return { op: op === AND ? 'and' : 'or', of };
      }
      case GROUP: {
        const ids = [...code.subarray(at + 2, this.endOf(at))];
        return { op: 'or', of: ids.map((id) => ({ op: 'literal', id })) };
      }
      case NEAR: {
        const left = at + 3;
        const right = left + (code[at + 1] ?? 0);
        const end = right + (code[at + 2] ?? 0);
        return {
          op: 'near',
          distance: value,
          left: [...code.subarray(left, right)],
          right: [...code.subarray(right, end)],
        };
      }
      case MIN:
      case MAX: {
        const count = (code[at + 1] ?? 0) * followersBase + (code[at + 2] ?? 0);
        return { op: op === MIN ? 'min' : 'max', value: count };
      }
      default:
        return { op: fieldNames[op as keyof typeof fieldNames], value };
    }
  }
}
