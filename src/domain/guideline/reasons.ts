// Why a rule speaks up, in words for whoever writes the reply: short, about this draft, and with what to do now.
import { personaReasons } from './persona-reasons.ts';
import { whomReasons } from './whom-reasons.ts';

/** Texts in Japanese and English; `{name}` stands for a parameter, `{span}` for that called `minutes`, in the unit that fits. */
const texts = {
  manyOpen: {
    ja: '対応中が{count}件あります。急がない分は他の人に渡しましょう。',
    en: 'You have {count} open cases. Hand over what can wait.',
  },
  noPause: {
    ja: '{span}、休まずに続けています。ひと息入れてから送りましょう。',
    en: '{span} without a pause. Take a breath before you send this.',
  },
  manyLate: {
    ja: '期限の迫った件が{count}件あります。誰かに手伝ってもらいましょう。',
    en: '{count} cases are about to be late. Ask somebody to help you.',
  },
  notLookedAt: {
    ja: '初めての相手です。どんな人か、人物の欄を見てから書きましょう。',
    en: 'They have never heard from us. Look at who they are before you write.',
  },
  optedOut: {
    ja: 'こちらからの連絡を断っている人です。送れません。',
    en: 'They asked us not to write to them. It is not sent.',
  },
  declinedBefore: {
    ja: '前回、話しかけないでほしいと言われています。',
    en: 'Last time they did not want to be spoken to.',
  },
  contactedOften: {
    ja: '7日間に{count}回、こちらから話しかけています。間を置きましょう。',
    en: 'We wrote to them {count} times in seven days. Leave them some time.',
  },
  wrongHandle: {
    ja: '「{words}」は、この会話にいない人です。宛先を確かめましょう。',
    en: '“{words}” is nobody in this conversation. Make sure whom you write to.',
  },
  wrongName: {
    ja: '「{words}」は相手の名前と違うようです。確かめましょう。',
    en: '“{words}” does not seem to be their name. Make sure.',
  },
  actsKnown: {
    ja: '初めての相手なのに、「{words}」と書いています。',
    en: 'They have never heard from us, and this says “{words}”.',
  },
  actsNew: {
    ja: '前にも話した相手なのに、「{words}」と書いています。',
    en: 'We have talked with them before, and this says “{words}”.',
  },
  ...personaReasons,
  ...whomReasons,
  sells: {
    ja: '「{words}」は売り込みに聞こえます。困りごとの答えだけにしましょう。',
    en: '“{words}” sounds like selling. Answer what they are stuck with, and no more.',
  },
  costsThem: {
    ja: '「{words}」の前に、お金や手間のかからない方法を書きましょう。',
    en: 'Before “{words}”, say what costs them neither money nor trouble.',
  },
  unheard: {
    ja: '相手の困りごとを受け止める一言がありません。説明の前に入れましょう。',
    en: 'Nothing here takes in what they said. Acknowledge it before you explain.',
  },
  blames: {
    ja: '「{words}」は相手のせいに聞こえます。',
    en: '“{words}” sounds as if it were their fault.',
  },
  unapologetic: {
    ja: '迷惑をかけているのに、おわびがありません。',
    en: 'Harm was reported, and there is no apology.',
  },
  late: {
    ja: '投稿から{span}たっています。お待たせしたことに触れましょう。',
    en: 'They wrote {span} ago. Say a word about the wait.',
  },
  waitUnsaid: {
    ja: '「{waited}」と書いている相手です。お待たせしたことに触れましょう。',
    en: 'They wrote “{waited}”. Say a word about the wait.',
  },
  slow: {
    ja: '「{words}」では遅すぎます。今できることを書きましょう。',
    en: '“{words}” is too late for them. Say what can be done now.',
  },
  vague: {
    ja: '「{words}」では、いつになるか分かりません。時期の目安を書きましょう。',
    en: '“{words}” does not say when. Give them a time.',
  },
  othersFirst: {
    ja: '期限の迫った相手が{count}人います。先にそちらに答えましょう。',
    en: '{count} others are about to wait too long. Answer them first.',
  },
  leftAlone: {
    ja: '「{words}」と書いています。話しかけずにおきましょう。',
    en: 'They wrote “{words}”. Leave them alone.',
  },
  mourning: {
    ja: '悲しい出来事についての投稿です（「{words}」）。話しかけるか考え直しましょう。',
    en: 'This is about a loss (“{words}”). Think again whether to speak.',
  },
  politics: {
    ja: '政治や社会の話題です（「{words}」）。話しかけるか考え直しましょう。',
    en: 'This is about politics (“{words}”). Think again whether to speak.',
  },
  joking: {
    ja: '冗談や皮肉のようです（「{words}」）。話しかけるか考え直しましょう。',
    en: 'This seems to be a joke, or irony (“{words}”). Think again whether to speak.',
  },
  inPassing: {
    ja: '名前が出てきただけのようです（「{words}」）。話しかけるか考え直しましょう。',
    en: 'They only name us in passing (“{words}”). Think again whether to speak.',
  },
  amongFriends: {
    ja: '身近な人への投稿のようです（「{words}」）。話しかけるか考え直しましょう。',
    en: 'They seem to speak to friends (“{words}”). Think again whether to speak.',
  },
  praisesOther: {
    ja: '他社をほめる投稿です（「{words}」）。話しかけるか考え直しましょう。',
    en: 'They praise another company (“{words}”). Think again whether to speak.',
  },
  passedOn: {
    ja: '他の人の投稿を広めただけです。話しかけるか考え直しましょう。',
    en: 'They only pass on what another wrote. Think again whether to speak.',
  },
  silenceAdvised: {
    ja: 'こちらに向けた投稿ではないと見ています。話しかけるか考え直しましょう。',
    en: 'This does not seem to be for us. Think again whether to speak.',
  },
  solved: {
    ja: '{span}後に「{words}」と書いています。もう解決しているようです。',
    en: '{span} later they wrote “{words}”. It seems to be solved.',
  },
  copied: {
    ja: '最近の返信とほとんど同じです（{share}%）。この人への言葉にしましょう。',
    en: 'Nearly the same as a recent reply ({share}%). Say it to this person.',
  },
  onlySnippet: {
    ja: '書き出しの文からほとんど変わっていません（{share}%）。この人の状況に触れましょう。',
    en: 'Hardly more than what it began with ({share}%). Speak of what happened to this person.',
  },
  onlyArticle: {
    ja: '記事の案内だけでは答えになりません。この人の質問に、まず自分の言葉で答えましょう。',
    en: 'A link to an article alone is no answer. Answer this person in your own words first.',
  },
  blankLeft: {
    ja: '空欄「{words}」が残っています。埋めるか、消しましょう。',
    en: '“{words}” is still blank. Fill it in, or take it out.',
  },
  questionOpen: {
    ja: '「{question}」への答えがありません。',
    en: 'Nothing here answers “{question}”.',
  },
  askedAgain: {
    ja: '「{words}」は、もう書いてくれています（{told}）。',
    en: '“{words}”: they have told us already ({told}).',
  },
  saidBefore: {
    ja: 'この会話で、もう同じことを伝えています（{share}%）。',
    en: 'This says what we said in this conversation already ({share}%).',
  },
  thanksUnanswered: {
    ja: 'お礼への返事がありません。ひとこと添えましょう。',
    en: 'Nothing here answers their thanks. Say a word.',
  },
  closesOff: {
    ja: '「{words}」では、相手が続けて話せません。',
    en: '“{words}” leaves them no way to go on.',
  },
  onlyLink: {
    ja: 'リンクだけでは会話になりません。ひとこと添えましょう。',
    en: 'A link alone is no dialogue. Say something to them.',
  },
  monologue: {
    ja: 'こちらから{count}回続けて書いていて、返事がありません。待ちましょう。',
    en: 'We have written {count} times without an answer. Wait for them.',
  },
  nothingSaid: {
    ja: '返信に言葉がありません。いただいた声には必ず答えましょう。',
    en: 'The reply has no words. Whoever writes to us is answered.',
  },
  brushesOff: {
    ja: '「{words}」だけでは、答えたことになりません。',
    en: '“{words}” alone is no answer.',
  },
  refuses: {
    ja: '「{words}」と断らず、答えるか、答えられる場所に案内しましょう。',
    en: '“{words}” turns them away. Answer, or take them to where it is answered.',
  },
  breaksIn: {
    ja: '{authors}どうしの会話の途中です。話しかけられるまで待ちましょう。',
    en: '{authors} are talking to each other. Wait until somebody turns to us.',
  },
  long: {
    ja: '{length}文字あります。短く分けましょう。',
    en: '{length} characters. Make it shorter, or divide it.',
  },
  manySteps: {
    ja: '手順が{count}個あります。一度に{most}個までにしましょう。',
    en: '{count} steps. Give at most {most} at a time.',
  },
  manyLinks: {
    ja: 'リンクが{count}個あります。一番役立つもの一つにしましょう。',
    en: '{count} links. Keep the one that helps most.',
  },
  longSentence: {
    ja: '{length}文字の文があります。短い文に分けましょう。',
    en: 'One sentence has {length} characters. Divide it.',
  },
  jargon: {
    ja: '専門の言葉が多く、伝わりません（{words}）。',
    en: 'Too many technical terms ({words}).',
  },
  familiar: { ja: '「{words}」は、くだけすぎています。', en: '“{words}” is too familiar.' },
  personalData: {
    ja: '公開の返信に個人情報「{words}」があります。DMに移しましょう。',
    en: '“{words}” is personal data, and this reply is public. Move to a DM.',
  },
  asksPersonalData: {
    ja: '公開の場で個人情報を尋ねています（「{words}」）。DMで尋ねましょう。',
    en: 'This asks for personal data in public (“{words}”). Ask in a DM.',
  },
  repeatsPrivate: {
    ja: 'DMでの内容（「{words}」）が公開の文に入っています。DMで書くか、消しましょう。',
    en: 'This repeats in public what was said in a DM (“{words}”). Write it in the DM, or leave it out.',
  },
  promises: {
    ja: '「{words}」は約束になります。確かめてから書きましょう。',
    en: '“{words}” is a promise. Make sure before you give it.',
  },
  legal: {
    ja: '「{words}」は法律上の言い方です。担当の部門に確かめてから書きましょう。',
    en: '“{words}” is a legal statement. Ask those who may make it.',
  },
  confidential: {
    ja: '「{words}」は、社外に出してよいことか確かめましょう。',
    en: '“{words}” may not be for the public. Make sure before you say it.',
  },
  emoji: { ja: 'ここでは絵文字を使いません（{words}）。', en: 'No emoji here ({words}).' },
  kaomoji: { ja: 'ここでは顔文字を使いません（{words}）。', en: 'No emoticons here ({words}).' },
  tooLong: {
    ja: '{used}文字で、{max}文字を超えています。番号を付けて分けましょう。',
    en: '{used} characters of {max}. Divide it into numbered parts.',
  },
  partTooLong: {
    ja: '{number}の部分が{used}文字で、{max}文字を超えています。',
    en: 'Part {number} has {used} characters of {max}.',
  },
  misnumbered: {
    ja: '「{words}」の番号が合っていません。順に付けましょう。',
    en: '“{words}” is not the number that belongs there. Number the parts in order.',
  },
  hoursUnsaid: {
    ja: '営業時間外です。次にいつ対応できるか書きましょう。',
    en: 'We are closed. Say when we are back.',
  },
  forbidden: {
    ja: '「{words}」は、このアカウントでは使いません。',
    en: 'This account never says “{words}”.',
  },
  confidentialWord: {
    ja: '「{words}」は社外秘です。外に出せません。',
    en: '“{words}” is confidential. It must not leave the company.',
  },
  misspelt: { ja: '「{words}」は「{right}」と書きます。', en: '“{words}” is written “{right}”.' },
  wantedMissing: {
    ja: '返信に入れる言葉がありません（{wanted}）。',
    en: 'None of the words that replies shall have is here ({wanted}).',
  },
  brokenGuideline: {
    ja: '投稿の決まりを読めません（{fault}）。直るまで送れません。',
    en: 'The guideline cannot be read ({fault}). Nothing is sent until that is mended.',
  },
  broken: {
    ja: 'このルールを確かめられませんでした（{fault}）。直るまで送れません。',
    en: 'This rule could not be checked ({fault}). Nothing is sent until that is mended.',
  },
} as const;

export type ReasonCode = keyof typeof texts;

export const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(texts, code);

const minutesOf = { minute: 1, hour: 60, day: 24 * 60 } as const;

/** Minutes as people say them: `50 minutes`, `3 hours`, `2日`. */
function spanText(minutes: number, lang: 'ja' | 'en'): string {
  const unit = minutes < 100 ? 'minute' : minutes < 48 * 60 ? 'hour' : 'day';
  const amount = Math.max(1, Math.round(minutes / minutesOf[unit]));
  const text = new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  return lang === 'ja' ? text.replaceAll(' ', '') : text;
}

/** The reason in Japanese, or in English for every other language. */
export function reasonText(code: ReasonCode, params: Readonly<Record<string, string>>, lang: string): string {
  const known = lang === 'ja' ? 'ja' : 'en';
  return texts[code][known].replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    if (name === 'span') return spanText(Number(params['minutes'] ?? 0), known);
    return params[name] ?? whole;
  });
}
