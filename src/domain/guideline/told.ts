// What a person has told already in the conversation, and where a draft asks for it again.
import type { DraftContext } from './context.ts';
import { firstOf, theirWords } from './conversation.ts';
import type { Found } from './finding.ts';
import type { Phrases } from './phrases.ts';

const sentPhoto =
  /(?:写真|画像|動画)(?:を|は|も)?(?:[^。\n]{0,6})(?:送り(?:まし|ます)|送った|送って(?:い|る|あり)|添付し|貼り|載せ|の通り)|\b(?:(?:photo|picture|pic|video|screenshot)s? (?:is |are )?(?:attached|above|below|sent|here)|(?:sent|attached|posted|uploaded) (?:you )?(?:a |the |some |my |two |three )?(?:photo|picture|pic|video|screenshot)s?)/iu;

/** What a person may have told already, and how one asks for it. */
const told: readonly { told: RegExp; asks: Phrases }[] = [
  {
    told: sentPhoto,
    asks: {
      ja: /(?:写真|画像|動画)(?:を|は|も)?[^。\n]{0,14}(?:お送り|送って|拝見(?:でき|させ|したい)|お見せ|添付(?:して|いただ)|ございますか|あります(?:か|でしょう))/gu,
      en: /\b(?:(?:send|share|post|attach|upload|show|dm) (?:us |me )?(?:a |the |some )?(?:photo|picture|pic|video|screenshot)|(?:do|have) you (?:have |got )?(?:a |any )?(?:photo|picture|pic|video|screenshot)s?[^.!?\n]{0,20}\?)/giu,
    },
  },
  {
    told: /\b(?:iphone(?: ?(?:se|\d{1,2}))?|ipad|android|pixel(?: \d)?|galaxy(?: \w\d{1,6})?|xperia|windows ?(?:1[01]|[78])|macbook|mac\b)|アイフォン|アンドロイド/iu,
    asks: {
      ja: /(?:お使いの)?(?:端末|機種|スマホ|スマートフォン|デバイス|パソコン|PC|OS)(?:の(?:名前|種類|機種))?(?:は|を|が)[^。\n]{0,14}(?:何|どちら|どの|教え|お知らせ|お聞かせ|でしょうか|ですか)|(?:iPhone|Android|Windows)[^。\n]{0,12}どちら/giu,
      en: /\b(?:(?:what|which) (?:phone|device|model of phone|computer|system|operating system|os|platform)\b[^.!?\n]{0,30}\?|(?:iphone|ios) or (?:an? )?android[^.!?\n]{0,12}\?)/giu,
    },
  },
  {
    told: /(?<![\p{L}\p{N}])[A-Z]{1,5}-?\d{2,6}[A-Z]{0,3}(?![\p{L}\p{N}])|\b(?:[Ii]t'?s an?|[Mm]odel) [A-Z]{1,3}\d\b/u,
    asks: {
      ja: /(?:型番|品番|モデル(?:名|番号)|製品名)(?:は|を|が)[^。\n]{0,14}(?:何|どちら|どの|教え|お知らせ|お聞かせ|でしょうか|ですか)/gu,
      en: /\b(?:(?:what|which) (?:model|model number)\b[^.!?\n]{0,30}\?|(?:tell|give|send) (?:us|me) (?:the|your) model(?: number)?)/giu,
    },
  },
  {
    told: /エラー(?:コード|番号)?[^\n。]{0,6}[A-Z]{0,4}-?\d{2,}|「[^」]{4,}」(?:と|って)(?:出|表示|言われ|書)|error(?: code)?:? [A-Z]{0,4}-?\d{2,}|says? ["“'][^"”]{4,}["”']/iu,
    asks: {
      ja: /(?:エラー(?:の)?(?:文言|内容|コード|番号|メッセージ|表示)?|表示(?:内容)?|画面の文言|何と(?:表示|出))(?:は|を|が)?[^。\n]{0,16}(?:何|どんな|どのよう|教え|お知らせ(?!くださ(?:り|って)|いただ)|お聞かせ|でしょうか|ですか)/gu,
      en: /\b(?:what|which) (?:error|message|code)\b[^.!?\n]{0,30}\?|what does (?:it|the (?:screen|message|error)) say\?/giu,
    },
  },
  {
    told: /(?:昨日|今朝|昨夜|一昨日|先週|\d{1,6}日前|\d{1,6}月\d{1,6}日|[月火水木金土日]曜)(?:の\S{1,4})?から|\bsince (?:yesterday|this morning|last \w+|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,6})/iu,
    asks: {
      ja: /いつ(?:頃|ごろ)?から[^。\n]{0,24}(?:でしょうか|ですか|ますか|ましたか|でしたか|教え|お知らせ)/gu,
      en: /\b(?:since when|when did (?:it|this|that|the \w+) (?:start|begin|first)|how long has (?:it|this) been)\b[^.!?\n]{0,30}\?/giu,
    },
  },
  {
    told: /(?:再起動|再インストール|入れ直し|初期化|リセット)(?:も)?(?:した|しました|済み|して(?:も|み)|やった|試した)|\b(?:(?:already|have|i|i've|tried) (?:tried )?(?:restart\w*|reboot\w*|reinstall\w*|reset\w*|turning it off)|(?:restart|reboot|reinstall|reset)\w* (?:it )?(?:already|twice|didn'?t|does ?n'?t|three|several|many|and (?:still|no)))/iu,
    asks: {
      ja: /(?:再起動|再インストール|入れ直|リセット|初期化)(?:は|を|し(?:て)?)?[^。\n]{0,12}(?:お試し|試し|いただけ|ください|されました|でしょうか|ですか|みて)/gu,
      en: /\b(?:(?:have|did) you (?:tried|try) (?:to )?(?:restart|reboot|reinstall|reset|turning it off)\w*|(?:please|could you) (?:try (?:to )?)?(?:restart|reboot|reinstall|reset)\w*)\b/giu,
    },
  },
  {
    told: /\b(?:app|version|v|firmware)\s?\d{1,6}(?:\.\d{1,6})+|バージョン(?:は|が)?\s?\d{1,6}/iu,
    asks: {
      ja: /バージョン(?:は|を|が)[^。\n]{0,14}(?:何|どちら|いくつ|どの|教え|お知らせ|お聞かせ|でしょうか|ですか)/gu,
      en: /\b(?:what|which) (?:app |software |firmware )?version\b[^.!\n]{0,30}\?/giu,
    },
  },
  {
    told: /\b(?:(?:already |just )?(?:dm(?:'|e)?d|sent|gave|messaged) (?:you )?(?:you )?(?:already )?(?:the |my |our )?(?:order|booking|reference|customer|account|ticket)(?: (?:number|id|ref\w*))?|(?:order|booking|ref(?:erence)?|ticket)(?: (?:number|no\.?|id))?(?: is|:)? ?#?[A-Z]*-?\d{4,})|(?:注文|予約|受付|会員|伝票)番号(?:は|なら|、|:|：)?[^。\n]{0,12}(?:送り(?:まし|済)|送った|DMし|伝えまし|[A-Z]*-?\d{3,})/iu,
    asks: {
      ja: /(?:注文|予約|受付|会員|伝票)番号(?:を|は)[^。\n]{0,16}(?:教え|お知らせ|お送り|お聞かせ|何|送って|いただけ)/gu,
      en: /\b(?:(?:send|dm|share|give|tell|let us have|what(?:'s| is)|could (?:we|i) have|may (?:we|i) have)\b[^.!?\n]{0,20}\b(?:your|the) (?:order|booking|reference|ticket|customer|account)(?: (?:number|id|ref\w*))?)\b/giu,
    },
  },
];

/** What people try by themselves, and how they and we say so: stems of Japanese verbs, English verbs. */
const tries = {
  ja: ['拭', '掃除', '交換', '更新', '充電', '抜き差し', '入れ直', '付け直', '初期化'],
  en: ['wip', 'clean', 'swap', 'updat', 'charg', 'reinstall', 'unplug', 'descal', 'reconnect'],
} as const;

/** Where a draft tells them to try what they say that they have tried. */
function triedAgain({ draft, lang }: DraftContext, before: string): Found[] {
  const isJapanese = lang === 'ja';
  for (const verb of isJapanese || lang === 'en' ? tries[lang === 'ja' ? 'ja' : 'en'] : []) {
    const done = isJapanese
      ? new RegExp(`${verb}[^。、！？\\n]{0,4}(?:て|た|まし|済み)`, 'u')
      : new RegExp(`\\b(?:already|have|'ve|i|we)\\b[^.!?\\n]{0,24}\\b${verb}p?ed\\b`, 'iu');
    const asked = isJapanese
      ? new RegExp(`${verb}[^。！？\\n]{0,14}(?:ください|お試し|いただけ)`, 'u')
      : new RegExp(`\\b(?:please|try|could you|giv(?:e|ing)|and)\\b[^.!?\\n]{0,24}\\b${verb}\\w*`, 'iu');
    const [told, place] = [done.exec(before), asked.exec(draft)];
    if (told === null || place === null) continue;
    const [words] = place;
    return [
      {
        reason: 'askedAgain',
        params: { words, told: told[0] },
        span: [place.index, place.index + words.length],
      },
    ];
  }
  return [];
}

/** Where a draft asks for what the person has told in this conversation. */
export function askedAgain(context: DraftContext): Found[] {
  const { draft, lang } = context;
  const before = theirWords(context).join('\n');
  const again = told.flatMap(({ told: pattern, asks }): Found[] => {
    const already = pattern.exec(before);
    const place = already === null ? null : firstOf(asks, lang, draft);
    if (already === null || place === null) return [];
    return [
      {
        reason: 'askedAgain',
        params: { words: place.words, told: already[0] },
        span: place.span,
      },
    ];
  });
  return again.length > 0 ? again : triedAgain(context, before);
}
