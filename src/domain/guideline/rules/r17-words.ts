// R17: mind what you say: personal data and what was said in DMs in public, and promises that nobody has made sure of.
import { findPersonalData } from '../../personal-data/personal-data.ts';
import { withActed } from '../acted.ts';
import type { DraftSpan, Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { repeatsOf } from '../private-words.ts';
import { hasWordOf } from '../word-classes.ts';

const whose: Phrases = {
  ja: /(?:ご)?(?:注文(?:番号|ID)|電話番号|携帯番号|ご?住所|郵便番号|メール(?:アドレス|アド)|(?<![の店駅])(?:お名前|名前)|ご?氏名|フルネーム|生年月日|会員(?:番号|ID)|お?客様番号|口座(?:番号|情報)|カード(?:番号|情報)|予約番号|契約番号|シリアル番号|製造番号|追跡番号|お?問い合わせ番号|パスワード|暗証番号|登録(?:の)?メール|ログインID|ご?連絡先)(?:と[^。！!]{0,16})?(?:を|は|も|の)[^。！!\n]{0,14}?(?:教え|書い|貼っ|載せ|お知らせ|お聞かせ|ご?記入|ご?記載|ご?返信|送っ|お送り|ご?連絡|ご?入力|いただけ(?:ます|ない)|頂け(?:ます|ない)|お願い|うかが|伺|何(?:です|でしょう|番)|分かり(?:ます|まし)|わかり(?:ます|まし))/giu,
  en: /\b(?:(?:what(?:'s| is)|tell us|let us know|send us|share|provide|reply with|give us|post|confirm|may we have|can (?:we|you|i)(?: please)? (?:have|get|send|share|tell|give|provide|confirm)|could (?:we|you|i)(?: please)? (?:have|get|send|share|tell|give|provide|confirm)|need|please (?:send|share|provide|confirm))(?: us| me)?(?: with)?[^.!?\n]{0,24}?)\b(?:your )?(?:order (?:number|id|no\.?)|phone(?: number)?|mobile(?: number)?|(?:home |postal |full |delivery |shipping )?address|post ?code|zip code|e-?mail(?: address)?|full name|(?:first|last) name|date of birth|birth ?date|account (?:number|id|name)|card (?:number|details)|booking (?:number|reference|ref)|reservation (?:number|code)|confirmation (?:number|code)|tracking number|serial number|customer (?:number|id)|membership number|password)\b/giu,
};
/** Where it is to be told elsewhere. */
const elsewhere: Phrases = {
  ja: /DM|ＤＭ|ダイレクトメッセージ|メッセージ(?:にて|で)|非公開|個別に|フォーム(?:から|にて|より|で)|お電話(?:にて|で|から)|公開(?:の場|されて|せず)|(?:書か|載せ|投稿し)ない(?:で|よう)/giu,
  en: /\b(?:dms?|direct messages?|private(?:ly)?(?: message)?|inbox|pm us|via (?:our )?(?:form|phone|e-?mail)|message us|chat with us|don'?t (?:post|share)|not (?:post|share)|never (?:post|share|ask))\b/giu,
};
const promise: Phrases = {
  ja: /(?:必ず(?!(?:や)?(?:お|申し)?(?:伝え|共有|ご確認|お読み))|絶対(?:に)?|確実に|間違いなく|100[%％]|百パーセント)[^。！!\n]{0,16}?(?:ます|です|しますので|いたします)|(?:二度と|今後一切)[^。！!\n]{0,18}?(?:ません|ございません)|(?:保証|お約束|確約)(?:いた)?します|(?:全額|すぐに)(?:ご)?返金(?:いた)?します|無償で(?:交換|修理|対応)(?:いた)?します|今日中に(?:直|解決|復旧|届|お届け)\S{0,6}ます/giu,
  en: /\b(?:(?:i|we)(?:'ll| will)? (?:absolutely |fully )?(?:guarantee|promise)|(?:i|we) can (?:guarantee|promise|assure)|guaranteed|100\s?%|(?:will|'ll) (?:definitely|certainly|absolutely|never)|never happen again|without (?:a )?doubt|(?:will|'ll) (?:fully )?(?:refund|replace|compensate) (?:you|it|your|the)|(?:full|immediate) refund (?:will|is)|(?:fixed|solved|there|delivered|restored) by (?:today|tonight|tomorrow|the end of))\b/giu,
};

const legal: Phrases = {
  ja: /法的(?:に|な|責任|措置)|法律上|訴訟|裁判|損害賠償|賠償(?:いた)?し|慰謝料|弁護士|全責任|責任を負(?:い|う|わ)|瑕疵|過失(?:を|が|は)/gu,
  en: /\b(?:legally|by law|liable|liability|lawsuit|in (?:any )?court|sue|legal (?:action|team|claim|advice)|negligen(?:t|ce)|at fault in law|damages|unlawful)\b/giu,
};
const inside: Phrases = {
  ja: /社外秘|内部(?:情報|資料|では)|社内(?:では|の(?:資料|話|情報))|(?:まだ|未)(?:発表|公表|公開)(?:前|して(?:い)?(?:ない|ません)|の)|ここだけの話|内緒/gu,
  en: /\b(?:confidential(?:ly)?|internal(?:ly)? (?:we|memo|note|tool|ticket|document|report)|between (?:us|you and me)|off the record|not (?:yet )?(?:public|announced)|unannounced|before (?:it|this) is announced|our (?:internal|secret)|leaked?)\b/giu,
};

export const r17: Rule = {
  id: 'R17',
  level: 'warn',
  check(context) {
    const { channel, lang, draft } = context;
    const found: Found[] = [
      ...withActed(placesOf(promise, lang, draft), 'promises', context).map((span) =>
        about('promises', draft, span),
      ),
      ...withActed(placesOf(legal, lang, draft), 'legal', context).map((span) => about('legal', draft, span)),
      ...withActed(placesOf(inside, lang, draft), 'inside', context).map((span) =>
        about('confidential', draft, span),
      ),
    ];
    if (channel === 'dm') return found;
    for (const { start, end } of findPersonalData(draft))
      found.push({ ...about('personalData', draft, [start, end]), level: 'block' });
    for (const span of context.inPrivate === undefined ? [] : repeatsOf(draft, context.inPrivate))
      found.push({ ...about('repeatsPrivate', draft, span), level: 'block' });
    for (const span of withActed(placesOf(whose, lang, draft), 'asks', context)) {
      if (isElsewhere(sentenceAt(draft, ...span), lang)) continue;
      found.push({ ...about('asksPersonalData', draft, span), level: 'block' });
    }
    return found;
  },
};

type About = 'promises' | 'legal' | 'confidential' | 'personalData' | 'asksPersonalData' | 'repeatsPrivate';

function about(reason: About, draft: string, span: DraftSpan): Found {
  return { reason, params: { words: draft.slice(...span) }, span };
}

function isElsewhere(text: string, lang: string): boolean {
  return says(elsewhere, lang, text) || (elsewhere[lang] === undefined && hasWordOf(['private'], text, lang));
}

/** The sentences of the draft from before the place to behind the next: where to tell it often follows. */
function sentenceAt(draft: string, start: number, end: number): string {
  const ends = /[。！!？?\n]|\.\s/gu;
  const before = Array.from(draft.slice(0, start).matchAll(ends), ({ index }) => index + 1).at(-2) ?? 0;
  const behind =
    Array.from(draft.slice(end).matchAll(ends), ({ index }) => end + index + 1).at(1) ?? draft.length;
  return draft.slice(before, behind);
}
