// A practice story: where is it sold? (Kansai dialect).
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first, mannersJa } from '../common.ts';

export const jaWhereToBuy: Story = {
  id: 'ja-where-to-buy',
  lang: 'ja',
  title: { ja: 'どこに売ってるん？（関西弁）', en: 'Where is it sold? (Kansai dialect)' },
  lesson: {
    ja: '地域を一つ聞けば答えられる質問。長い説明より「ここにあります」。',
    en: 'One question (which area?) is enough. "You find it here" beats a long explanation.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { omame: 'kansai' },
  start: 'looking',
  scenes: {
    looking: {
      acts: [
        {
          do: 'post',
          as: 'omame',
          label: first,
          text: {
            any: [
              '{product}どこにも売ってへんねんけど。3軒まわったで',
              '誰か{product}売ってるとこ知らん？近所のスーパー全滅や',
            ],
            app: ['{product}って、どっから申し込むん？店行ったらええの？'],
            media: ['{product}ってどこで見れるん？探してもあらへん'],
            stay: ['{product}って電話で予約でけへんのかな。どこに聞いたらええん'],
          },
        },
      ],
      beats: [
        ...mannersJa('omame', 'kansai', 'gave_up'),
        answered(
          'asks',
          [
            back('omame', [
              'え、聞いてくれはるん？大阪の堺のへんです',
              '堺です！車あるから隣の市でも行けるで',
            ]),
          ],
          'told',
        ),
        answered('links', [back('omame', 'おおきに！このページで探せるんやな')], 'found'),
        answered('explains', [back('omame', 'ほんま！？明日行ってみるわ、ありがとう')], 'found'),
        answered('any', [back('omame', 'おお、中の人や。で、どこに売ってるん？')], 'told'),
        silence(
          50,
          [
            {
              do: 'reply',
              as: 'omame',
              to: first,
              text: '自己レスやけど、駅前のドラッグストアにあったわ。灯台下暗し〜',
            },
          ],
          'by_self',
        ),
      ],
    },
    told: {
      beats: [
        answered('links', [back('omame', 'ここに載ってるんか。助かったわ〜')], 'found'),
        answered('explains', [back('omame', 'めっちゃ近所やん！おおきに！')], 'found'),
        answered('any', [back('omame', 'うーん、もうちょい詳しく頼むわ')]),
        silence(90, [], 'gave_up'),
      ],
    },
    found: {
      beats: [
        silence(
          240,
          [
            {
              do: 'post',
              as: 'omame',
              picture: 'happy_shelf',
              text: '{product}ゲット！教えてくれた{company}の人ありがとうやで〜😋',
            },
          ],
          'bought',
        ),
      ],
    },
    bought: ending('thanked'),
    by_self: ending('solved_self'),
    gave_up: ending('went_quiet'),
  },
};
