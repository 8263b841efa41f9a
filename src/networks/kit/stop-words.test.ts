// Proves which messages end what a program sends, and that a question about stopping something is none of them.
import { expect, it } from 'vitest';
import { asksToStop } from './stop-words.ts';

it('knows them alone in a message, however they are written', () => {
  const stops = [
    'STOP',
    ' stop. ',
    'Stop all',
    'ＳＴＯＰ！',
    'unsubscribe',
    'Opt-out',
    '配信停止',
    '配信を停止してください。',
    'もう送らないでください',
  ];
  expect(stops.filter((text) => !asksToStop(text))).toEqual([]);
});

it('takes nothing for one that says more', () => {
  const others = [
    '',
    'How do I stop my subscription?',
    '配信停止の方法を教えてください',
    '停止ボタンが効きません',
    'stopped',
    'STOP STOP help',
  ];
  expect(others.filter(asksToStop)).toEqual([]);
});
