// What an edit may change without changing what a post says.
import { expect, test } from 'vitest';
import { saysTheSame } from './same-text.ts';

test.each([
  ['my kettle leaks', 'My kettle leaks!!'],
  ['my kettle leaks', 'my  kettle\nleaks https://kettle.example/x?y=1'],
  ['ルーターが繋がらない', 'ルーターが、繋がらない。'],
  ['ＡＢＣ　１２３', 'abc 123'],
  ['', ' '],
])('%j says the same as %j', (before, after) => {
  expect([saysTheSame(before, after), saysTheSame(after, before)]).toEqual([true, true]);
});

test.each([
  ['my kettle leaks', 'my kettle no longer leaks'],
  ['it is now broken', 'it is not broken'],
  ['予約できる', '予約できない'],
  ['thanks a lot', 'thanks a lot 😡'],
  ['my kettle leaks', 'my kettle leaks. Edit: solved'],
  ['broken', ''],
])('%j says something else than %j', (before, after) => {
  expect([saysTheSame(before, after), saysTheSame(after, before)]).toEqual([false, false]);
});
