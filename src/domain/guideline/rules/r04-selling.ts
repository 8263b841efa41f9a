// R04: do not sell. Prices and offers are no selling where somebody asked for them.
import { withActed } from '../acted.ts';
import { oursIn } from '../conversation.ts';
import type { Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { hasWordOf } from '../word-classes.ts';

const offers: Phrases = {
  ja: /(?:お得|おトク|お買い得|割引|割り引き|クーポン|キャンペーン|セール|特価|特典|ポイント\d*倍|新発売|新商品|限定販売|期間限定|今なら|今だけ|送料無料|無料体験|お試し価格|ぜひ(?:お買い求め|ご購入|お試し|ご検討|ご注文)|ご購入(?:はこちら|ください)|お買い求め(?:ください|いただけ)|好評発売中|予約受付中|プレミアム(?:会員|プラン)|上位(?:プラン|モデル|機種)|有料プラン|\d{1,6}\s?[%％]\s?OFF|この機会に|入荷(?:いた)?しました|お早めに(?:どうぞ|お求め)|限定(?:色|品|モデル|カラー)|ワンランク上|お申し込みいただけます|(?:定期便|サブスク)なら|(?:専用|当社の|弊社の|新しい|上位)[^。\n]{0,14}を(?:強く)?お(?:勧|すす)め(?:して|いた)|(?:直営店|店舗|通販|オンライン|ショップ)で[^。\n]{0,8}お求め|買い替え(?:はいかが|を(?:ご検討|お勧め|おすすめ)))/giu,
  en: /\b(?:discounts?|\d{1,6}\s?% off|coupons?|promo(?:tion)?s?|promo code|special offer|limited[- ]time|half[- ]price (?:till|until|this|today|now)|is half[- ]price|on sale|flash sale|best deals?|great deals?|deals? of|buy (?:now|one)|order now|shop now|free trial|new arrivals?|check out our (?:new|latest|range|store)|upgrade (?:to|now)|premium (?:plans?|members?)|join (?:us|them|our \w+)|sign up (?:today|now)|don'?t miss|exclusive offer|subscribe to our|launch price|(?:special|introductory|member) price|(?:order|book|pre-?order|get yours|grab (?:one|yours)) (?:today|now)|have you (?:seen|tried|heard of) our|you (?:might|may|would|will|'d|'ll) (?:also |really )?(?:love|like|enjoy)(?= (?:the|our|to try))|treat yourself|(?:pick it up|get it|find it|order it|yours) (?:in|from|at|on) our (?:online )?(?:shop|store)|free shipping|shipping is free|our (?:latest|newest|brand[- ]new|new) \w+ (?:is|are)|(?:for )?(?:just|only|from) [$€£¥]\s?\d|save (?:up to )?(?:\d|[$€£])|use (?:the )?code)\b/giu,
};
/** What somebody says who wants to hear of prices and offers. */
const asks: Phrases = {
  ja: /値段|価格|料金|いくら|何円|割引|[学早席]割|クーポン|セール|キャンペーン|お得|特典|プラン|買え|買いたい|購入|在庫|発売|どこで売|送料/giu,
  en: /\b(?:prices?|cost|how much|discounts?|coupons?|promo|sale|deals?|offers?|plans?|upgrade|premium|buy|purchase|in stock|trial|where can i get|launch|available)\b/giu,
};

const question = /[?？¿]|(?:です|ます)か/u;

/** Where no phrases of the language are known: a question with a word of prices and offers in it. */
function isAskingPrice(text: string, lang: string): boolean {
  if (asks[lang] !== undefined) return says(asks, lang, text);
  return question.test(text) && hasWordOf(['offer', 'buy', 'tier', 'price', 'fresh'], text, lang);
}

export const r04: Rule = {
  id: 'R04',
  level: 'warn',
  check(context) {
    const { lang, draft, post, newer, thread } = context;
    // Whoever asked: friends who could not settle it turn to us together.
    const ours = oursIn(context);
    const said = [post, ...newer, ...thread.filter((one) => !ours.includes(one))];
    if (said.some(({ text }) => isAskingPrice(text, lang))) return [];
    return withActed(placesOf(offers, lang, draft), 'sells', context).map((span) => ({
      reason: 'sells',
      params: { words: draft.slice(...span) },
      span,
    }));
  },
};
