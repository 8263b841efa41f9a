// Why a rule speaks up, in words for whoever writes the reply: short, about this draft, and with what to do now.

/** Texts in Japanese and English; `{name}` stands for a parameter. */
const texts = {
  overloaded: {
    ja: '対応中{open}件、{minutes}分続けています。急がない分は他の人に渡しましょう。',
    en: '{open} open cases, {minutes} minutes without a pause. Hand over what can wait.',
  },
  unsigned: {
    ja: '初めての相手です。誰が書いているか、署名「{signature}」を付けましょう。',
    en: 'They have never heard from us. Sign with “{signature}” so that they know who writes.',
  },
  unnamed: {
    ja: '初めての相手です。{name}であることを名乗りましょう。',
    en: 'They have never heard from us. Say that this is {name}.',
  },
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
  solved: {
    ja: '{minutes}分後に「{words}」と書いています。もう解決しているようです。',
    en: '{minutes} minutes later they wrote “{words}”. It seems to be solved.',
  },
  copied: {
    ja: '最近の返信とほとんど同じです（{share}%）。この人への言葉にしましょう。',
    en: 'Nearly the same as a recent reply ({share} %). Say it to this person.',
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
    ja: '手順が{count}あります。一度に{most}までにしましょう。',
    en: '{count} steps. Give at most {most} at a time.',
  },
  manyLinks: {
    ja: 'リンクが{count}あります。一番役立つもの一つにしましょう。',
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
  hoursUnsaid: {
    ja: '営業時間外です。次にいつ対応できるか書きましょう。',
    en: 'We are closed. Say when we are back.',
  },
  broken: {
    ja: 'この規則を確かめられませんでした（{fault}）。直るまで送れません。',
    en: 'This rule could not be checked ({fault}). Nothing is sent until that is mended.',
  },
} as const;

export type ReasonCode = keyof typeof texts;

/** The reason in Japanese, or in English for every other language. */
export function reasonText(code: ReasonCode, params: Readonly<Record<string, string>>, lang: string): string {
  const text = texts[code][lang === 'ja' ? 'ja' : 'en'];
  return text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => params[name] ?? whole);
}
