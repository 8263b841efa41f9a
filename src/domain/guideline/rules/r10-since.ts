// R10: look at what they said since. Who has solved it alone needs no answer to the question.
import { postDoes } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import { questionsIn } from '../conversation.ts';
import type { Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';

const solved: Phrases = {
  ja: /解決(?:し|でき|済)(?!(?:て)?(?:い)?(?:ない|ません))|自己解決|直(?:った|りました|ってた|っている)|治(?:った|りました)|(?:無事(?:に)?)(?:\S{0,6})(?:でき|届|戻|着)(?:た|き?ました|いた)|(?<!まだ)でき(?:た|ました)(?:[。！!ー〜～\s]|わ|！|$|よ)|届(?:いた|きました)|繋がった|つながった|つながりました|動いた|動きました|もう(?:大丈夫|いい(?:です)?|結構|解決)|勘違いでした|私の(?:ミス|間違い|勘違い)|見つか(?:った|りました)|返金され(?:た|ました)|(?:に|へ)?入れ(?:た(?!い)|ました)|始まっ(?:た|て)|受け取(?:れ|り)(?:た|まし)|復活し|戻(?:った|りました|ってき)|買え(?:た|まし)|見(?:れ|られ)(?:た|まし)|使え(?:た|るようになっ)|聞こえ(?:た|るようになっ)|(?:なくて|しなくて)(?:も)?よくなっ|必要(?:が)?なくな|(?:他|別|ほか)の(?:店|会社|ところ)(?:で|に)(?:買|頼|し)|キャンセルしま?した|やめ(?:ること)?に?しました|行けることになっ|もう(?:連絡|返信|返事)(?:は)?(?:いら|不要|し)|諦め(?:ました|た)|[乗見買使入行聞取会着帰通払座泊](?:れ|え|け)た(?![いのら])|(?:欠航|運休|中止|閉店|売り切れ)(?:決定|になった|だって|だそう|らしい)|対応し(?:てもらえ|ていただけ|ていただき|てもらい)(?:た|まし)/giu,
  en: /\b(?:(?:it'?s |is |all |now )?(?:fixed|solved|resolved|sorted)(?! (?:yet|it yet))|(?:it )?works? (?:now|again)|working (?:now|again|fine now)|got it (?:working|sorted|to work)|figured it out|never ?mind|nvm|ignore (?:that|my|this)|my (?:bad|mistake)|(?:it|they|finally|just) (?:has |have )?(?:arrived|showed up|came)|found(?= it|[.!]| (?:him|her|them)\b)|turned up|change of plans?|the whole time|(?:got|received) (?:my|the|a) (?:refund|replacement|money back)|all good (?:now)?|no longer (?:an issue|needed|a problem|need)|problem gone|figured (?:it |that )?(?:out)|figured out|(?:all|we'?re|i'?m) (?:good|sorted|set)(?: now)?|(?:new|replacement|another) (?:one )?(?:is )?(?:already )?(?:on its way|ordered)|(?:please )?(?:don'?t|do not|stop) (?:contact|message|call|writ)\w*|(?:moved|switched|gone) to (?:another|a different|the other)|cancel(?:led)? (?:it|that|my|the)|no need (?:to|any)|forget (?:it|about it)|too late now|it was me|user error)\b/giu,
};
const notSolved: Phrases = {
  ja: /(?:と思った|けど|のに|が)(?:、)?(?:また|やっぱり|まだ|だめ|ダメ)|解決し(?:ない|ません|てない|ていない)|直(?:って|ら)(?:ない|ません)/giu,
  en: /\b(?:not|n'?t|never|isn'?t|hasn'?t|wasn'?t|still not) (?:been |yet |quite )?(?:fixed|solved|resolved|sorted|working|arrived)\b|\bbut (?:now|still|again|it)\b/giu,
};

/** Something else, and worse, than the post had. */
const worse: Phrases = {
  ja: /どころか|それより(?:も)?(?!前)|(?:じゃ|では)なくて|(?:もっと|さらに)(?:大変|ひど|まず|悪)|今度は|うそ[、。]|追記|訂正/gu,
  en: /\b(?:forget (?:the|that|about)|now (?:it'?s|there'?s|someone|somebody|the|my|i)|even worse|worse|never mind (?:the|that)|update|edit|correction|scratch that|instead)\b/giu,
};
const word = /[\p{sc=Katakana}ー]{2,}|\p{sc=Han}{1,}|[a-z]{4,}|\d+/giu;

/** Whether what they said since is of something else, of which the draft has no word. */
function isPassedOver(text: string, { lang, draft, post }: DraftContext): boolean {
  if (!says(worse, lang, text)) return false;
  const before = post.text.toLowerCase();
  const fresh = (text.toLowerCase().match(word) ?? []).filter((one) => !before.includes(one));
  const said = draft.toLowerCase();
  return fresh.length > 1 && fresh.every((one) => !said.includes(one));
}

const mostShown = 40;

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= mostShown ? text : `${characters.slice(0, mostShown).join('')}…`;
}

type Newer = DraftContext['newer'][number];

/** That what they said since settles it; empty where it does not. */
function settledBy({ text, minutesAfter }: Newer, context: DraftContext): Found[] {
  const { lang } = context;
  if (placesOf(notSolved, lang, text).length > 0) return [];
  const [place] = placesOf(solved, lang, text);
  // Who asks again is not done, whatever the model takes it for.
  const isAsking = questionsIn(text, lang).length > 0;
  if (place === undefined && (isAsking || !postDoes('settled', text, context))) return [];
  const words = place === undefined ? shortened(text) : text.slice(...place);
  return [{ reason: 'solved', params: { minutes: String(minutesAfter), words } }];
}

/** Before there is a draft: whether it is settled by what they said last of how it stands. */
export function settledSince(context: DraftContext): Found[] {
  let last: Found[] = [];
  for (const one of context.newer) {
    const settled = settledBy(one, context);
    if (settled.length > 0 || isPassedOver(one.text, context)) last = settled;
  }
  return last;
}

export const r10: Rule = {
  id: 'R10',
  level: 'block',
  check: (context) =>
    context.newer.flatMap((one): Found[] => {
      if (!isPassedOver(one.text, context)) return settledBy(one, context);
      const params = { minutes: String(one.minutesAfter), words: shortened(one.text) };
      return [{ reason: 'changedSince', params }];
    }),
};
