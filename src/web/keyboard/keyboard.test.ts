// Proves that keys do not get in each other's way, and stay out of what somebody types.
import { describe, expect, test } from 'vitest';
import { commandIds, commands, conflicts, keyLabels, keyOf } from './commands.ts';
import { isComposing } from './typing.ts';

describe('commands', () => {
  test('have one key each', () => {
    expect(conflicts({})).toEqual([]);
    expect(conflicts({ next: 'k' })).toEqual([['next', 'previous']]);
    expect(conflicts({ mend: '$mod+/' })).toEqual([['begin', 'mend']]);
  });

  test('no key is the beginning of a sequence of another', () => {
    const keys = commandIds.map((id) => commands[id].key);
    const starts = keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0]);
    expect(keys.filter((key) => starts.includes(key))).toEqual([]);
  });

  test('what also works while one types cannot be typed', () => {
    const always = commandIds.filter((id) => 'whileTyping' in commands[id]);
    expect(always.filter((id) => !commands[id].key.startsWith('$mod+'))).toEqual([]);
  });

  test('can be given another key, and none', () => {
    expect(keyOf('next', { next: 'ArrowDown' })).toBe('ArrowDown');
    expect(keyOf('next', { next: '' })).toBeNull();
    expect(keyOf('next', {})).toBe('j');
  });

  test('are shown as the keyboard writes them', () => {
    expect(keyLabels('$mod+Enter', true)).toEqual(['⌘⏎']);
    expect(keyLabels('$mod+Enter', false)).toEqual(['Ctrl+⏎']);
    expect(keyLabels('g c', false)).toEqual(['G', 'C']);
    expect(keyLabels('[Shift]+?', false)).toEqual(['?']);
  });
});

test('an input method at work is told by either of the two signs browsers give', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
