// R12: have a dialogue. Open questions are answered, nothing is asked twice, and there is a way to go on.
import { onlyFills } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import { oursIn, questionsIn, substanceOf, turnsToUs } from '../conversation.ts';
import type { Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import {
  idleAbroad,
  jointAbroad,
  plainAbroad,
  takesUpAbroad,
  wantedAbroad,
  type Wants,
} from '../questions-abroad.ts';
import { sentencesOf } from '../sentences.ts';
import { askedAgain } from '../told.ts';
import { troublesOf } from '../troubles.ts';
import { r11 } from './r11-copied.ts';

/** Takes a question up in any case: asks back, finds out, or goes on elsewhere. */
const takesUp: Phrases = {
  ...takesUpAbroad,
  ja: /[?？]|(?:です|ます|でしょう|ません)か|教えて|お知らせ|お聞かせ|確認(?:し|いた|中|でき|の(?:うえ|上))|調べ|調査|問い合わせ(?:て|中)|DM|ＤＭ|メッセージ|https?:|未定|決まり|決まって|分か(?:り|って|ら)|わか(?:り|って|ら)|お答え(?:でき|いたしかね)|担当[^。]{0,10}(?:から|より|に)|折り返し|ページ|こちら(?:から|です|を)|いいえ|はい、/gu,
  en: /\?|https?:|\b(?:dms?|direct message|check\w*|look(?:ing)? (?:into|at|up)|find(?:ing)? out|ask(?:ing|ed)? (?:the|our|them|around)|investigat\w+|let (?:us|me|you) know|tell (?:us|me|you)|see (?:what|where|when|how|whether)|not (?:sure|decided|yet|known|announced)|don'?t (?:know|have)|(?:can'?t|cannot) (?:say|share|promise|confirm)|no date|as soon as|page|link|come back to you|get back to you|yes|no[,.])\b/giu,
};
const wanted: readonly Wants[] = [
  ...wantedAbroad,
  {
    asks: {
      ja: /何(?:色|個|本|枚|人|台|種類|回|件|つ)|いくつ/gu,
      en: /\bhow many (?!days|weeks|hours|minutes)/giu,
    },
    answers: {
      ja: /\p{Nd}|[一二三四五六七八九十百千]|なし|(?:あり|ござい)ません/gu,
      en: /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|both|several|many|none|no|all|any|only|unlimited|as many)\b/giu,
    },
  },
  {
    asks: {
      ja: /いつ(?:頃|ごろ|まで|から|に|です|なる|、|？|\?|届|発|出|直|復|再|始|終|入|開)|何(?:時|日|月|曜日)(?:から|まで|に|頃|ごろ|です|？|\?|くらい|ぐらい)|(?:どれ|どの)(?:くらい|ぐらい)(?:かか|待|もつ|もち|持つ|持ち|続|使え|で(?:届|直|戻))|何(?:日|時間|分|週間)(?:間)?(?:くらい|ぐらい|ほど)?(?:かか|待|で|も[つち]|持|使え|[?？。]|$)/gu,
      en: /\b(?:when (?:is|are|will|do|does|can|would|did)|what (?:time|date|day)|how (?:long|soon|many (?:days|weeks|hours))|until when|what (?:are|'re) (?:the|your) (?:\w+ ){0,3}(?:hours|times)|(?:opening|closing) (?:hours|times?))\b/giu,
    },
    answers: {
      ja: /\p{Nd}|[一二三四五六七八九十百数]{1,6}(?:日|時|月|週|年|分|か月|ヶ月)|あさって|しあさって|あした|きょう|今日|本日|明日|明後日|今週|来週|今月|来月|今年|来年|年内|春|夏|秋|冬|朝|昼|夕方|夜|(?:月|火|水|木|金|土|日)曜|上旬|中旬|下旬|まもなく|間もなく|近日|すでに|既に|まだ|以内|次第|当日|翌|毎|いつでも|常時|終了|在庫|発売中/gu,
      en: /\d|\b(?:today|tonight|tomorrow|yesterday|now|soon|already|still|yet|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week(?:s|end)?|month|year|hour|minutes?|days?|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|morning|afternoon|evening|noon|night|midnight|one|two|three|four|five|six|seven|eight|nine|ten|dozen|couple|few|usually|always|never)\b/giu,
    },
  },
  {
    asks: {
      ja: /いくら(?!でも|か(?:は|の|でも|[。、])|も|なんで)|何円|(?:値段|価格|料金|送料|手数料|費用|修理代|月額)(?:って|は|を|が|と)?(?:[^。\n]{0,8})(?:いくら|何|教え|どれ|どの|です(?:か|よね)|？|\?|かか)|(?:どれ|どの)(?:くらい|ぐらい)(?:の)?(?:値段|金額|費用)/gu,
      en: /\b(?:how much\s*\?|how much (?:is|are|does|do|would|will|for|to)|what (?:do|does|did|would|will) (?:it|they|this|that|these|those|you|the \w+|a \w+) (?:cost|charge)\b|what(?:'s| is| are| does| do)? (?:the |your |a |it )?(?:price|cost|fee|rate|charge)s?\b|how expensive)/giu,
    },
    answers: {
      ja: /\p{Nd}|[一二三四五六七八九十百千万]{1,6}円|無料|無償|円|有料|有償|価格|料金|値段|かかりません|かから(?:ない|ず)|いただ(?:か(?:ず|ない)|きません)|いただいて(?:おり|い)ません/gu,
      en: /\d|[$€£¥]|\b(?:free|no (?:charge|cost|fee)|price[sd]?|costs?|fees?|charge)\b/giu,
    },
  },
  {
    asks: {
      ja: /お金(?:が|は|って)?(?:[^。\n]{0,4})(?:かか|要|いり|必要)|(?:有料|無料)(?:です|で|なん)/gu,
      en: /\b(?:(?:have to|need to|do (?:i|we)|must (?:i|we)) pay|(?:is|are) (?:it|they|that|this) free|(?:any|extra) (?:fee|charge|cost)|(?:is|are|does|will) (?:it|that|this|there|they)(?: cost)? (?:an? )?extra)\b/giu,
    },
    answers: {
      ja: /無料|無償|円|有料|有償|費用|料金|かかりません|かから(?:ない|ず)|いただ(?:か(?:ず|ない)|きません)|ご負担/gu,
      en: /[$€£¥]|\b(?:free|no (?:charge|cost|fee)|price[sd]?|costs?|fees?|charged?|pay(?:ment)?|cover(?:ed)?|on us|nothing)\b/giu,
    },
  },
  {
    asks: {
      ja: /どこ(?:で|に|から|へ|です|？|\?|の(?:店|売))|どちら(?:で|に)(?:売|買|あ|行)|場所(?:は|を|って)/gu,
      en: /\bwhere (?:can|do|is|are|did|to|would|should|in|does)\b/giu,
    },
    answers: {
      ja: /店|サイト|ページ|ストア|[市区町村県]|東京|大阪|京都|名古屋|福岡|札幌|[かヶカ箇]所|全国|最寄り|(?:画面|メニュー|設定|欄|棚|階|駅|裏|横|下|上|中|右|左|売り場|コーナー)(?:の|に|で|から|へ|を)|「[^」]+」|(?:に|で)(?:ございます|あります|販売|お求め|取り扱|ご覧|お買い|見られ|置いて|売って|ご用意)|から(?:ご覧|お求め|ご購入|見られ|できます|開け|どうぞ|お買い)/gu,
      en: /\b(?:at|in|on|under|behind|inside|next to|near|opposite|below|above|from|online|website|stores?|shops?|menu|settings|floor|street|aisle|to our|here)\b/giu,
    },
  },
  {
    asks: {
      ja: /(?:どう(?:すれば|したら|やって|やれば|やったら|いう(?:手順|方法))|(?:やり|使い|直し|外し|入れ|消し|変え|送り|開け|付け|つなぎ|登録の?し|設定の?し)方|方法(?:は|を|って|が))/gu,
      en: /\bhow (?:do|can|to|would|should|does) (?:i|we|you|one|\w+)\b/giu,
    },
    answers: {
      ja: /ください|下さい|くださいませ|いただけ|頂け|から(?:でき|お手続き|変更|設定|行え)|すると|れば|(?:押|開|選|外|入|回|引|抜|差|付|消)(?:し|い|き|して|す|く|け|んで|っ)|手順|①|\d[.．)]|できません|できかね/gu,
      en: /\b(?:please|you can|you(?:'ll| need| could| should)|tap|press|click|open|go to|choose|select|hold|take|put|wash|rinse|lift|slide|unplug|plug|set|run|keep|leave|check|switch|enter|send|turn|pull|push|remove|try|use|under|settings|step|first|then|can'?t|isn'?t possible|not possible)\b|>/giu,
    },
  },
];

/** Says of all questions at once what becomes of them. */
const takesUpAll: Phrases = {
  ...takesUpAbroad,
  ja: /DM|ＤＭ|メッセージ|https?:|どちらも|いずれも|両方|確認(?:し|いた|中|でき|の(?:うえ|上))|調べ|問い合わせ(?:て|中)|折り返し|担当[^。]{0,10}(?:から|より|に)|お答え(?:でき|いたしかね)|未定|(?:この|こちらの)ページ|一覧/gu,
  en: /https?:|\b(?:dms?|direct message|check\w*|look(?:ing)? (?:into|at|up)|find(?:ing)? out|ask(?:ing)? (?:the|our|them)|investigat\w+|(?:to|for) (?:both|either|neither)|both (?:are|of|questions)|neither (?:is|of)|all (?:of )?(?:it|them|that)|as soon as|(?:get|come) back to you|(?:don'?t|do not) know|not sure|can'?t say|page|link|table)\b/giu,
};
/** Asks back: which of them, or what the question leaves out. */
const asksBack = /[?？]|(?:です|ます|でしょう|ません)か[。]?$/u;
const refers =
  /\b(?:it|that|one|ones|this|these|those|them|both|which|model|version|size|country|kind|type|number|details?)\b|その|それ|こちら|どちら|どの|いずれ|型番|機種|種類|番号/iu;
/** Two questions in one sentence are two. */
const joint =
  /[,\s]+(?:and|also|plus|or)\s+(?:also\s+)?(?=(?:can|could|do|does|did|is|are|will|would|what|how|when|where|which|who|why|should|may|must|has|have)\s)|,\s*(?=(?:is|are|do|does|did|can|may|will|could|should|has|have) (?:there|it|i|we|you|they|the|my|your|this|that)\s)/iu;
/** A question in its first words. */
const begins =
  /^\W{0,8}(?:\w{1,20}\W{1,4}){0,4}(?:can|could|do|does|did|is|are|will|would|what|how|when|where|which|who|why|should|may|must|has|have|any)\b/iu;
/** What is asked about: names, things, abbreviations, and the stems of what is done. */
const thing =
  /[\p{sc=Katakana}ー]{2,}|\p{sc=Han}{2,}|\p{sc=Han}(?=\p{sc=Hiragana})|(?<!\p{sc=Han})\p{sc=Hiragana}{3,}|[a-zß-öø-ÿœ]{3,}\d*|\d+/giu;
const idle =
  /^(?:please|there|where|when|which|what|could|would|should|about|these|those|still|again|also|thanks|thank|really|anyone|does|have|has|had|many|much|long|take|takes|with|this|that|they|them|your|you|the|and|for|can|are|was|how|why|who|will|did|its|it|our|use|get|any|some|all|not|but|from|into|just|need|want|know|time|day|today|going|been|being|come|月額|今日|今|何|前|本|次|時|日|一|使|出|入|行|来|見|同|言|思|私|僕|人|中|上|下|方|大|新|後|分|教|聞|知|お|ご|大丈夫|本物|本当|普通|一応|ほんと|まじで|マジ|してい|ですか|ますか|ません|でしょ|ました|できま|いただ|くださ|どうす|どうし|どうや|どこで|どこに|なので|ばかり|ところ|みたい|だけど|もらえ|ありま|それと|あとは|いつま|いつに|いつ来|これっ|これは|なんで|なんで|だめで|ください)$/iu;
/** Answers one question without a word of it. */
const plainAnswer: Phrases = {
  ...plainAbroad,
  ja: /はい[、。]|いいえ[、。]|ええ、|(?:対応して|対象|不可|大丈夫|問題(?:ござい|あり)|間違い(?:ござい|あり))/gu,
  en: /\b(?:yes|yep|no[,.]|afraid|sadly|unfortunately|of course|sure|absolutely)\b|\b(?:we|it|they|you|i|there|that) (?:do|does|is|are|can|may|will|have|has)(?=[,.;!–—])/giu,
};
/** Speaks of ourselves where something was asked. */
const ofUs: Phrases = {
  ja: /創業|職人|定評|ご?好評|使命|理念|こだわ|この機会に|ぜひ(?:お|ご|一度)|選ばれ|(?:お|ご)愛(?:用|顧)|数多く|億円|誇り|力を入れ|取り組んで(?:おり|い)ます|構想\p{Nd}|歳月|受賞|から生まれ|(?:億|万)円を投じ|願いです|お届けすること/gu,
  en: /\b(?:our (?:vision|mission|story|heritage|values|craft\w*|passion)|we(?:'re| are) (?:proud|investing|committed|passionate)|proud(?:ly)? (?:of|to)|since (?:18|19|20)\d\d|award[- ]winning|won (?:\w+ ){0,3}(?:awards?|prizes?)|founded in|grown to be|(?:years?|months?) in the making|took (?:us|our \w+) \w+ years|was (?:designed|developed) (?:by|in|over)|many (?:of our )?customers|loved by|handmade|world[- ]class|hope (?:that )?you enjoy)\b/giu,
};

const stem = (word: string): string =>
  /^[a-zß-öø-ÿœ]/u.test(word)
    ? word.replace(/(?<=\p{L}{3})(?:ing|ies|ied|es|ed|s|y)$/u, '').slice(0, 6)
    : word;

/** Which of them: the thing itself is wanted, or its number. */
const whichOf =
  /\b(?:which|what) (?!is|are|do|does|did|was|were|the|can|could|will|would|time|day|if|about|happens?|way|else|of|kind|sort|one|ones|should|i|you|we)([a-z]{3,})\b(?! of (?:them|these|those))/iu;

function hasNewNumber(question: string, said: string): boolean {
  return (said.match(/\d+/gu) ?? []).some((number) => !question.includes(number));
}

function thingsOf(question: string, lang: string): string[] {
  const isEnglish = lang === 'en' || lang === 'ja';
  return (question.toLowerCase().match(thing) ?? [])
    .map((word) => (/^\p{sc=Hiragana}/u.test(word) ? word.slice(0, 3) : word))
    .filter((word) => !idle.test(word) && (isEnglish || !idleAbroad.test(word)));
}

function asksForThing(question: string, lang: string): boolean {
  return wanted.some(({ asks }) => says(asks, lang, question)) || thingsOf(question, lang).length > 0;
}

/** Whether the answer has a word of the question, or what a question of its kind wants, or the question asks for nothing by name. */
function sharesThing(question: string, answer: string, lang: string): boolean {
  const kinds = wanted.filter(({ asks }) => says(asks, lang, question));
  if (kinds.length > 0) return kinds.some(({ answers }) => says(answers, lang, answer));
  const said = answer.toLowerCase();
  const [, noun = ''] = lang === 'en' ? (whichOf.exec(question) ?? []) : [];
  if (noun !== '') return said.includes(stem(noun.toLowerCase())) || hasNewNumber(question, said);
  // What dense scripts ask for cannot be told apart from how it is asked.
  const things = lang === 'zh' || lang === 'ko' ? [] : thingsOf(question, lang);
  return things.length === 0 || things.some((word) => said.includes(stem(word)));
}

/** Whose words stand in every draft, and answer nothing. */
function withoutName(text: string, { signature, name }: DraftContext['persona']): string {
  return [signature, name].reduce((rest, known) => (known === '' ? rest : rest.replaceAll(known, ' ')), text);
}

/** The questions of the newest posts, each for itself. */
function questionsOf({ post, newer, lang }: DraftContext): string[] {
  const texts = [post.text, ...newer.map(({ text }) => text)];
  return texts
    .flatMap((text) => questionsIn(text, lang))
    .flatMap((question) => {
      const parts = question.split(lang === 'en' ? joint : (jointAbroad[lang] ?? joint));
      // What goes before the last may be no question: settle this please, is it?
      return parts.filter((part, at) => lang !== 'en' || at === parts.length - 1 || begins.test(part));
    });
}

/** The first question of the newest post that nothing in the draft takes up. */
function openQuestion(context: DraftContext): string | null {
  const { draft, lang, persona } = context;
  if (takesUp[lang] === undefined || draft.trim() === '') return null;
  const questions = questionsOf(context);
  const [first] = questions;
  if (first === undefined) return null;
  const body = withoutName(draft, persona);
  const spans = substanceOf(body, lang);
  if (spans.length === 0 || (onlyFills(context) && !says(plainAnswer, lang, body))) return first;
  const said = spans.map((span) => body.slice(...span)).join(' ');
  // A mere exclamation asks for nothing by itself.
  const several = questions.filter((one) => asksForThing(one, lang));
  if (several.length > 1) return openOfSeveral(several, said, lang);
  return isOpen(first, said, lang) ? first : null;
}

function openOfSeveral(questions: readonly string[], said: string, lang: string): string | null {
  if (says(takesUpAll, lang, said)) return null;
  const open = questions.filter((one) => !sharesThing(one, said, lang));
  // Who answers none of them in its words may have answered all of them in others.
  if (open.length === questions.length && !says(ofUs, lang, said)) return null;
  if (open.length > 0 && asksBackIn(said, open, lang)) return null;
  const answered = questions.filter((one) => !open.includes(one));
  return open[plainAnswers(said, answered, lang)] ?? null;
}

/** Whether it asks back about one of the questions that are open; when somebody comes is no answer to whether there is a room. */
function asksBackIn(said: string, open: readonly string[], lang: string): boolean {
  return sentencesOf(said)
    .map((span) => said.slice(...span))
    .filter((sentence) => asksBack.test(sentence.trim()))
    .some((sentence) => refers.test(sentence) || open.some((one) => sharesThing(one, sentence, lang)));
}

/** Goes on to another question behind the answer to one. */
const further = /(?:,|;| –| —) (?:and|but|so|y|e|et|und|pero|mas|mais|aber) .*$/iu;

/** How often it says yes or no to something else than the questions whose words it has. */
function plainAnswers(said: string, answered: readonly string[], lang: string): number {
  return sentencesOf(said)
    .map((span) => said.slice(...span))
    .map((sentence) =>
      answered.some((one) => sharesThing(one, sentence, lang))
        ? (further.exec(sentence)?.[0] ?? '')
        : sentence,
    )
    .reduce((sum, sentence) => sum + placesOf(plainAnswer, lang, sentence).length, 0);
}

/** Whether one question is left open: what it wants is not there, or we speak of ourselves instead. */
function isOpen(question: string, said: string, lang: string): boolean {
  if (says(takesUp, lang, said)) return false;
  const kinds = wanted.filter(({ asks }) => says(asks, lang, question));
  if (kinds.length > 0) return kinds.every(({ answers }) => !says(answers, lang, said));
  const isTaken = thingsOf(question, lang).length > 0 && sharesThing(question, said, lang);
  return says(ofUs, lang, said) && !says(plainAnswer, lang, said) && !isTaken;
}

/** Where a draft says again what we said in this conversation already. */
function saidBefore(context: DraftContext): Found | null {
  const recentReplies = oursIn(context).map(({ text }) => text);
  const [found] = r11.check({ ...context, recentReplies });
  return found?.params === undefined ? null : { reason: 'saidBefore', params: found.params };
}

/** Nothing may follow. */
const closes: Phrases = {
  ja: /(?:ご?返信|ご?返答|ご?連絡|お?問い?合わ?せ|ご意見)(?:は|を)(?:[^。\n]{0,8})(?:不要|ご遠慮|お控え|なさらない|しないで|受け付けて(?:おり|い)ません)|(?:これ|それ)以上(?:の|は|、)?(?:お(?:答え|伝え|話)|ご?(?:回答|対応|説明|案内|返信|質問|連絡)|申し上げ|やり取り|やりとり)[^。\n]{0,16}(?:ません|かね|終了|ご遠慮|お控え|できない)|(?:本件|この件|この話)(?:は|について(?:は)?|に関して(?:は)?)[^。\n]{0,14}(?:終了|以上(?:です|と)|完了と|クローズ|打ち切|終わり)|(?:ご?返信|ご連絡)(?:を)?(?:いただい|頂い|され)て(?:も)[^。\n]{0,16}(?:ません|かね)|(?:やり取り|やりとり|対応)(?:は|を)(?:[^。\n]{0,6})(?:以上|終了|終わり|打ち切)|(?:最終(?:的な)?|最後の)(?:の)?(?:回答|返信|ご案内)(?:です|と(?:なり|させ))/gu,
  en: /\b(?:(?:please )?(?:do not|don'?t|no need to|refrain from) (?:reply\w*|respond\w*|writ\w+ (?:back|again|to us)|contact\w* us(?: again)?|messag\w+ us|ask\w* (?:again|further))|(?:we )?(?:consider|considering|regard|treat) (?:this|the (?:matter|case|ticket|issue)|it) (?:as )?(?:closed|resolved|settled|done)|(?:this|the|your) (?:matter|case|conversation|ticket|thread|discussion) (?:is|has been) (?:now )?(?:closed|over|finished)|(?:that'?s|that is|this is|which is) (?:our |my )?(?:final|last) (?:word|answer|response|reply|message)|(?:will|can|shall) ?n[o']t (?:be )?(?:discuss\w*|reply\w*|respond\w*|answer\w*|enter\w*|correspond\w*|continu\w*)[^.!?\n]{0,40}(?:further|again|any ?more|any longer|on this|about this)|won'?t (?:be )?(?:discuss\w*|reply\w*|respond\w*|answer\w*|continu\w*)[^.!?\n]{0,40}(?:further|again|any ?more|any longer|on this|about this)|no further (?:replies|questions|correspondence|discussion|messages)|end of (?:discussion|story|conversation)|we(?:'re| are) done here|nothing (?:more|further|else) to (?:add|say|discuss))\b/giu,
};
const link = /https?:\/\/\S+/gu;
/** What stands beside a link and says nothing by itself. */
const pointing =
  /(?:詳しく|詳細|くわしく|こちら|以下|下記|ご覧|ご確認|ご参照|参照|リンク|ページ|サイト|公式|FAQ|ヘルプ|(?:ください|下さい|から|まで|は|を|の|へ|に|で|も|お|ご))|[\s\p{P}\p{S}]|(?<![a-z])(?:please|see|read|check|visit|go|to|this|the|our|here|link|page|site|website|help|faq|article|guide|out|at|click|on|more|info|information|for|details?|instructions)(?![a-z])/giu;

export const r12: Rule = {
  id: 'R12',
  level: 'warn',
  check(context) {
    const { draft, lang, post, unanswered = 0, persona } = context;
    const found = askedAgain(context);
    const question = openQuestion(context);
    if (question !== null) found.push({ reason: 'questionOpen', params: { question } });
    const { isPleased, isStuck } = troublesOf(post.text, lang);
    if (!isPleased)
      for (const span of placesOf(closes, lang, draft))
        found.push({
          reason: 'closesOff',
          params: { words: draft.slice(...span) },
          span,
        });
    const rest = draft.replaceAll(link, '').replace(persona.signature, '').replaceAll(pointing, '');
    const isAsked = isStuck || turnsToUs(context) || questionsIn(post.text, lang).length > 0;
    if (draft.search(link) !== -1 && rest === '' && isAsked) found.push({ reason: 'onlyLink' });
    const repeated = saidBefore(context);
    if (repeated !== null) found.push(repeated);
    if (unanswered >= 2)
      found.push({
        reason: 'monologue',
        params: { count: String(unanswered) },
      });
    return found;
  },
};
