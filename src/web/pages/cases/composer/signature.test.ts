// Proves that a reply is signed once, whatever its writer typed, and that undoing gives back what was typed.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endsWithSignature, signed, unsigned } from './signature.ts';

it.each([
  ['Hello', '— Sato', 'Hello\n— Sato'],
  ['Hello  \n', '— Sato', 'Hello\n— Sato'],
  ['Hello\n— Sato', '— Sato', 'Hello\n— Sato'],
  ['Hello ^MT ', '^MT', 'Hello ^MT '],
  ['', '(佐藤)', '(佐藤)'],
  ['Hello', '', 'Hello'],
])('signs %j with %j', (text, signature, sent) => {
  expect(signed(text, signature)).toBe(sent);
});

it('signs once, and undoing gives back what was typed', () => {
  const line = fc.string({ minLength: 1 }).map((text) => text.trim());
  fc.assert(
    fc.property(fc.string(), line, (text, signature) => {
      const sent = signed(text, signature);
      expect(signed(sent, signature)).toBe(sent);
      if (!endsWithSignature(text, signature)) expect(unsigned(sent, signature)).toBe(text.trimEnd());
    }),
  );
});

it('leaves a signature that was written within a line', () => {
  expect(unsigned('Thanks ^MT', '^MT')).toBe('Thanks ^MT');
});
