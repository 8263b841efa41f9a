// The company of the pictures in each language: its people, its products, the stories that happen to it, and what it writes.
import type { Locale } from '../../test/e2e/support/words.ts';

export interface Company {
  name: string;
  handle: string;
  owner: string;
  /** Under what the owner writes. */
  signature: string;
  team: readonly {
    name: string;
    role: 'supervisor' | 'agent' | 'viewer';
    signature: string;
    onShift: boolean;
  }[];
  products: readonly { name: string; aliases: string[]; lookalikes: string[] }[];
  /** Who waits in the queue, in the order in which they begin; the newest stands first. */
  stories: readonly string[];
  /** Becomes a case in public, with these answers. */
  publicStory: { id: string; answers: readonly string[]; note: string };
  /** Goes from public to DM. */
  dmStory: { id: string; invitation: string };
  dmDraft: string;
  /** Ends well. */
  closedStory: { id: string; answer: string };
  silentStories: readonly string[];
  /** Said by the way, for the ledger and for trying monitors. */
  asides: readonly string[];
}

const en: Company = {
  name: 'Minamo Devices',
  handle: 'minamo_support',
  owner: 'Hana Mori',
  signature: '^HM',
  team: [
    { name: 'Ken Abe', role: 'supervisor', signature: '^KA', onShift: true },
    { name: 'Mei Tanaka', role: 'agent', signature: '^MT', onShift: true },
    { name: 'Tom Reed', role: 'agent', signature: '^TR', onShift: false },
  ],
  products: [
    { name: 'Aoba Router', aliases: ['aoba', 'aobarouter'], lookalikes: ['aoba park'] },
    { name: 'Minamo Cloud', aliases: ['minamocloud'], lookalikes: [] },
  ],
  stories: [
    'en-spam',
    'en-friends-chatting',
    'en-price-question',
    'en-fan-praise',
    'en-where-can-i-get',
    'en-cancel-threat',
    'en-untagged-mutter',
    'en-torn-after-two-weeks',
    'en-is-it-down',
  ],
  publicStory: {
    id: 'en-cannot-log-in',
    answers: [
      'Sorry you are locked out, that is the last thing anybody needs. Which device are you on, and does the reset e-mail arrive?',
      'Thank you. Please look in the spam folder first; if it is not there, this page sends it again: https://example.com/reset',
    ],
    note: 'Third one this week with a reset e-mail that never came. Asked the mail team to look.',
  },
  dmStory: {
    id: 'en-payment-details',
    invitation:
      'We are sorry about that. Please send us the details in a DM, never in public, and we will look at once.',
  },
  dmDraft:
    'Thank you, we found it. The second payment goes back to your card today; it shows within three days.',
  closedStory: {
    id: 'en-thanks-it-arrived',
    answer: 'Lovely to hear, enjoy it! If anything is odd, we are right here.',
  },
  silentStories: ['en-spam', 'en-friends-chatting'],
  asides: [
    'new flat, new aoba, same old me',
    'anybody else with an aoba that hums at night?',
    'minamocloud sync took four hours for twelve photos',
    'got the aoba working in ten minutes, colour me surprised',
    'is there a wall mount for the aoba router?',
    'my aoba lost every setting after the power cut',
  ],
};

const ja: Company = {
  name: 'みなもデバイス',
  handle: 'minamo_support',
  owner: '森 はな',
  signature: '（森）',
  team: [
    { name: '阿部 健', role: 'supervisor', signature: '（阿部）', onShift: true },
    { name: '田中 芽衣', role: 'agent', signature: '（田中）', onShift: true },
    { name: 'Tom Reed', role: 'agent', signature: '（Tom）', onShift: false },
  ],
  products: [
    { name: 'あおばルーター', aliases: ['あおば', 'aoba'], lookalikes: ['あおば公園'] },
    { name: 'みなもクラウド', aliases: ['minamocloud'], lookalikes: [] },
  ],
  stories: [
    'ja-spam',
    'ja-friends-chatting',
    'ja-senior-hours',
    'ja-fan-praise',
    'ja-where-to-buy',
    'ja-cancel-threat',
    'ja-untagged-frozen',
    'ja-broke-soon',
    'ja-everyone-down',
  ],
  publicStory: {
    id: 'ja-cannot-log-in',
    answers: [
      'ログインできずお困りのところ失礼します。お使いの端末と、再設定のメールが届いているかを教えていただけますか?',
      'ありがとうございます。迷惑メールのフォルダにもない場合は、こちらから再送できます。https://example.com/reset',
    ],
    note: '再設定メールが届かない件、今週3件目。メール担当に確認を依頼済み。',
  },
  dmStory: {
    id: 'ja-charged-twice',
    invitation:
      'ご心配をおかけして申し訳ありません。すぐにお調べしますので、ご契約の番号を公開の場ではなくDMでお知らせください。',
  },
  dmDraft:
    'ありがとうございます。確認できました。2回目の分は本日返金の手続きをいたします。明細には3日以内に反映されます。',
  closedStory: {
    id: 'ja-thanks-it-arrived',
    answer: '無事に届いたとのこと、うれしいです。気になることがあればいつでもお声がけください。',
  },
  silentStories: ['ja-spam', 'ja-friends-chatting'],
  asides: [
    '引っ越したので、あおばも新調した',
    'うちのあおば、夜になると小さくうなる',
    'みなもクラウドの同期、写真12枚に4時間かかった',
    'あおばルーター、10分で設定できた。拍子抜け',
    'あおばを壁に掛ける金具ってあります?',
    '停電のあと、あおばの設定が全部消えた…',
  ],
};

export const companies: Record<Locale, Company> = { en, ja };
