// Why a reply is objected to that is not said to this person, or is not of this: what the rules about whom and what one speaks of say.
export const whomReasons = {
  missesRole: {
    ja: '相手は「{told}」と書いています。「{words}」は、その人への言葉になっていません。',
    en: 'They wrote “{told}”. “{words}” is not said to that person.',
  },
  missesCannot: {
    ja: '相手は「{told}」と書いています。「{words}」のほかの方法を示しましょう。',
    en: 'They wrote “{told}”. Offer another way than “{words}”.',
  },
  insincere: {
    ja: '「{words}」は、相手の感じ方のせいにするお詫びです。起きたことをお詫びしましょう。',
    en: '“{words}” is sorry for what they feel. Be sorry for what happened.',
  },
  copyrighted: {
    ja: '「{words}」は、ほかの人の作品です。許可なく載せずに、元の場所を案内しましょう。',
    en: '“{words}” is somebody else’s work. Do not copy it here; say where it is.',
  },
  changedSince: {
    ja: '{minutes}分後に「{words}」と書いています。そのことに触れましょう。',
    en: 'They wrote “{words}” {minutes} minutes later. Answer that.',
  },
  namesake: {
    ja: '「{words}」は、こちらのことではないようです。話しかけるか考え直しましょう。',
    en: '“{words}” seems to be somebody else’s name. Think again whether to speak.',
  },
} as const;
