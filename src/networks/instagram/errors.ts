// What Instagram's own error codes and subcodes mean, beside those that all of Meta's platforms share.
import type { GraphMeaning, GraphMeanings } from '../kit/meta-errors.ts';

const windowClosed: GraphMeaning = {
  code: 'window_closed',
  says: {
    ja: '相手の最後のメッセージから時間が経ちすぎたため、Instagram が受け付けませんでした。相手がまた書いてくれれば送れます。',
    en: 'Instagram did not take it: too long has passed since the person last wrote. Once they write again, it can be sent.',
  },
};
const usedUp: GraphMeaning = {
  code: 'network_rejected',
  says: {
    ja: 'このコメントには、すでにメッセージを送っています。Instagram では、1 つのコメントに送れるメッセージは 1 通だけです。相手の返信を待つか、コメントに公開で返信してください。',
    en: 'This comment was already answered by a message: Instagram allows one for each comment. Wait for the person’s answer, or reply to the comment in public.',
  },
};
const unreachable = (ja: string, en: string): GraphMeaning => ({
  code: 'recipient_unreachable',
  says: { ja, en },
});

/**
 * Codes as of developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes and
 * …/instagram-platform/instagram-graph-api/reference/error-codes, read November 2026; the subcodes 2534xxx stand in no document that
 * could be read, and are as developers report them.
 */
export const meanings: GraphMeanings = new Map<number, GraphMeaning>([
  [2_534_022, windowClosed],
  [2_018_278, windowClosed],
  [10_900, usedUp],
  [2_534_025, usedUp],
  [
    10_903,
    unreachable(
      'Instagram は、このコメントを書いた人へメッセージを送ることを認めていません。コメントに公開で返信してください。',
      'Instagram lets nobody write a message to who wrote this comment. Reply to the comment in public.',
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
    2_534_014,
    unreachable(
      '相手が見つかりません。アカウントが削除されたか、ブロックされている可能性があります。',
      'The person cannot be found: they may have deleted their account, or blocked ours.',
    ),
  ],
  // Who only commented has not let us see their profile: nothing is wrong with the token.
  [
    230,
    {
      code: 'network_rejected',
      says: {
        ja: 'この人のプロフィールは、メッセージをもらうまで見られません。',
        en: 'This person’s profile is shown once they have written us a message.',
      },
    },
  ],
  // Of code 100, whose other causes stay refusals: what is asked for is not there, or not ours to see.
  [33, { code: 'network_post_gone' }],
]);
