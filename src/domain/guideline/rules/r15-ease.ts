// R15: keep guidance easy: short, a few steps at a time, one link.
import type { Found, Rule } from '../finding.ts';

/** In characters; scripts without spaces say about twice as much in each. */
const mostLength = { dense: 280, spaced: 560 } as const;
const mostSteps = 4;
const mostLinks = 2;
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu;
const link = /https?:\/\/\S+/gu;
const step = /(?:^|[\s。、.])(?:[①-⑳]|\d{1,2}[.)．）]|手順\s*\d|step\s*\d|ステップ\s*\d)|→|⇒|->/giu;

export const r15: Rule = {
  id: 'R15',
  level: 'warn',
  check({ draft }) {
    const found: Found[] = [];
    const links = draft.match(link)?.length ?? 0;
    const words = draft.replaceAll(link, '');
    const isDense = (words.match(dense)?.length ?? 0) * 4 > words.length;
    const length = Array.from(words).length;
    if (length > mostLength[isDense ? 'dense' : 'spaced'])
      found.push({ reason: 'long', params: { length: String(length) } });
    const steps = words.match(step)?.length ?? 0;
    if (steps > mostSteps)
      found.push({ reason: 'manySteps', params: { count: String(steps), most: String(mostSteps) } });
    if (links > mostLinks) found.push({ reason: 'manyLinks', params: { count: String(links) } });
    return found;
  },
};
