// A practice story: solved before we spoke.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first, mannersJa } from '../common.ts';

export const jaSolvedAlready: Story = {
  id: 'ja-solved-already',
  lang: 'ja',
  title: { ja: '返信する前に自己解決', en: 'Solved before we spoke' },
  lesson: {
    ja: '送る直前に、その人の一番新しい投稿を見る。もう直っていたら、よかったですねの一言か、黙る。',
    en: 'Look at their newest post right before sending. If it is solved: be glad, or be silent.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { yunomi: 'casual' },
  trades: ['any', 'device', 'app', 'media'],
  start: 'stuck',
  scenes: {
    stuck: {
      acts: [
        {
          do: 'post',
          as: 'yunomi',
          label: first,
          text: [
            '{product}の設定どこ…？さっきまであったのに',
            '{product}、音が出なくなった。なんで？',
            '{product}の更新おわらないんだけど、これ正常？',
          ],
        },
      ],
      beats: [
        ...mannersJa('yunomi', 'casual', 'bothered'),
        answered('any', [back('yunomi', 'わっ公式さん、ありがとうございます！やってみます')], 'helped'),
        silence(
          8,
          [
            {
              do: 'reply',
              as: 'yunomi',
              to: first,
              label: 'solved',
              text: [
                '自己解決しました！再起動したら直った。お騒がせしました〜',
                '直った。コード抜けてただけ。はずかし',
              ],
            },
          ],
          'solved',
        ),
      ],
    },
    solved: {
      beats: [
        answered('asks', [back('yunomi', 'あ、もう直ったって書いたんですけど…😅')], 'bothered'),
        answered('explains', [back('yunomi', 'もう解決してます〜。上に書きました')], 'bothered'),
        answered('any', [back('yunomi', 'ありがとうございます、おかげさまで（？）直りました笑')], 'fine'),
        noticed('like', [likesOurs('yunomi')], 'fine'),
        silence(45, [], 'fine'),
      ],
    },
    helped: { beats: [silence(12, [back('yunomi', '直りました！感謝です🙏')], 'thankful')] },
    thankful: ending('thanked'),
    fine: ending('solved_self'),
    bothered: ending('annoyed'),
  },
};
