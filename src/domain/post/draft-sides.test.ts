// Proves that neither a reply that comes back nor one that goes out costs a word of the other side.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutSent, withReturned, type DraftSide, type DraftSides } from './draft-sides.ts';

const side = (visibility: 'public' | 'dm'): fc.Arbitrary<DraftSide> =>
  fc.record({
    visibility: fc.constant(visibility),
    text: fc.constantFrom('', ' ', 'one', 'two words'),
    attachments: fc.constantFrom([], [{ attachmentId: 'a', alt: '' }]),
    replyToPostId: fc.constantFrom(null, 'post'),
  });
const held: fc.Arbitrary<DraftSides> = fc
  .constantFrom('public' as const, 'dm' as const)
  .chain((shown) =>
    fc
      .tuple(side(shown), fc.option(side(shown === 'dm' ? 'public' : 'dm')))
      .map(([first, aside]) => ({ ...first, aside })),
  );
const wordsOf = (draft: DraftSides | null, visibility: 'public' | 'dm'): string => {
  const found = draft?.visibility === visibility ? draft : draft?.aside;
  return found?.visibility === visibility ? found.text.trim() : '';
};
const other = { public: 'dm', dm: 'public' } as const;

it('puts what comes back before what its side has, and leaves the other side as it is', () => {
  fc.assert(
    fc.property(fc.option(held), fc.oneof(side('public'), side('dm')), (before, back) => {
      const after = withReturned(before, { ...back, text: 'back' });
      const had = wordsOf(before, back.visibility);
      expect(wordsOf(after, back.visibility)).toBe(had === '' ? 'back' : `back\n${had}`);
      expect(wordsOf(after, other[back.visibility])).toBe(wordsOf(before, other[back.visibility]));
    }),
  );
});

it('empties the side that went out, keeps the other one, and drops a draft that is empty', () => {
  fc.assert(
    fc.property(held, fc.constantFrom('public' as const, 'dm' as const), (before, sent) => {
      const after = withoutSent(before, sent);
      expect(wordsOf(after, sent)).toBe('');
      expect(wordsOf(after, other[sent])).toBe(wordsOf(before, other[sent]));
      if (after !== null) {
        const pictures = [...after.attachments, ...(after.aside?.attachments ?? [])];
        expect(wordsOf(after, 'public') + wordsOf(after, 'dm') + String(pictures.length)).not.toBe('0');
      }
    }),
  );
});
