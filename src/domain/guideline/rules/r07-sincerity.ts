// R07: be sincere. No blame, no excuses, and an apology where harm was reported.
import { draftDoes, postDoes, withActed } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import type { DraftSpan, Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { troublesOf } from '../troubles.ts';
import { hasWordClasses, hasWordOf } from '../word-classes.ts';

const blame: Phrases = {
  ja: /お客様(?:側)?の(?:環境|操作|設定|確認|誤り|ミス|勘違い|せい|責任|不注意|誤解|問題)(?:です|だと|では|が(?:原因|悪|足り)|に(?:よる|起因|原因)|と思われ)|お客様(?:が|の方で)(?:間違|誤っ|確認(?:され|し)てい(?:ない|ません))|(?:弊社|当社|私ども|こちら)(?:に|の|側に|側の)(?:責任|落ち度|問題|非|不備|ミス)は(?:ござい|あり)?(?:ません|ない)|自己責任|(?:ちゃんと|きちんと|よく)(?:読|確認|ご覧)|説明書に(?:書いて|記載)(?:あ|され)|そういう仕様|仕様(?:です|ですので|となって(?:おります|います)ので)|他のお客様(?:は|から)(?:問題|そのような)|普通は?(?:起|あり得)|仕方(?:が)?(?:あり|ござい)ません|勘違い(?:され|では)|クレーム|お客(?:様|さま)の(?:ご)?責任|(?:ほか|他)のお客(?:様|さま)から(?:は)?(?:同様|そ)|体調の問題|次からは(?:はっきり|きちんと|お)|字が(?:読みづら|汚)|よくお確かめ|(?:ご)?確認いただいて(?:い)?(?:ない|ません)|(?:案内|お伝え|お知らせ|明記)(?:して|を)(?:おり|い)まし(?:た(?:が|ので|通り|[。！]))|みんな(?:も)?同じ(?:です|だ)|予定は予定|こちらでは(?:何も|どうに)/giu,
  en: /\b(?:your (?:own )?(?:fault|mistake|error)|user error|you (?:must|should) have|you (?:clearly |obviously )?(?:didn'?t|did not|failed to|forgot to) (?:read|check|follow|update|charge|plug|set)|(?:not|isn'?t|wasn'?t) our (?:fault|problem|responsibility|issue)|nothing (?:is )?wrong on our (?:end|side)|works (?:fine )?(?:for everyone|for others|on our (?:end|side))|no one else (?:has|is)|nobody else (?:has|is)|as (?:clearly )?stated in (?:the|our)|(?:if you (?:had|'d)) (?:read|checked|followed)|calm down|that'?s (?:just )?how it works|by design|it'?s not possible that|(?:the )?(?:carrier|courier|driver|supplier|partner|manufacturer|post office|third[- ]part(?:y|ies))(?:'s|s')? (?:fault|problem|responsibility|mistake)|(?:not|isn'?t|wasn'?t) ours\b|take it up with|left (?:us|our \w+) in perfect|(?:must|should) have (?:been )?(?:dropped|misread|forgotten|boarded|entered|used|plugged)|(?:are|were) asked to|nothing we can do|(?:we|this team) can(?:'t|not) influence|no (?:legal )?(?:responsibility|liability)|happens to (?:everyone|the best))\b/giu,
};
const harm: Phrases = {
  ja: /壊れて(?:いた|た|届)|不良品|破れ|割れて|届か(?:ない|なく|ず)|届いてい?ない|二重(?:に)?(?:請求|引き落と|課金)|勝手に(?:引|請求|解約|課金)|怪我|けが|火傷|やけど|煙|発火|焦げ|異物|虫が|間違(?:った|って)(?:商品|もの|届|配)|違う(?:商品|もの|色|サイズ)が|待たされ|何(?:時間|日|週間)も(?:待|返)|返事(?:が)?(?:ない|来ない)|失礼な|態度|キャンセルされ|消え(?:た|て|まし)|飛んだ|飛びました|全然違|通りじゃない|注文と違|お腹(?:を)?(?:こわ|壊)|吐い|恥(?:を)?かい|泣い(?:た|て)|台無し|遅刻|乗り遅れ|間に合わな|名前(?:が)?間違|使えなくて|延び(?:すぎ|て)|ずぶ濡れ|汚れて|腫れ|かぶれ|傷(?:が)?つ(?:い|け)|個人情報|流出/giu,
  en: /\b(?:arrived (?:broken|damaged|smashed|late|torn)|never arrived|hasn'?t arrived|still (?:hasn'?t|waiting|no)|charged (?:me )?twice|double[- ]charged|overcharged|wrong (?:item|order|size|product|colou?r|food|address)|injur\w+|burn(?:ed|t|s)|smoke|caught fire|found (?:a|an) \w+ in|on hold for|waited|waiting (?:for )?(?:\d+|weeks|hours|days)|rude|ignored|no (?:reply|response|answer)|cancell?ed (?:my|our)|lost my|leak(?:ed|ing)|torn|fell apart|ruined|broke (?:after|within|my|our|the)|bruised|hurt|bleeding|flood(?:ed|ing)|smashed|shattered|vanished|stole|stolen|died|has died|passed away|drilled through|scratched|stained|no (?:heating|hot water|water|power|insulin|medicine)|allerg\w+|hospital|missed (?:my|our|the) (?:flight|train|connection|wedding|funeral|exam|surgery))\b/giu,
};
const apology: Phrases = {
  ja: /申し訳|すみません|お待たせ(?:いた)?し|ご不便を|恐れ入り|ごめん(?!ください)|お詫び|おわび|ごめんなさい|失礼(?:を)?(?:いた)?しました|ご迷惑|心苦しい/giu,
  en: /\b(?:sorry|apolog\w+|regret|our (?:mistake|fault|bad)|we got (?:this|that|it) wrong|forgive)\b/giu,
};

/** Who asks whether something is dangerous or a fraud has come to no harm yet. */
function isHarmed(context: DraftContext): boolean {
  const { post, lang, isFirstContact } = context;
  if (says(harm, lang, post.text)) return true;
  if (/[?？]/u.test(post.text)) return false;
  const { isHarmed: isSaid, isPleased } = troublesOf(post.text, lang);
  if (context.acts === undefined) return isSaid;
  if (isPleased || !postDoes('trouble', post.text, context)) return false;
  if (!isSaid && !postDoes('harm', post.text, context)) return false;
  // Being stuck is close to being harmed; whoever is not heard at all on first contact is R06's.
  return !isFirstContact || draftDoes('hears', context) || hasWordOf(['feel', 'thank'], context.draft, lang);
}

/** Where nothing went wrong nobody is blamed: that it usually takes three days is an answer then. */
function blamesOf(context: DraftContext): DraftSpan[] {
  const { post, thread, draft, lang } = context;
  const said = placesOf(blame, lang, draft);
  const theirs = [post, ...thread.filter(({ author }) => author === post.author)];
  const isTrouble = theirs.some(
    ({ text }) => troublesOf(text, lang).isStuck || postDoes('trouble', text, context),
  );
  return isTrouble ? withActed(said, 'blames', context) : said;
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
    // Once is enough: who was told in the thread that we are sorry need not hear it in every reply.
    const others = thread.filter(({ author }) => author !== post.author).map(({ text }) => text);
    const isSorry = [draft, ...others].some((text) => saysSorry(text, lang)) || draftDoes('sorry', context);
    if (hasWordClasses(lang) && !isSorry && isHarmed(context)) found.push({ reason: 'unapologetic' });
    return found;
  },
};
