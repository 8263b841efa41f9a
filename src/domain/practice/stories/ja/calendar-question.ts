// A practice story: a fan asks when.
import { answered, back, ending, likesOurs, messaged, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaCalendarQuestion: Story = {
  id: 'ja-calendar-question',
  lang: 'ja',
  title: { ja: 'いつもらえますか？（ファンの質問）', en: 'A fan asks when' },
  lesson: {
    ja: 'キャラクターへの話しかけでも、質問には答えを。わからない日付は約束しない。',
    en: 'A question to a mascot still needs an answer. Do not promise a date you do not know.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { pipi: 'fan' },
  start: 'asking',
  scenes: {
    asking: {
      acts: [
        {
          do: 'post',
          as: 'pipi',
          label: first,
          text: [
            '{us} 来年のカレンダーっていつからもらえますか？毎年たのしみにしてます💛',
            '{us} こんにちは！限定の{product}、うちの近くでも手に入りますか？',
          ],
        },
      ],
      beats: [
        answered('sells', [back('pipi', 'えーっと、いつかだけ知りたいです💦')]),
        answered('asks', [back('pipi', '名古屋です！電車で行ける範囲ならどこでも🚃')], 'told'),
        answered('explains', [back('pipi', 'わーい！初日に行きます🏃‍♀️ありがとうございます')], 'happy'),
        answered('links', [back('pipi', 'のぞいてみます！ありがとうございます✨')], 'happy'),
        answered('any', [back('pipi', 'お返事うれしい！それで、いつですか？わくわく')], 'told'),
        silence(300, [{ do: 'reply', as: 'pipi', to: first, text: '忙しいかな？またきますね〜' }], 'unseen'),
      ],
    },
    told: {
      beats: [
        answered('any', [back('pipi', '了解です！教えてくれてありがとうございます💛')], 'happy'),
        messaged('any', [], 'happy'),
        silence(120, [], 'unseen'),
      ],
    },
    happy: ending('thanked', [likesOurs('pipi'), { do: 'follow', as: 'pipi' }]),
    unseen: ending('went_quiet'),
  },
};
