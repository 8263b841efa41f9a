// How a reply of ours would feel to the person who gets it: what the people of the practice network react to.
import type { PracticeLanguage, Trait } from './story.ts';

const patterns: Record<
  Exclude<Trait, 'copy_paste' | 'curt' | 'slow' | 'wrong_language' | 'asks_personal'>,
  RegExp
> = {
  asks: /[?？]|(?:でしょう|ます|です|ません)か(?:[。、!！\s]|$)|(?:教えて|お聞かせ|お知らせ)(?:いただけ|ください|下さい)|\b(?:could|can|would) you (?:tell|let|share|describe|say)\b/iu,
  apologises:
    /申し訳|すみません|ごめん|お詫び|おわび|失礼(?:いた|しま)|\bsorry\b|\bapolog(?:y|ies|i[sz]e)|\bregret\b/iu,
  thanks:
    /ありがと|有難う|感謝|嬉し(?:い|く)|うれし(?:い|く)|\bthank(?:s| you)|\bgrateful\b|\bappreciate\b/iu,
  listens:
    /お困り|ご不便|ご不快|ご迷惑|ご心配|お気持ち|残念な(?:思い|気持)|お疲れ|大変でした|frustrat|inconvenien|not (?:what|how) (?:we|you)|must (?:be|have been)|sounds (?:like|annoying|awful|rough)|\bhear (?:that|this|about)\b|understand how/iu,
  explains:
    /(?:設定|メニュー|画面|アプリ|ボタン|再起動|更新|売り場|店舗|在庫|手順|方法)|①|(?:^|\s)1[.)]|押し|開い|お試し|確認でき|\b(?:settings?|menu|tap|click|restart|update|reinstall|try|steps?|aisle|stores?|available|stock(?:ed|ist))\b/iu,
  links: /https?:\/\/\S+/iu,
  invites_dm:
    /(?:^|[^a-z])dms?(?:[^a-z]|$)|ダイレクトメッセージ|個別に(?:ご連絡|メッセージ)|\bdirect messages?\b|\bmessage us (?:privately|directly)\b|\bprivate(?:ly)? message/iu,
  sells:
    /クーポン|割引|お得|セール|今なら|キャンペーン(?:中|実施|もご)|期間限定|ポイント(?:還元|アップ)|(?:新商品|新製品|上位(?:版|プラン)|プレミアム).{0,12}(?:いかが|おすすめ|お試し|ぜひ)|\b(?:coupon|discount|promo(?:tion)?|% off|on sale|special offer|deal of|upgrade to|premium plan|buy now|limited[- ]time)\b|\d+\s?% ?off/iu,
  blames:
    /仕様(?:です|となって|でござ)|お客様の(?:操作|確認|環境|端末|不注意)|(?:説明書|規約|注意書き)(?:に|を).{0,12}(?:記載|お読み|確認)|弊社の責任では|\bworks as (?:designed|intended)\b|\byou (?:should have|must have|failed)\b|\bnot our (?:fault|problem|responsibility)\b|\bas (?:stated|clearly)\b|\buser error\b|\byour own\b/iu,
};

const personalData =
  /注文番号|お電話番号|電話番号|ご住所|住所|お名前|氏名|メールアドレス|会員番号|カード番号|口座|\border (?:number|no|id)\b|\bphone number\b|\b(?:e-?mail|home|delivery) address\b|\bfull name\b|\bcard number\b|\baccount number\b/iu;

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const latinWord = /[A-Za-z]{2,}/gu;

/** Replies shorter than this (in characters) feel like being fobbed off. */
const curtBelow = { ja: 14, en: 25 } as const;
/** A reply this much like an earlier one (0–1) is felt as copied. */
const copiedFrom = 0.8;
/** Minutes of story time after which an answer counts as slow. */
export const slowAfterMinutes = 60;

export interface ReplySeen {
  text: string;
  visibility: 'public' | 'dm';
  lang: PracticeLanguage;
  /** What our accounts wrote to others before, newest first. */
  earlier: readonly string[];
  /** Minutes of story time since the person's last word. */
  waitedMinutes: number;
}

/** Every trait the reply has, in the order of `traits`. */
export function readReply(seen: ReplySeen): Trait[] {
  const found: Trait[] = [];
  const text = withoutHandles(seen.text);
  for (const [trait, pattern] of Object.entries(patterns)) {
    if (pattern.test(text)) found.push(trait as Trait);
  }
  const invites = found.includes('invites_dm');
  if (seen.visibility === 'public' && !invites && personalData.test(text)) found.push('asks_personal');
  if (seen.earlier.some((earlier) => alike(text, withoutHandles(earlier)) >= copiedFrom))
    found.push('copy_paste');
  if ([...text].length < curtBelow[seen.lang]) found.push('curt');
  if (seen.waitedMinutes >= slowAfterMinutes) found.push('slow');
  if (inOtherLanguage(text, seen.lang)) found.push('wrong_language');
  return found;
}

function withoutHandles(text: string): string {
  return text.replace(/@[\w.-]+/gu, '').trim();
}

function inOtherLanguage(text: string, lang: PracticeLanguage): boolean {
  const plain = text.replace(/https?:\/\/\S+/gu, '');
  if (lang === 'en') return kana.test(plain);
  return !kana.test(plain) && (plain.match(latinWord) ?? []).length >= 4;
}

/** Likeness of two texts by their character pairs, 0–1; short texts are never alike, for "thanks" is not copying. */
export function alike(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  if (left.size < 12 || right.size < 12) return 0;
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared += 1;
  return (2 * shared) / (left.size + right.size);
}

function pairs(text: string): Set<string> {
  const chars = [...text.toLowerCase().replace(/[\s\p{P}]+/gu, '')];
  const result = new Set<string>();
  for (let i = 0; i + 1 < chars.length; i += 1) result.add(`${chars[i]}${chars[i + 1]}`);
  return result;
}
