// R05: the customer's interest first. What costs them money or trouble comes after what does not.
import { withActed } from '../acted.ts';
import type { Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { hasWordOf } from '../word-classes.ts';

/** What is paid for, or is easier for us than for them. */
const costs: Phrases = {
  ja: /(?:当社|弊社|こちら|私ども|当店|配達員|ドライバー|職員|係|スタッフ|店)の[^。、\n]{0,10}(?:都合|負担(?!で|に(?:て|より))|手間)(?!をおかけ|なく)|(?:パック|プラン|オプション|サービス|保証)[（(](?:月額)?[\d,]+円|(?:写真|投稿|口コミ|レビュー)[^。\n]{0,12}(?:削除|消し|取り下げ|お控え)|(?:弊社|当社|当行|当店|私ども|こちら)(?:の|に|は)?[^。、\n]{0,6}(?:費用|手数料|手間|経費|負担)が(?:かか|かさ|増え|発生)|(?:月額|毎月|年額)[\d,]+円[^。\n]{0,24}(?:加入|契約|お申し?込|つな|届|なり)|(?:加入|入会)(?:いただく|いただけ|くださ|すると)|[\d,]+円で(?:お預かり|修理|リセット|対応|承)|(?:こちら|当社|弊社|私ども|当店)(?:として(?:は|も)?|の(?:都合|手間|負担))[^。\n]{0,14}(?:助かり|ありがたい|楽|省け)|(?:再入会|ご?入会|上位プラン|有料|定期便|プラン|コース|会員)[^。\n]{0,14}[\d,]+円[^。\n]{0,14}(?:いただ|ください|つな|切り?替|届|なり)|有(?:償|料)(?:での?|の|に)?(?:修理|交換|サポート|対応|点検|会員|オプション|プラン)|買い(?:替|換)え(?:を|て|が)|新しい(?:もの|商品|製品|本体|機種)(?:を|の)(?:ご?購入|お買い(?:求め|上げ))|(?:お電話|窓口|店舗|店頭|ショップ)(?:のみ|だけ)(?:で|の)(?:受付|受け付け|対応)|(?:店舗|店頭|窓口|ショップ)(?:へ|に|まで)(?:お越し|ご来店|お持ち(?:込み)?)(?:ください|いただ|願)/gu,
  en: /(?:\b|(?=[$£€]))(?:(?:in|on|with|through) our (?:\w+ )?(?:plus|premium|pro|gold|premier) (?:plan|service|package|tier)|paid (?:call-?out|visit|inspection)|(?:easier|simpler|quicker) (?:at|on|for) our (?:end|side|team)|(?:delete|remove|take down|take it down|hide) (?:the|your|that) (?:post|photo|picture|review|tweet)|rather than (?:replac|repair|fix)\w*|(?:recommend|suggest) (?:moving|upgrading|switching) (?:up )?to|slots? (?:neatly )?into our|admin (?:for|on) (?:us|our)|(?:suits?|works? (?:out )?better for|easier for|straightforward for|helps?|convenient for) us\b|(?:quickest|easiest|fastest|best|simplest) (?:route|way|fix|option)[^.!?\n]{0,30}(?:plus|premium|pro|plan|[$£€]\d)|(?:switch|move|upgrade|change) (?:you |over )?(?:to|onto) (?:the |our |an? )?(?:\w+ )?(?:annual|paid|plus|premium|pro|lite)\b|(?:move|step|go|switch|trade|jump) (?:up|over) to (?:the |our |an? )?(?:\w+ ){0,2}(?:tier|plan|package|edition|bundle|level|tariff)|time to (?:upgrade|trade (?:up|in)|replace (?:it|yours|that))|trade (?:it |yours )?(?:up|in) (?:for|to) |rather than (?:wait|waiting) for (?:a |the |us|our)|before (?:i|we) can (?:do that|refund|help)[^.!?\n]{0,12}(?:need|must|have to|require)|you(?:'ll| will)? (?:have|need) to (?:buy|purchase|pay|upgrade|subscribe)|(?:buy|purchase|get|order) (?:a )?(?:new|another) (?:one|unit|model|device|item)|paid (?:support|repair|plan|option|service)|for a (?:small )?fee|(?:repair|replacement) (?:fee|costs?)|(?:add-?on|bundle|care|cover|plan|package|membership|subscription|pro|plus|premium)\b[^.!?\n]{0,50}(?:[$£€]\s?\d[\d.,]*|\d[\d.,]* (?:pounds|euros|dollars))(?: (?:a|per) (?:month|year))?|(?:post|mail|send) it (?:in|back) (?:for|at) (?:[$£€]\d|your)|(?:saves?|costs?) us\b|(?:simpler|cheaper|better|less work) for (?:us|our)|(?:repair|reset|fix|replace|unlock|print|send)\w* (?:it )?for [$£€]\d|[$£€]\d[\d.,]* (?:each|per|to) |you must (?:call|visit|come)|only (?:by phone|in store|at our (?:store|shop|desk))|(?<=(?:^|[.!,] |please |must |have to |need to |and |then )(?:just )?)(?:come|go|bring it) to (?:our|the|your nearest) (?:store|shop|desk|office))\b/giu,
};
/** A way that costs nothing stands there too, or was asked for otherwise. */
const free: Phrases = {
  ja: /無(?:料|償)|費用は(?:かかり|いただき)ません|まず(?:は)?(?!こちら|お申)|その前に|(?:再起動|設定|確認)(?:を)?(?:いただ|ください)|お試し(?:を)?ください|送料(?:は)?(?:弊社|当社|こちら)|ご希望(?:の|で)/u,
  en: /\b(?:free(?: of charge)?|no charge|at no cost|we(?:'ll| will) (?:cover|pay|collect)|(?<=^|[.!?] )first,?|before that,|could you try|please try|if you prefer|or,? if)\b/iu,
};
/** Tries something at home with them, at nobody's cost. */
const tries =
  /\b(?:could|can|would|have|did) you (?:please )?(?:try|tried|check|checked)\b|お試し(?:いただけ|くださ|になり)/iu;
/** Said to everybody whom something costs time or money. */
const courtesy = /(?:ご負担|お手数|ご足労)を?(?:お)?(?:かけ|掛け)/u;
const asks: Phrases = {
  ja: /有料|有償|買い(?:替|換)え|新しいの|購入|買いたい|店(?:舗|頭)?(?:で|に|は)|いくら|修理代/u,
  en: /\b(?:buy|purchase|pay|paid|upgrade|plans\b(?! to)|(?:which|cheaper|other|new|bigger|smaller|better|change (?:my|the)|another) plan|cheaper|tariffs?|packages?|prices?|replace it|new one|store|shop|how much|cost)\b/iu,
};

function hasFree(text: string, lang: string): boolean {
  return says(free, lang, text) || hasWordOf(['free'], text, lang);
}

export const r05: Rule = {
  id: 'R05',
  level: 'warn',
  check(context) {
    const { lang, draft, post } = context;
    if (says(asks, lang, post.text) || hasWordOf(['fee', 'buy', 'price'], post.text, lang)) return [];
    return withActed(placesOf(costs, lang, draft), 'costs', context)
      .filter((span) => !courtesy.test(draft.slice(...span)) && !tries.test(draft.slice(...span)))
      .filter(([start]) => !hasFree(draft.slice(0, start), lang))
      .map((span) => ({
        reason: 'costsThem',
        params: { words: draft.slice(...span) },
        span,
      }));
  },
};
