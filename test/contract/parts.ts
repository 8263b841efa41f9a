// What the contract suite asks of a network, part by part, and what each one's test servers cannot show, with the reason.
import type { BothLanguages } from '../../src/domain/post/policy.ts';

/** The parts, in the words of `docs/networks.md`, which is made from this. */
export const parts = {
  always: {
    ja: '返信が正しい投稿の下に付く。長さの上限を守る。編集できるところだけで編集する',
    en: 'A reply stands under the right post; lengths are kept; a post is edited only where that is possible',
  },
  stream: {
    ja: '公開の投稿、返信、削除を正しい ID で受け取る',
    en: 'Public posts, replies and deletions come with their own ids',
  },
  'stream resume': {
    ja: '公開の投稿：途切れても、失わず、重複しない',
    en: 'Public posts: nothing is lost by a break, and nothing comes twice',
  },
  inbound: {
    ja: 'メンションと返信を受け取り、一覧でも照合できる',
    en: 'Mentions and replies come in, and can be listed again',
  },
  'inbound resume': {
    ja: '届いたもの：途切れても、失わず、重複しない',
    en: 'What came to us: nothing is lost by a break, and nothing comes twice',
  },
  gap: {
    ja: '長い不在：一度に読める数より多く届き、読み込みの途中で断られ、切れても、失わず、重複しない',
    en: 'A long absence, in which more comes than one answer holds, and whose reading is refused and cut off: nothing is lost or comes twice',
  },
  malformed: {
    ja: '壊れた記録を取り置いて報告し、先へ進む',
    en: 'A broken record is kept and reported, and the rest goes on',
  },
  idempotency: {
    ja: '同じキーで二度送っても、投稿は一つ',
    en: 'The same key twice is one post',
  },
  lookUp: {
    ja: '送れたかどうかを後から確かめられる',
    en: 'A send can be looked up afterwards',
  },
  read: {
    ja: '投稿、スレッド、投稿者をあとから読み直せる',
    en: 'Posts, threads and authors can be read again',
  },
  delete: { ja: '自社の投稿を取り消せる', en: 'A post of ours can be taken back' },
  like: { ja: '「いいね」とその取消', en: 'Likes, and taking them back' },
  repost: { ja: '再共有とその取消', en: 'Reposts, and taking them back' },
  dm: { ja: 'DM を受け取り、同じ会話で答える', en: 'A DM comes in and is answered in its conversation' },
  image: { ja: '画像を説明付きで送る', en: 'A picture goes out with its description' },
  faults: {
    ja: '送信の制限とサーバーの故障を見分け、二重に送らない',
    en: 'Rate limits and failing servers are told apart, and nothing is sent twice',
  },
  'lost answer': {
    ja: '返事が失われた送信を「不明」とし、確かめて決める',
    en: 'A send whose answer is lost is unknown until it is looked up',
  },
  'dead token': {
    ja: '取り消された権限を見分ける',
    en: 'Access that was taken back is told from a fault',
  },
} as const satisfies Record<string, BothLanguages>;

export type PartName = keyof typeof parts;
export type Part = Exclude<PartName, 'always'>;
export type ListeningPart = 'stream' | 'stream resume' | 'inbound' | 'inbound resume' | 'gap' | 'malformed';

interface Subject {
  /** The network's id, as in its manifest. */
  network: string;
  /** Parts that do not apply, or that its test servers cannot show; the run prints why. */
  lacks?: Partial<Record<Part, BothLanguages>>;
  /** Only these parts of listening, and nothing else, because of `why`. */
  only?: { parts: readonly ListeningPart[]; why: BothLanguages };
}

const noKeys: BothLanguages = {
  ja: 'Misskey は送信のキーを受け取らない。結果が不明な送信は、自社のノートから探す',
  en: 'Misskey takes no key with a send; one of unknown fate is looked for among our own notes',
};

/** What no app store has. */
const storesLack = {
  stream: {
    ja: '投稿した人は自分のレビューに返信できず、削除もストアは知らせない。レビューの書き換えで届くことは別に確かめる',
    en: 'nobody answers their own review, and stores tell of no deletion; that changed reviews come is shown beside',
  },
  read: {
    ja: 'ストアは、レビューと返信の最新の状態だけを見せる。読み直せることは別に確かめる',
    en: 'stores show the newest state of a review and its answer only; that these are read again is shown beside',
  },
  like: { ja: 'レビューに「いいね」する API はない', en: 'the API has no likes of reviews' },
  repost: { ja: 'レビューに再共有はない', en: 'reviews have no reposts' },
  dm: { ja: 'ストアに DM はない', en: 'stores have no direct messages' },
  image: { ja: 'レビューへの返信は文章だけ', en: 'an answer to a review is text only' },
} as const satisfies Subject['lacks'];

const ownGap: BothLanguages = {
  ja: 'snac の一覧は遅れて並ぶ。数ページ分の不在は listen.test.ts と mastodon-limits.test.ts で確かめる',
  en: 'snac lists late; an absence of several pages is shown in listen.test.ts and mastodon-limits.test.ts',
};

/** Everything that runs the suite, by the name that its test gives it. */
export const subjects = {
  'Bluesky (Jetstream)': { network: 'bluesky' },
  'Bluesky (firehose)': {
    network: 'bluesky',
    only: {
      parts: ['stream', 'stream resume', 'malformed'],
      why: {
        ja: '聴き方の違いだけで、ほかは Jetstream と同じ',
        en: 'another way to listen; the rest is shown with Jetstream',
      },
    },
  },
  'Mastodon (streaming)': {
    network: 'mastodon',
    lacks: {
      gap: ownGap,
      malformed: {
        ja: '本物のサーバーが作った記録しか流れない。ポーリングと listen.test.ts で確かめる',
        en: 'the front carries only what a real server made; shown by polling and in listen.test.ts',
      },
    },
  },
  'Mastodon (a server without a stream)': {
    network: 'mastodon',
    lacks: {
      gap: ownGap,
      idempotency: { ja: 'snac に Idempotency-Key がない', en: 'snac knows no Idempotency-Key' },
      delete: { ja: 'snac の API では削除できない', en: 'snac cannot delete by its API' },
    },
  },
  Mail: {
    network: 'mail',
    lacks: {
      stream: { ja: 'メールに公開の投稿はない', en: 'mail has no public posts' },
      delete: { ja: '送ったメールは取り消せない', en: 'a mail that was sent cannot be taken back' },
      like: { ja: 'メールに「いいね」はない', en: 'mail has no likes' },
      repost: { ja: 'メールに再共有はない', en: 'mail has no reposts' },
    },
  },
  'Misskey (streaming)': { network: 'misskey', lacks: { idempotency: noKeys } },
  'Misskey (a server that shuts its stream)': {
    network: 'misskey',
    lacks: {
      idempotency: noKeys,
      stream: {
        ja: '削除はストリームでしか分からない。投稿と返信は次の行で確かめる',
        en: 'deletions are told by the stream only; posts and replies are shown by the next line',
      },
    },
  },
  LINE: {
    network: 'line',
    lacks: {
      'lost answer': {
        ja: 'LINE は送信済みのメッセージを見せない。キーを付けて送り直し、一通になることを別に確かめる',
        en: 'LINE shows nobody what was sent; that a send repeated under its key is one message is shown beside',
      },
      read: { ja: 'LINE は伝えるだけで、問い合わせには答えない', en: 'LINE tells, and is not asked' },
      delete: { ja: '送ったメッセージは取り消せない', en: 'a message that was sent cannot be taken back' },
      like: { ja: 'LINE に「いいね」はない', en: 'LINE has no likes' },
      repost: { ja: 'LINE に再共有はない', en: 'LINE has no reposts' },
      image: { ja: 'LINE へは文章だけを送る', en: 'only text goes out to LINE' },
    },
  },
  Telegram: {
    network: 'telegram',
    lacks: {
      stream: {
        ja: 'Telegram は、相手が削除したことをボットに知らせない。投稿と返信は別に確かめる',
        en: 'Telegram does not tell bots what people delete; posts and replies are shown beside',
      },
      inbound: {
        ja: '一度伝えたものの一覧がない。メンションと返信を受け取ることは別に確かめる',
        en: 'Telegram does not list what it told before; that mentions and replies come in is shown beside',
      },
      idempotency: {
        ja: 'Telegram は送信のキーを受け取らない',
        en: 'Telegram takes no key with a send',
      },
      lookUp: {
        ja: 'Telegram は、送ったものをボットに見せない。結果が不明な送信は、人が会話を見て決める',
        en: 'Telegram shows bots nothing that was sent; a person looks into the chat and decides',
      },
      'lost answer': {
        ja: 'Telegram は、送ったものをボットに見せない。不明のまま人を待つことは別に確かめる',
        en: 'Telegram shows bots nothing that was sent; that it stays unknown and waits for a person is shown beside',
      },
      read: {
        ja: 'Telegram は、過去のメッセージをボットに見せない',
        en: 'Telegram shows bots no earlier messages',
      },
      repost: { ja: 'Telegram に再共有はない', en: 'Telegram has no reposts' },
      image: { ja: 'Telegram へは文章だけを送る', en: 'only text goes out to Telegram' },
    },
  },
  Discord: {
    network: 'discord',
    lacks: {
      repost: { ja: 'Discord に再共有はない', en: 'Discord has no reposts' },
    },
  },
  'Discord (sessions that are gone)': {
    network: 'discord',
    only: {
      parts: ['stream resume', 'inbound resume', 'gap'],
      why: {
        ja: 'セッションを再開できないとき、チャンネルを読み直すことだけを確かめる',
        en: 'only that channels are read again where no session can be resumed',
      },
    },
  },
  WhatsApp: {
    network: 'whatsapp',
    lacks: {
      idempotency: {
        ja: 'WhatsApp は送信のキーを受け取らない',
        en: 'WhatsApp takes no key with a send',
      },
      lookUp: {
        ja: 'WhatsApp は送信済みのメッセージを見せない。結果が不明な送信は、人が決める',
        en: 'WhatsApp shows nobody what was sent; a person decides about a send of unknown fate',
      },
      'lost answer': {
        ja: 'WhatsApp は送信済みのメッセージを見せない。不明のまま人を待つことは別に確かめる',
        en: 'WhatsApp shows nobody what was sent; that it stays unknown and waits for a person is shown beside',
      },
      read: { ja: 'WhatsApp は伝えるだけで、問い合わせには答えない', en: 'WhatsApp tells, and is not asked' },
      delete: { ja: '送ったメッセージは取り消せない', en: 'a message that was sent cannot be taken back' },
      repost: { ja: 'WhatsApp に再共有はない', en: 'WhatsApp has no reposts' },
      image: {
        ja: 'WhatsApp の画像には説明がない。キャプション付きで送ることは別に確かめる',
        en: 'pictures have no description on WhatsApp; that they go out with a caption is shown beside',
      },
    },
  },
  Facebook: {
    network: 'facebook',
    lacks: {
      idempotency: {
        ja: 'Facebook は送信のキーを受け取らない。送信は投稿の下や会話から探す',
        en: 'Facebook takes no key with a send; it is looked for below the post or in the conversation',
      },
      repost: {
        ja: 'ページとして他人の投稿をシェアする API はない',
        en: 'the API has no way for a Page to share what others posted',
      },
      image: { ja: 'Facebook へは文章だけを送る', en: 'only text goes out to Facebook' },
    },
  },
  'Google Play': {
    network: 'googleplay',
    lacks: {
      ...storesLack,
      delete: {
        ja: 'Google Play の API では、返信を削除できない',
        en: 'Google Play’s API deletes no answers',
      },
    },
  },
  Instagram: {
    network: 'instagram',
    lacks: {
      stream: {
        ja: 'Instagram は、コメントが削除されたことを知らせない。コメントと返信、メッセージの取り消しは別に確かめる',
        en: 'Instagram does not tell that a comment was deleted; that comments, answers and messages taken back come is shown beside',
      },
      idempotency: {
        ja: 'Instagram は送信のキーを受け取らない。送信はコメントの返信や会話から探す',
        en: 'Instagram takes no key with a send; it is looked for below the comment or in the conversation',
      },
      like: {
        ja: 'Instagram の API では、コメントに「いいね」できない。メッセージに ❤ を付けられることは別に確かめる',
        en: 'Instagram’s API offers no likes of comments; a heart at a message is shown beside',
      },
      repost: { ja: 'Instagram の API に再共有はない', en: 'Instagram’s API offers no reposts' },
      image: { ja: 'Instagram へは文章だけを送る', en: 'only text goes out to Instagram' },
    },
  },
  practice: { network: 'practice' },
  Slack: {
    network: 'slack',
    lacks: {
      idempotency: {
        ja: 'Slack は送信のキーを受け取らない。送信に添えたメタデータで探す',
        en: 'Slack takes no key with a send; it is looked for by the metadata that each bears',
      },
      repost: { ja: 'Slack に再共有はない', en: 'Slack has no reposts' },
      image: { ja: 'Slack へは文章だけを送る', en: 'only text goes out to Slack' },
    },
  },
  X: {
    network: 'x',
    lacks: {
      idempotency: {
        ja: 'X に重複を防ぐキーがない。送信は自分のタイムラインで確かめる',
        en: 'X takes no key; a send is looked up on our own timeline',
      },
      like: {
        ja: 'X の API では「いいね」が提供されていない。人が X の画面で行う',
        en: 'X’s API offers no likes; a person does it on X',
      },
      repost: {
        ja: 'X の API ではリポストが提供されていない。人が X の画面で行う',
        en: 'X’s API offers no reposts; a person does it on X',
      },
    },
  },
  'X (filtered stream)': {
    network: 'x',
    only: {
      parts: ['stream', 'stream resume', 'malformed'],
      why: {
        ja: '聴き方の違いだけで、ほかは検索と同じ',
        en: 'another way to listen; the rest is shown with the search',
      },
    },
  },
  channel: {
    network: 'channel',
    lacks: {
      read: { ja: 'チャネルは伝えるだけで、問い合わせには答えない', en: 'a channel tells, and is not asked' },
      like: { ja: '独自チャネルに「いいね」はない', en: 'a channel of your own has no likes' },
      repost: { ja: '独自チャネルに再共有はない', en: 'a channel of your own has no reposts' },
      image: { ja: '独自チャネルへは文章だけを送る', en: 'only text goes out to a channel of your own' },
    },
  },
  'Web form': {
    network: 'webform',
    lacks: {
      stream: {
        ja: 'フォームに公開の投稿はない。削除は会話ごとで、別に確かめる',
        en: 'a form has no public posts; a visitor erases a whole conversation, which is shown beside',
      },
      like: { ja: 'フォームに「いいね」はない', en: 'a form has no likes' },
      repost: { ja: 'フォームに再共有はない', en: 'a form has no reposts' },
      image: { ja: 'フォームのページには文章だけを載せる', en: 'only text goes onto a form’s page' },
      faults: {
        ja: '送り先は Kizuki 自身のデータベースで、間にサーバーがない',
        en: 'answers are kept in Kizuki’s own database: there is no server between',
      },
      'lost answer': {
        ja: '送り先は Kizuki 自身のデータベースで、間にサーバーがない。送り直しても一つであることは、キーで確かめる',
        en: 'there is no server between; that a send repeated under its key is one answer is shown by “idempotency”',
      },
      'dead token': { ja: 'フォームに鍵の期限はない', en: 'a form has no access that could be taken back' },
    },
  },
  RSS: {
    network: 'rss',
    only: {
      parts: ['stream', 'stream resume', 'gap', 'malformed'],
      why: {
        ja: 'フィードは読むだけで、アカウントも送信もない',
        en: 'a feed can only be read: there is no account and nothing is sent',
      },
    },
  },
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof subjects;
export const subjectOf = (name: SubjectName): Subject => subjects[name];
