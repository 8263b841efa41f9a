// R06: listen. Who is stuck and hears from us for the first time is taken in before anything is explained.
import type { Rule } from '../finding.ts';
import { says, type Phrases } from '../phrases.ts';

const stuck: Phrases = {
  ja: /(?:でき|出来|動か|つながら|繋がら|開か|使え|届か|映ら|入れ|直ら|消え|わから|分から|進ま|聞こえ)(?:ない|なく|ません|ん[。！!]?$)|困っ|困り|壊れ|故障|不具合|エラー|落ち(?:る|た)|破れ|割れ|遅(?:い|れ)|最悪|ひどい|がっかり|残念|おかしい|助けて|どうすれば|どうしたら|間違っ/giu,
  en: /\b(?:can'?t|cannot|won'?t|doesn'?t|isn'?t|not working|stopped working|broken?|broke|fails?|failed|error|stuck|late|missing|lost|wrong|terrible|awful|worst|disappoint\w*|frustrat\w*|annoy\w*|help|issues?|problems?|crash\w*|torn|damaged|still (?:no|not|waiting)|never (?:arrived|came))\b/giu,
};
const takesIn: Phrases = {
  ja: /申し訳|すみません|お詫び|ごめんなさい|ご不便|ご迷惑|ご心配|お困り|お手数|ご不快|残念|つらい|大変(?:です|でした|失礼|ご|お)|ありがとうございま|お知らせいただ|教えて(?:いただ|くださ)|お気持ち|ごもっとも|拝見|失礼いたしました|驚かれ|とのこと/giu,
  en: /\b(?:sorry|apolog\w+|thanks?|thank you|understand|frustrating|we hear you|i hear you|that'?s not (?:right|good|how)|that must|must have been|that sounds|sounds like|sad to hear|hate to hear|shouldn'?t (?:have )?happen\w*|appreciate|noticed|saw (?:your|that))\b/giu,
};

export const r06: Rule = {
  id: 'R06',
  level: 'warn',
  check({ isFirstContact, lang, post, draft }) {
    if (!isFirstContact || !says(stuck, lang, post.text)) return [];
    return takesIn[lang] === undefined || says(takesIn, lang, draft) ? [] : [{ reason: 'unheard' }];
  },
};
