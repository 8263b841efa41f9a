// Proves that an answer which was on its way while a change came does not bring the old state back.
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CountsView } from '../../contract/counts-view.ts';
import { keys } from '../api/keys.ts';
import { createMerger, type Merger } from './merge.ts';
import type { Pages } from './pages.ts';
import { caseDetail, entry, note, uuid } from './samples.ts';
import type { LedgerEntryView } from '../../contract/views.ts';

const counts: CountsView = {
  candidates: 1,
  noise: 0,
  later: 0,
  myCases: 0,
  unassignedCases: 0,
  openCases: 0,
  ledgerWaiting: 0,
  accountsInTrouble: 0,
  toApprove: 0,
  outboundInTrouble: 0,
};
let client: QueryClient;
let merger: Merger;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  merger = createMerger(client);
});
afterEach(() => {
  merger.stop();
  client.clear();
  vi.useRealTimers();
});

const key = keys.candidates({});
const page = (...rows: LedgerEntryView[]): Pages<LedgerEntryView> => ({
  pages: [{ rows, nextCursor: null }],
  pageParams: [null],
});
const held = (): string[] =>
  (client.getQueryData<Pages<LedgerEntryView>>(key)?.pages ?? []).flatMap((each) =>
    each.rows.map((row) => row.post.id),
  );

test('a change goes into what is held, and the counts with it', () => {
  client.setQueryData(key, page(entry(1)));
  merger.changes({ changes: [{ kind: 'ledger', id: uuid(2), row: entry(2) }], counts });
  expect(held()).toEqual([uuid(2), uuid(1)]);
  expect(client.getQueryData(keys.counts)).toEqual(counts);
});

test('an older answer that arrives after a change catches up with it', async () => {
  let answer: (rows: Pages<LedgerEntryView>) => void = () => undefined;
  const reading = client.query({
    queryKey: key,
    queryFn: () =>
      new Promise<Pages<LedgerEntryView>>((resolve) => {
        answer = resolve;
      }),
  });
  await vi.advanceTimersByTimeAsync(1);
  merger.changes({ changes: [{ kind: 'ledger', id: uuid(2), row: entry(2) }], counts });
  answer(page(entry(1)));
  await reading;
  expect(held()).toEqual([uuid(2), uuid(1)]);
});

test('what a change only makes outdated is read again, once for a burst', async () => {
  const detail = caseDetail();
  let reads = 0;
  const queryKey = keys.case(detail.case.id);
  const watcher = client.getQueryCache().build(client, {
    queryKey,
    queryFn: () => {
      reads += 1;
      return detail;
    },
  });
  watcher.setData(detail);
  const post = { kind: 'post' as const, id: uuid(40), caseIds: [detail.case.id], row: null };
  for (let times = 0; times < 5; times += 1) merger.changes({ changes: [post], counts });
  expect(watcher.state.isInvalidated).toBe(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(watcher.state.isInvalidated).toBe(true);
  expect(reads).toBe(0);
});

test('after a gap everything is read again when it is wanted', () => {
  client.setQueryData(key, page(entry(1)));
  merger.readAllAgain();
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
});

test('a change about something that is not held costs nothing', () => {
  merger.changes({ changes: [{ kind: 'note', id: uuid(50), caseId: uuid(1), row: note(50) }], counts });
  expect(
    client
      .getQueryCache()
      .getAll()
      .map((query) => query.queryKey),
  ).toEqual([keys.counts]);
});
