// R02: know whom you talk to: who it is has been looked at, they are called by their name, and what was before is known.
import type { DraftContext } from '../context.ts';
import {
  bareHandle,
  calledIn,
  firstOf,
  handlePattern,
  oursIn,
  theirWords,
  turnsToUs,
} from '../conversation.ts';
import type { DraftSpan, Found, Rule } from '../finding.ts';
import { calledNames, isSomebodyElse } from '../names.ts';
import type { Phrases } from '../phrases.ts';
import { passedOver } from '../roles.ts';
import { askedAgain } from '../told.ts';

/** Unasked, in seven days. */
const mostContacts = 2;

/** What is said to somebody one has talked with. */
const known: Phrases = {
  ja: /(?:お)?久しぶりです|ご無沙汰|(?:先日|前回|この前|先ほど|以前|昨日)(?:は|の|も|に)?(?:お(?:伝え|話|電話|送り|問い合わせ|知らせ)|ご(?:案内|連絡|相談|説明|返信|回答|対応)|いただ(?:い|き)|申し上げ|やり取り|やりとり|DM)|(?:度々|たびたび|再度|再び|また)の(?:ご連絡|お問い合わせ|ご相談)|またのご連絡|(?:いつも|毎度)(?:お声がけ|ご連絡|コメント|リプ|お話)|おなじみの|おかえりなさい|例の件|(?:その後|あれから)(?:、)?(?:いかが|どう|調子)|お?返事(?:を)?お待ちして(?:おり|い)ました|いつもの(?:お客様|方)/gu,
  en: /\b(?:(?:good|nice|great|lovely) to (?:see|hear from|talk to|chat with) you again|hello again|hi again|(?:as|like) (?:we|i) (?:said|mentioned|discussed|told you|explained|agreed)|thanks? (?:you )?for (?:getting|coming|writing|reaching) (?:back|out again)|thank you for your (?:reply|follow[- ]up)|following up on (?:our|your (?:earlier|last|previous))|(?:since|when|last time|the last time) we (?:last )?(?:spoke|talked|chatted|met|wrote)|our (?:last|previous|earlier) (?:chat|conversation|message|call|email|dm)|my (?:last|previous|earlier) (?:message|reply|email|dm)|welcome back|long time no (?:see|speak)|one of our regulars|as (?:always|ever|usual|before)|you again|back to you again|our old friend|did (?:that|the|my) (?:fix|advice|suggestion|tip) (?:work|help))\b/giu,
  zh: /好久不见|又见面了|(?:上次|之前|刚才|昨天)(?:跟|和|向)?(?:您|你)?(?:说|提|聊|沟通|联系|回复)|感谢(?:您|你)(?:的)?再次|欢迎回来|老朋友|如(?:前|上)(?:次)?所(?:述|说)/giu,
  ko: /오랜만(?:이|에)|(?:지난번|저번|앞서|어제|전에)(?:에)? ?(?:말씀|안내|연락|문의|얘기)|다시 (?:연락|문의|찾아) ?주셔서|다시 뵙|반갑습니다, 또|항상 연락/giu,
  es: /(?<!\p{L})(?:(?:me alegra|nos alegra|qu[eé] alegr[ií]a|un gusto) (?:volver a )?(?:verte|verle|saber de (?:ti|usted)|leerte)(?: de nuevo| otra vez)|hola de nuevo|como (?:te|le|les) (?:dije|dijimos|comentamos|coment[eé])|gracias por (?:volver|escribirnos de nuevo|tu respuesta|su respuesta)|bienvenid[oa] de (?:nuevo|vuelta)|cu[aá]nto tiempo|la [uú]ltima vez que hablamos|nuestra (?:[uú]ltima|anterior) conversaci[oó]n)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:(?:bom|que bom) (?:te |v[eê])?\p{L}* ?(?:ver|falar|saber)[^.!?\n]{0,12} (?:de novo|novamente)|ol[aá] (?:de novo|novamente)|como (?:eu |n[oó]s )?(?:disse|dissemos|falamos|combinamos)|obrigad[oa] (?:por voltar|pelo retorno|pela resposta)|bem-vind[oa] de volta|quanto tempo|(?:nossa|na) [uú]ltima conversa)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:ravis?e? de (?:vous|te) (?:revoir|relire|retrouver)|rebonjour|re-bonjour|comme (?:je|nous) (?:vous|te)? ?(?:l')?(?:ai|avons) (?:d[eé]j[aà] )?(?:dit|indiqu[eé]|expliqu[eé])|comme convenu|merci (?:d'[eê]tre revenue?|de votre retour|de votre r[eé]ponse)|bon retour|[cç]a faisait longtemps|notre derni[eè]re (?:conversation|discussion))(?!\p{L})/giu,
  de: /(?<!\p{L})(?:sch[oö]n,? (?:dich|sie|wieder|dich wieder|sie wieder)[^.!?\n]{0,16}(?:zu (?:h[oö]ren|lesen|sehen))|hallo (?:nochmal|noch einmal|wieder)|wie (?:bereits|schon|besprochen|gesagt|erw[aä]hnt|vereinbart)(?: (?:besprochen|gesagt|erw[aä]hnt))?|danke f[uü]r (?:die|deine|ihre) (?:r[uü]ckmeldung|antwort)|willkommen zur[uü]ck|lange nicht (?:gesehen|geh[oö]rt)|(?:unser|beim) letzte[ns] (?:gespr[aä]ch|mal))(?!\p{L})/giu,
};
/** What is said to a stranger. */
const strange: Phrases = {
  ja: /(?:はじめ|初め)まして|(?:はじめ|初め)てご?(?:連絡|挨拶|お声)|突然(?:の|に)?(?:ご)?(?:連絡|リプ|返信|お声|失礼|コメント|すみません|申し訳)|いきなり(?:の)?(?:ご連絡|失礼|すみません)|(?:投稿|ツイート|ポスト|つぶやき)を(?:お)?(?:見かけ|見つけ|拝見し(?:て|、)?(?:ご連絡|お声))|(?:通りすがり|横から)(?:に)?失礼/gu,
  en: /\b(?:nice to meet you|pleased? to meet you|(?:sorry|apologies|excuse (?:us|me)) (?:to|for|if) (?:jump|butt|barg|intrud)\w*|(?:we|i) (?:just )?(?:came across|stumbled (?:upon|on|across)|noticed|spotted|happened to see|saw) your (?:post|tweet|message|toot|comment)|let (?:me|us) introduce (?:my|our)sel(?:f|ves)|welcome to (?!the (?:help|support))(?=[A-Z])|you don'?t know (?:me|us)|(?:we|i)(?:'ve| have) never (?:spoken|talked|met)|out of the blue|first time (?:we|i) (?:talk|speak|write))\b/giu,
};
/** Who says so knows of something that we do not see here. */
const knowsUs: Phrases = {
  ja: /先日|前回|この前|以前|前に|また|再度|問い合わせ(?:た|まし|中)|電話(?:した|しまし)|メール(?:した|しまし)|サポートに|言われ|聞い(?:た|たら)|返事|返信/gu,
  en: /\b(?:again|already|last (?:time|week|month|year)|previous(?:ly)?|earlier|before|(?:i|we)(?:'ve| have)? (?:called|phoned|emailed|wrote|written|contacted|spoke|spoken|asked|told)|told me|you said|your (?:reply|answer|agent|colleague)|still)\b/giu,
  zh: /上次|之前|以前|又|再|已经|客服说|打(?:过)?电话|回复/giu,
  ko: /지난번|저번|전에|또|다시|이미|전화했|문의했|답변|아직/giu,
  es: /(?<!\p{L})(?:otra vez|de nuevo|ya|la [uú]ltima vez|antes|llam[eé]|escrib[ií]|contact[eé]|me dijeron|respuesta|sigue|todav[ií]a|a[uú]n)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:de novo|novamente|outra vez|j[aá]|da [uú]ltima vez|antes|liguei|escrevi|contatei|me disseram|resposta|ainda|continua)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:encore|de nouveau|d[eé]j[aà]|la derni[eè]re fois|avant|appel[eé]|[eé]crit|contact[eé]|on m'a dit|r[eé]ponse|toujours)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:wieder|schon|bereits|letzte[ns]? (?:mal|woche)|vorher|angerufen|geschrieben|kontaktiert|gesagt|antwort|immer noch|noch immer)(?!\p{L})/giu,
};

/** The handle that a draft begins with, where it is nobody's of the conversation. */
function strangeHandle({ draft, post, thread, account = '' }: DraftContext): DraftSpan | null {
  const [first] = draft.matchAll(handlePattern);
  if (first === undefined || draft.slice(0, first.index).trim() !== '' || post.author === '') return null;
  const people = [post, ...thread].flatMap(({ author, text }) => [bareHandle(author), ...calledIn(text)]);
  if (account !== '') people.push(bareHandle(account));
  const called = bareHandle(first[0]);
  return people.includes(called) ? null : [first.index, first.index + first[0].length];
}

function aboutPerson(context: DraftContext): Found[] {
  const { person, isFirstContact } = context;
  if (person === undefined) return [];
  const found: Found[] = [];
  // Against their wish nobody is written to; who comes to us all the same is answered, by somebody who knows of it.
  if (person.optedOut) found.push({ reason: 'optedOut', level: turnsToUs(context) ? 'warn' : 'block' });
  if (person.hasSeen === false && isFirstContact) found.push({ reason: 'notLookedAt' });
  // Whoever turns to us is answered, whatever was before.
  if (turnsToUs(context)) return found;
  if (person.lastOutcome === 'declined') found.push({ reason: 'declinedBefore' });
  if (person.contacts7d !== null && person.contacts7d > mostContacts)
    found.push({ reason: 'contactedOften', params: { count: String(person.contacts7d) } });
  return found;
}

export const r02: Rule = {
  id: 'R02',
  level: 'warn',
  check(context) {
    const { draft, lang, isFirstContact } = context;
    const found = aboutPerson(context);
    const at = (reason: 'wrongHandle' | 'wrongName' | 'actsKnown' | 'actsNew', span: DraftSpan): void => {
      found.push({ reason, params: { words: draft.slice(...span) }, span });
    };
    const handle = strangeHandle(context);
    if (handle !== null) at('wrongHandle', handle);
    for (const called of calledNames(draft, lang))
      if (isSomebodyElse(called.name, context)) at('wrongName', called.span);
    const passed = passedOver(context);
    if (passed !== null) {
      const { reason, told, words, span } = passed;
      found.push({ reason, params: { words, told }, span });
    }
    // Who is known is not asked for what they have told.
    found.push(...askedAgain(context));
    const ours = oursIn(context);
    if (isFirstContact && ours.length === 0) {
      const place = firstOf(known, lang, draft);
      const isKnown = theirWords(context).some((text) => firstOf(knowsUs, lang, text) !== null);
      if (place !== null && !isKnown) at('actsKnown', place.span);
    }
    if (!isFirstContact && (ours.length > 0 || context.post.isReply)) {
      const place = firstOf(strange, lang, draft);
      if (place !== null) at('actsNew', place.span);
    }
    return found;
  },
};
