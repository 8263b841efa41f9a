// Proves that neither words nor pictures are lost where two pieces of writing become one.
import { expect, test } from 'vitest';
import { joined } from './joined.ts';

const picture = (attachmentId: string) => ({ attachmentId, alt: attachmentId });

test('words come one under the other, pictures one after the other and once', () => {
  const first = { text: 'old', attachments: [picture('a'), picture('b')] };
  const then = { text: 'new', attachments: [picture('b'), picture('c')] };
  expect(joined(first, then)).toEqual({
    text: 'old\nnew',
    attachments: [picture('a'), picture('b'), picture('c')],
  });
});

test('without words on one side there is no empty line', () => {
  const words = { text: 'words', attachments: [] };
  const only = { text: ' ', attachments: [picture('a')] };
  expect(joined(words, only)).toEqual({ text: 'words', attachments: [picture('a')] });
  expect(joined(only, words)).toEqual({ text: 'words', attachments: [picture('a')] });
});
