// Proves that what is written at a case is kept for that case, whatever is open by the time it is.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import type { DraftSide } from '../../../../domain/post/draft-sides.ts';
import { turnedTo, withPictures } from './draft-sides.ts';
import { emptyDraft, type DraftStore, type Kept } from './draft-store.ts';

const NOW = Date.parse('2026-11-01T00:00:00Z');

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** A browser's store and a server, as maps. */
function places() {
  const here = new Map<string, Kept>();
  const there = new Map<string, string>();
  const asides = new Map<string, DraftSide | null>();
  const answers: (() => void)[] = [];
  const failures: (() => void)[] = [];
  const store: DraftStore = {
    read: (caseId) => here.get(caseId) ?? null,
    write: (caseId, draft, dirty, at, isAsideOurs) =>
      void here.set(caseId, { draft, dirty, at, isAsideOurs }),
    drop: (caseId) => void here.delete(caseId),
  };
  const open = (caseId: string): DraftKeeper =>
    createDraftKeeper({
      caseId,
      store,
      served: null,
      save: async ({ text, visibility, aside }) => {
        await new Promise<void>((resolve, reject) => {
          answers.push(resolve);
          failures.push(() => reject(new Error('offline')));
        });
        there.set(caseId, text);
        if (aside !== undefined) asides.set(caseId, aside);
        return { visibility, aside: asides.get(caseId) ?? null };
      },
      now: () => Date.now(),
    });
  const answer = async (): Promise<void> => {
    for (const each of answers.splice(0)) each();
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (): Promise<void> => {
    answers.splice(0);
    for (const each of failures.splice(0)) each();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { here, there, asides, open, answer, fail };
}

test('a draft that is left goes to its own case, and an answer that comes late changes no other', async () => {
  const { here, there, open, answer } = places();
  const first = open('a');
  first.change({ text: 'for a' });
  first.leave();
  const second = open('b');
  expect(second.read()).toEqual({ draft: emptyDraft, saved: 'clean' });
  second.change({ text: 'for b' });
  await answer();
  expect(second.read()).toEqual({ draft: { ...emptyDraft, text: 'for b' }, saved: 'here' });
  // As when a picture is uploaded, or a reply accepted, after one went on.
  first.change((now) => ({ attachments: [...now.attachments, { attachmentId: 'picture', alt: '' }] }));
  first.clear('public');
  await vi.advanceTimersByTimeAsync(2000);
  await answer();
  expect(second.read().draft).toEqual({ ...emptyDraft, text: 'for b' });
  expect(Object.fromEntries(there)).toEqual({ a: 'for a', b: 'for b' });
  expect(here.get('b')?.draft.text).toBe('for b');
});

test('a case that is only passed by is neither written nor sent', async () => {
  const { here, there, open, answer } = places();
  const keeper = open('a');
  keeper.begin();
  keeper.leave();
  await vi.advanceTimersByTimeAsync(10_000);
  await answer();
  expect(here.size + there.size).toBe(0);
});

test('what was typed is here within 300 ms and on the server within two seconds', async () => {
  const { here, there, open, answer } = places();
  const keeper = open('a');
  for (const text of ['o', 'on', 'one']) {
    keeper.change({ text });
    await vi.advanceTimersByTimeAsync(90);
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(here.get('a')).toMatchObject({ draft: { text: 'one' }, dirty: true });
  await vi.advanceTimersByTimeAsync(1500);
  await answer();
  expect(there.get('a')).toBe('one');
  expect(keeper.read().saved).toBe('everywhere');
  expect(here.get('a')).toMatchObject({ dirty: false });
});

test('what a killed tab could not hand over is handed over when the case is opened again', async () => {
  const { here, there, open, answer } = places();
  here.set('a', { draft: { ...emptyDraft, text: 'half' }, dirty: true, at: new Date(NOW).toISOString() });
  const keeper = open('a');
  expect(keeper.read()).toMatchObject({ draft: { text: 'half' }, saved: 'here' });
  keeper.begin();
  await answer();
  expect(there.get('a')).toBe('half');
});

test('a save that fails is tried again only while its words are still to be saved', async () => {
  const { there, open, answer, fail } = places();
  const keeper = open('a');
  keeper.change({ text: 'half' });
  keeper.leave();
  await fail();
  expect(keeper.isSettled()).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  await answer();
  expect([there.get('a'), keeper.isSettled()]).toEqual(['half', true]);
  keeper.change({ text: 'whole' });
  keeper.leave();
  keeper.clear('public');
  await fail();
  expect(keeper.isSettled()).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  await answer();
  expect(there.get('a')).toBe('half');
});

test('words that reach the server after they were sent are taken off it again', async () => {
  const { there, open, answer } = places();
  const keeper = open('a');
  keeper.change({ text: 'sent' });
  keeper.leave();
  keeper.clear('public');
  expect(keeper.isSettled()).toBe(false);
  await answer();
  await answer();
  expect([there.get('a'), keeper.isSettled(), keeper.read().saved]).toEqual(['', true, 'clean']);
});

test('what is sent leaves its own side only, whichever side shows by then', async () => {
  const { here, there, open, answer } = places();
  const keeper = open('a');
  keeper.change({ text: 'in public' });
  keeper.change((draft) => turnedTo(draft, 'dm'));
  keeper.change({ text: 'in private' });
  await vi.advanceTimersByTimeAsync(2000);
  await answer();
  // The server forgets its draft with the send, whichever side that is of.
  there.clear();
  keeper.clear('public');
  expect(keeper.read()).toEqual({
    draft: { ...emptyDraft, visibility: 'dm', text: 'in private' },
    saved: 'here',
  });
  expect(here.get('a')).toMatchObject({ draft: { text: 'in private', aside: null } });
  await vi.advanceTimersByTimeAsync(2000);
  await answer();
  expect(there.get('a')).toBe('in private');
  keeper.change((draft) => turnedTo(draft, 'public'));
  keeper.clear('public');
  expect(keeper.read().draft.aside).toMatchObject({ visibility: 'dm', text: 'in private' });
  keeper.clear('dm');
  expect(keeper.read().draft).toEqual(emptyDraft);
});

test('a reply that is taken back comes before what its side has by now, and nothing is lost', async () => {
  const { there, open, answer } = places();
  const keeper = open('a');
  const [old, young] = ['old', 'new'].map((attachmentId) => ({ attachmentId, alt: '' }));
  if (old === undefined || young === undefined) throw new Error('two pictures');
  const back = { text: 'Sorry.\nMika', accountId: 'a1', targetPostId: 'p1', attachments: [old] };
  keeper.change({ text: 'And please', attachments: [young] });
  keeper.restore({ ...back, visibility: 'public' }, 'Mika');
  expect(keeper.read().draft).toMatchObject({
    text: 'Sorry.\nAnd please',
    attachments: [old, young],
    accountId: 'a1',
    replyToPostId: 'p1',
    unsigned: false,
  });
  await vi.advanceTimersByTimeAsync(2000);
  await answer();
  expect(there.get('a')).toBe('Sorry.\nAnd please');
  // A DM comes to its own side, also where only a picture is there, and the public words stay.
  keeper.change((draft) => withPictures(draft, 'dm', [young]));
  keeper.restore({ ...back, visibility: 'dm' }, 'Mika');
  expect(keeper.read().draft).toMatchObject({
    visibility: 'dm',
    text: 'Sorry.',
    attachments: [old, young],
    aside: { visibility: 'public', text: 'Sorry.\nAnd please' },
  });
});

describe('the other side', () => {
  const aside = { visibility: 'dm' as const, text: 'in private', attachments: [], replyToPostId: null };

  test('that another device wrote is left as it is, and waits here once this one has saved', async () => {
    const { asides, open, answer } = places();
    const keeper = open('a');
    asides.set('a', aside);
    keeper.change({ text: 'one letter' });
    await vi.advanceTimersByTimeAsync(2000);
    await answer();
    expect([asides.get('a'), keeper.read().draft.aside]).toEqual([aside, aside]);
    keeper.change((draft) => turnedTo(draft, 'dm'));
    keeper.change({ text: '' });
    keeper.change((draft) => turnedTo(draft, 'public'));
    await vi.advanceTimersByTimeAsync(2000);
    await answer();
    expect([asides.get('a'), keeper.read().draft]).toMatchObject([null, { text: 'one letter', aside: null }]);
  });

  test('that only this browser had from before is handed over, once', async () => {
    const { here, asides, open, answer } = places();
    here.set('a', { draft: { ...emptyDraft, aside }, dirty: false, at: new Date(NOW).toISOString() });
    const keeper = open('a');
    expect(keeper.read()).toMatchObject({ draft: { aside }, saved: 'here' });
    keeper.begin();
    await answer();
    expect(asides.get('a')).toEqual(aside);
    expect(here.get('a')).toMatchObject({ dirty: false, isAsideOurs: false });
  });
});
