// Words of an account's own in a draft: what is never said, what is said always, and how names are spelt.
import { fold, foldText, isWordAt, isWordBefore, originalSpan } from '../listening/fold.ts';
import type { DraftSpan, Finding } from './finding.ts';
import type { GuidelineWords } from './settings.ts';

/** More of one word are the same fault. */
const mostPlaces = 20;

/** Where `word` stands as a word of its own; scripts without spaces have none. Both are compared as they are. */
function placesIn(text: string, word: string): DraftSpan[] {
  const places: DraftSpan[] = [];
  for (
    let at = text.indexOf(word);
    at !== -1 && places.length < mostPlaces;
    at = text.indexOf(word, at + word.length)
  ) {
    const end = at + word.length;
    const isWithin =
      (isWordAt(word, 0) && isWordBefore(text, at)) ||
      (isWordBefore(word, word.length) && isWordAt(text, end));
    if (!isWithin) places.push([at, end]);
  }
  return places;
}

/** Where words stand in a draft, however they are written; each as a word of its own. */
export function placesOfWords(draft: string, words: readonly string[]): DraftSpan[] {
  if (words.length === 0) return [];
  const { text, moves } = fold(draft);
  return words.flatMap((word) => {
    const folded = foldText(word);
    return folded === '' ? [] : placesIn(text, folded).map(([start, end]) => originalSpan(moves, start, end));
  });
}

/** Where a wrong spelling stands that is not part of the right one. */
function misspelt(draft: string, wrong: string, right: string): DraftSpan[] {
  const rightPlaces = wrong !== '' && right.includes(wrong) ? placesIn(draft, right) : [];
  return placesIn(draft, wrong).filter(([start, end]) =>
    rightPlaces.every(([from, to]) => start < from || end > to),
  );
}

/** Findings about words of an account's own. They hold whatever it says of R17: who lists a word means it. */
export function checkOwnWords(words: GuidelineWords, draft: string): Finding[] {
  const at = (reason: 'forbidden' | 'confidentialWord', span: DraftSpan): Finding => ({
    rule: 'R17',
    level: 'block',
    reason,
    params: { words: draft.slice(...span) },
    span,
  });
  const found: Finding[] = [
    ...placesOfWords(draft, words.forbidden).map((span) => at('forbidden', span)),
    ...placesOfWords(draft, words.confidential).map((span) => at('confidentialWord', span)),
  ];
  for (const { wrong, right } of words.spellings) {
    const spans = misspelt(draft, wrong, right);
    let mended = draft;
    for (const [start, end] of spans.toReversed())
      mended = mended.slice(0, start) + right + mended.slice(end);
    for (const span of spans)
      found.push({
        rule: 'R17',
        level: 'warn',
        reason: 'misspelt',
        params: { words: draft.slice(...span), right },
        span,
        fix: { kind: 'text', label: 'spellRight', draft: mended },
      });
  }
  if (words.wanted.length > 0 && placesOfWords(draft, words.wanted).length === 0)
    found.push({
      rule: 'R17',
      level: 'warn',
      reason: 'wantedMissing',
      params: { wanted: words.wanted.slice(0, 3).join(', ') },
    });
  return found;
}
