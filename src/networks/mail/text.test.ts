// What is left of an answer without the history below or above it, and the subjects of answers.
import { expect, test } from 'vitest';
import { replySubject, withoutHistory } from './text.ts';

test.each([
  [
    'a trailing quote',
    'Yes.\n\nOn Fri, 20 Nov 2026 at 12:00, ACME <a@b.example> wrote:\n> Did it work?\n',
    'Yes.',
  ],
  [
    'a line of two',
    'Yes.\n\nOn Fri, 20 Nov 2026 at 12:00, ACME <a@b.example>\nwrote:\n\n> Did it work?',
    'Yes.',
  ],
  ['a Japanese line', 'はい。\n\n2026/11/20 12:30、ACME さんのメール:\n> どうですか', 'はい。'],
  ['full-width marks', 'はい。\n＞ どうですか', 'はい。'],
  [
    'a copy of the mail',
    'Yes.\n\n-----Original Message-----\nFrom: ACME\nSent: today\nTo: me\n\nDid it work?',
    'Yes.',
  ],
  ['a copy without a line', 'Yes.\n\nFrom: ACME\nSent: today\nTo: me\nSubject: x\n\nDid it work?', 'Yes.'],
  ['quotes between lines', '> one?\nyes\n> two?\nno', 'yes\n> two?\nno'],
  ['nothing but a quote', '> Did it work?', '> Did it work?'],
  ['a sentence like a header', 'From: nowhere\nI come.', 'From: nowhere\nI come.'],
  ['a list with dashes', 'Steps\n---\nfirst', 'Steps\n---\nfirst'],
  [
    'a sentence that ends in wrote:',
    'On Monday your colleague wrote:\nno.',
    'On Monday your colleague wrote:\nno.',
  ],
])('%s', (_, text, own) => {
  expect(withoutHistory(text)).toBe(own);
});

test('an answer has one Re:, one line, and no header of anybody’s making', () => {
  expect(replySubject('Re: RE: 返信: 起動しません')).toBe('Re: 起動しません');
  expect(replySubject('hello\r\nBcc: victim@example.com')).toBe('Re: hello Bcc: victim@example.com');
  expect(replySubject('x'.repeat(5_000))).toHaveLength(204);
});
