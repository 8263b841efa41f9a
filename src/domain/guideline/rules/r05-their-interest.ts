// R05: the customer's interest first. What costs them money or trouble comes after what does not.
import type { Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';

/** What is paid for, or is easier for us than for them. */
const costs: Phrases = {
  ja: /有(?:償|料)(?:での?|の|に)?(?:修理|交換|サポート|対応|点検|会員|オプション|プラン)|買い(?:替|換)え(?:を|て|が)|新しい(?:もの|商品|製品|本体|機種)(?:を|の)(?:ご?購入|お買い(?:求め|上げ))|(?:お電話|窓口|店舗|店頭|ショップ)(?:のみ|だけ)(?:で|の)(?:受付|受け付け|対応)|(?:店舗|店頭|窓口|ショップ)(?:へ|に|まで)(?:お越し|ご来店|お持ち(?:込み)?)(?:ください|いただ|願)/gu,
  en: /\b(?:you(?:'ll| will)? (?:have|need) to (?:buy|purchase|pay|upgrade|subscribe)|(?:buy|purchase|get|order) (?:a )?(?:new|another) (?:one|unit|model|device|item)|paid (?:support|repair|plan|option|service)|for a (?:small )?fee|(?:repair|replacement) (?:fee|costs?)|you must (?:call|visit|come)|only (?:by phone|in store|at our (?:store|shop|desk))|(?:come|go|bring it) to (?:our|the|your nearest) (?:store|shop|desk|office))\b/giu,
};
/** A way that costs nothing stands there too, or was asked for otherwise. */
const free: Phrases = {
  ja: /無(?:料|償)|費用は(?:かかり|いただき)ません|まず(?:は)?|その前に|(?:再起動|設定|お試し|確認)(?:を)?(?:いただ|ください)|送料(?:は)?(?:弊社|当社|こちら)|ご希望(?:の|で)/u,
  en: /\b(?:free(?: of charge)?|no charge|at no cost|we(?:'ll| will) (?:cover|pay|collect)|first,?|before that|could you try|please try|if you prefer|or,? if)\b/iu,
};
const asks: Phrases = {
  ja: /有料|有償|買い(?:替|換)え|新しいの|購入|買いたい|店(?:舗|頭)?(?:で|に|は)|いくら|修理代/u,
  en: /\b(?:buy|purchase|pay|paid|upgrade|replace it|new one|store|shop|how much|cost)\b/iu,
};

export const r05: Rule = {
  id: 'R05',
  level: 'warn',
  check({ lang, draft, post }) {
    if (says(asks, lang, post.text)) return [];
    return placesOf(costs, lang, draft)
      .filter(([start]) => !says(free, lang, draft.slice(0, start)))
      .map((span) => ({ reason: 'costsThem', params: { words: draft.slice(...span) }, span }));
  },
};
