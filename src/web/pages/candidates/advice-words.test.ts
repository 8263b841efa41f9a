// The steps of an advice's strength, held against what people would call them.
import { expect, test } from 'vitest';
import { surenessNames, surenessOf } from './advice-words.ts';

test.each([
  [0, 'even'],
  [0.2, 'even'],
  [0.46, 'slight'],
  [0.76, 'clear'],
  [0.96, 'clear'],
  [1, 'strong'],
])('a strength of %d is %s', (strength, name) => {
  expect(surenessNames[surenessOf(strength)]).toBe(name);
});
