// A practice story: spam on our name.
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaSpam: Story = {
  id: 'ja-spam',
  lang: 'ja',
  title: { ja: '便乗スパム', en: 'Spam on our name' },
  lesson: {
    ja: '話しかけない、広めない。繰り返すなら発信元ごと除外する。',
    en: 'Do not speak to it, do not spread it. Exclude the author if it goes on.',
  },
  advice: 'stay_silent',
  needsAccount: false,
  cast: { s: 'spammer' },
  weight: 0.6,
  start: 'pushing',
  scenes: {
    pushing: {
      acts: [
        {
          do: 'post',
          as: 's',
          label: first,
          text: [
            '🎁{product}が当たる🎁 フォロー＆リポストで全員に！詳細はプロフのリンクから #懸賞 #{tag}',
            'スマホだけで月30万✨ {product}好きな人だけに教えます→ https://example.com/raku #副業 #{tag}',
          ],
        },
        {
          do: 'post',
          as: 's',
          text: '【残り3名】今だけ無料で公開中！急いで！ #{tag} #お小遣い',
          after: [120, 400],
        },
      ],
      beats: [
        answered('any', [back('s', '気になる方はプロフのリンクからどうぞ♪')], 'over'),
        silence(45, [], 'taken_down'),
      ],
    },
    over: ending('annoyed'),
    taken_down: ending('chat', [{ do: 'leave', as: 's', after: [60, 300] }]),
  },
};
