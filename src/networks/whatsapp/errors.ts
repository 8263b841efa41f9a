// What WhatsApp's own error codes mean, at a call and in what it tells afterwards of a message that did not arrive.
import type { GraphMeaning, GraphMeanings } from '../kit/meta-errors.ts';

const rejected = (ja: string, en: string): GraphMeaning => ({ code: 'network_rejected', says: { ja, en } });
const unreachable = (ja: string, en: string): GraphMeaning => ({
  code: 'recipient_unreachable',
  says: { ja, en },
});
const limited = (waitMs: number): GraphMeaning => ({ code: 'network_rate_limited', waitMs });

/** As of developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, read November 2026. */
export const meanings: GraphMeanings = new Map<number, GraphMeaning>([
  // Too much in all, and too much to one person: messages to one number are to lie some seconds apart.
  [130_429, limited(30_000)],
  [131_056, limited(10_000)],
  [131_048, limited(10 * 60_000)],
  [131_057, limited(5 * 60_000)],
  [
    131_047,
    {
      code: 'window_closed',
      says: {
        ja: '相手の最後のメッセージから 24 時間が過ぎたため、WhatsApp が受け付けませんでした。相手がまた書いてくれれば送れます。',
        en: 'WhatsApp did not take it: more than 24 hours have passed since the person last wrote. Once they write again, it can be sent.',
      },
    },
  ],
  [
    131_026,
    unreachable(
      '届けられませんでした。相手が WhatsApp を使っていない、規約に同意していない、またはアプリが古い可能性があります。別の方法で連絡してください。',
      'It could not be delivered: the person may not use WhatsApp, not have accepted its terms, or have an old version. Reach them in another way.',
    ),
  ],
  [
    131_030,
    unreachable(
      'テスト用の電話番号からは、Meta に登録した宛先にだけ送れます。宛先を登録するか、本番の電話番号を使ってください。',
      'From a test number, messages go only to recipients that are listed at Meta. Add this one, or use a real phone number.',
    ),
  ],
  [131_021, unreachable('自社の電話番号には送れません。', 'A phone number cannot write to itself.')],
  [
    131_049,
    unreachable(
      'WhatsApp が、この人に届くメッセージが多すぎるとして届けませんでした。時間をおいてください。すぐには送り直さないでください。',
      'WhatsApp did not deliver it, as this person gets too many messages of companies. Leave it for a while; do not send it again at once.',
    ),
  ],
  [
    131_050,
    unreachable(
      '相手が、企業からの宣伝メッセージを断っています。',
      'This person has stopped marketing messages from the company.',
    ),
  ],
  [
    130_497,
    unreachable(
      'この国の人へは、このアカウントから送れません（Meta の制限）。',
      'Meta does not let this account write to people of this country.',
    ),
  ],
  [
    131_031,
    rejected(
      'WhatsApp ビジネスアカウントがロックされています。WhatsApp マネージャーで理由を確かめてください。',
      'The WhatsApp Business Account is locked. Look into WhatsApp Manager for why.',
    ),
  ],
  [
    131_042,
    rejected(
      '支払い方法に問題があります。Meta ビジネスマネージャーの「請求」で確かめてください。',
      'There is a problem with the payment method. Look under Billing in Meta Business Manager.',
    ),
  ],
  [
    131_037,
    rejected(
      '電話番号の表示名が承認されていません。WhatsApp マネージャーで申請してください。',
      'The display name of the phone number is not approved. Ask for it in WhatsApp Manager.',
    ),
  ],
  [
    133_010,
    rejected(
      'この電話番号は Cloud API に登録されていません。WhatsApp マネージャーで登録してください。',
      'This phone number is not registered with the Cloud API. Register it in WhatsApp Manager.',
    ),
  ],
  [
    131_005,
    {
      code: 'account_token_dead',
      says: {
        ja: 'トークンに必要な権限（whatsapp_business_messaging）がありません。Meta で付け直してトークンを発行し、接続し直してください。',
        en: 'The token lacks the permission whatsapp_business_messaging. Give it at Meta, make a new token and connect the account again.',
      },
    },
  ],
  [
    131_052,
    rejected(
      '相手が送ったファイルを取得できませんでした。',
      'A file that the person sent could not be fetched.',
    ),
  ],
  [
    131_053,
    rejected(
      '画像を WhatsApp に送れませんでした。JPEG か PNG、5 MB までです。',
      'The picture could not be handed to WhatsApp: JPEG or PNG, up to 5 MB.',
    ),
  ],
]);
