// Made-up posts for benchmarks: several languages, a network's own JSON beside each, the same for the same seed.
import type { Post } from '../../src/domain/post/post.ts';
import type { HeardBatch } from '../../src/pipeline/ports.ts';

const words: Record<string, string[]> = {
  en: 'the weather was lovely today and we walked home along the river before dinner while our neighbours talked about the match and somebody played music near the old bridge again because nobody wanted to sleep yet'.split(
    ' ',
  ),
  ja: '今日は 天気が いいので 川沿いを 歩いて 帰った 夕飯は カレーに しよう 隣の 人が 試合の 話を していて 誰かが 音楽を 流していた まだ 眠りたくない'.split(
    ' ',
  ),
  de: 'heute war das wetter schön und wir sind am fluss entlang nach hause gegangen während die nachbarn über das spiel redeten und jemand musik machte weil noch niemand schlafen wollte'.split(
    ' ',
  ),
  es: 'hoy hizo muy buen tiempo y volvimos a casa por el río antes de cenar mientras los vecinos hablaban del partido y alguien ponía música porque nadie quería dormir todavía'.split(
    ' ',
  ),
  pt: 'hoje o tempo estava ótimo e voltamos para casa pelo rio antes do jantar enquanto os vizinhos falavam do jogo e alguém tocava música porque ninguém queria dormir ainda'.split(
    ' ',
  ),
  ko: '오늘은 날씨가 좋아서 강가를 따라 집까지 걸었다 저녁을 먹기 전에 이웃들이 경기 이야기를 했고 누군가 음악을 틀었다 아직 아무도 자고 싶지 않았다'.split(
    ' ',
  ),
};
/** Roughly as on a public network, in parts of a hundred. */
const languages = [
  ...Array<string>(45).fill('en'),
  ...Array<string>(30).fill('ja'),
  ...Array<string>(8).fill('pt'),
  ...Array<string>(7).fill('de'),
  ...Array<string>(6).fill('es'),
  ...Array<string>(4).fill('ko'),
];

export interface Mix {
  /** Of a hundred posts, how many a monitor matches. */
  matching: number;
  /** Of a hundred posts, how many answer another of the same stream. */
  replies: number;
}

/** Numbers in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The queries of a team that watches a few products, in two languages. */
export const queries = [
  'kizukiphone OR キズキフォン',
  '"battery drains" AND kizukiphone',
  '#kizukihelp',
  'kizukitab -giveaway',
  'キズキタブ',
  'kizukiwatch lang:en',
  '"充電できない" OR "電源が入らない"',
  '@kizuki',
  ...Array.from({ length: 12 }, (_, index) => `kizukimodel${index} OR キズキ型番${index}`),
];

/** Makes batches as a listener delivers them; every call goes on where the last ended. */
export function postMaker(random: () => number, mix: Mix): (size: number, nowMs: number) => HeardBatch {
  const pick = <T>(list: readonly T[], or: T): T => list[Math.floor(random() * list.length)] ?? or;
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const key = (length: number): string =>
    Array.from({ length }, () => letters.charAt(Math.floor(random() * 32))).join('');
  const recent: string[] = [];
  const authors = Array.from({ length: 20_000 }, () => `did:plc:${key(24)}`);
  let made = 0;
  const one = (nowMs: number): HeardBatch['items'][number] => {
    made += 1;
    const lang = pick(languages, 'en');
    const list = words[lang] ?? [];
    const length = 6 + Math.floor(random() * 30);
    const said = Array.from({ length }, () => pick(list, ''));
    if (random() * 100 < mix.matching) said.splice(3, 0, lang === 'ja' ? 'キズキフォン' : 'kizukiphone');
    const text = said.join(lang === 'ja' ? '' : ' ');
    const author = pick(authors, '');
    const nativeId = `at://${author}/app.bsky.feed.post/${key(13)}`;
    const replyTo = random() * 100 < mix.replies ? pick(recent, '') : '';
    recent.push(nativeId);
    if (recent.length > 5_000) recent.shift();
    const createdAt = new Date(nowMs).toISOString();
    const cid = `bafyrei${key(52)}`;
    const post: Post = {
      network: 'bluesky',
      nativeId,
      kind: replyTo === '' ? 'post' : 'reply',
      visibility: 'public',
      author: { nativeId: author, handle: '', displayName: '' },
      text,
      langHint: lang,
      mentions: random() < 0.08 ? [{ nativeId: pick(authors, '') }] : [],
      hashtags: random() < 0.1 ? [pick(list, 'tag')] : [],
      links: random() < 0.12 ? [`https://example.org/${key(12)}`] : [],
      media:
        random() < 0.25 ? [{ kind: 'image', alt: random() < 0.3 ? said.slice(0, 8).join(' ') : '' }] : [],
      ...(replyTo === '' ? {} : { replyTo, root: replyTo }),
      url: `https://bsky.app/profile/${author}/post/${nativeId.slice(-13)}`,
      createdAt,
      ref: { cid },
    };
    const record = { $type: 'app.bsky.feed.post', createdAt, langs: [lang], text };
    const commit = {
      rev: key(13),
      operation: 'create',
      collection: 'app.bsky.feed.post',
      rkey: nativeId.slice(-13),
    };
    const raw = {
      did: author,
      time_us: nowMs * 1000 + made,
      kind: 'commit',
      commit: { ...commit, record, cid },
    };
    return { raw, outcome: { heard: { type: 'post', post } } };
  };
  return (size, nowMs) => ({
    items: Array.from({ length: size }, () => one(nowMs)),
    cursor: String(made + size),
  });
}
