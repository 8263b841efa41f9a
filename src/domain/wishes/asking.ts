// How people ask, in Japanese and English: what of a sentence is what they ask for, and what is left of it without courtesies.
import { isOwnName, type OwnNames } from './own-names.ts';

/** A sentence is read no further than this, in UTF-16 units: titles are short, and the patterns below stay cheap. */
export const longestSentence = 240;

const oneOf = (...words: string[]): string => `(?:${words.join('|')})`;

/** What a sentence in Japanese may end with after its request, the longest first. */
const jaEnds = [
  'でございます',
  'と思います',
  'んです',
  'のです',
  'です',
  'ます',
  'けど',
  'ので',
  'から',
  'なあ',
  'なぁ',
  'ねえ',
  'が',
  'な',
  'ね',
  'よ',
  'わ',
  'ん',
  'w',
  '笑',
] as const;
/** So many different ones are taken off: nobody says more, and each costs a look at the whole sentence. */
const mostEnds = 8;

/** The text, and what is left of it without one ending after the other. A pattern for them all would try them in every way. */
function endsOff(text: string): string[] {
  const left = [text];
  for (let taken = 0; taken < mostEnds; taken += 1) {
    let rest = left.at(-1) ?? '';
    const end = jaEnds.find((one) => rest.endsWith(one));
    if (end === undefined) break;
    while (rest.endsWith(end)) rest = rest.slice(0, -end.length);
    left.push(rest);
  }
  return left;
}
const please = oneOf(
  `(?:どうぞ|どうか)?(?:よろしく|宜しく)?[、\\s]*(?:お願い|おねがい)${oneOf('(?:し|致し|いたし|申し上げ)ます', 'したい', 'しまーす', 'しまっす', '')}`,
  '(?:どうぞ)?(?:よろしく|宜しく)',
  '(?:希望|きぼう|キボンヌ|リクエスト|期待)(?:し(?:ます|ています|てます|たい)|いたします|致します)?',
  '(?:待って|まって|お待ちして)(?:います|ます|おります|いる|る)',
  '求む',
  '求めます',
  'はよ',
  'プリーズ',
  '頼(?:む|みます|んだ)',
);
const give = `(?:くだ|下)${oneOf('さい', 'さると(?:嬉|うれ)しい')}|ほしい|欲しい|くれ(?:ませんか|ないかな?|たら(?:嬉|うれ)しい|ると(?:嬉|うれ)しい|る\\?|)|(?:いただ|頂)${oneOf('きたい', 'けませんか', 'けたら(?:嬉|うれ)しい', 'けると(?:嬉|うれ)しい')}|もらいたい|もらえ(?:ませんか|ないかな?|たら(?:嬉|うれ)しい|ると(?:嬉|うれ)しい)|`;
const offering =
  '(?:再|独占|一挙|見放題|国内|日本)?(?:の)?(?:配信|放送|追加|復活|公開|導入|再開|解禁|入荷|上映|吹き?替え)';
const jaAsk = oneOf(
  `${offering}(?:を|も|も?して|)(?:${give})`,
  `${offering}(?:開始)?(?:を|も|)[、\\s]*${please}`,
  `${offering}され(?:ますように|たら(?:嬉|うれ)しい|てほしい|て欲しい|ないかな?)`,
  `${offering}(?:が)?(?:あ|でき)(?:れば|ったら|たら)(?:嬉|うれ)しい`,
  `(?:入れ|いれ|見せ|みせ|観せ|流し|やっ|出し|売っ|作っ|増やし|続け)て(?:${give})`,
  '(?:見|観|視)(?:れ|られ)(?:るように(?:なってほしい|してほしい|してください|して下さい|なりますように)|ますように|たら(?:嬉|うれ)しい|ると(?:嬉|うれ)しい)',
  '(?:見|観|視|読み|聴き|聞き|食べ|飲み|買い|やり|遊び)たい',
  'ほしい',
  '欲しい',
  '(?:ぜひ|是非)+',
  please,
);
const particle = oneOf('を', 'が', 'は', 'も', 'の', 'って', 'とか', 'など', '等', 'なんか', 'をもっと');
const adverb = oneOf(
  'ぜひ',
  '是非',
  'どうか',
  'なんとか',
  '早く',
  'はやく',
  'また',
  'もう一度',
  'いつか',
  'できれば',
  '出来れば',
  'ずっと',
  'とにかく',
  '絶対',
  '全話',
  '全シーズン',
  '全部',
  '一気に',
  '続きを',
  '続きが',
  'も?う?そろそろ',
);
const here = `(?:(?<![A-Za-z0-9])[A-Za-z0-9+]{2,20}|こちら|そちら|ここ|貴社|御社|見放題|ネット|サブスク|日本)(?:さん|様|さま)?(?:で|に|にて)(?:も|は|の)?`;
/** The same before it all; 日本で may begin a title. */
const hereFirst =
  /^(?:(?:ぜひ|是非|どうか|できれば|出来れば)[\s、,]*)*(?:(?:[A-Za-z0-9+]{2,20}|こちら|そちら|貴社|御社)(?:さん|様|さま)?(?:で|にて)(?:も|は)?[\s、,]*)?(?=\S)/u;
const japanese = new RegExp(
  `^(?<what>.*?)[\\s、,]*(?:(?:${particle})[\\s、,]*)?(?:(?:${adverb}|${here})[\\s、,]*)*(?:${jaAsk})$`,
  'u',
);
/** みたい is “like” as well: it asks only where something stands as what is seen. */
const seen = new RegExp(`^(?<what>.+?)(?:を|が)(?:(?:${adverb}|${here})[\\s、,]*)*みたい$`, 'u');
/** “Xの配信！” */
const offered = new RegExp(`^(?<what>.+?)の${offering}$`, 'u');

const enAsk = oneOf(
  `(?:(?:can|could|would|will) (?:you|u|we|i)(?: guys)?(?: please| pls| plz)?(?: maybe)? (?:get|add|have|bring(?: back)?|stream|show|air|release|put(?: up)?|license|sell|buy|offer|make|see|watch))`,
  `(?:(?:would|can|could) (?:it be possible|you consider)(?: to (?:get|add|have|see)| adding| getting)?)`,
  `(?:any chance of(?: (?:getting|adding|seeing|having))?)`,
  `(?:would(?: really)? (?:love|like) to (?:see|watch|have))`,
  `(?:(?:i|we)(?:'d| would)? (?:really )?(?:love|like|want|wish|hope|need|wanna)(?: you)?(?: to)?(?: (?:see|watch|have|get|be able to watch|add|bring back|stream))?)`,
  `(?:(?:i|we) (?:am|are) (?:wishing|hoping|asking|waiting) for|(?:i'm|we're) (?:wishing|hoping|asking|waiting) for)`,
  `(?:(?:please|pls|plz)(?: please)? (?:get|add|have|bring(?: back)?|stream|show|air|release|put(?: up)?|license|sell|buy|offer|make))`,
  `(?:my (?:wish|request|vote)(?: is| goes to)?|(?:requesting|request|wish|wishing for|vote for|how about|what about|bring back|(?:add|get|stream)(?= )))`,
  `(?:please|pls|plz)`,
);
const english = new RegExp(
  `^(?:(?:and|so|also|but|then)[,\\s]+)?(?:${enAsk})(?![\\p{L}\\p{N}])[:,\\s]*(?<what>.*)$`,
  'iu',
);
const englishAfter =
  /^(?<what>.+?)[,\s]+(?:please|pls|plz|when\?*|would be (?:great|nice|lovely|awesome|amazing))$/iu;
/** Taken off an English wish one after the other; where it was asked of is told by `placeAtEnd`. */
const courtesyAtEnd =
  /[\s,](?:so badly|here|again|soon|someday|back|please|pls|plz|too|as well|already|thanks?(?: you)?|asap|so much|next(?: time)?)$/iu;
const preposition = /^(?:on|to|in|for|at)$/iu;
const article = /^(?:the|your|our)$/iu;
const ownPlace =
  /^(?:here|platforms?|services?|catalog(?:ue)?|library|app|(?:web)?site|menus?|stores?|shops?|list|range)$/iu;
/** Within a title words are written large: “Murder in the Library”. */
const largeWord = /^\p{Lu}\p{Ll}/u;

const greetingJa = `(?:いつも(?:(?:楽しく|本当に)?(?:見|観|利用|視聴|拝見|お世話)[^。、!！\\n]{0,12}|(?:本当に)?ありがとう[^。、!！\\n]{0,8})|お世話になって[^。、!！\\n]{0,6}|(?:お疲れさま|お疲れ様|こんにちは|こんばんは|おはよう|はじめまして|初めまして|ありがとう|有難う|感謝)(?:です|ございます|ございました|します|。|)|お願い事?|おねがい|すみません(?:が)?|失礼します|リクエスト(?:です)?)`;
/** Whom it is said to, and what kind of post it is. */
const calling =
  /^(?:[\p{sc=Latin}\p{N}+\p{sc=Katakana}ー]{1,20}(?:さん|様|さま)[、,，！!\s]+|【[^】]{0,12}(?:希望|お願い|リクエスト|定期|拡散)[^】]{0,12}】)/u;
const endOfGreeting = '(?=$|[\\s、。,.!！:：~〜ー]|\\p{Extended_Pictographic})';
const greeting = new RegExp(`^${greetingJa}${endOfGreeting}[\\s、。,.!！:：~〜]*`, 'iu');
const greetingEn =
  /^(?:hi|hello|hey|dear|good (?:morning|evening|afternoon)|thanks?(?: you)?(?: so much| a lot)?(?: in advance)?|thx|greetings|cheers)(?![\p{L}\p{N}])/iu;
const addressee = /^\s(?:there|team|all|everyone|guys)(?![\p{L}\p{N}])/iu;
const mark = /^\s*(?:$|[、。,.，!！:：~〜ー]|\p{Extended_Pictographic})/u;
/** “Hi Acme, could you …”: at most three words, whoever they name. */
const strangerCalled = /^(?:\s[^\s,，!！:：、]{1,20}){1,3}[,，!！:：、]\s?/u;
const honorific = /^(?:さん|様|さま)(?:へ|[、,，！!:：\s])/u;

/** What stands around a sentence and says nothing: blanks, marks, emoji. Brackets and what belongs to titles stay. */
const empty =
  /^(?:[\s\u3000、。,.・:：;；!！?？~〜…‥*＊★☆♪♡♥→⇒>＞←⇐<＜|｜\-–—_=＝＋]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)$/u;

/** Without what says nothing at both ends, in linear time. A middle dot stays at the end. */
export function trimmed(text: string): string {
  const signs = Array.from(text);
  const start = signs.findIndex((sign) => !empty.test(sign));
  if (start === -1) return '';
  const end = signs.findLastIndex((sign) => !empty.test(sign));
  return signs.slice(start, end + 1).join('');
}

/** A sentence that goes on about something is no title. */
const talksJa =
  /(?:です|ます|ました|でした|ません|だよ|だね|よね|かな|かも|けど|から|ので|ている|てる|たい|だった|ない|たよ|した|った|んだ|して|すぎ|過ぎ)[ぁ-んー、。!！?？w笑]{0,2}$/u;
const talksEn =
  /(?:^|\s)(?:i|i'm|i've|we|you|it's|is|are|was|were|have|has|because|since|thank|thanks|my|your|really)(?=\s|$)/iu;
const mostWords = 8;
const longestBare = 40;

/** What only points at something that was named before. */
const pointing =
  /^(?:it|them|this|that|these|those|one|more|これ|それ|あれ|これら|この作品|その作品|あの作品)$/iu;

/** Without greetings and marks at both ends; empty where nothing else was. */
export function withoutCourtesy(sentence: string, names: OwnNames): string {
  let left = trimmed(sentence);
  for (let times = 0; times < 4; times += 1) {
    const uncalled = withoutCall(left.replace(calling, ''), names);
    const next = trimmed(withoutGreeting(uncalled.replace(greeting, ''), names));
    if (next === left) break;
    left = next;
  }
  return left;
}

/** Without a name of ours that is called at the beginning: “くら寿司さん、…”, “Acme, …”. */
function withoutCall(text: string, names: OwnNames): string {
  for (const end of ownNameEnds(text, names)) {
    const rest = text.slice(end);
    const title = honorific.exec(rest)?.[0];
    if (title !== undefined) return rest.slice(title.length);
    if (/^[,，!！:：、]/u.test(rest)) return rest.slice(1);
  }
  return text;
}

/** Where a name of ours ends that a text begins with. */
function ownNameEnds(text: string, names: OwnNames): number[] {
  const ends: number[] = [];
  for (const { index } of text.slice(0, 60).matchAll(/(?<=\S)(?=$|\s|さん|様|さま|[,，!！:：、。.])/gu)) {
    if (isOwnName(text.slice(0, index), names)) ends.push(index);
  }
  return ends;
}

/**
 * Without an English greeting and who is greeted. Something else may begin like one (“Hello Kitty”, “Dear Evan Hansen”): it is one where
 * a mark, somebody greeted or a request follows.
 */
function withoutGreeting(text: string, names: OwnNames): string {
  const greeted = greetingEn.exec(text)?.[0];
  if (greeted === undefined) return text;
  const behind = text.slice(greeted.length);
  let rest = behind;
  for (let times = 0; times < 3; times += 1) {
    const team = addressee.exec(rest)?.[0].length;
    const name = rest.startsWith(' ') ? ownNameEnds(rest.slice(1), names)[0] : undefined;
    rest = rest.slice(team ?? (name === undefined ? 0 : name + 1));
  }
  if (rest !== behind || mark.test(rest)) return rest.trimStart();
  const stranger = strangerCalled.exec(rest)?.[0];
  if (stranger !== undefined && asksForSome(rest.slice(stranger.length))) return rest.slice(stranger.length);
  return asksForSome(rest.trimStart()) ? rest.trimStart() : text;
}

const asksForSome = (text: string): boolean => (english.exec(text)?.groups?.['what'] ?? '') !== '';

/** Without courtesies and the place it is asked for at the end of an English wish. */
function withoutTail(what: string, names: OwnNames): string {
  let left = what;
  for (;;) {
    const place = placeAtEnd(left, names);
    const next = left.slice(0, place ?? left.length).replace(courtesyAtEnd, '');
    if (next.length === left.length) return left;
    left = next.replace(/[\s,]$/u, '');
  }
}

/** Where “on here”, “to Acme”, “in your Acme stores” begins. “to Frozen” is no place of ours: who asks for subtitles wants them there. */
function placeAtEnd(text: string, names: OwnNames): number | null {
  const words = Array.from(text.matchAll(/[^\s,]+/gu));
  for (let from = words.length - 2; from >= 0 && from >= words.length - names.mostWords - 4; from -= 1) {
    const at = words[from];
    if (at === undefined || !preposition.test(at[0])) continue;
    const behind = words.slice(from + 1).map(([word]) => word);
    if (isPlace(behind, /^to$/iu.test(at[0]), names)) return at.index;
  }
  return null;
}

function isPlace(words: readonly string[], isTarget: boolean, names: OwnNames): boolean {
  const named = article.test(words[0] ?? '') ? words.slice(1) : words;
  const last = named.at(-1);
  if (last === undefined) return false;
  const isOurs = ownPlace.test(last);
  if (named.length === 1 && isOurs) return isTarget || !largeWord.test(last);
  if (isOwnName(named.join(' '), names)) return true;
  // “on Acme Japan”, “in the Acme app”.
  return (isOurs || largeWord.test(last)) && isOwnName(named.slice(0, -1).join(' '), names);
}

/** What a sentence asks for, which may be nothing by itself (“please!”); null where it does not ask. */
export function askedFor(sentence: string, names: OwnNames): string | null {
  // One mark is as good as many, and many in a row would be tried in every way.
  const text = withoutCourtesy(sentence, names).replaceAll(/(?<mark>[\s、,])[\s、,]+/gu, '$<mark>');
  if (text.length > longestSentence) return null;
  const what = japaneseAsk(text) ?? offered.exec(text)?.groups?.['what'] ?? englishAsk(text);
  if (what === null) return null;
  const left = withoutCourtesy(withoutTail(what, names).replace(hereFirst, ''), names);
  if (pointing.test(left)) return '';
  // “Could you please add …”, “…の配信を是非お願いします”: one request within the other.
  const inner = left === text || left === '' ? null : askedFor(left, names);
  return inner ?? left;
}

function japaneseAsk(text: string): string | null {
  for (const left of endsOff(text)) {
    const what = (japanese.exec(left) ?? seen.exec(left))?.groups?.['what'];
    if (what !== undefined) return what;
  }
  return null;
}

function englishAsk(text: string): string | null {
  const found =
    english.exec(text)?.groups?.['what'] ??
    englishAfter.exec(text.replace(enTailThanks, ''))?.groups?.['what'];
  return found ?? null;
}
const enTailThanks = /[\s,.!]+(?:thanks?(?: you)?|thx)$/iu;

/** Whether a sentence that does not ask may be nothing but a name. */
export function looksLikeTitle(text: string): boolean {
  if (text === '' || text.length > longestBare || talksJa.test(text) || talksEn.test(text)) return false;
  return text.split(/\s+/u).length <= mostWords;
}
