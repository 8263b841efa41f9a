// What became of the parts of a monitor that a network cannot filter by itself: stable codes with sentences in English and Japanese.
import type { Place } from '../query-node.ts';

/**
 * `wider`: the network sends more than the monitor asks for, and the matcher narrows it.
 * `missed`: posts that the monitor would match and the network may not send.
 * `unpushed`: the network cannot be asked for this monitor at all.
 */
export type PushDownEffect = 'wider' | 'missed' | 'unpushed';

interface NoteText {
  effect: PushDownEffect;
  en: string;
  ja: string;
}

/** The sentences; the place of a note says which part of the query is meant. */
export const pushDownNotes = {
  prefix: {
    effect: 'wider',
    en: 'The network knows no word beginnings (*), so this part is only checked here.',
    ja: 'ネットワークは語の先頭（*）で絞り込めないため、この部分はこちらだけで確認します。',
  },
  near: {
    effect: 'wider',
    en: 'The network is asked for both words; their distance is checked here.',
    ja: 'ネットワークには両方の語だけを頼み、語の間の距離はこちらで確認します。',
  },
  word_order: {
    effect: 'wider',
    en: 'The network is asked for the words of this phrase in any order; their order is checked here.',
    ja: 'ネットワークには語句の中の語を順不同で頼み、並びはこちらで確認します。',
  },
  letter_case: {
    effect: 'wider',
    en: 'The network does not tell upper from lower case or kana apart here; the exact writing is checked here.',
    ja: 'ネットワークは大文字・小文字などを区別しないため、正確な表記はこちらで確認します。',
  },
  exclusion: {
    effect: 'wider',
    en: 'Posts with this are left out here, not by the network: its exclusion would also drop posts that should arrive.',
    ja: '除外はこちらで行います。ネットワーク側で除外すると、届くべき投稿まで失われるためです。',
  },
  lang: {
    effect: 'wider',
    en: 'The language is judged here: the network’s own judgement would drop posts that it takes for another language.',
    ja: '言語はこちらで判定します。ネットワークの判定に任せると、別の言語とみなされた投稿が失われるためです。',
  },
  field: {
    effect: 'wider',
    en: 'The network cannot filter by this, so it is only checked here.',
    ja: 'ネットワークはこの条件で絞り込めないため、こちらだけで確認します。',
  },
  account: {
    effect: 'wider',
    en: 'The network knows accounts only by their whole names, so this is only checked here.',
    ja: 'ネットワークはアカウントを完全な名前でしか扱えないため、こちらだけで確認します。',
  },
  reply_to: {
    effect: 'wider',
    en: 'The network is asked for replies that mention this account.',
    ja: 'ネットワークには、このアカウントを名指しする返信を頼みます。',
  },
  symbols: {
    effect: 'wider',
    en: 'The network does not search for signs without letters, so this is only checked here.',
    ja: '文字を含まない記号はネットワークで検索できないため、こちらだけで確認します。',
  },
  stop_word: {
    effect: 'wider',
    en: 'This word is so common that the network refuses to search for it; it is only checked here.',
    ja: 'よく使われすぎる語のためネットワークは検索を受け付けません。こちらだけで確認します。',
  },
  too_long: {
    effect: 'wider',
    en: 'There is no room for all conditions in the network’s rules; what was left out is only checked here.',
    ja: 'ネットワークのルールに全ての条件は収まりません。省いた条件はこちらだけで確認します。',
  },
  either: {
    effect: 'wider',
    en: 'One alternative of this OR cannot be asked for, so the network cannot narrow by any of them.',
    ja: 'この OR の一方を頼めないため、ネットワークはどの条件でも絞り込めません。',
  },
  alt_text: {
    effect: 'missed',
    en: 'The network does not search the descriptions of pictures: posts that match only there do not arrive.',
    ja: 'ネットワークは画像の説明文を検索しません。説明文だけで一致する投稿は届きません。',
  },
  spellings: {
    effect: 'missed',
    en: 'The network is asked for the usual spellings (kana, width); posts in an unusual one may not arrive.',
    ja: 'かな・全角半角の主な表記で頼みます。珍しい表記の投稿は届かないことがあります。',
  },
  word_breaks: {
    effect: 'missed',
    en: 'In scripts without spaces the network decides itself where words end; where it cuts otherwise, posts may not arrive.',
    ja: '空白で区切らない文では、語の区切りをネットワークが決めます。区切りが異なる投稿は届かないことがあります。',
  },
  lang_judged: {
    effect: 'missed',
    en: 'As chosen, the network filters by language: posts that it takes for another language do not arrive.',
    ja: '設定により言語をネットワークで絞り込みます。別の言語とみなされた投稿は届きません。',
  },
  excluded_there: {
    effect: 'missed',
    en: 'As chosen, the network excludes this: posts that have it only in a quoted post, a link or within a word do not arrive.',
    ja: '設定によりネットワーク側で除外します。引用元・リンク・語の一部だけに含む投稿も届きません。',
  },
  short_account: {
    effect: 'missed',
    en: 'The network is asked for this short name; posts that have only the whole name may not arrive.',
    ja: 'ネットワークには短い名前で頼みます。完全な名前だけを含む投稿は届かないことがあります。',
  },
  subdomains: {
    effect: 'missed',
    en: 'The network is asked for this domain with and without www; links to its other subdomains do not arrive.',
    ja: 'ネットワークにはこのドメイン（www の有無）で頼みます。他のサブドメインへのリンクは届きません。',
  },
  query_invalid: {
    effect: 'unpushed',
    en: 'The query has an error.',
    ja: '検索条件に誤りがあります。',
  },
  never_here: {
    effect: 'unpushed',
    en: 'Nothing on this network can match this monitor.',
    ja: 'このネットワークの投稿がこの監視に一致することはありません。',
  },
  nothing_to_ask: {
    effect: 'unpushed',
    en: 'Nothing is left that the network can be asked for. Add a word, a #tag or an @account that must be there.',
    ja: 'ネットワークに頼める条件が残りません。必ず含まれる語・#タグ・@アカウントを加えてください。',
  },
  only_hashtags: {
    effect: 'unpushed',
    en: 'The network can be asked for hashtags only, and this monitor matches posts without one.',
    ja: 'ネットワークに頼めるのはハッシュタグだけですが、この監視はタグのない投稿にも一致します。',
  },
  no_room: {
    effect: 'unpushed',
    en: 'The network takes no more rules. Join monitors or divide them among accounts.',
    ja: 'ネットワークのルール数の上限に達しました。監視をまとめるか、アカウントを分けてください。',
  },
} as const satisfies Record<string, NoteText>;

export type PushDownCode = keyof typeof pushDownNotes;
export const pushDownCodes = Object.keys(pushDownNotes) as PushDownCode[];

export interface PushDownNote extends Place {
  code: PushDownCode;
  effect: PushDownEffect;
}

/** Collects the notes of one monitor: each code once for each place. */
export class NoteList {
  private readonly seen = new Map<string, PushDownNote>();

  add(code: PushDownCode, { start, end }: Place): void {
    this.seen.set(`${code} ${String(start)}`, { code, effect: pushDownNotes[code].effect, start, end });
  }

  /** In the order of the query. */
  get all(): PushDownNote[] {
    return [...this.seen.values()].toSorted((a, b) => a.start - b.start || (a.code < b.code ? -1 : 1));
  }
}
