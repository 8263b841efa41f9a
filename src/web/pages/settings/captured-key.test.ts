// Proves that a pressed key is written as the keyboard layer reads it.
import { parseKeybinding } from 'tinykeys';
import { describe, expect, test } from 'vitest';
import { commands } from '../../keyboard/commands.ts';
import { pressOf, type Press } from './captured-key.ts';

function press(key: string, held: Partial<Press> = {}): Press {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  return { key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held };
}

describe('a captured key', () => {
  test('is the one the commands are written with', () => {
    expect(pressOf(press('j'))).toBe(commands.next.key);
    expect(pressOf(press('S', { shiftKey: true }))).toBe(commands.speakStay.key);
    expect(pressOf(press('?', { shiftKey: true }))).toBe(commands.help.key);
    expect(pressOf(press('k', { ctrlKey: true }))).toBe(commands.palette.key);
    expect(pressOf(press('k', { metaKey: true }))).toBe(commands.palette.key);
    expect(pressOf(press('Enter', { ctrlKey: true }))).toBe(commands.send.key);
  });

  test('is a letter for Alt with a letter, whatever sign it would type', () => {
    expect(pressOf({ ...press('∆', { altKey: true }), code: 'KeyJ' })).toBe('Alt+j');
  });

  test('is nothing for a modifier or a key of an input method', () => {
    for (const key of ['Shift', 'Control', 'Meta', 'Alt', 'Process', 'Unidentified']) {
      expect(pressOf(press(key))).toBeNull();
    }
  });

  test('can be read by tinykeys', () => {
    for (const event of [press(' '), press('ArrowDown', { shiftKey: true }), press('/'), press('F2')]) {
      const written = pressOf(event);
      expect(written).not.toBeNull();
      expect(parseKeybinding(written ?? '')).toHaveLength(1);
    }
  });
});
