// R06: listen. Who is stuck and hears from us for the first time is taken in before anything is explained.
import { draftDoes } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import type { Rule } from '../finding.ts';
import { sentencesOf } from '../sentences.ts';
import { says, type Phrases } from '../phrases.ts';
import { troublesOf } from '../troubles.ts';
import { hasWordClasses, hasWordOf } from '../word-classes.ts';

const question = /[?？]|(?:です|ます|でしょう|ません)か(?:[。\s]|$)|教えて/u;
/** In sentences, with who signs it. */
const mostExplained = 3;
const takesIn: Phrases = {
  ja: /申し訳|すみません|お詫び|ごめんなさい|ご不便|ご迷惑|ご心配|お困り|お手数|ご不快|残念|つらい|大変(?:です|でした|失礼|ご|お)|ありがとうございま|お知らせいただ|教えて(?:いただ|くださ)|お気持ち|ごもっとも|拝見|失礼いたしました|驚かれ|とのこと|お悔やみ|もちろん(?:です|、)|喜んで|(?:聞い|ご質問|お尋ね|お声がけ)(?:て)?(?:くださ|いただ)|お待たせ|寒い(?:中|日)|せっかく/giu,
  en: /\b(?:sorry|apolog\w+|thanks?|thank you|understand|frustrating|we hear you|i hear you|that'?s not (?:right|good|how)|that must|must have been|that sounds|sounds like|sad to hear|hate to hear|shouldn'?t (?:have )?happen\w*|appreciate|noticed|saw (?:your|that)|(?:good|great|glad|right) (?:thing )?(?:you|to) (?:ask\w*|check\w*)|good question|of course|(?:happy|glad|pleased) to help|fair (?:enough|point|question)|don'?t be hard on|we know (?:how|what|that)|no way to|(?:isn'?t|is not|not) (?:the|a|how|what)[^.!?\n]{0,20}(?:wants?|should|day|morning|start)|can imagine|ouch|oof|yikes|what a (?:way|day|start|night|morning|shame|pity)|oh no|oh dear|that'?s (?:miserable|awful|rotten|horrible|maddening|serious|frightening|rough|hard|annoying|a shame|no fun)|(?:isn'?t|wasn'?t) (?:right|minor|good enough|okay|ok)|deserves? better)\b/giu,
};

/** Whether the draft has a word for what they said. */
export function isTakenIn(context: DraftContext): boolean {
  const { lang, draft } = context;
  if (says(takesIn, lang, draft) || draftDoes('hears', context) || draftDoes('sorry', context)) return true;
  return hasWordOf(['sorry', 'feel', 'thank'], draft, lang);
}

/** Explains at length, and asks nothing. */
function isLecture({ draft }: DraftContext): boolean {
  return !question.test(draft) && sentencesOf(draft).length > mostExplained;
}

export const r06: Rule = {
  id: 'R06',
  level: 'warn',
  check(context) {
    const { isFirstContact, lang, post } = context;
    if (!isFirstContact || !hasWordClasses(lang) || isTakenIn(context)) return [];
    const { isStuck, isPleased } = troublesOf(post.text, lang);
    // A plain question is answered, and thanks are for thanks; all else wants to be heard first.
    const isPlain = isPleased || (question.test(post.text) && !isLecture(context));
    return isStuck || !isPlain ? [{ reason: 'unheard' }] : [];
  },
};
