// Who talks to whom: whether a post turns to us, which posts are ours, what the person asks, and what a reply says besides courtesies.
import type { DraftContext, SaidPost } from './context.ts';
import type { DraftSpan } from './finding.ts';
import { placesOf, says, type Phrases } from './phrases.ts';
import { sentencesOf } from './sentences.ts';

export const handlePattern = /(?<![\p{L}\p{N}_.])[@＠]([A-Za-z0-9_][\w.-]*(?:@[\w.-]+\w)?)/gu;
/** Handles of accounts that help. */
const helps = /support|help|care|official|service|サポート|公式|窓口/iu;

/** A handle as it is compared: the part before any server, in small letters. */
export function bareHandle(handle: string): string {
  const [first = ''] = handle
    .replace(/^[@＠]/u, '')
    .toLowerCase()
    .split(/@|\.(?:bsky|example|social)\b/u);
  return first.replace(/[.-]+$/u, '');
}

/** The handles that a text names, bare. */
export function calledIn(text: string): string[] {
  return Array.from(text.matchAll(handlePattern), ([, handle = '']) => bareHandle(handle));
}

type Shape = Pick<
  DraftContext,
  'post' | 'thread' | 'persona' | 'isFirstContact' | 'account' | 'channel' | 'answersDm'
>;

/** The posts of the thread that we wrote, oldest first. Without our handle it is told by what the thread looks like. */
export function oursIn({ post, thread, persona, isFirstContact, account = '' }: Shape): SaidPost[] {
  const author = bareHandle(post.author);
  const others = thread.filter((said) => said.author !== '' && bareHandle(said.author) !== author);
  if (account !== '') return others.filter((said) => bareHandle(said.author) === bareHandle(account));
  if (isFirstContact) return [];
  const handles = [...new Set(others.map((said) => bareHandle(said.author)))];
  const called = calledIn(post.text);
  return others.filter((said) => {
    const handle = bareHandle(said.author);
    return (
      handles.length === 1 ||
      helps.test(said.author) ||
      said.author === persona.name ||
      called.includes(handle)
    );
  });
}

/** Whether they wrote to us: in a DM, by our handle, or in answer to us. */
export function turnsToUs(context: Shape): boolean {
  const { post, thread, channel, answersDm = channel === 'dm', account = '' } = context;
  if (answersDm || oursIn(context).length > 0) return true;
  const called = calledIn(post.text);
  if (account !== '') return called.includes(bareHandle(account));
  const people = new Set([post.author, ...thread.map(({ author }) => author)].map(bareHandle));
  return called.some((handle) => !people.has(handle));
}

/** What the author said in this conversation, oldest first, with the post that is answered. */
export function theirWords({
  post,
  thread,
  newer,
}: Pick<DraftContext, 'post' | 'thread' | 'newer'>): string[] {
  const before = thread.filter(({ author }) => author === post.author).map(({ text }) => text);
  return [...before, post.text, ...newer.map(({ text }) => text)];
}

const asking: Phrases = {
  ja: /[?？]|(?:です|ます|でしょう|ません|だろう|ました|でした)か(?:ね|なぁ?)?(?:[。…\s]|$)|(?:のか|かな|かしら|だっけ|って何)(?:[。…\s]|$)|教えて(?:ください|下さい|ほし|欲し|もらえ|いただけ|くれ(?:ませんか|ない)|[。！!]|$)|(?:知りたい|伺いたい|お尋ね|質問)/gu,
  en: /\?|(?:^|[.!\n,]\s*|\band )(?:@\S+ )?(?:hi |hey |hello |so |ok |and |but )?(?:how|what(?! an? )|where|when|which|who|why|is there|are there|do you|does|can i|can you|could you|will you|any idea|anyone know)\b/giu,
};

/** The sentences of a text that ask something, in their order. */
export function questionsIn(text: string, lang: string): string[] {
  return sentencesOf(text)
    .map(([start, end]) => text.slice(start, end))
    .filter((sentence) => /[?？]/u.test(sentence) || says(asking, lang, sentence));
}

/** Said to everybody, whatever they wrote. */
const courtesy: Phrases = {
  ja: /ありがとうございま|有難うございま|感謝(?:いた)?し|申し訳|お詫び|おわび|すみません|恐れ入り|ご不便|ご迷惑|ご心配|嬉し|うれし|光栄|励み|参考に(?:させて|いた|し)|(?:今後|引き続き|これから)(?:とも|も)?|ご理解|ご了承|お待ちしており|よろしくお願い|(?:貴重な)?ご?意見|(?:社内|担当|関係)[^。]{0,8}(?:共有|伝え)|いつも|こちらこそ|努め|改善|精進|拝見(?:し|いたし)ました|承(?:りました|知)|了解|と申します|(?:家電|サポート|担当|窓口|公式|センター|カスタマー|チーム|会社|店|社|係)の\S{1,4}です[。]?$|お(?:声|言葉)|大切に/gu,
  en: /\b(?:thanks?|thank you|appreciate\w*|sorry|apolog\w+|feedback|hear(?:ing)? from you|value[ds]?|important to us|patience|understand(?:ing)?|regards|best wishes|cheers|have a (?:great|nice|good|lovely)|hope|pass(?:ed|ing)? (?:this|it|that|your)|glad|happy to hear|strive|improve|do better|noted|customers?|voice|opinion|matters?|committed|reaching out|(?:team|here|support)\.?$)/giu,
};
/** What a sentence has that tells, asks or does something. */
const informs: Phrases = {
  ja: /\p{Nd}|https?:|[?？]|(?:です|ます|ません|でしょう)か|ください(?!ませ?$)|下さい|いただけ(?:ます|れば|ると)|確認(?:し|いた|でき|中|の|を)|調べ|調査|DM|ＤＭ|フォーム|未定|予定|まだ|現在|ただいま|可能|でき(?:ます|ません|かね)|(?<!申し訳)(?:ござい|あり)ません|[一二三四五六七八九十百千]{1,6}(?:日|時|月|週|年|分|円|つ|か所|ヶ所|種)|でしたら|なら|ので|まず|相談|無料|ですので|ため|場合|(?:から|まで|ごろ|頃|以降)(?:に|は|の|です|と)|はい|いいえ|明日|本日|今日|来週|今週|来月|今月|いたし(?:かね|ません)|対象|「[^」]+」|『[^』]+』|原因|復旧/gu,
  en: /\d|https?:|\?|["“]|\bplease (?!accept|bear|be assured|rest|know|note that your)|\b(?:dm|look(?:ing)? (?:into|at)|check(?:ing|ed)?|find out|investigat\w+|ask(?:ing)? (?:the|our|them)|you(?:'ll| can| need| could| should| may)|it(?:'s| is| was| takes| works| comes| ships| will| has)|they(?:'re| are)|there(?:'s| is| are| was)|yes|no,|not yet|n[o']t (?:available|possible|know|sure)|can(?:'t|not)|because|until|unless|when|after|before|if|tomorrow|today|tonight|this (?:week|month|afternoon|evening)|next|send you|refund|replace|fix(?:ed|ing)?|tell us|let us know|could you|try|soon as|we(?:'re| are) (?:working|on it)|i(?:'ll| will)|we(?:'ll| will) (?!continue|keep|strive|always|do better))\b/giu,
};

/** Sends them to look for it somewhere, without saying where. */
const waves: Phrases = {
  ja: /(?:公式|ホームページ|HP|ウェブ|サイト|FAQ|ヘルプ|よくある(?:ご)?質問|説明書|カタログ)[^。！\n]{0,12}(?:ご覧|ご確認|ご参照|お読み|お調べ)(?:ください|下さい|いただ|のうえ)/gu,
  en: /\b(?:see|visit|check(?: out)?|read|refer to|consult|look at) (?:our|the|your) (?:website|web ?site|site|home ?page|faqs?|help (?:pages?|cent(?:er|re))|manual|instructions|documentation|terms)\b/giu,
};
const link = /https?:/u;

/** What a reply says besides thanks, apologies and greetings: its sentences, in their order. */
export function substanceOf(draft: string, lang: string): DraftSpan[] {
  return sentencesOf(draft).filter(([start, end]) => {
    const sentence = draft.slice(start, end);
    if (says(waves, lang, sentence) && !link.test(draft)) return false;
    return says(informs, lang, sentence) || !says(courtesy, lang, sentence);
  });
}

/** The first place of a phrase, with its words; null where there is none. */
export function firstOf(
  phrases: Phrases,
  lang: string,
  text: string,
): { span: DraftSpan; words: string } | null {
  const [span] = placesOf(phrases, lang, text);
  return span === undefined ? null : { span, words: text.slice(...span) };
}
