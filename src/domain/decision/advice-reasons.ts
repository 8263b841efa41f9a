// What speaks for and against speaking, in words for whoever decides; what the posting rules say stands in their own words.
import { isReasonCode, reasonText, type ReasonCode } from '../guideline/reasons.ts';

/** Texts in Japanese and English; `{name}` stands for a parameter. */
const texts = {
  notAbout: { ja: '私たちについての投稿ではないようです。', en: 'This does not seem to be about us.' },
  urgent: { ja: '急いで対応がいります。', en: 'This is urgent.' },
  maybeUrgent: {
    ja: '急ぎかもしれません。見逃さないよう先に出しています。',
    en: 'This may be urgent; it stands first so that it is not missed.',
  },
  soon: { ja: '急ぎではありませんが、返事が望まれます。', en: 'This can wait, but it wants an answer.' },
  harasses: { ja: '嫌がらせを含みます。', en: 'This is harassment.' },
  rude: { ja: '言葉がきつめです。', en: 'The tone is rude.' },
  judgedSilent: { ja: '話しかけないほうがよいと判断されています。', en: 'It is judged better not to speak.' },
  judgedPrivate: {
    ja: '非公開で話すほうがよいと判断されています。',
    en: 'It is judged better to speak in private.',
  },
  judgedSpeak: { ja: '話しかけるとよいと判断されています。', en: 'It is judged good to speak.' },
  stuck: { ja: '困っています。', en: 'They are stuck.' },
  complains: { ja: '不満を述べています。', en: 'They complain.' },
  asks: { ja: '質問しています。', en: 'They ask something.' },
  wishes: { ja: '要望を述べています。', en: 'They wish for something.' },
  praises: { ja: '喜んでくれています。', en: 'They are happy with us.' },
  leaves: { ja: '離れようとしています。', en: 'They are about to leave.' },
  spam: { ja: '宣伝や迷惑投稿です。', en: 'This is spam.' },
  noReplyBefore: { ja: '前回、返事がありませんでした。', en: 'Last time they did not answer.' },
  wentWellBefore: { ja: '前回はうまく解決しました。', en: 'Last time it went well.' },
  forbidden: {
    ja: 'このネットワークでは、返信もDMもできません。',
    en: 'The network allows neither a reply nor a DM.',
  },
  onlyPrivate: {
    ja: 'このネットワークでは、返信できずDMだけが送れます。',
    en: 'The network allows a DM, but no reply.',
  },
  byHand: {
    ja: '返信は、ネットワークの画面から手で送ります。',
    en: 'The reply must be sent by hand, on the network’s own page.',
  },
  cameToUs: {
    ja: 'こちらに宛てられています。必ず答えましょう。',
    en: 'They wrote to us. Whoever does is answered.',
  },
  old: { ja: '{days}日前の投稿です。', en: 'This was written {days} days ago.' },
  othersWait: {
    ja: '期限の迫った相手が{count}人います。',
    en: '{count} others are about to wait too long.',
  },
  loaded: { ja: 'チームは対応中の案件を{count}件抱えています。', en: 'The team has {count} open cases.' },
  personalData: {
    ja: '個人情報（{words}）が書かれています。DMに移しましょう。',
    en: 'There is personal data (“{words}”). Move to a DM.',
  },
  inviteToDm: {
    ja: 'こちらからDMは送れません。DMをくださいと返信しましょう。',
    en: 'We cannot write a DM first. Invite them to write one.',
  },
} as const;

type OwnReason = keyof typeof texts;
/** What the posting rules say of a post or a person stands beside them. */
export type AdviceReason = OwnReason | ReasonCode;

const isOwn = (code: AdviceReason): code is OwnReason => Object.hasOwn(texts, code);

/** A sentence that something is put before the end of. */
function withoutStop(sentence: string, stop: string): string {
  return sentence.endsWith(stop) ? sentence.slice(0, -stop.length) : sentence;
}

/** The reason in Japanese, or in English for every other language; how sure a judgement is stands behind it. */
export function adviceText(
  code: AdviceReason,
  params: Readonly<Record<string, string>>,
  lang: string,
): string {
  if (!isOwn(code)) return isReasonCode(code) ? reasonText(code, params, lang) : code;
  const isJapanese = lang === 'ja';
  const text = texts[code][isJapanese ? 'ja' : 'en'];
  const said = text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => params[name] ?? whole);
  const percent = params['percent'];
  if (percent === undefined) return said;
  return isJapanese
    ? withoutStop(said, '。') + `（${percent}%）。`
    : withoutStop(said, '.') + ` (${percent}%).`;
}

/** A kind of reason in itself, wherever it stood; what differs from post to post is left open. */
export function adviceName(code: string, lang: string): string {
  if (!Object.hasOwn(texts, code) && !isReasonCode(code)) return code;
  return adviceText(code as AdviceReason, {}, lang).replaceAll(/\{\w+\}/gu, '…');
}
