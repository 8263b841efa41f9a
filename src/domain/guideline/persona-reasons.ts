// Why it must be clear who speaks, and what a persona keeps from going out.

export const personaReasons = {
  unsigned: {
    ja: '初めての相手です。誰が書いているか、署名「{signature}」を付けましょう。',
    en: 'They have never heard from us. Sign with “{signature}” so that they know who writes.',
  },
  unsignedHere: {
    ja: 'このやり取りの返信には、署名「{signature}」を付けましょう。',
    en: 'Replies in this conversation are signed. Sign with “{signature}”.',
  },
  unnamed: {
    ja: '初めての相手です。{name}であることを名乗りましょう。',
    en: 'They have never heard from us. Say that this is {name}.',
  },
  personaOwnerless: {
    ja: 'ペルソナ「{name}」に責任者がいません。責任者が決まるまで、何も送れません。設定の「ペルソナ」で決めてもらいましょう。',
    en: 'Nobody answers for the persona “{name}”. Nothing goes out as it until somebody does: ask for an owner under Settings, Personas.',
  },
  personaNotYours: {
    ja: 'ペルソナ「{name}」として話せるのは、選ばれたメンバーだけです。話せる人に引き継ぎましょう。',
    en: 'Only chosen members may speak as “{name}”. Hand this over to one of them.',
  },
  initialsMissing: {
    ja: '「{name}」の署名に入れるあなたのイニシャルがまだありません。設定の「ペルソナ」で決めましょう。',
    en: 'The signature of “{name}” asks for your initials, and you have none yet. Set them under Settings, Personas.',
  },
  personaLimit: {
    ja: '「{name}」は「{words}」の話をしません。',
    en: '“{name}” never speaks of “{words}”.',
  },
  personaLimitInstead: {
    ja: '「{name}」は「{words}」の話をしません。代わりに：{instead}',
    en: '“{name}” never speaks of “{words}”. Instead: {instead}',
  },
} as const;
