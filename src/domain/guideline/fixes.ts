// What mends a draft at one key: the draft as it would be, or a way to go on elsewhere.

/** What the key says it does, in Japanese and English. */
const labels = {
  spellRight: { ja: '正しい表記に直す', en: 'Spell it right' },
  number: { ja: '番号を付けて分ける', en: 'Divide and number the parts' },
  removeEmoji: { ja: '絵文字・顔文字を消す', en: 'Remove emoji and emoticons' },
  sign: { ja: '署名を付ける', en: 'Add the signature' },
  sayHours: { ja: '対応時間を書き足す', en: 'Add the hours' },
  removeSelling: { ja: '売り込みの文を消す', en: 'Take the sales sentence out' },
  toDm: { ja: 'DMに移す', en: 'Move to a DM' },
} as const;

export type FixLabel = keyof typeof labels;

export type Fix =
  /** `draft` is the whole draft after mending; `parts` are the posts it is sent as, where they are more than one. */
  | { kind: 'text'; label: FixLabel; draft: string; parts?: readonly string[] }
  | { kind: 'toDm'; label: 'toDm' };

/** The label in Japanese, or in English for every other language. */
export function fixText(label: FixLabel, lang: string): string {
  return labels[label][lang === 'ja' ? 'ja' : 'en'];
}
