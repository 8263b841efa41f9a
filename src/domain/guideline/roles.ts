// Who somebody says they are, for whom they write, and what they cannot do: what a reply that knows them goes by.
import { cannot } from './cannot.ts';
import type { DraftContext } from './context.ts';
import { firstOf, theirWords } from './conversation.ts';
import type { DraftSpan } from './finding.ts';
import { heldOtherwise } from './held-roles.ts';
import { placesOf, says, type Phrases } from './phrases.ts';

export interface Passed {
  reason: 'missesRole' | 'missesCannot';
  /** What they had said. */
  told: string;
  words: string;
  span: DraftSpan;
}

/** They are no customer of ours. */
const noCustomer: Phrases = {
  ja: /(?:客|会員|契約者|ユーザー|利用者)(?:じゃ|では|でも)(?:も)?(?:な|あり)|(?:契約|利用|購入|注文|会員登録)(?:も|は|を)?(?:して(?:も)?(?:い)?(?:ない|ません)|してな|したこと(?:も|は|が)?(?:ない|あり))/gu,
  en: /\b(?:not (?:even )?(?:an? |your |one of your )?(?:\w+ )?customers?|never (?:even )?been a customer|(?:don'?t|do not|never) (?:even )?(?:have|had) an? (?:account|contract)|never (?:bought|ordered|booked|used) anything)\b/giu,
};
const asCustomer: Phrases = {
  ja: /ご利用(?:いただき|くださり|いただいて)|お客(?:さま|様)の(?:口座|ご?契約|ご?注文|アカウント|設定)|ご(?:自宅|契約内容|注文)|インターネットが(?:つなが|ご利用)/gu,
  en: /\b(?:your (?:internet|broadband|account|order|bill|plan|booking|router|contract|subscription|purchase|policy|membership|card)|(?:thank you|thanks) for (?:banking|being|choosing|shopping|using|your (?:order|purchase|loyalty|custom)))\b/giu,
};

/** They have to do with us otherwise than as customers: they work there, sell, let, teach, report. */
const otherRole: Phrases = {
  ja: /(?:貸して|預かって|出品して|配って)(?:い)?(?:る|ます)(?:側|んです|のです|者|が|部屋|家|古民家)|(?:出した|送った|売った|貸した|貸してる|届ける|作った)側|発送元|差出人|(?:人事|総務|経理|施設|管理|採用|給与)(?:の)?(?:担当|係|部)|(?:従業員|社員|部下|メンバー|入居者|利用者(?:さん)?|園児|教え子)の|職員(?:です|をして|として)|(?:先生|教員|保育士|看護師|運転手|配達員|記者|編集者|ライター|開発者|大家|ホスト|出品者|販売店|代理店|加盟店|取扱店|業者|店員|店長|主催者|工事の人)(?:です|を(?:して|やって)|として|の者|の妻|の夫|の家族)|取材(?:を?して|で|中|の)|広報|(?:店|教室|サロン|カフェ|宿|民泊|塾|クリニック)を(?:やって|経営|運営)|(?:うちの|当店の)(?:お客|ゲスト|生徒|患者|店子)|ゲスト(?:が|の)/gu,
  en: /\b(?:i (?:(?:rent|let|lease) out|sent|posted|shipped|sold|dispatched)\b(?= (?:a|the|my|it|them|out|one|two)\b)|i (?:do|handle|look after) (?:the )?(?:payroll|hr|accounts|bookings|it)\b|(?:my|our) (?:employees|workers|team members|crew|buyers?|recipients?|tenants?)\b|(?:the )?(?:buyer|recipient|addressee) (?:says|said|never|hasn'?t|didn'?t)|i host\b|i (?:run|own|manage|teach) (?:an?|the|our|your|one of)|(?:i'?m|i am|we'?re|we are|as) (?:an? |the |your |one of your )?(?:\w+ ){0,2}(?:hosts?|sellers?|vendors?|dealers?|resellers?|retailers?|landlords?|landlady|teachers?|nurses?|drivers?|couriers?|installers?|journalists?|reporters?|editors?|developers?|stockists?|suppliers?|wholesalers?|key ?workers?|accountants?|pharmacists?|organi[sz]ers?|(?:engineer|driver|installer|courier)'?s (?:wife|husband|partner|mum|dad))|my (?:guests?|tenants?|pupils|patients|clients|passengers)|(?:i'?m )?writing (?:a piece|an article|a story) (?:on|about)|press office|(?:reporter|journalist|editor|producer|columnist) (?:with|at|for|from) |(?:i'?m|i am) (?:ground|cabin|shop|kitchen|warehouse) (?:crew|staff)|i work (?:at|in|for) your)\b/giu,
};
/** The reply takes the role up. */
const takesRole: Phrases = {
  ja: /職員|先生方?(?:の|は|に|向け)|販売店|代理店|加盟店|取扱店|店頭|店舗|広報|取材|報道|ゲスト|ホスト|出品|主催|大家|オーナー|管理者|管理画面|差出|発送元|お送り主|送り主|従業員|社員|教室|お店|奥(?:さま|様)|ご(?:主人|夫君)|業務|法人|事業者/gu,
  en: /\b(?:as the sender|the sender|senders?|recipients?|buyers?|payroll|employees?|payouts?|(?:your|the) (?:crew|colleagues?)|hosts?|hosting|guests?|sellers?|selling|dealers?|stockists?|trade|partners?|press|media|journalists?|article|piece|class(?:room)?|pupils|students|teachers?|teaching|(?:your|the) (?:staff|shop|store|business|team|venue|caf[eé]|salon)|demo|tenants?|patients?|wife|husband|he|him|drivers?|reporting|publish\w*)\b/giu,
};
/** The reply is to somebody who buys and uses. */
const treated: Phrases = {
  ja: /ご滞在中|チェックアウト|お荷物をお待たせ|不在票|お受け取り|ご購入|お買い上げ|ご注文|お勤め先|ご自身の(?:メール|アカウント|パスワード)|人事(?:の)?ご?担当|管理者(?:の方)?(?:に|へ)お|保護者(?:の(?:皆|方|み)|さま|様)|お子(?:さま|様)の|ご自宅|ご旅行|ご(?:宿泊|滞在)|ご予約(?:は|の|日)|返金が遅れ|ご注文(?:は|の)|インターネットが(?:つなが|ご利用)/gu,
  en: /\b(?:(?:ask|check with|contact|speak to) your (?:manager|employer|hr|payroll|landlord|host|teacher)|if you were unable to|your (?:safe place|card)|when the driver comes|under trips|as an? (?:parent|guest|customer|buyer|passenger|member|tenant|subscriber)|you couldn'?t|at home|your (?:home|stay|trip|flight|booking|child|kid|refund|order|internet|broadband|holiday|parcel|delivery))\b/giu,
};

/** Somebody of theirs is the one it happens to. */
const forAnother: Phrases = {
  ja: /(?:父|母|祖父|祖母|義母|義父|親|おばあちゃん|おじいちゃん|夫|妻|娘|息子|兄|姉|弟|妹|友人|隣人)(?:[（(]\d{1,6}[)）])?(?:が|は|の(?:家|部屋|スマホ|口座))/gu,
  en: /\b(?:my|our) (?:elderly |old |\d{1,6}[- ]year[- ]old )?(?:mum|mom|mother|dad|father|nan|gran(?:dma|dad|ny)?|grandmother|grandfather|son|daughter|husband|wife|partner|sister|brother|neighbou?r|aunt|uncle|friend)(?:,| \(\d{1,6}\)| who|'s)?,? (?:\(?\d{1,6}\)?,? )?(?:has|have|had|hasn'?t|is|isn'?t|was|can'?t|cannot|got|gets|keeps?|been|lives?|in (?:year|class|hospital|a|her|his)|waited|needs?|wants?|uses?|bought|ordered)\b|\bi(?:'m| am) (?:the |her |his |a )?(?:dad|mum|mom|father|mother|parent|carer|guardian|husband|wife|son|daughter) of\b/giu,
};
const ofAnother: Phrases = {
  ja: /お(?:父|母|祖父|祖母|義母|義父|子|孫|兄|姉)(?:さま|様|さん)|ご(?:両親|家族|主人|友人|夫妻|兄弟|本人)|奥(?:さま|様)|娘さん|息子さん|弟さん|妹さん|お身内|おばあ|おじい/gu,
  en: /\b(?:(?:your|the) (?:mum|mom|mother|dad|father|nan|gran\w*|son|daughter|husband|wife|partner|sister|brother|neighbou?r|aunt|uncle|friend|family|parents?)|he|him|his|she|her|hers|they|them|their)(?:'s)?\b/giu,
};
/** What is asked or said of the body or age of whoever reads it. */
const ofYou: Phrases = {
  ja: /あなたの|ご自身(?:で|が)[^。\n]{0,12}(?:並|お(?:買|求)|ご(?:購入|注文)|使い|お召し|遊)|お客(?:さま|様)(?:は|ご自身(?:は|が))[^。\n]{0,16}(?:歳|いらっしゃいます|でしょうか|お使い)|(?:ご年齢|何歳)/gu,
  en: /\b(?:(?:are|were) you (?:over|under|aged|at least|\d{1,6})|how old are you|you(?:'ve| have) been (?:without|waiting|left|unwell|ill|locked)|(?:left|kept) you (?:waiting|hanging)|(?:when|the one|which one|did|have) you(?: yourself)? (?:order(?:ed)?|bought|paid|chose|enjoy(?:ed)?|play(?:ed)?|eat|ate|wear|wore)\b|(?:which|what) \w+ did you (?:enjoy|play|like|eat|wear|take)|log ?in to your|your (?:exams?|homework|lessons?|teacher)|(?:are|do) you (?:feel(?:ing)?|have) (?:better|unwell|any (?:symptoms|conditions?)))\b/giu,
};

/** Whether the person's own words already have the noun that the draft gives them. */
function isTheirs(words: string, said: string): boolean {
  if (/^as an? /iu.test(words)) return false;
  const [noun = ''] = words.toLowerCase().match(/[\p{L}]+$/u) ?? [];
  return noun.length > 3 && said.toLowerCase().includes(noun.slice(0, -1));
}

/** Where a draft passes over who they said they are, for whom they write, or what they cannot do. */
export function passedOver(context: DraftContext): Passed | null {
  const { draft, lang } = context;
  const said = theirWords(context).join('\n');
  const pass = (reason: Passed['reason'], told: string, phrases: Phrases, isNew = false): Passed | null => {
    const span = placesOf(phrases, lang, draft).find((one) => !isNew || !isTheirs(draft.slice(...one), said));
    return span === undefined ? null : { reason, told, words: draft.slice(...span), span };
  };
  for (const { said: tells, asked, spared } of cannot) {
    const told = firstOf(tells, lang, said);
    const found = told === null || says(spared, lang, draft) ? null : pass('missesCannot', told.words, asked);
    if (found !== null) return found;
  }
  const stranger = firstOf(noCustomer, lang, said);
  const role = firstOf(otherRole, lang, said);
  const another = firstOf(forAnother, lang, said);
  const held = heldOtherwise(said, draft, lang);
  if (held !== null) return { reason: 'missesRole', ...held };
  return (
    (stranger === null ? null : pass('missesRole', stranger.words, asCustomer)) ??
    (role === null || (says(takesRole, lang, draft) && !/as an? parent|保護者の/iu.test(draft))
      ? null
      : pass('missesRole', role.words, treated, true)) ??
    (another === null || says(ofAnother, lang, draft) ? null : pass('missesRole', another.words, ofYou))
  );
}
