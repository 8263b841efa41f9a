// Dividing a long text: every part fits and is numbered, nothing is lost, and no address or character is cut.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideText, mostParts } from './divide.ts';
import { measureLength, type LengthRule } from './length.ts';

const x: LengthRule = { unit: 'weighted', max: 280, urlLength: 23 };
const bluesky: LengthRule = { unit: 'graphemes', max: 300, maxBytes: 3_000 };
const mastodon: LengthRule = { unit: 'mastodon', max: 500, urlLength: 23 };

const bare = (part: string): string => part.replace(/ \(\d+\/\d+\)$/u, '');
const dense = (text: string): string => text.replaceAll(/\s+/gu, '');

describe('divideText', () => {
  it('leaves what fits', () => {
    expect(divideText('短い返信です。', x)).toEqual(['短い返信です。']);
  });

  it('cuts Japanese between sentences', () => {
    const sentence = 'お手数をおかけしますが、本体の裏にある赤いボタンを五秒のあいだ長く押してください。';
    const parts = divideText(sentence.repeat(6), x) ?? [];
    expect(parts).toHaveLength(2);
    for (const [index, part] of parts.entries())
      expect(part).toMatch(RegExp(`。 \\(${index + 1}/2\\)$`, 'u'));
  });

  it('cuts English between sentences, and behind no abbreviation of a number', () => {
    const sentence = 'Hold the red button for 2.5 seconds until the light turns green, then let it go. ';
    const parts = divideText(sentence.repeat(7), bluesky) ?? [];
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(bare(part)).toMatch(/let it go\.$/u);
  });

  it('cuts at words where there is no sentence, and anywhere where there is no word', () => {
    for (const part of divideText('word '.repeat(120).trim(), bluesky) ?? ['none'])
      expect(bare(part)).toMatch(/^(?:word )*word$/u);
    expect(divideText('a'.repeat(500), bluesky)?.map((part) => bare(part).length)).toEqual([294, 206]);
  });

  it('keeps addresses and handles whole', () => {
    const link = 'https://help.example.com/articles/how-to-reset-the-thing';
    const text = `${'あ'.repeat(120)}${link} ${'い'.repeat(120)} @aozora_support_desk ${'う'.repeat(100)}`;
    const joined = (divideText(text, x) ?? []).filter((part) => part.includes(link));
    expect(joined).toHaveLength(1);
    expect((divideText(text, x) ?? []).filter((part) => part.includes('@aozora_support_desk'))).toHaveLength(
      1,
    );
  });

  it('does not divide a book', () => {
    expect(divideText('長い。'.repeat(4_000), x)).toBeNull();
    expect(divideText('', { ...bluesky, max: 0 })).toEqual(['']);
  });

  it('numbers twelve parts', () => {
    const parts = divideText('一つの文がここにあります。'.repeat(125), x) ?? [];
    expect(parts.length).toBeGreaterThan(9);
    expect(parts.length).toBeLessThanOrEqual(mostParts);
    expect(parts.at(-1)).toMatch(RegExp(`\\(${parts.length}/${parts.length}\\)$`, 'u'));
  });

  it('loses nothing, fits everywhere, whatever the text', () => {
    const bits = fc.constantFrom(
      'ご不便をおかけしております。',
      'はい、',
      '👨‍👩‍👧‍👦',
      'e\u0301',
      'Please wait. ',
      'word ',
      '\n',
      '「大丈夫です。」',
      'https://example.com/a/b?c=d ',
      '@haru.bsky.social ',
      '한국어 ',
      '(see below) ',
    );
    fc.assert(
      fc.property(
        fc.array(bits, { minLength: 1, maxLength: 160 }),
        fc.constantFrom(x, bluesky, mastodon),
        (all, rule) => {
          const text = all.join('');
          const parts = divideText(text, rule);
          if (parts === null) return measureLength(text, rule).used > rule.max * (mostParts / 2);
          expect(dense(parts.map(bare).join(''))).toBe(dense(text));
          return parts.every((part) => measureLength(part, rule).fits);
        },
      ),
      { numRuns: 150 },
    );
  });
});
