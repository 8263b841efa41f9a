// The words of docs/networks.md and docs/networks.ja.md around what the manifests say.
import type { NetworkManifest } from '../src/domain/post/manifest.ts';
import type { Action, Actor, Permission, PolicyRule } from '../src/domain/post/policy.ts';

export type Language = 'ja' | 'en';

export interface Words {
  title: string;
  opening: string;
  reading: string;
  overview: string[];
  listensTo: string;
  kind: string;
  whatComes: string;
  brings: Record<NetworkManifest['sources'][number]['brings'], string>;
  needsAccount: string;
  yes: string;
  no: string;
  what: string;
  value: string;
  post: string;
  dm: string;
  graphemes(max: string, bytes: string): string;
  characters(max: string, url: number): string;
  weighted(max: string, url: number): string;
  utf16(max: string): string;
  pictures: string;
  images(max: number, megabytes: string, alt: string): string;
  firstDm: string;
  weBegin: Record<NetworkManifest['dm']['weBegin'], string>;
  connects: string;
  nobodyConnects: string;
  comma: string;
  mayLeave: string;
  mayTrain: string;
  terms: string;
  may: string;
  action: Record<Action, string>;
  actor: Record<Actor, string>;
  permission: Record<Permission, string>;
  onlyIf: Record<NonNullable<PolicyRule['onlyIf']>, string>;
  within: (hours: number) => string;
  postedWithin(hours: number): string;
  granted: string;
  because(reason: string): string;
  otherwise: string;
  unsaid: string;
  since: string;
  source: string;
  contract: string;
  promise: string;
  shown: string;
  notShown(reason: number): string;
}

const en: Words = {
  title: 'Networks',
  opening:
    'What each network lets whom do, what it takes, and how it is listened to, as its manifest says (`src/networks/`, one folder ' +
    'each). Nothing in Kizuki widens what is forbidden here: no setting, no rule, no bot. How to add a network stands in ' +
    '[CONTRIBUTING.md](../CONTRIBUTING.md).',
  reading:
    '“Kizuki does it” means that it goes out from Kizuki; “on the network’s page” that a person does it there, one press away. ' +
    'A program is a bot, an automatic answer or a caller with an API token; the clock sends at its time what a person planned.',
  overview: [
    'network',
    'id',
    'listens without an account',
    'brings what came to you',
    'a person replies',
    'a program replies',
    'length of a post',
  ],
  listensTo: 'listens to',
  kind: 'kind',
  whatComes: 'what comes',
  brings: { stream: 'public posts, from which monitors choose', inbound: 'what was written to you' },
  needsAccount: 'needs an account',
  yes: 'yes',
  no: 'no',
  what: 'limit',
  value: 'value',
  post: 'public post',
  dm: 'direct message',
  graphemes: (max, bytes) => `${max} characters and ${bytes} bytes`,
  characters: (max, url) => `${max} characters, each address as ${String(url)}; a server may allow more`,
  weighted: (max, url) => `${max}; Chinese, Japanese, Korean and emoji count 2, each address ${String(url)}`,
  utf16: (max) => `${max} UTF-16 units (most emoji count 2 or more)`,
  pictures: 'pictures',
  images: (max, megabytes, alt) => `${String(max)}, of ${megabytes} MB each, described in ${alt} characters`,
  firstDm: 'who may write the first direct message',
  weBegin: { always: 'you', if_they_follow: 'you, to those who follow you', never: 'only they' },
  connects: 'an account connects by',
  nobodyConnects: 'no account is needed',
  comma: ', ',
  mayLeave: 'public posts may be handed to a model outside',
  mayTrain: 'judgements of its posts may train a model',
  terms: 'terms as read',
  may: 'what',
  action: {
    reply: 'reply',
    post: 'post of our own',
    dm: 'direct message',
    like: 'like',
    repost: 'repost',
    delete: 'delete a post of ours',
    edit: 'edit a post of ours',
  },
  actor: { person: 'a person', bot: 'a program', schedule: 'the clock' },
  permission: { api: 'Kizuki does it', open_in_network: 'on the network’s page', none: 'no' },
  onlyIf: {
    mentioned_us: ' if the author mentioned the account',
    wrote_dm_first: ' if the author wrote a message first',
    under_our_post: ' to a comment under a post of ours',
  },
  within: (hours) => `, within ${String(hours)} hours of their last message`,
  postedWithin: (hours) => `, within ${String(hours)} hours of it`,
  granted: ', where the network approved the account for it',
  because: (reason) => `: ${reason}`,
  otherwise: '; otherwise ',
  unsaid: 'no: nothing is known to allow it',
  since: 'since',
  source: 'source',
  contract: 'The contract that every network keeps, as tested (`test/contract/network-suite.ts`):',
  promise: 'promise',
  shown: 'passes',
  notShown: (reason) => `not here (${String(reason)})`,
};

const ja: Words = {
  title: 'ネットワーク',
  opening:
    'それぞれのネットワークで誰に何が許されるか、文字数などの上限、聴き方を、マニフェスト（`src/networks/`、1 つのネットワークに 1 つのフォルダー）からまとめた表です。' +
    'ここで「できない」ものは、設定でも、ルールでも、ボットでも、できるようになりません。ネットワークの追加方法は [CONTRIBUTING.md](../CONTRIBUTING.md)（英語）にあります。',
  reading:
    '「Kizuki から」は、Kizuki から送ること。「ネットワークの画面で」は、ボタン 1 つで開くネットワークの画面で、人が行うこと。' +
    'プログラムは、ボット、自動応答、API トークンを使う呼び出し。予約は、人が予定したものを時刻に送ることです。',
  overview: [
    'ネットワーク',
    'ID',
    'アカウントなしで聴ける',
    '自社あての投稿が届く',
    '人が返信する',
    'プログラムが返信する',
    '投稿の長さ',
  ],
  listensTo: '聴くもの',
  kind: '種類',
  whatComes: '届くもの',
  brings: { stream: '公開の投稿。監視が選ぶ', inbound: '自社あてに書かれたもの' },
  needsAccount: 'アカウントが必要',
  yes: 'はい',
  no: 'いいえ',
  what: '上限など',
  value: '値',
  post: '公開の投稿',
  dm: 'DM',
  graphemes: (max, bytes) => `${max} 文字、かつ ${bytes} バイト`,
  characters: (max, url) => `${max} 文字。URL は ${String(url)} 文字と数える。サーバーにより、もっと長い`,
  weighted: (max, url) => `${max}。漢字、かな、ハングル、絵文字は 2、URL は ${String(url)} と数える`,
  utf16: (max) => `UTF-16 で ${max}（絵文字の多くは 2 以上と数える）`,
  pictures: '画像',
  images: (max, megabytes, alt) => `${String(max)} 枚、各 ${megabytes} MB、説明は ${alt} 文字まで`,
  firstDm: '最初の DM を書けるのは',
  weBegin: {
    always: '自社からも書ける',
    if_they_follow: 'フォローしてくれている人になら、自社からも書ける',
    never: '相手だけ',
  },
  connects: 'アカウントのつなぎ方',
  nobodyConnects: 'アカウントは要らない',
  comma: '、',
  mayLeave: '公開の投稿を外部のモデルに渡してよい',
  mayTrain: '投稿への判断でモデルを学習してよい',
  terms: '確認した規約',
  may: 'すること',
  action: {
    reply: '返信',
    post: '自社からの投稿',
    dm: 'DM',
    like: 'いいね',
    repost: '再共有',
    delete: '自社の投稿の削除',
    edit: '自社の投稿の編集',
  },
  actor: { person: '人', bot: 'プログラム', schedule: '予約' },
  permission: { api: 'Kizuki から', open_in_network: 'ネットワークの画面で', none: 'できない' },
  onlyIf: {
    mentioned_us: '（相手がアカウントにメンションしたとき）',
    wrote_dm_first: '（相手が先に DM をくれたとき）',
    under_our_post: '（自社の投稿へのコメントに）',
  },
  within: (hours) => `（相手の最後のメッセージから ${String(hours)} 時間以内）`,
  postedWithin: (hours) => `（書かれてから ${String(hours)} 時間以内）`,
  granted: '（ネットワークがアカウントに認めたとき）',
  because: (reason) => `：${reason}`,
  otherwise: '。それ以外は、',
  unsaid: 'できない：認められていることを確かめられていない',
  since: '適用日',
  source: '出典',
  contract: 'どのネットワークも守る約束と、その検査（`test/contract/network-suite.ts`）：',
  promise: '約束',
  shown: '合格',
  notShown: (reason) => `対象外（${String(reason)}）`,
};

export const networkWords: Record<Language, Words> = { en, ja };
