// R06: listen. Who is stuck and hears from us for the first time is taken in before anything is explained.
import { draftDoes } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import type { Rule } from '../finding.ts';
import { says, type Phrases } from '../phrases.ts';
import { troublesOf } from '../troubles.ts';
import { hasWordClasses, hasWordOf } from '../word-classes.ts';

const question = /[?？]|(?:です|ます|でしょう|ません)か(?:[。\s]|$)|教えて/u;
const takesIn: Phrases = {
  ja: /申し訳|すみません|お詫び|ごめんなさい|ご不便|ご迷惑|ご心配|お困り|お手数|ご不快|残念|つらい|大変(?:です|でした|失礼|ご|お)|ありがとうございま|お知らせいただ|教えて(?:いただ|くださ)|お気持ち|ごもっとも|拝見|失礼いたしました|驚かれ|とのこと/giu,
  en: /\b(?:sorry|apolog\w+|thanks?|thank you|understand|frustrating|we hear you|i hear you|that'?s not (?:right|good|how)|that must|must have been|that sounds|sounds like|sad to hear|hate to hear|shouldn'?t (?:have )?happen\w*|appreciate|noticed|saw (?:your|that))\b/giu,
};

function isTakenIn(context: DraftContext): boolean {
  const { lang, draft } = context;
  if (says(takesIn, lang, draft) || draftDoes('hears', context) || draftDoes('sorry', context)) return true;
  return hasWordOf(['sorry', 'feel', 'thank'], draft, lang);
}

export const r06: Rule = {
  id: 'R06',
  level: 'warn',
  check(context) {
    const { isFirstContact, lang, post } = context;
    if (!isFirstContact || !hasWordClasses(lang) || isTakenIn(context)) return [];
    const { isStuck, isPleased } = troublesOf(post.text, lang);
    // A plain question is answered, and thanks are for thanks; all else wants to be heard first.
    const isPlain = isPleased || question.test(post.text);
    return isStuck || !isPlain ? [{ reason: 'unheard' }] : [];
  },
};
