// What Facebook's own error codes and subcodes mean, beside those that all of Meta's platforms share.
import type { GraphMeaning, GraphMeanings } from '../kit/meta-errors.ts';

const unreachable = (ja: string, en: string): GraphMeaning => ({
  code: 'recipient_unreachable',
  says: { ja, en },
});

/**
 * Codes as of developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes and
 * developers.facebook.com/docs/graph-api/guides/error-handling, read November 2026.
 */
export const meanings: GraphMeanings = new Map<number, GraphMeaning>([
  [
    2_018_278,
    {
      code: 'window_closed',
      says: {
        ja: '相手の最後のメッセージから時間が経ちすぎたため、Messenger が受け付けませんでした。相手がまた書いてくれれば送れます。',
        en: 'Messenger did not take it: too long has passed since the person last wrote. Once they write again, it can be sent.',
      },
    },
  ],
  [
    10_900,
    {
      code: 'network_rejected',
      says: {
        ja: 'このコメントや投稿には、すでにメッセージを送っています。Facebook では、1 つにつき 1 通だけです。相手の返信を待つか、公開で返信してください。',
        en: 'This comment or post was already answered by a message: Facebook allows one for each. Wait for the person’s answer, or reply in public.',
      },
    },
  ],
  [
    10_903,
    unreachable(
      'Facebook は、これを書いた人へメッセージを送ることを認めていません。公開で返信してください。',
      'Facebook lets nobody write a message to who wrote this. Reply in public.',
    ),
  ],
  [
    551,
    unreachable(
      'この人は、いまメッセージを受け取れません。',
      'This person cannot be written to at the moment.',
    ),
  ],
  [
    2_018_001,
    unreachable(
      '相手が見つかりません。アカウントが削除されたか、ブロックされている可能性があります。',
      'The person cannot be found: they may have deleted their account, or blocked the Page.',
    ),
  ],
  // Of code 100, whose other causes stay refusals: what is asked for is not there, or not ours to see.
  [33, { code: 'network_post_gone' }],
]);
