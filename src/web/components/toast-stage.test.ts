// Proves that messages stand as long as they should, the newest always, and none goes while somebody is at them.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createToastStage, type Toast, type ToastStage } from './toast-stage.ts';

let stage: ToastStage;
beforeEach(() => {
  vi.useFakeTimers();
  stage = createToastStage(() => Date.now());
});
afterEach(() => void vi.useRealTimers());

const toast = (id: string, odd: Partial<Toast> = {}): Toast => ({
  id,
  text: id,
  actions: [],
  forMs: 4000,
  closeLabel: 'Dismiss',
  failure: false,
  ...odd,
});
/** As one sees it: a moment after it was done. */
function show(shown: Toast): void {
  stage.show(shown);
  vi.advanceTimersByTime(100);
}
const ids = (): string[] => stage.read().map(({ id }) => id);

test('each goes after its own time', () => {
  show(toast('short'));
  show(toast('long', { forMs: 8000 }));
  vi.advanceTimersByTime(3899);
  expect(ids()).toEqual(['short', 'long']);
  vi.advanceTimersByTime(1);
  expect(ids()).toEqual(['long']);
  vi.advanceTimersByTime(4100);
  expect(ids()).toEqual([]);
});

test('the newest is always there: the oldest makes room, and a failure last of all', () => {
  show(toast('failed', { failure: true }));
  for (const id of ['a', 'b', 'c', 'd', 'e']) show(toast(id));
  expect(ids()).toEqual(['failed', 'c', 'd', 'e']);
  vi.advanceTimersByTime(4000);
  expect(ids()).toEqual([]);
});

test('none goes while somebody is at them, and then each has the time it had left', () => {
  show(toast('one'));
  vi.advanceTimersByTime(3000);
  stage.hold();
  show(toast('meanwhile'));
  vi.advanceTimersByTime(60_000);
  expect(ids()).toEqual(['one', 'meanwhile']);
  stage.release();
  vi.advanceTimersByTime(999);
  expect(ids()).toEqual(['one', 'meanwhile']);
  vi.advanceTimersByTime(1);
  expect(ids()).toEqual(['meanwhile']);
});

test('one that is put away by hand is gone, and holds nobody after it', () => {
  let told = 0;
  stage.subscribe(() => {
    told += 1;
  });
  show(toast('one'));
  stage.hold();
  stage.hide('one');
  stage.hide('one');
  expect(told).toBe(2);
  show(toast('two'));
  vi.advanceTimersByTime(4000);
  expect(ids()).toEqual([]);
});

test('one that was taken back before it came does not come', () => {
  stage.show(toast('undone at once'));
  stage.hide('undone at once');
  vi.advanceTimersByTime(1000);
  expect(ids()).toEqual([]);
});
