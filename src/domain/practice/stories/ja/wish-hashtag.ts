// A practice story: a wish under a hashtag.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaWishHashtag: Story = {
  id: 'ja-wish-hashtag',
  lang: 'ja',
  title: { ja: 'ハッシュタグでのお願い（要望）', en: 'A wish under a hashtag' },
  lesson: {
    ja: '要望は一つひとつ受け取ったと返す。「できます」とは言わない。かなった日に知らせる。',
    en: 'Acknowledge every wish, promise nothing, and tell them on the day it comes true.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { pipi: 'fan', shiro: 'teen' },
  start: 'wishing',
  scenes: {
    wishing: {
      acts: [
        {
          do: 'post',
          as: 'pipi',
          label: first,
          text: {
            any: [
              '#{tag}お願い もっと小さいサイズを出してください！！切実',
              '#{tag}お願い 限定カラーをもう一回だけ…買い逃した人はここです🙋',
            ],
            media: ['#{tag}お願い あの続編を入れてください！！毎週言います！！'],
            app: ['#{tag}お願い ダークモードください。夜まぶしい😎'],
            food: ['#{tag}お願い あの柚子味をもう一回…毎年待ってます🙏'],
          },
        },
        { do: 'reply', as: 'shiro', to: first, text: 'わかる。自分もお願いしたい', after: [60, 240] },
      ],
      beats: [
        answered('sells', [back('pipi', 'ちがうの、それじゃなくてお願いの話なの〜')]),
        answered(
          ['thanks', 'asks'],
          [back('pipi', 'えっ聞いてくれるんですか！持ち歩きたいので手のひらサイズがいいです💛')],
          'heard',
        ),
        answered(
          'thanks',
          [back('pipi', ['届いた！！ありがとうございます💛', 'お返事もらえただけで一週間がんばれます'])],
          'heard',
        ),
        answered(
          'copy_paste',
          [back('pipi', 'みんなと同じ返事だけど、読んでくれたならうれしいです')],
          'heard',
        ),
        answered('any', [back('pipi', 'よろしくお願いします🙇')], 'heard'),
        noticed(
          'like',
          [{ do: 'reply', as: 'shiro', to: first, text: '公式いいねついてるじゃん！' }],
          'heard',
        ),
        silence(240, [], 'unheard'),
      ],
    },
    heard: {
      beats: [
        answered('any', [likesOurs('pipi')]),
        silence(30, [{ do: 'repost', as: 'shiro', what: first }], 'hoping'),
      ],
    },
    hoping: ending('thanked'),
    unheard: ending('went_quiet'),
  },
};
