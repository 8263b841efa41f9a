// R07: be sincere. No blame, no excuses, and an apology where harm was reported.
import { isTakenIn } from './r06-listening.ts';
import { waitedIn } from './r08-quick.ts';
import { draftDoes, postDoes, withActed } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import type { DraftSpan, Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { troublesOf } from '../troubles.ts';
import { hasWordClasses, hasWordOf } from '../word-classes.ts';

const blame: Phrases = {
  ja: /お客様(?:側)?の(?:環境|操作|設定|確認|誤り|ミス|勘違い|せい|責任|不注意|誤解|問題)(?:です|だと|では|が(?:原因|悪|足り)|に(?:よる|起因|原因)|と思われ)|お客様(?:が|の方で)(?:間違|誤っ|確認(?:され|し)てい(?:ない|ません))|(?:弊社|当社|私ども|こちら)(?:に|の|側に|側の)(?:責任|落ち度|問題|非|不備|ミス)は(?:ござい|あり)?(?:ません|ない)|自己責任|(?:ちゃんと|きちんと|よく)(?:読|確認|ご覧)|説明書に(?:書いて|記載)(?:あ|され)|そういう仕様|仕様(?:です|ですので|となって(?:おります|います)ので)|他のお客様(?:は|から)(?:問題|そのような)|普通は?(?:起|あり得)|仕方(?:が)?(?:あり|ござい)ません|勘違い(?:され|では)|クレーム|お客(?:様|さま)の(?:ご)?責任|(?:ほか|他)のお客(?:様|さま)から(?:は)?(?:同様|そ)|体調の問題|次からは(?:はっきり|きちんと|お)|字が(?:読みづら|汚)|よくお確かめ|(?:ご)?確認いただいて(?:い)?(?:ない|ません)|(?:案内|お伝え|お知らせ|明記)(?:して|を)(?:おり|い)まし(?:た(?:が|ので|通り|[。！]))|みんな(?:も)?同じ(?:です|だ)|予定は予定|こちらでは(?:何も|どうに)/giu,
  en: /\b(?:your (?:own )?(?:fault|mistake|error)|user error|you (?:must|should) have (?:read|checked|charged|told|asked|called|kept|known|noticed|booked|said|followed|contacted|dropped|misread|forgotten|left|done|made|used|set|turned|pressed)|you (?:clearly |obviously )?(?:didn'?t|did not|failed to|forgot to) (?:read|check|follow|update|charge|plug|set)|(?:not|isn'?t|wasn'?t) our (?:fault|problem|responsibility|issue)|nothing (?:is )?wrong on our (?:end|side)|works (?:fine )?(?:for everyone|for others|on our (?:end|side))|no one else (?:has|is)|nobody else (?:has|is)|as (?:clearly |already )?(?:stated|mentioned|noted|described|announced|written|pointed out) (?:in|on) (?:the|our|your)|(?:if you (?:had|'d)) (?:read|checked|followed)|calm down|that'?s (?:just )?how it works|by design|it'?s not possible that|(?:the )?(?:carrier|courier|driver|supplier|partner|manufacturer|post office|third[- ]part(?:y|ies))(?:'s|s')? (?:fault|problem|responsibility|mistake)|(?:not|isn'?t|wasn'?t) ours\b|take it up with|left (?:us|our \w+) in perfect|(?:must|should) have (?:been )?(?:dropped|misread|forgotten|boarded|entered|used|plugged)|(?:are|were) asked to|nothing we can do|(?:we|this team) can(?:'t|not) influence|no (?:legal )?(?:responsibility|liability)|happens to (?:everyone|the best))\b/giu,
};
/** The same where something went wrong; otherwise it may be an answer. */
const excuses: Phrases = {
  ja: /(?:担当者?|スタッフ|職人|係員|作業員)は(?:全員|皆|みな|みんな)|考えにくい|そのような(?:例|事例|報告|事実|こと)は|(?:これまで|今まで)(?:に)?[^。\n]{0,24}(?:ございません|ありません)|(?:運送|配送|業者|会社|店舗|メーカー|現地)[^。\n]{0,6}の(?:責任|問題|都合|せい)|(?:分|わ)かりかね(?:ます|る)|(?:おうち|ご自宅|ご家庭|お手元)で(?:入っ|つい|起き)|(?:何卒|どうか)ご理解|(?:事前|あらかじめ|先日)に?[^。\n]{0,8}(?:告知|お知らせ|ご案内|通知)(?:して|を(?:して|お送り))|お約束するものでは|(?:規約|約款|規定)(?:の)?(?:第?\d{1,6}条)?(?:の)?(?:とおり|通り|に(?:より|基づ))|(?:混み合|混雑|忙し|人手)[^。\n]{0,12}(?:ため|ので|もの)|(?:現地|提携|外部|委託)の(?:会社|業者|店)(?:が|に)(?:して|任せ|依頼)/gu,
  en: /\b(?:out of our hands|(?:beyond|outside) our control|we (?:only )?work with (?:\w+ )?(?:partners|contractors|suppliers)|(?:is|are|was|were) (?:handled|run|operated|managed|done) by (?:our |a |the |local )?(?:partners?|contractors?|third|courier|another)|(?:seems?|is|sounds) (?:very |highly |rather )?unlikely|(?:thousands|millions|lots|hundreds|most|plenty) of (?:people|customers|users|others)\b|so it (?:probably|must|likely)|(?:are|is) all (?:fully )?(?:certified|trained|qualified|checked|tested)|(?:it|this|that) was (?:clearly )?announced|did you (?:not |even )?(?:read|see|check) (?:the|our) (?:email|notice|terms|instructions|manual|announcement)|as i'?m sure you|(?:is|are) the ones? (?:who|that|to)|you'?ll (?:have to )?understand that|these things happen|we (?:are|'re) (?:very|extremely|really) busy|such is)\b/giu,
};
/** Sorry for what they feel, and for nothing that was done. */
const halfSorry: Phrases = {
  ja: /(?:ご不快|お気に障|お気を悪く|ご不満)[^。\n]{0,14}(?:でしたら|なら|であれば|としたら)|と(?:お)?感じ(?:られ|になっ|させ)[^。\n]{0,4}(?:でしたら|なら|であれば|としたら)/gu,
  en: /\b(?:apologi[sz]e|sorry) if (?:you (?:felt|feel|found|thought)|(?:this|it|anything) (?:has |may have |was )?(?:caused|seemed|came across))|\b(?:sorry|apologi[sz]e|regret)(?: that| if)? you(?:'re| are| were)? (?:(?:feel|felt|feeling|think|thought|see it) (?:that|this) way|feel(?:ing)? (?:upset|that|like (?:this|that|venting))|(?:were |are )?offended|took (?:it|this|that) (?:that|this|the wrong) way)/giu,
};
const harm: Phrases = {
  ja: /壊れて(?:いた|た|届)|不良品|破れ|割れて|届か(?:ない|なく|ず)|届いてい?ない|二重(?:に)?(?:請求|引き落と|課金)|勝手に(?:引|請求|解約|課金)|怪我|けが|火傷|やけど|煙|発火|焦げ|異物|虫が|間違(?:った|って)(?:商品|もの|届|配)|違う(?:商品|もの|色|サイズ)が|待たされ|何(?:時間|日|週間)も(?:待|返)|返事(?:が)?(?:ない|来ない)|失礼な|態度|キャンセルされ|消え(?:た|て|まし)|飛んだ|飛びました|全然違|通りじゃない|注文と違|お腹(?:を)?(?:こわ|壊)|吐い|恥(?:を)?かい|泣い(?:た|て)|台無し|遅刻|乗り遅れ|間に合わな|名前(?:が)?間違|使えなくて|延び(?:すぎ|て)|ずぶ濡れ|汚れて|腫れ|かぶれ|傷(?:が)?つ(?:い|け)|個人情報|流出|\d回(?:も)?(?:引|請求)|(?:多く|余分に|余計に)(?:取|引|請)|ガス(?:臭|の(?:臭|匂|にお))|水漏れ|連続(?:で)?キャンセル|(?:か月|ヶ月|カ月|週間|\d日)(?:以上|も|たっても)?[^。\n]{0,4}(?:来な|届か)|水ぶくれ|潰れて|髪の毛/giu,
  en: /\b(?:arrived (?:broken|damaged|smashed|late|torn)|never arrived|hasn'?t arrived|still (?:hasn'?t|waiting|no)|charged (?:me )?twice|double[- ]charged|overcharged|wrong (?:item|order|size|product|colou?r|food|address|hotel|place|person|account|amount|name|room|train|dose)|injur\w+|burn(?:ed|t|s)|smoke|caught fire|found (?:a|an) \w+ in|on hold for|waited|waiting (?:for )?(?:\d{1,6}|weeks|hours|days)|rude|ignored|no (?:reply|response|answer)|cancell?ed (?:my|our)|lost my|leak(?:ed|ing)|torn|fell apart|ruined|broke (?:after|within|my|our|the)|bruised|hurt|bleeding|flood(?:ed|ing)|smashed|shattered|vanished|stole|stolen|died|has died|passed away|drilled through|scratched|stained|no (?:heating|hot water|water|power|insulin|medicine)|blister\w*|gas smell|smell(?:s|ed)? (?:of )?gas|hair in (?:my|the)|missed (?:my|our|the) (?:flight|train|connection|wedding|funeral|exam|surgery))\b/giu,
};
const apology: Phrases = {
  ja: /申し訳|すみません|お待たせ(?:いた)?し|ご不便を|恐れ入り|ごめん(?!ください)|お詫び|おわび|ごめんなさい|失礼(?:を)?(?:いた)?しました|ご迷惑|心苦しい/giu,
  en: /\b(?:sorry|apolog\w+|regret|our (?:mistake|fault|bad)|we got (?:this|that|it) wrong|forgive)\b/giu,
};

/** Who asks whether something is dangerous or a fraud has come to no harm yet. */
function isHarmed(context: DraftContext): boolean {
  const { post, lang, isFirstContact } = context;
  if (isGlad(context)) return false;
  if (says(harm, lang, post.text)) return isOurs(post.text, lang) || !/[?？]/u.test(post.text);
  if (/[?？]/u.test(post.text)) return false;
  const { isHarmed: isSaid, isPleased } = troublesOf(post.text, lang);
  if (context.acts === undefined) return isSaid;
  if (isPleased || !postDoes('trouble', post.text, context)) return false;
  if (!isSaid && !postDoes('harm', post.text, context)) return false;
  // Being stuck is close to being harmed; whoever is not heard at all on first contact is R06's.
  return (
    !isFirstContact ||
    draftDoes('hears', context) ||
    hasWordOf(['feel', 'thank'], context.draft, lang) ||
    (isSaid && hasWordOf(['body'], post.text, lang))
  );
}

/** Happy, though with words of harm: it vanished in minutes, it made her cry. */
function isGlad(context: DraftContext): boolean {
  const { post, lang } = context;
  return troublesOf(post.text, lang).isPleased || postDoes('glad', post.text, context);
}

/** Where nothing went wrong nobody is blamed: that it usually takes three days is an answer then. */
function blamesOf(context: DraftContext): DraftSpan[] {
  const { post, thread, draft, lang } = context;
  const said = placesOf(blame, lang, draft);
  const theirs = [post, ...thread.filter(({ author }) => author === post.author)];
  const isTrouble = theirs.some(
    ({ text }) => troublesOf(text, lang).isStuck || postDoes('trouble', text, context),
  );
  if (!isTrouble && !says(harm, lang, post.text)) return said;
  const excused = placesOf(excuses, lang, draft).filter(([start, end]) =>
    said.every(([from, to]) => to <= start || from >= end),
  );
  const certain = [...said, ...excused];
  // The model takes many a question for a doubt.
  return withActed(certain, 'blames', context).filter((span) => {
    const sentence = draft.slice(...span);
    return (
      certain.includes(span) || !/[?？]|か[。]?$/u.test(sentence) || hasWordOf(['misuse'], sentence, lang)
    );
  });
}

/** What befalls people without us: a kind word is enough for it. */
const fate: Phrases = {
  ja: /亡くな|なくし(?:た|ま|て)|盗(?:ま|ら)|怪我|けが|吐い|お腹|飲み込|飲んだ|熱が/gu,
  en: /\b(?:died|passed away|lost my|left my|stole|stolen|hospital|hurt|bleeding|flood\w*|vanished|waited|swallowed|fever)\b/giu,
};

/** Whether the harm may be of our making. */
function isOurs(text: string, lang: string): boolean {
  const told = placesOf(harm, lang, text).map((span) => text.slice(...span));
  return told.length > 0 ? told.some((words) => !says(fate, lang, words)) : !says(fate, lang, text);
}

function saysSorry(text: string, lang: string): boolean {
  return says(apology, lang, text) || (apology[lang] === undefined && hasWordOf(['sorry'], text, lang));
}

export const r07: Rule = {
  id: 'R07',
  level: 'warn',
  check(context) {
    const { lang, post, thread, draft } = context;
    const found: Found[] = blamesOf(context).map((span) => ({
      reason: 'blames',
      params: { words: draft.slice(...span) },
      span,
    }));
    for (const span of placesOf(halfSorry, lang, draft))
      found.push({
        reason: 'insincere',
        params: { words: draft.slice(...span) },
        span,
      });
    // Once is enough: who was told in the thread that we are sorry need not hear it in every reply.
    // What was done since is another thing.
    const others = says(harm, lang, post.text)
      ? []
      : thread.filter(({ author }) => author !== post.author).map(({ text }) => text);
    const isSorry = [draft, ...others].some((text) => saysSorry(text, lang)) || draftDoes('sorry', context);
    const isFelt = isTakenIn(context) && !isOurs(post.text, lang);
    const isWaiting = !isSorry && waitedIn(context) !== null;
    if (hasWordClasses(lang) && !isSorry && (isWaiting || (!isFelt && isHarmed(context))))
      found.push({ reason: 'unapologetic' });
    return found;
  },
};
