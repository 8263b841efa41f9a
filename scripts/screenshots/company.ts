// The company of the pictures in each language: its people, its products, the stories that happen to it, and what it writes.
import type { JudgementKind } from '../../src/domain/judgement/correction.ts';
import type { Locale } from '../../test/e2e/support/words.ts';

/** A story, and what of the company's it is about: by the name that people there use, and what sort of thing that is. */
export interface Told {
  id: string;
  product: string;
  trade: 'device' | 'app';
  /** Which of its takes: another one has other words and other people. */
  take?: number;
}

export interface Aside {
  name: string;
  handle: string;
  text: string;
}

export interface Company {
  name: string;
  handle: string;
  owner: string;
  email: string;
  timeZone: string;
  /** Under what the owner writes. */
  signature: string;
  team: readonly {
    name: string;
    email: string;
    role: 'supervisor' | 'agent' | 'viewer';
    signature: string;
    onShift: boolean;
  }[];
  products: readonly { name: string; aliases: string[]; lookalikes: string[] }[];
  /** Who waits in the queue, in the order in which they begin; the newest stands first. */
  stories: readonly Told[];
  /** Becomes a case in public, with these answers. */
  publicStory: Told & { answers: readonly string[]; note: string };
  /** Goes from public to DM. */
  dmStory: Told & { invitation: string };
  dmDraft: string;
  /** Ends well. */
  closedStory: Told & { answer: string };
  silentStories: readonly string[];
  office: {
    /** Days (MM-DD) that are closed. */
    closing: readonly { day: string; name: string }[];
    help: string;
    /** Another way to reach them. */
    otherWay: string;
    articles: readonly { title: string; url: string; text: string }[];
    snippets: readonly { name: string; key: string; text: string; tags: string[] }[];
    persona: {
      name: string;
      tone: string;
      register: 'polite' | 'friendly';
      emoji: 'none' | 'allowed';
      examples: { kind: 'good' | 'bad'; text: string; why: string }[];
      limits: { words: string[]; instead: string }[];
      handover: string;
    };
    personaReason: string;
    /** What is in the post that a trainee answers. */
    asked: string;
    traineeReply: string;
  };
  /** Said by the way, between what happens, for the ledger and for trying monitors. */
  asides: readonly Aside[];
  /** Where the team said that a judgement was wrong, by words of the post. */
  corrections: readonly { of: string; kind: JudgementKind; value: string }[];
}

const told =
  (trade: Told['trade'], product: string) =>
  (id: string): Told => ({ id, product, trade });
const router = told('device', 'Aoba Router');
const aoba = told('device', 'aoba');
const cloud = told('app', 'Minamo Cloud');
const jaRouter = told('device', 'あおばルーター');
const jaAoba = told('device', 'あおば');
const jaCloud = told('app', 'みなもクラウド');

const en: Company = {
  name: 'Minamo Devices',
  handle: 'minamo_support',
  owner: 'Hana Mori',
  email: 'hana.mori@minamo.example',
  timeZone: 'Europe/London',
  signature: '^HM',
  team: [
    { name: 'Ken Abe', email: 'ken.abe@minamo.example', role: 'supervisor', signature: '^KA', onShift: true },
    {
      name: 'Mei Tanaka',
      email: 'mei.tanaka@minamo.example',
      role: 'agent',
      signature: '^MT',
      onShift: true,
    },
    { name: 'Tom Reed', email: 'tom.reed@minamo.example', role: 'agent', signature: '^TR', onShift: false },
  ],
  products: [
    { name: 'Aoba Router', aliases: ['aoba', 'aobarouter'], lookalikes: ['aoba park'] },
    { name: 'Minamo Cloud', aliases: ['minamocloud'], lookalikes: [] },
  ],
  stories: [
    cloud('en-spam'),
    { ...router('en-price-question'), take: 10 },
    router('en-fan-praise'),
    router('en-where-can-i-get'),
    cloud('en-cancel-threat'),
    aoba('en-untagged-mutter'),
    cloud('en-is-it-down'),
  ],
  publicStory: {
    ...cloud('en-cannot-log-in'),
    answers: [
      'Sorry you are locked out, that is the last thing anybody needs. Which device are you on, and does the reset e-mail arrive?',
      'Thank you. Please look in the spam folder first; if it is not there, this page sends it again: https://example.com/reset',
    ],
    note: 'Third one this week with a reset e-mail that never came. Asked the mail team to look.',
  },
  dmStory: {
    ...cloud('en-payment-details'),
    invitation:
      'We are sorry about that. Please send us the details in a DM, never in public, and we will look at once.',
  },
  dmDraft:
    'We found it, and we are sorry you were charged twice. The second payment goes back to your card today; it can take a few days to show.',
  closedStory: {
    ...router('en-thanks-it-arrived'),
    answer: 'Lovely to hear, enjoy it! If anything is odd, we are right here.',
  },
  silentStories: ['en-spam'],
  office: {
    closing: [
      { day: '12-25', name: 'Christmas Day' },
      { day: '12-26', name: 'Boxing Day' },
      { day: '12-28', name: 'Boxing Day (substitute day)' },
    ],
    help: 'https://example.com/help',
    otherWay: 'our chat at https://example.com/chat',
    articles: [
      {
        title: 'The reset e-mail does not arrive',
        url: 'https://example.com/help/reset-mail',
        text: 'Look in the spam folder first. If it is not there, send it again from the sign-in page; a link works for one hour.',
      },
      {
        title: 'Restart the Aoba Router',
        url: 'https://example.com/help/restart',
        text: 'Switch it off, wait for one minute, and switch it on again. The light turns green within two minutes.',
      },
    ],
    snippets: [
      {
        name: 'Which device?',
        key: 'device',
        text: 'Sorry about {trouble}. Which device are you on, and when did it start?',
        tags: ['first answer'],
      },
      {
        name: 'Restart, step by step',
        key: 'restart',
        text: 'Please switch the {product} off, wait a minute, and switch it on again.\nIf {light} stays red, tell us here.',
        tags: ['router'],
      },
      {
        name: 'How did it go?',
        key: 'went',
        text: 'Did {step} bring it back, {name}? Tell us either way.',
        tags: ['follow-up'],
      },
    ],
    persona: {
      name: 'Minamo Support',
      tone: 'A neighbour who knows routers: short sentences, no blame, says what happens next.',
      register: 'friendly',
      emoji: 'none',
      examples: [
        {
          kind: 'good',
          text: 'That hum is the fan. It should stop within a minute; if it does not, we swap the router.',
          why: 'Says what it is, and what happens if not.',
        },
        { kind: 'bad', text: 'Please refer to our FAQ.', why: 'Sends people away.' },
      ],
      limits: [{ words: ['other makers'], instead: 'Speak of our own only.' }],
      handover: 'The mail team answers on Mondays; outages are told on the status page first.',
    },
    personaReason: 'How we speak, written down',
    asked: 'hums at night',
    traineeReply: 'That must be tiring at night. Is it a steady hum, or does it come and go?\n^MT',
  },
  asides: [
    { name: 'Noor', handle: 'noor_k', text: 'new flat, new aoba, same old me' },
    { name: 'Alex', handle: 'alex_underhill', text: 'anybody else with an aoba that hums at night?' },
    { name: 'Lee', handle: 'lee_takes_photos', text: 'minamocloud sync took four hours for twelve photos' },
    {
      name: 'Pat',
      handle: 'pat_from_york',
      text: 'got the aoba working in ten minutes, colour me surprised',
    },
    { name: 'Robin', handle: 'robin_builds', text: 'is there a wall mount for the aoba router?' },
    { name: 'Dana', handle: 'dana_b', text: 'my aoba lost every setting after the power cut' },
  ],
  corrections: [
    { of: 'Where does one get', kind: 'help', value: 'no' },
    { of: 'ok so it IS', kind: 'complaint', value: 'no' },
  ],
};

const ja: Company = {
  name: 'みなもデバイス',
  handle: 'minamo_support',
  owner: '森 はな',
  email: 'hana.mori@minamo.example',
  timeZone: 'Asia/Tokyo',
  signature: '（森）',
  team: [
    {
      name: '阿部 健',
      email: 'ken.abe@minamo.example',
      role: 'supervisor',
      signature: '（阿部）',
      onShift: true,
    },
    {
      name: '田中 芽衣',
      email: 'mei.tanaka@minamo.example',
      role: 'agent',
      signature: '（田中）',
      onShift: true,
    },
    {
      name: 'Tom Reed',
      email: 'tom.reed@minamo.example',
      role: 'agent',
      signature: '（Tom）',
      onShift: false,
    },
  ],
  products: [
    { name: 'あおばルーター', aliases: ['あおば', 'aoba'], lookalikes: ['あおば公園'] },
    { name: 'みなもクラウド', aliases: ['minamocloud'], lookalikes: [] },
  ],
  stories: [
    jaCloud('ja-spam'),
    jaRouter('ja-senior-hours'),
    jaAoba('ja-fan-praise'),
    jaRouter('ja-where-to-buy'),
    jaCloud('ja-cancel-threat'),
    jaAoba('ja-untagged-frozen'),
    jaCloud('ja-everyone-down'),
  ],
  publicStory: {
    ...jaCloud('ja-cannot-log-in'),
    answers: [
      'ログインできずお困りのところ失礼します。お使いの端末と、再設定のメールが届いているかを教えていただけますか？',
      'ありがとうございます。迷惑メールのフォルダにもない場合は、こちらから再送できます。https://example.com/reset',
    ],
    note: '再設定メールが届かない件、今週3件目。メール担当に確認を依頼済み。',
  },
  dmStory: {
    ...jaCloud('ja-charged-twice'),
    invitation:
      'ご心配をおかけして申し訳ありません。すぐにお調べしますので、ご注文番号を公開の場ではなくDMでお知らせください。',
  },
  dmDraft:
    '確認いたしました。二重にご請求してしまい、誠に申し訳ございません。2回目の分は、本日返金の手続きをいたします。明細への反映まで数日かかる場合がございます。',
  closedStory: {
    ...jaRouter('ja-thanks-it-arrived'),
    answer: '無事に届いたとのこと、うれしいです。気になることがあればいつでもお声がけください。',
  },
  silentStories: ['ja-spam'],
  office: {
    closing: [
      { day: '12-29', name: '年末休業' },
      { day: '12-30', name: '年末休業' },
      { day: '12-31', name: '年末休業' },
    ],
    help: 'https://example.com/help',
    otherWay: '0120-000-000',
    articles: [
      {
        title: '再設定のメールが届かないとき',
        url: 'https://example.com/help/reset-mail',
        text: 'まず迷惑メールのフォルダをご確認ください。見つからない場合は、ログイン画面から再送できます。リンクは1時間有効です。',
      },
      {
        title: 'あおばルーターを再起動する',
        url: 'https://example.com/help/restart',
        text: '電源を切り、1分待ってから入れ直します。2分以内にランプが緑になります。',
      },
    ],
    snippets: [
      {
        name: '端末をたずねる',
        key: 'device',
        text: '{困りごと}とのこと、ご不便をおかけしております。お使いの端末と、いつからの症状かを教えていただけますか。',
        tags: ['最初の返信'],
      },
      {
        name: '再起動の手順',
        key: 'restart',
        text: '{製品}の電源を切り、1分待ってから入れ直してください。\n{ランプ}が赤いままでしたら、こちらでお知らせください。',
        tags: ['ルーター'],
      },
      {
        name: 'その後をたずねる',
        key: 'sonogo',
        text: '{お名前}さま、{手順}をお試しいただいたあと、ご様子はいかがでしょうか。',
        tags: ['フォロー'],
      },
    ],
    persona: {
      name: 'みなもサポート',
      tone: 'ルーターに詳しいご近所さん。短く、責めず、次に何が起きるかを伝える。',
      register: 'polite',
      emoji: 'none',
      examples: [
        {
          kind: 'good',
          text: 'その音はファンです。1分ほどで止まります。止まらない場合は交換いたします。',
          why: '原因と、だめだったときのことを伝えている',
        },
        { kind: 'bad', text: 'FAQをご確認ください。', why: '追い返している' },
      ],
      limits: [{ words: ['他社'], instead: '自社の製品のことだけを話す' }],
      handover: 'メール担当の回答は月曜。障害はまず状況ページでお知らせする。',
    },
    personaReason: '話し方を書きとめた',
    asked: '小さくうなる',
    traineeReply:
      '夜に音がするとのこと、ご不便をおかけしております。音はずっと続きますか、それとも時々でしょうか。\n（田中）',
  },
  asides: [
    { name: 'ゆきの', handle: 'yukino_hikkoshi', text: '引っ越したので、あおばも新調した' },
    { name: 'そうた', handle: 'sota_yofukashi', text: 'うちのあおば、夜になると小さくうなる' },
    { name: 'さくら', handle: 'sakura_photo', text: 'みなもクラウドの同期、写真12枚に4時間かかった' },
    { name: 'みなと', handle: 'minato_05', text: 'あおばルーター、10分で設定できた。拍子抜け' },
    { name: 'りこ', handle: 'riko_diy', text: 'あおばを壁に掛ける金具ってあります？' },
    { name: 'たくみ', handle: 'takumi_home', text: '停電のあと、あおばの設定が全部消えた…' },
  ],
  corrections: [{ of: 'つながらないのうちだけ', kind: 'complaint', value: 'no' }],
};

export const companies: Record<Locale, Company> = { en, ja };
