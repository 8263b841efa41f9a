// Proves that a list of candidates, whatever happens while it is held, is what a fresh reading of the server would be.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LedgerEntryView } from '../../contract/views.ts';
import type { CandidateFilter } from '../api/keys.ts';
import { applyChange } from './apply-change.ts';
import { candidateFits, entryOrder } from './fits.ts';
import type { Pages } from './pages.ts';
import { entry, uuid } from './samples.ts';

const pageRows = 4;

/** What the server answers: the rows after the cursor, which is the last row that was read. */
class Server {
  readonly rows = new Map<string, LedgerEntryView>();
  private readonly filter: CandidateFilter;

  constructor(filter: CandidateFilter) {
    this.filter = filter;
  }

  all(): LedgerEntryView[] {
    return [...this.rows.values()]
      .filter((row) => candidateFits(row, this.filter))
      .toSorted(entryOrder(this.filter.order).compare);
  }

  page(cursor: string | null): { rows: LedgerEntryView[]; nextCursor: string | null } {
    const after = cursor === null ? null : (JSON.parse(cursor) as LedgerEntryView);
    const { compare } = entryOrder(this.filter.order);
    const rest = this.all().filter((row) => after === null || compare(after, row) < 0);
    const rows = rest.slice(0, pageRows);
    return { rows, nextCursor: rest.length > pageRows ? JSON.stringify(rows.at(-1)) : null };
  }
}

const judged = [[], ['complaint'], ['urgency'], ['spam']] as const;
const standings = fc.constantFrom(0, 1, 2, 3, 4);
const weight = fc.constantFrom(0, 1, 2, 3);
const number = fc.integer({ min: 1, max: 14 });
const event = fc.oneof(
  fc.record({
    what: fc.constantFrom('judged' as const, 'weighed' as const),
    number,
    priority: standings,
    weight,
  }),
  fc.record({
    what: fc.constantFrom('waiting' as const, 'closed' as const),
    number,
    priority: standings,
    weight,
  }),
  fc.constant({ what: 'further' as const, number: 0, priority: 0, weight: 0 }),
);

type What = 'judged' | 'weighed' | 'waiting' | 'closed';

function changedBy(what: What, priority: number, weighs: number): Partial<LedgerEntryView> {
  if (what === 'weighed') return { weight: weighs };
  const kinds = judged[priority % judged.length] ?? [];
  const judgements = kinds.map((kind) => ({ kind, value: 'yes', probability: null, method: 'model' }));
  return what === 'judged' ? { priority, weight: weighs, judgements } : { state: what, judgements };
}

test.each<CandidateFilter>([
  { order: 'priority' },
  { order: 'priority', judged: 'worth' },
  { order: 'newest', judged: 'worth' },
  { order: 'priority', judged: 'worth,complaint' },
  { order: 'newest', judged: 'noise' },
])('with %j', (filter) => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const server = new Server(filter);
      for (let n = 1; n <= 14; n += 1)
        server.rows.set(uuid(n), { ...entry(n), priority: n % 5, weight: n % 3 });
      let held: Pages<LedgerEntryView> = { pages: [server.page(null)], pageParams: [null] };
      for (const { what, number: n, priority, weight: weighs } of events) {
        if (what === 'further') {
          const cursor = held.pages.at(-1)?.nextCursor ?? null;
          if (cursor !== null) held = { ...held, pages: [...held.pages, server.page(cursor)] };
          continue;
        }
        const old = server.rows.get(uuid(n)) ?? entry(n);
        const row: LedgerEntryView = {
          ...old,
          ...changedBy(what, priority, weighs),
          version: old.version + 1,
        };
        server.rows.set(row.post.id, row);
        const change = { kind: 'ledger' as const, id: row.post.id, row };
        held = applyChange(['candidates', filter], held, change, { userId: '' }) as Pages<LedgerEntryView>;
      }
      const shown = held.pages.flatMap((page) => page.rows);
      const cursor = held.pages.at(-1)?.nextCursor ?? null;
      const further = cursor === null ? [] : restOf(server, cursor);
      expect(shown.concat(further).map(({ post }) => post.id)).toEqual(
        server.all().map(({ post }) => post.id),
      );
    }),
    { numRuns: 300 },
  );
});

function restOf(server: Server, first: string): LedgerEntryView[] {
  const rows: LedgerEntryView[] = [];
  for (let cursor: string | null = first; cursor !== null;) {
    const page = server.page(cursor);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return rows;
}
