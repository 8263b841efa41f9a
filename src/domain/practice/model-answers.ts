// A first reply that would have been good, for each story in which it was right to speak; shown when the story is over.
import { fill } from './lines.ts';
import type { Fills } from './story.ts';

/** By story; the placeholders are those of the stories' lines. */
const answers: Readonly<Record<string, string>> = {
  'ja-wrong-item':
    'お楽しみにしていただいたところ、違う品をお届けしてしまい、申し訳ございません。すぐに確認いたします。お手数ですが、DMでご注文の内容をお聞かせいただけますか。',
  'ja-broke-soon':
    '大切にお使いいただいていたのに、残念な思いをさせてしまい申し訳ございません。お写真も拝見しました。状態を詳しく確認したいので、DMでお話を伺えますでしょうか。',
  'ja-charged-twice':
    'お電話もつながらず、ご心配をおかけして申し訳ございません。ご請求をすぐに確認いたします。公開の場ではなく、DMでご状況をお聞かせいただけますか。',
  'ja-cancel-threat':
    '今月だけで三度もご不便をおかけし、申し訳ございません。どのような場面で起きたかを、差し支えなければお聞かせいただけますか。担当と一緒に確認いたします。',
  'ja-everyone-down':
    'ご不便をおかけしております。お一人だけではなく、ほかの方からも同じお知らせをいただき、いま原因を確認しています。どの画面で止まっているか、教えていただけますか。',
  'ja-hakata-late':
    '一週間もお待たせしてしまい、申し訳ございません。すぐに配送の状況を確認いたします。DMでお話を伺えますでしょうか。',
  'ja-cannot-log-in':
    '{product}にログインできず、お困りのことと思います。{company}のサポート担当です。お試しになったときに、画面に出た文言を一つ教えていただけますか。',
  'ja-where-to-buy':
    '3軒もまわっていただいたのに、ご不便をおかけしました。{company}のサポート担当です。どのあたりの地域でお探しでしょうか。お近くの取り扱い店をお調べします。',
  'ja-untagged-frozen':
    '突然のお声がけで失礼します。{company}のサポート担当です。きょう三度も止まったとのこと、ご不便をおかけしています。どんな操作のあとに止まるか、お聞かせいただけますか。',
  'ja-wish-hashtag':
    'ご要望をお寄せいただき、ありがとうございます。小さいサイズをお望みとのこと、開発の担当に伝えます。どのような場面でお使いになりたいか、教えていただけますか。',
  'ja-not-our-product':
    'お困りのところ失礼します。{company}の者です。お手元の品については取扱説明書が確かですが、一般には乾いた布で拭くところから始めるのが安心です。素材はおわかりになりますか。',
  'ja-senior-hours':
    '書き込みいただき、ありがとうございます。土曜日の電話窓口の時間は、いま確認してお返事いたします。どのようなことでお困りか、よろしければお聞かせください。',
  'ja-fan-praise':
    '毎日お使いいただき、ありがとうございます。作った者にもお言葉を伝えます。どんなときに使うのがお気に入りですか。',
  'ja-solved-already':
    '解決されたとのこと、安心しました。ご不便をおかけしました。また何かありましたら、お声がけください。',
  'ja-vents-and-deletes':
    '嫌な思いをさせてしまい、申し訳ございません。{company}のサポート担当です。よろしければ、何があったかをお聞かせいただけますか。',
  'ja-thanks-it-arrived':
    '無事にお手元に届いたとのこと、お知らせいただきありがとうございます。使ってみてお気づきのことがありましたら、いつでもお声がけください。',
  'ja-calendar-question':
    '毎年楽しみにしてくださり、ありがとうございます。来年の配布の時期は、担当に確認してお返事いたします。少しお待ちいただけますか。',
  'en-wrong-order':
    'Sorry that you got something completely different. We want to find out how that happened: could you send us a direct message with the store and about what time?',
  'en-torn-after-two-weeks':
    'Two weeks is far too short, and we are sorry. We have seen your photo. Could you tell us in a direct message where you bought it, so that we can look into it?',
  'en-payment-details':
    'Sorry about that, and about the phone line. We would like to look into the charge right away. Please send us a direct message, and write nothing about your payment here.',
  'en-cancel-threat':
    'After six years you should not have to go through this three times a month, and we are sorry. Could you tell us what you were doing when it failed last?',
  'en-is-it-down':
    'It is not just you: we hear the same from others, and we are sorry. {company} support here, looking into it now. What do you see on your screen?',
  'en-there-right-now':
    'We are sorry that you and your mother have been left standing. Which of our counters are you at? We will get word to the people there now.',
  'en-cannot-log-in':
    'That is annoying when you know it is right. Support at {company} here. Does the message come before or after you type the code?',
  'en-where-can-i-get':
    'Sorry that your usual shop has stopped keeping it. {company} support here: which area are you in? We will look for one near you.',
  'en-untagged-mutter':
    'Sorry to jump in: {company} support here. Three times in one night is no fun. What were you doing when it froze?',
  'en-wish-hashtag':
    'Thank you for the wish: we have passed the original green on to the people who decide. What did you like best about it?',
  'en-not-our-product':
    'Sorry to jump in: {company} here. We hear you are looking after an old one, and would be glad to help. Do you know what it is made of?',
  'en-price-question':
    'Thanks for asking, for you and your friend. We will look up the present price of the {product}. Which country are you in?',
  'en-fan-praise':
    'Thank you, that made our day, and we will tell the people who made it. What do you use it for most?',
  'en-solved-already':
    'Glad to hear that the sound is back, and sorry for the trouble. Shout if it goes quiet again.',
  'en-vents-and-deletes':
    'We are sorry it made you feel that way. {company} support here. Would you like to tell us what happened?',
  'en-thanks-it-arrived':
    'Thank you for telling us, and thanks to your grandson. It is good to hear that it came safe and sound.',
};

/** A good first reply, in the language of the story; null where it was right to say nothing. */
export function modelAnswer(storyId: string, fills: Fills): string | null {
  const answer = answers[storyId];
  if (answer === undefined) return null;
  // Who speaks for the first time says who they are.
  const signed = answer.includes('{company}')
    ? answer
    : answer + (storyId.startsWith('ja-') ? '（{company}）' : ' – {company}');
  return fill(signed, fills);
}
