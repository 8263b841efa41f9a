// R17: mind what you say: personal data and what was said in DMs in public, and promises that nobody has made sure of.
import { findPersonalData } from '../../personal-data/personal-data.ts';
import { withActed } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import type { DraftSpan, Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { repeatsOf } from '../private-words.ts';
import { sentencesOf } from '../sentences.ts';
import { hasWordOf } from '../word-classes.ts';

const whose: Phrases = {
  ja: /(?:ご)?(?:注文(?:番号|ID)|電話番号|携帯番号|ご?住所|郵便番号|メール(?:アドレス|アド)|(?<![の店駅])(?:お名前|名前)|ご?氏名|フルネーム|生年月日|会員(?:番号|ID)|お?客様番号|口座(?:番号|情報)|カード(?:番号|情報)|予約番号|契約番号|シリアル番号|製造番号|追跡番号|お?問い合わせ番号|パスワード|暗証番号|登録(?:の)?メール|ログインID|ご?連絡先)(?:と[^。！!]{0,16})?(?:を|は|も|の)[^。！!\n]{0,14}?(?:教え|書い|貼っ|載せ|お知らせ|お聞かせ|ご?記入|ご?記載|ご?返信|送っ|お送り|ご?連絡|ご?入力|いただけ(?:ます|ない)|頂け(?:ます|ない)|お願い|うかが|伺|何(?:です|でしょう|番)|分かり(?:ます|まし)|わかり(?:ます|まし))/giu,
  en: /\b(?:(?:what(?:'s| is)|tell us|let us know|send us|share|provide|reply with|give us|post|confirm|may we have|can (?:we|you|i)(?: please)? (?:have|get|send|share|tell|give|provide|confirm)|could (?:we|you|i)(?: please)? (?:have|get|send|share|tell|give|provide|confirm)|need|please (?:send|share|provide|confirm))(?: us| me)?(?: with)?[^.!?\n]{0,24}?)\b(?:your )?(?:order (?:number|id|no\.?)|phone number|mobile(?: number)?|(?:home |postal |full |delivery |shipping )address|address(?! (?:line|bar|book|field))|post ?code|zip code|e-?mail(?: address)?|full name|(?:first|last) name|date of birth|birth ?date|account (?:number|id|name)|card (?:number|details)|booking (?:number|reference|ref)|reservation (?:number|code)|confirmation (?:number|code)|tracking number|serial number|customer (?:number|id)|membership number|password)\b/giu,
};
/** Where it is to be told elsewhere. */
const elsewhere: Phrases = {
  ja: /DM|ＤＭ|ダイレクトメッセージ|メッセージ(?:にて|で)|非公開|個別に|フォーム(?:から|にて|より|で)|お電話(?:にて|で|から)|公開(?:の場|されて|せず)|(?:書か|載せ|投稿し|書き込ま|貼ら)(?:ない(?:で|よう)|ず)/giu,
  en: /\b(?:dms?|direct messages?|private(?:ly)?(?: message)?|inbox|pm us|via (?:our )?(?:form|phone|e-?mail)|message us|chat with us|don'?t (?:post|share)|not (?:post|share)|never (?:post|share|ask))\b/giu,
};
const promise: Phrases = {
  ja: /(?:必ず(?![^。！!\n]{0,20}(?:お探し|お調べ|読み上げ|お読み|お届けするよう|書き込|ここに|こちらに|ください|お願い|てから|抜い|切っ|お返事|ご?返信|ご連絡|お答え|ご確認))(?!(?:や)?(?:お|申し)?(?:伝え|共有|ご確認|お読み))|絶対(?:に)?|確実に|間違いなく|100[%％]|百パーセント)[^。！!\n]{0,16}?(?:ます|です|しますので|いたします)|(?:二度と|今後一切)[^。！!\n]{0,18}?(?:ません|ございません)|(?:保証|お約束|確約)(?:いた)?します|(?:一円残らず|一銭も残さず)|(?:全額|すぐに)(?:ご)?返金(?:いた)?します|無償で(?:交換|修理|対応)(?:いた)?します|今日中に(?:直|解決|復旧|届|お届け)\S{0,6}ます/giu,
  en: /\b(?:(?:i|we)(?:'ll| will)? (?:absolutely |fully )?(?:guarantee|promise)|(?:i|we) can (?:guarantee|promise|assure)|guaranteed|100\s?% (?:sure|certain|safe|guaranteed?|fixed|refund)|(?:will|'ll) (?:definitely|certainly|absolutely|never)|never happen again|without (?:a )?doubt|(?:will|'ll) (?:fully )?(?:refund|replace|compensate) (?:you|it|your|the)|(?:full|immediate) refund (?:will|is)|you have (?:my|our) word|(?:definitely|certainly|absolutely) (?:is|isn'?t|won'?t|will)\b|will (?:all )?be (?:gone|healed|better|fine|back|fixed|resolved|sorted|solved) by|(?:i|we) give you (?:my|our) word|every (?:penny|cent) (?:back )?by|no question\b|(?:fixed|solved|there|delivered|restored) by (?:today|tonight|tomorrow|the end of))\b/giu,
};

/** A way in which no name but the first is given, and nothing else. */
const firstName =
  /\b(?:first name (?:only|is (?:plenty|enough|fine))|just (?:a|your) first name|your first name only)\b|下のお名前だけ/iu;
/** A law stands between us and them; that something is the law somewhere is news. */
const parties: Phrases = {
  ja: /弊社|当社|当行|当店|私ども|こちら|お客|ご契約|責任|義務|権利|賠償|法的|過失/u,
  en: /\b(?:we|us|our|you|your|i|liab\w+|entitle\w*|rights?|claims?|sue|court|lawyers?|legal(?:ly)?)\b/iu,
};
/** Of somebody's health, money or home, where everybody reads. */
const sensitive: Phrases = {
  ja: /(?:検査|診断|血液検査|検診)(?:の)?結果(?:は|が)[^。\n]{0,24}(?:陽性|陰性|低|高|悪|異常|\d)|(?:残高|滞納|延滞|借入|未払い?)(?:額|金)?(?:は|が)[^。\n]{0,12}[\d,]+万?円|(?:うつ|鬱|不安症|糖尿|がん|精神|依存症|妊娠|持病)[^。\n]{0,10}(?:通院|治療|診断|記録|入院|既往)|(?:ご病気|ご妊娠|通院歴|処方)(?:は|が|の)[^。\n]{0,16}(?:です|ます|ました)/gu,
  en: /\b(?:(?:test|blood|scan|lab)(?: test)? results? (?:is|are|came|was|were|show\w*)|(?:ferritin|glucose|cholesterol|haemoglobin|hemoglobin|biopsy|smear|diagnosis|prescription|medication)\b[^.!?\n]{0,16}(?:came back|is|was|shows?|for)\b|(?:your|his|her|their|the) (?:medical |health |patient )?(?:file|records?|notes?) (?:mentions?|shows?|says?|lists?|has)\b[^.!?\n]{0,40}|(?:treat(?:ed|ment)|diagnosed|therapy) (?:for|with) (?:depression|anxiety|cancer|diabetes|addiction|asthma|epilepsy|\w+(?:itis|osis|emia|phobia))\b|(?:your|his|her|their) (?:balance|overdraft|debt|arrears|loan|salary|credit score)[^.!?\n]{0,16}(?:is|was|stands?|of) [^.!?\n]{0,8}\d)/giu,
};
/** A house of theirs: ours may be told to everybody. */
const street =
  /\b\d{1,4}[A-Za-z]? (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Avenue|Lane|Drive|Close|Court|Crescent|Terrace|Gardens|Way|Rd|St|Ave|Ln|Dr)\b/gu;
const ourPlace = /\b(?:our|we|shop|store|branch|office|station|desk|caf[eé]|museum|open|visit)\b/iu;
/** Money on its way, a seat, a room: whose it is stands there too, and everybody reads it. */
const ofAccount: Phrases = {
  ja: /末尾(?:が|の)?\s?\d{3,4}|(?:口座|カード)[^。\n]{0,20}\p{sc=Katakana}{2,}[ 　・]?\p{sc=Katakana}*\s?様|\d{2,4}号室|[A-Z]?\d{1,2}[A-F]のお?席/gu,
  en: /\b(?:(?:account|card|savings|iban)\b[^.!?\n]{0,16}\b(?:ending|ends)(?: in| with)? \d{3,4}|(?:sits|seated|sitting|seat(?:ed)?|is) (?:in|at|on) (?:seat )?\d{1,2}[A-K]\b|(?:room|ward|cabin) \d{2,4}, )/giu,
  zh: /尾号\s?(?:为|是)?\s?\d{3,4}|转(?:账)?给\s?\p{sc=Han}{2,4}(?=[\p{Nd}一二三四五六七八九十]|了)|\d{3,4}(?:房|室)/gu,
  ko: /끝(?:자리|번호)(?:가)?\s?\d{3,4}|\d{3,4}호(?:실)?(?:에|입니다)/gu,
  es: /(?:cuenta|tarjeta)[^.!?\n]{0,16}(?:terminada|acabada|que termina) en \d{3,4}|asiento \d{1,2}[A-K]/giu,
  pt: /(?:conta|cart[aã]o)[^.!?\n]{0,16}(?:terminad[ao]|final)(?: em)? \d{3,4}|lugar \d{1,2}[A-K]|assento \d{1,2}[A-K]/giu,
  fr: /(?:compte|carte)[^.!?\n]{0,16}(?:se terminant|finissant) par \d{3,4}|(?:si[eè]ge|place) \d{1,2}[A-K]/giu,
  de: /(?:konto|karte)[^.!?\n]{0,16}(?:endet auf|endend auf|mit der endung) \d{3,4}|(?:sitz|platz) \d{1,2}[A-K]/giu,
};
/** Somebody else by name, and what becomes of them. */
const ofNamed =
  /\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+ (?:has |had |is |was )?(?:board|check|sit|stay|arriv|book|pa(?:id|ys)|cancel|order|visit|land|left|call)\w*|\bto [A-Z]\. [A-Z][a-z]{2,}\b/gu;
const titled = /\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+ [A-Z][a-z]+\b/gu;
/** Somebody's age, and the work and home of somebody else. */
const ofPerson =
  /\d{2}歳(?=[)）、のです])|(?:早番|遅番|夜勤|シフト)[^。\n]{0,16}\d{1,2}時|[一-龠]{2,6}(?:の)?(?:寮|自宅|社宅)(?:に|から|で)/gu;
const japanesePlace = /\p{sc=Han}{1,6}(?:町|丁目|通)?\d{1,6}(?:番地?|丁目|-\d{1,6})(?:の|に|・|\p{Nd}|-)*/gu;
const ourPlaceJapanese = /当店|当館|当社|弊社|店舗|支店|窓口|会場|営業|受付/u;
/** A work quoted at length: lines of it, or all of it by what is said of it. */
const quoted = /[「『“"][^「」『』“”"]{40,}[」』”"]/gu;
const lineBreaks = /[/／\n]/gu;
const wholeWork: Phrases = {
  ja: /(?:歌詞|詩|漫画|マンガ|小説|記事|楽譜|脚本|本文)(?:を|の)?[^。\n]{0,14}(?:全部|全文|すべて|丸ごと|最初から最後まで)[^。\n]{0,12}(?:載せ|貼|書|転載|どうぞ|送)|(?:音源|動画|映像|原稿|漫画)[^。\n]{0,20}(?:落と|ダウンロード|抜き出|丸ごと|転載)|(?:抜き出し|吸い出し|録画し|スキャンし)た(?:音源|動画|映像|もの|画像)|\.(?:mp3|flac|epub|mkv|avi)(?![a-z])/gu,
  en: /\b(?:(?:whole|full|entire|complete) (?:lyrics|poem|article|chapter|script|comic|book|episode|film|song)|(?:lyrics|poem|article|chapter)[^.!?\n]{0,24}(?:line by line|in full|word for word)|(?:copied|pasted|ripped|screenshotted|torrent\w*|pirated) (?:it |this |the \w+ )?(?:from|straight|copy|version)|\.(?:mp3|flac|epub|mkv|avi)\b)\b/giu,
};

const legal: Phrases = {
  ja: /法的(?:に|な|責任|措置)|法律上|訴訟|裁判|損害賠償|賠償(?:いた)?し|慰謝料|弁護士|全責任|責任を負(?:い|う|わ)|瑕疵|過失(?:を|が|は)/gu,
  en: /\b(?:legally|by law|liable|liability|lawsuit|in (?:any )?court|sue (?:us|you|them|me)|suing|legal (?:action|team|claim|advice)|negligen(?:t|ce)|at fault in law|damages|unlawful)\b/giu,
};
const inside: Phrases = {
  ja: /社外秘|内部(?:情報|資料|では)|社内(?:では|の(?:資料|話|情報))|(?:まだ|未)(?:発表|公表|公開)(?:前|して(?:い)?(?:ない|ません)|の)|ここだけの話|内緒/gu,
  en: /\b(?:confidential(?:ly)?|internal(?:ly)? (?:we|memo|note|tool|ticket|document|report)|between (?:us|you and me)|off the record|not public yet|unannounced|before (?:it|this) is announced|our (?:internal|secret)|leaked (?:memo|photos?|specs|info\w*|documents?))\b/giu,
};

export const r17: Rule = {
  id: 'R17',
  level: 'warn',
  check(context) {
    const { channel, lang, draft } = context;
    const found: Found[] = [
      ...withActed(placesOf(promise, lang, draft), 'promises', context)
        .filter((span) => isSure(draft.slice(...span), lang))
        .map((span) => about('promises', draft, span)),
      ...withActed(placesOf(legal, lang, draft), 'legal', context)
        .filter((span) => parties[lang] === undefined || says(parties, lang, sentenceOf(draft, span)))
        .map((span) => about('legal', draft, span)),
      // The model alone takes much for a secret that has no word of one.
      ...withActed(placesOf(inside, lang, draft), 'inside', context)
        .filter(
          (span) =>
            inside[lang] === undefined ||
            hasWordOf(['secret'], draft.slice(...span), lang) ||
            says(inside, lang, draft.slice(...span)),
        )
        .map((span) => about('confidential', draft, span)),
      ...worksOf(draft, lang).map((span) => about('copyrighted', draft, span)),
    ];
    if (channel === 'dm') return found;
    for (const { start, end } of findPersonalData(draft))
      found.push({
        ...about('personalData', draft, [start, end]),
        level: 'block',
      });
    for (const span of othersData(context)) found.push(about('personalData', draft, span));
    for (const span of context.inPrivate === undefined ? [] : repeatsOf(draft, context.inPrivate))
      found.push({ ...about('repeatsPrivate', draft, span), level: 'block' });
    for (const span of withActed(placesOf(whose, lang, draft), 'asks', context)) {
      if (isElsewhere(sentenceAt(draft, ...span), lang) || firstName.test(draft)) continue;
      found.push({ ...about('asksPersonalData', draft, span), level: 'block' });
    }
    return found;
  },
};

type About =
  | 'copyrighted'
  | 'promises'
  | 'legal'
  | 'confidential'
  | 'personalData'
  | 'asksPersonalData'
  | 'repeatsPrivate';

function about(reason: About, draft: string, span: DraftSpan): Found {
  return { reason, params: { words: draft.slice(...span) }, span };
}

/** That we answer or look into it is ours to promise. */
const ownDoing =
  /(?:お返事|ご?返信|ご?連絡|お知らせ|お調べ|お探し|お伝え|申し伝え)(?:いた)?(?:し|す|され)|\b(?:make sure \w+ hears?|(?:write|reply|come back|get back|report back|let you know|look into))\b/iu;

/** What the model alone takes for a promise has a word of being sure, or says when it will be. */
function isSure(words: string, lang: string): boolean {
  if (ownDoing.test(words) && !hasWordOf(['outcome'], words.replace(ownDoing, ''), lang)) return false;
  const isDated = hasWordOf(['outcome'], words, lang) && hasWordOf(['when'], words, lang);
  return (
    promise[lang] === undefined || says(promise, lang, words) || isDated || hasWordOf(['sure'], words, lang)
  );
}

/** The sentence that a place stands in. */
function sentenceOf(draft: string, [start, end]: DraftSpan): string {
  const found = sentencesOf(draft).find(([from, to]) => from <= start && end <= to);
  return found === undefined ? draft.slice(start, end) : draft.slice(...found);
}

function worksOf(draft: string, lang: string): DraftSpan[] {
  const quotes = Array.from(draft.matchAll(quoted), ({ 0: quote, index }): DraftSpan => [
    index,
    index + quote.length,
  ]).filter((span) => (draft.slice(...span).match(lineBreaks)?.length ?? 0) >= 2);
  return [...quotes, ...placesOf(wholeWork, lang, draft)];
}

/** Where they live, how they are called, how they are: of what they have not said themselves. */
function othersData({ draft, lang, post, thread, persona, newer }: DraftContext): DraftSpan[] {
  const said = [post, ...thread, ...newer].map(({ text }) => text).join('\n');
  const isNew = (span: DraftSpan): boolean => {
    const words = draft.slice(...span);
    return !said.includes(words) && !persona.signature.includes(words) && !persona.name.includes(words);
  };
  const found = (pattern: RegExp, isOurs: RegExp | null): DraftSpan[] =>
    Array.from(draft.matchAll(pattern), ({ 0: words, index }): DraftSpan => [
      index,
      index + words.length,
    ]).filter((span) => isOurs === null || !isOurs.test(sentenceOf(draft, span)));
  const places = lang === 'ja' ? found(japanesePlace, ourPlaceJapanese) : found(street, ourPlace);
  if (lang === 'ja') places.push(...found(ofPerson, null));
  return [
    ...places,
    ...found(titled, null),
    ...found(ofNamed, null),
    ...placesOf(ofAccount, lang, draft),
    ...placesOf(sensitive, lang, draft),
  ].filter(isNew);
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
