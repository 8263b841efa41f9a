// What an approver has begun to write: there again for them, gone once they answered, never somebody else's.
import { expect, test } from 'vitest';
import { createBegunStore } from './begun.ts';

test('is kept by reply and by person, and forgotten with the answer', () => {
  const store = createBegunStore();
  const begun = { text: 'We are very sorry.', comment: 'Ask which model.' };
  store.keep('aoi', 'first', begun);
  expect(store.read('aoi', 'first')).toEqual(begun);
  const nothing = { text: null, comment: '' };
  expect(store.read('aoi', 'second')).toEqual(nothing);
  expect(store.read('ben', 'first')).toEqual(nothing);
  store.forget('aoi', 'first');
  expect(store.read('aoi', 'first')).toEqual(nothing);
});
