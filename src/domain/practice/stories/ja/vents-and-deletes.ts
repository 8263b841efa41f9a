// A practice story: vents, then deletes.
import { answered, back, ending, likesOurs, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaVentsAndDeletes: Story = {
  id: 'ja-vents-and-deletes',
  lang: 'ja',
  title: { ja: '愚痴って、消す', en: 'Vents, then deletes' },
  lesson: {
    ja: '消された投稿には触れない。画面の写しも残さない。消す前に返すなら、やわらかく短く。',
    en: 'Never mention a deleted post and keep no copy. If you answer before, be short and soft.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { haru: 'casual' },
  start: 'venting',
  scenes: {
    venting: {
      acts: [
        {
          do: 'post',
          as: 'haru',
          label: first,
          text: [
            '{product}まじで無理。二度と買わない。',
            '{company}の店員さん感じ悪すぎて泣きそう',
            'もーーー{product}きらい！！（八つ当たり）',
          ],
        },
      ],
      beats: [
        answered('blames', [back('haru', 'えっこわ…消します')], 'ashamed'),
        answered('sells', [back('haru', 'いや買わないって言ってるのに笑')], 'ashamed'),
        answered(
          'apologises',
          [
            back('haru', [
              'すみません、ただの愚痴でした…！わざわざありがとうございます。消しときますね',
              'うわ見られてた…言いすぎました。でもちゃんと受けとめてもらえて泣いた',
            ]),
          ],
          'moved',
        ),
        answered('any', [back('haru', 'あっ…すみません、八つ当たりでした')], 'ashamed'),
        silence(10, [{ do: 'delete', label: first }], 'gone'),
      ],
    },
    moved: ending('calmed', [likesOurs('haru'), { do: 'delete', label: first, after: [30, 120] }]),
    ashamed: ending('deleted', [{ do: 'delete', label: first, after: [10, 60] }]),
    gone: ending('deleted', [
      { do: 'post', as: 'haru', text: 'さっきのは消した。寝て忘れる', after: [60, 240] },
    ]),
  },
};
