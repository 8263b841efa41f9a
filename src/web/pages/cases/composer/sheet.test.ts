// Proves that who comes back to a case goes on with the sheet of which something is under way, and with no second one.
import { expect, test } from 'vitest';
import { caseDetail } from '../../../live/samples.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import type { DraftStore } from './draft-store.ts';
import { createSheet, remember, takeUp, type Sheet } from './sheet.ts';

const store: DraftStore = { read: () => null, write: () => undefined, drop: () => undefined };

/** Sheets of one page, whose saves are answered when the test says so. */
function page() {
  const sheets = new Map<string, Sheet>();
  const answers: (() => void)[] = [];
  const save = () => new Promise<null>((resolve) => answers.push(() => resolve(null)));
  const make = (): Sheet =>
    createSheet(
      caseDetail(),
      createDraftKeeper({ caseId: 'a', store, served: null, save, now: () => Date.now() }),
    );
  const open = (name: string): Sheet => {
    const sheet = takeUp(sheets, name, make);
    remember(sheets, name, sheet);
    return sheet;
  };
  const answer = async (): Promise<void> => {
    for (const each of answers.splice(0)) each();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { open, answer };
}

test('a send under way keeps its sheet and its key, so that a second try is the same send', () => {
  const { open } = page();
  const sheet = open('a');
  sheet.set({ sending: true });
  expect(sheet.keyOf('content', () => 'first')).toBe('first');
  open('b');
  expect(open('a')).toBe(sheet);
  // Offline: it may have come through, so the same content goes with the same key.
  sheet.set({ sending: false });
  open('b');
  expect(open('a').keyOf('content', () => 'second')).toBe('first');
  sheet.forgetKey();
  expect(open('a')).not.toBe(sheet);
});

test('words that the server has not got yet, and a picture on its way, keep their sheet', async () => {
  const { open, answer } = page();
  const sheet = open('a');
  sheet.drafts.change({ text: 'half' });
  sheet.drafts.leave();
  open('b');
  expect(open('a')).toBe(sheet);
  sheet.set({ uploading: [{ name: 'red.png', shrinks: false }] });
  await answer();
  open('b');
  expect(open('a')).toBe(sheet);
  sheet.set({ uploading: [] });
  open('b');
  expect(open('a')).not.toBe(sheet);
});
