// Chooses and fills a line: placeholders by the story's fills, one variant by chance, cut to what the network takes.
import { measureLength, type LengthRule } from '../post/length.ts';
import { pick } from './random.ts';
import type { Fills, Lines } from './story.ts';

/** What one post and one message may hold; the manifest declares the same. */
export const practiceLimits = {
  post: { unit: 'graphemes', max: 300, maxBytes: 3_000 },
  dm: { unit: 'graphemes', max: 1_000, maxBytes: 10_000 },
} as const satisfies Record<string, LengthRule>;

/** The variants that fit the trade. */
export function variants(lines: Lines, trade: Fills['trade']): readonly string[] {
  if (typeof lines === 'string') return [lines];
  if (!('any' in lines)) return lines;
  return lines[trade] ?? lines.any;
}

/** A product name as a hashtag, without `#`. */
export function tagOf(product: string): string {
  return product.replace(/[^\p{L}\p{N}_]+/gu, '');
}

/** Puts the fills in; a placeholder nobody knows stays, so that tests see it. */
export function fill(line: string, fills: Fills): string {
  const values: Record<string, string> = {
    product: fills.product,
    tag: tagOf(fills.product),
    lookalike: fills.lookalike,
    company: fills.company,
    us: fills.us,
    order: fills.order,
  };
  return line.replace(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
}

/** The text said: a variant by `chance`, filled, and cut with an ellipsis where a long product name made it too long. */
export function say(lines: Lines, fills: Fills, chance: number, rule: LengthRule): string {
  const line = pick(variants(lines, fills.trade), chance) ?? '';
  return cut(fill(line, fills), rule);
}

function cut(text: string, rule: LengthRule): string {
  if (measureLength(text, rule).fits) return text;
  const parts = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(
    (s) => s.segment,
  );
  while (parts.length > 0 && !measureLength(`${parts.join('')}…`, rule).fits) parts.pop();
  return `${parts.join('')}…`;
}
