// Proves that merging a live change gives what a fresh read of the server would give.
import { describe, expect, test } from 'vitest';
import type { LiveChange } from '../../contract/live.ts';
import type { SpikeView } from '../../contract/spike-view.ts';
import type { CaseDetail, CaseRow, LedgerEntryView } from '../../contract/views.ts';
import { applyChange, outdatedBy } from './apply-change.ts';
import type { Pages } from './pages.ts';
import {
  caseDetail,
  caseRow,
  entry,
  member,
  monitor,
  note,
  outbound,
  post,
  spike,
  uuid,
  threadPost,
} from './samples.ts';

const context = { userId: uuid(900) };
const apply = (key: readonly unknown[], data: unknown, change: LiveChange): unknown =>
  applyChange(key, data, change, context);

function pagesOf<Row>(...pages: Row[][]): Pages<Row> {
  return {
    pages: pages.map((rows, index) => ({
      rows,
      nextCursor: index === pages.length - 1 ? null : `c${index}`,
    })),
    pageParams: pages.map(() => null),
  };
}
const postIds = (held: unknown): string[] =>
  (held as Pages<LedgerEntryView>).pages.flatMap((page) => page.rows.map((row) => row.post.id));
const caseIds = (held: unknown): string[] =>
  (held as Pages<CaseRow>).pages.flatMap((page) => page.rows.map((row) => row.id));

describe('candidates', () => {
  const held = pagesOf([entry(9), entry(7)], [entry(5), entry(3)]);

  test('a new one stands where its id says, also between pages', () => {
    const key = ['candidates', {}];
    const news: LiveChange = { kind: 'ledger', id: uuid(10), row: entry(10) };
    expect(postIds(apply(key, held, news))).toEqual([10, 9, 7, 5, 3].map(uuid));
    expect(postIds(apply(key, held, { kind: 'ledger', id: uuid(6), row: entry(6) }))).toEqual(
      [9, 7, 6, 5, 3].map(uuid),
    );
    expect(postIds(apply(key, held, { kind: 'ledger', id: uuid(1), row: entry(1) }))).toEqual(
      [9, 7, 5, 3, 1].map(uuid),
    );
  });

  test('one that belongs below what is loaded waits for its page', () => {
    const cut = { ...held, pages: held.pages.map((page) => ({ ...page, nextCursor: 'more' })) };
    expect(apply(['candidates', {}], cut, { kind: 'ledger', id: uuid(1), row: entry(1) })).toBe(cut);
  });

  test('one that was decided leaves, and one that is gone leaves', () => {
    const decided = { ...entry(7), state: 'closed' as const, version: 2 };
    expect(postIds(apply(['candidates', {}], held, { kind: 'ledger', id: uuid(7), row: decided }))).toEqual(
      [9, 5, 3].map(uuid),
    );
    expect(postIds(apply(['candidates', {}], held, { kind: 'ledger', id: uuid(5), row: null }))).toEqual(
      [9, 7, 3].map(uuid),
    );
  });

  test.each([
    ['network', { network: 'mastodon' }],
    ['language', { lang: 'en' }],
    ['origin', { origin: 'dm' }],
    ['monitor', { monitorId: uuid(77) }],
    ['brand', { brandId: uuid(78) }],
    ['later', { state: 'later' }],
  ])('a filter by %s keeps others out', (_, filter) => {
    const news: LiveChange = { kind: 'ledger', id: uuid(10), row: entry(10) };
    expect(apply(['candidates', filter], pagesOf<LedgerEntryView>([]), news)).toEqual(pagesOf([]));
  });

  test('an older row never replaces a newer one', () => {
    const newer = pagesOf([{ ...entry(9), version: 5, note: 'new' }]);
    const late: LiveChange = {
      kind: 'ledger',
      id: uuid(9),
      row: { ...entry(9), version: 4, state: 'closed' },
    };
    expect(postIds(apply(['candidates', {}], newer, late))).toEqual([uuid(9)]);
  });

  test('an edited or deleted post changes inside its row', () => {
    const deleted = { ...post(7), text: '', deletedAt: '2026-11-01T00:00:00Z' };
    const after = apply(['candidates', {}], held, { kind: 'post', id: uuid(7), caseIds: [], row: deleted });
    expect((after as Pages<LedgerEntryView>).pages[0]?.rows[1]?.post.text).toBe('');
    expect(apply(['candidates', {}], held, { kind: 'post', id: uuid(99), caseIds: [], row: post(99) })).toBe(
      held,
    );
  });
});

describe('the ledger', () => {
  test('is read by heap and time', () => {
    const empty = pagesOf<LedgerEntryView>([]);
    const change: LiveChange = { kind: 'ledger', id: uuid(4), row: { ...entry(4), state: 'in_case' } };
    expect(postIds(apply(['ledger', { heap: 'waiting' }], empty, change))).toEqual([uuid(4)]);
    expect(postIds(apply(['ledger', { heap: 'answered' }], empty, change))).toEqual([]);
    expect(postIds(apply(['ledger', { since: '2030-01-01T00:00:00Z' }], empty, change))).toEqual([]);
  });
});

test('spikes are newest first; one that goes on grows in its place, and never backwards', () => {
  const ids = (held: unknown): string[] => (held as { rows: SpikeView[] }).rows.map((row) => row.id);
  const later = { ...spike(3), since: '2026-11-02T00:00:00Z' };
  const held = { rows: [spike(2), spike(1)] };
  const after = apply(['spikes'], held, { kind: 'spike', id: later.id, row: later });
  expect(ids(after)).toEqual([3, 2, 1].map(uuid));
  const grown = { ...spike(1), counted: 90, version: 3 };
  const grownToo = apply(['spikes'], after, { kind: 'spike', id: grown.id, row: grown });
  expect((grownToo as { rows: SpikeView[] }).rows.at(-1)).toEqual(grown);
  const late = { ...grown, counted: 60, version: 2 };
  expect(apply(['spikes'], grownToo, { kind: 'spike', id: late.id, row: late })).toEqual(grownToo);
  expect(ids(apply(['spikes'], held, { kind: 'spike', id: uuid(2), row: null }))).toEqual([uuid(1)]);
});

describe('cases', () => {
  const at = (n: number): string => `2026-11-01T00:00:${String(n).padStart(2, '0')}Z`;
  const row = (n: number, change: Partial<CaseRow> = {}): CaseRow => ({
    ...caseRow(n),
    lastInboundAt: at(n),
    waitingSince: null,
    ...change,
  });

  test('who waits longest stands first; closed ones are newest first', () => {
    const open = pagesOf([row(1), row(3)]);
    expect(
      caseIds(apply(['cases', { state: 'open' }], open, { kind: 'case', id: uuid(2), row: row(2) })),
    ).toEqual([1, 2, 3].map(uuid));
    const done = { state: 'closed' as const };
    const closed = pagesOf([row(3, done), row(1, done)]);
    expect(
      caseIds(
        apply(['cases', { state: 'closed' }], closed, { kind: 'case', id: uuid(2), row: row(2, done) }),
      ),
    ).toEqual([3, 2, 1].map(uuid));
  });

  test('a case moves when its customer writes again', () => {
    const held = pagesOf([row(1), row(2)]);
    const moved = row(1, { lastInboundAt: at(5), version: 2 });
    expect(
      caseIds(apply(['cases', { state: 'open' }], held, { kind: 'case', id: uuid(1), row: moved })),
    ).toEqual([2, 1].map(uuid));
  });

  test('mine are those assigned to me, and leave when they are not', () => {
    const mine = row(1, { assignee: { id: context.userId, name: 'Me' } });
    const key = ['cases', { state: 'open', assignee: 'me' }];
    const held = apply(key, pagesOf<CaseRow>([]), { kind: 'case', id: uuid(1), row: mine });
    expect(caseIds(held)).toEqual([uuid(1)]);
    expect(caseIds(apply(key, held, { kind: 'case', id: uuid(1), row: row(1, { version: 2 }) }))).toEqual([]);
    expect(
      caseIds(
        apply(['cases', { assignee: 'nobody' }], pagesOf<CaseRow>([]), {
          kind: 'case',
          id: uuid(1),
          row: row(1),
        }),
      ),
    ).toEqual([uuid(1)]);
  });

  test('mine in hand: what is answered moves behind what is open, what is closed leaves', () => {
    const me = { assignee: { id: context.userId, name: 'Me' } };
    const key = ['cases', { state: 'unfinished', assignee: 'me' }];
    const held = pagesOf([row(2, me), row(3, me), row(1, { ...me, state: 'waiting_customer' })]);
    const after = (change: Partial<CaseRow>): string[] =>
      caseIds(apply(key, held, { kind: 'case', id: uuid(2), row: row(2, { ...me, ...change, version: 2 }) }));
    expect(after({ state: 'waiting_customer' })).toEqual([3, 1, 2].map(uuid));
    expect(after({ state: 'closed' })).toEqual([3, 1].map(uuid));
  });

  test('a search takes in nothing by itself', () => {
    const held = pagesOf([row(1)]);
    expect(apply(['cases', { q: 'x' }], held, { kind: 'case', id: uuid(2), row: row(2) })).toBe(held);
  });
});

describe('an open case', () => {
  const held = caseDetail();
  const key = ['case', held.case.id];

  test('takes its row, posts, notes and sends, in the order of time', () => {
    let after = apply(key, held, {
      kind: 'case',
      id: held.case.id,
      row: { ...held.case, version: 9, state: 'closed' },
    }) as CaseDetail;
    expect(after.case.state).toBe('closed');
    const early = { ...post(41), createdAt: '2020-01-01T00:00:00Z' };
    after = apply(key, held, {
      kind: 'post',
      id: early.id,
      caseIds: [held.case.id],
      row: early,
    }) as CaseDetail;
    expect(after.posts.map((each) => each.id)).toEqual([early.id, ...held.posts.map((each) => each.id)]);
    after = apply(key, held, {
      kind: 'note',
      id: uuid(50),
      caseId: held.case.id,
      row: note(50),
    }) as CaseDetail;
    expect(after.notes).toHaveLength(held.notes.length + 1);
    after = apply(key, held, {
      kind: 'outbound',
      id: uuid(60),
      caseId: held.case.id,
      row: outbound(60),
    }) as CaseDetail;
    expect(after.outbound.map((each) => each.id)).toContain(uuid(60));
  });

  test('gives up a post that left the case, and what is not its own', () => {
    const [first] = held.posts;
    const id = first?.id ?? '';
    const gone = apply(key, held, { kind: 'post', id, caseIds: [held.case.id], row: null }) as CaseDetail;
    expect(gone.posts.map((each) => each.id)).not.toContain(id);
    expect(apply(key, held, { kind: 'post', id: uuid(99), caseIds: [uuid(98)], row: post(99) })).toBe(held);
    expect(apply(key, held, { kind: 'note', id: uuid(50), caseId: uuid(98), row: note(50) })).toBe(held);
    expect(apply(key, held, { kind: 'outbound', id: uuid(60), caseId: null, row: outbound(60) })).toBe(held);
  });

  test('an outbound never goes back to an older state', () => {
    const sent = { ...held, outbound: [{ ...outbound(60), state: 'sent' as const, version: 4 }] };
    const late: LiveChange = {
      kind: 'outbound',
      id: uuid(60),
      caseId: held.case.id,
      row: { ...outbound(60), version: 3 },
    };
    expect(apply(key, sent, late)).toBe(sent);
  });
});

describe('other things held', () => {
  test('rows of short lists are replaced, added and taken out', () => {
    const monitors = { rows: [monitor(1)] };
    expect(
      apply(['monitors'], monitors, { kind: 'monitor', id: uuid(1), row: { ...monitor(1), name: 'x' } }),
    ).toEqual({ rows: [{ ...monitor(1), name: 'x' }] });
    expect(apply(['monitors'], monitors, { kind: 'monitor', id: uuid(2), row: monitor(2) })).toEqual({
      rows: [monitor(1), monitor(2)],
    });
    expect(apply(['monitors'], monitors, { kind: 'monitor', id: uuid(1), row: null })).toEqual({ rows: [] });
    expect(apply(['members'], { rows: [member(1)] }, { kind: 'member', id: uuid(1), row: null })).toEqual({
      rows: [],
    });
    expect(apply(['accounts'], { rows: [] }, { kind: 'monitor', id: uuid(1), row: monitor(1) })).toEqual({
      rows: [],
    });
  });

  test('a deletion reaches threads and timelines read from the network', () => {
    const thread = { posts: [threadPost(7)], fresh: true, problem: null };
    const deleted = { ...post(7), text: '', media: [], deletedAt: '2026-11-01T00:00:00Z' };
    const after = apply(['thread', uuid(7)], thread, {
      kind: 'post',
      id: uuid(7),
      caseIds: [],
      row: deleted,
    });
    expect(after).toMatchObject({ posts: [{ text: '', deletedAt: '2026-11-01T00:00:00Z' }] });
    expect(
      apply(['author', uuid(7)], thread, { kind: 'post', id: uuid(7), caseIds: [], row: null }),
    ).toMatchObject({ posts: [] });
  });

  test('what cannot be merged is named to be read again', () => {
    const outdated = (change: LiveChange) =>
      outdatedBy(change, (caseId) => (caseId === uuid(3) ? uuid(4) : undefined));
    expect(outdated({ kind: 'practice', id: uuid(1) })).toEqual([['practice']]);
    const sent = { ...outbound(60), state: 'sent' as const };
    expect(outdated({ kind: 'outbound', id: sent.id, caseId: null, row: sent })).toEqual([['practice']]);
    expect(outdated({ kind: 'outbound', id: sent.id, caseId: uuid(2), row: sent })).toEqual([['practice']]);
    expect(outdated({ kind: 'outbound', id: sent.id, caseId: uuid(3), row: sent })).toEqual([
      ['practice'],
      ['identity', uuid(4)],
    ]);
    expect(outdated({ kind: 'post', id: uuid(1), caseIds: [uuid(2)], row: null })).toEqual([
      ['case', uuid(2)],
    ]);
  });

  test('what was never read stays unread', () => {
    expect(
      apply(['candidates', {}], undefined, { kind: 'ledger', id: uuid(1), row: entry(1) }),
    ).toBeUndefined();
  });
});
