// A practice story: a word that only looks like it.
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaLookalikeWord: Story = {
  id: 'ja-lookalike-word',
  lang: 'ja',
  title: { ja: '似ているだけの言葉', en: 'A word that only looks like it' },
  lesson: {
    ja: '言葉が同じでも話が違う。除外語を足すきっかけにする。返信はしない。',
    en: 'Same word, other matter. A reason to add an exclusion, not to reply.',
  },
  advice: 'stay_silent',
  needsAccount: false,
  cast: { tsukimi: 'casual' },
  start: 'talking',
  scenes: {
    talking: {
      acts: [
        {
          do: 'post',
          as: 'tsukimi',
          label: first,
          text: [
            '{lookalike}って名前の猫が出てくる夢みた。かわいかった',
            'おばあちゃんちの犬、{lookalike}っていうんだけど今日で10歳🎂',
            '駅前の居酒屋「{lookalike}」つぶれてた…学生のころよく行ったのに',
          ],
        },
      ],
      beats: [
        answered('any', [back('tsukimi', ['えっと…犬の話です笑', '？ ひと違いじゃないですか？'])], 'puzzled'),
        silence(60, [], 'over'),
      ],
    },
    puzzled: ending('annoyed'),
    over: ending('chat'),
  },
};
