// A post's text as the models read it: one width and case, and what is only a name or a number masked.

/** Stand for what was there; no text has these characters. */
export const masks = { url: '\uE000', at: '\uE001', us: '\uE002', digits: '\uE003', tag: '\uE004' } as const;

const url = /(?:https?:\/\/|www\.)\S+/giu;
const mention = /(?<![\p{L}\p{N}_.])[@＠][\p{L}\p{N}_](?:[\p{L}\p{N}_.@-]*[\p{L}\p{N}_])?/gu;
const digits = /\p{Nd}+(?:[.,:/-]\p{Nd}+)*/gu;
const hashtag = /[#＃](?=[\p{L}\p{N}_])/gu;
const control = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu;
const space = /\s+/gu;
/** More of a text than this says nothing new, and must not hold up the others. In UTF-16 units. */
export const mostText = 4_000;

const escaped = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
const isSpaced = (unit: string | undefined): boolean =>
  unit !== undefined && /[\p{sc=Latin}\p{N}_]/u.test(unit);

/** A pattern that finds any of a company's names; null without any. Names are compared as `normalise` writes them. */
export function namesPattern(names: readonly string[]): RegExp | null {
  const all = names
    .map((name) => fold(name).trim())
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
    .map((name) => {
      const before = isSpaced(name[0]) ? '(?<![\\p{sc=Latin}\\p{N}_])' : '';
      const after = isSpaced(name.at(-1)) ? '(?![\\p{sc=Latin}\\p{N}_])' : '';
      return before + escaped(name).replaceAll(' ', '\\s+') + after;
    });
  return all.length === 0 ? null : new RegExp(all.join('|'), 'gu');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The text as the models read it. `names` is of `namesPattern`; each that stands in the text is told to `onName`. */
export function normalise(
  text: string,
  names: RegExp | null = null,
  onName: (name: string) => void = () => {},
): string {
  const cut = text.length > mostText ? text.slice(0, mostText) : text;
  // Masks and the like within the text would be taken for ours.
  let plain = fold(cut.toWellFormed().replaceAll(control, ' '));
  plain = plain.replaceAll(url, masks.url);
  if (names !== null) {
    plain = plain.replaceAll(names, (name) => {
      onName(name);
      return masks.us;
    });
  }
  return plain
    .replaceAll(mention, masks.at)
    .replaceAll(hashtag, masks.tag)
    .replaceAll(digits, masks.digits)
    .replaceAll(space, ' ')
    .trim();
}
