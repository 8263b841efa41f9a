// Proves what is read as a wish, in Japanese and English, and that the same wishes are counted as one however they come.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { campaignOf } from './campaign.ts';
import { isNear, wishKey } from './same-wish.ts';
import { noCorrections, rankWishes, type WishPost } from './rank-wishes.ts';
import { mostWishes, wishesOf } from './wishes-of.ts';

const campaign = campaignOf(['huluお願い', 'wishlist']);

describe('a post', () => {
  test.each<[text: string, wishes: string[]]>([
    // Titles in quotes, with what stands around them left out.
    ['『鬼滅の刃』を配信してください！ #Huluお願い', ['鬼滅の刃']],
    ['#Huluお願い いつもありがとうございます。「孤独のグルメ」が見たいです🙏', ['孤独のグルメ']],
    ['「A」と『B』お願いします #huluお願い', ['A', 'B']],
    ['『SPY×FAMILY』の第2期をぜひ！ ＃Huluお願い', ['SPY×FAMILY 第2期']],
    ['「ゲーム・オブ・スローンズ」シーズン3 希望 #Huluお願い', ['ゲーム・オブ・スローンズ シーズン3']],
    ['『劇場版「名探偵コナン」』を見たい #Huluお願い', ['劇場版「名探偵コナン」']],
    ['“Twin Peaks” please! Also "glee!" #wishlist', ['Twin Peaks', 'glee!']],
    ['『美女と野獣』\n子どもの頃に映画館で見て感動しました #Huluお願い', ['美女と野獣']],
    // Without quotes: what is asked for.
    ['鬼滅の刃を配信してください #Huluお願い', ['鬼滅の刃']],
    ['進撃の巨人の配信をお願いします！！ #Huluお願い', ['進撃の巨人']],
    ['こんにちは！ワンピースが見たいです #Huluお願い', ['ワンピース']],
    ['日本で一番悪い奴らを配信して #Huluお願い', ['日本で一番悪い奴ら']],
    ['Huluさんで銀魂を配信してほしい #Huluお願い', ['銀魂']],
    ['銀魂をHuluで見たいです。よろしくお願いします。 #Huluお願い', ['銀魂']],
    ['ウォーキング・デッド シーズン11希望 #Huluお願い', ['ウォーキング・デッド シーズン11']],
    ['ハリー・ポッター入れて下さい #Huluお願い', ['ハリー・ポッター']],
    ['踊る大捜査線が観られますように #Huluお願い', ['踊る大捜査線']],
    ['あぶない刑事の再放送を希望します #Huluお願い', ['あぶない刑事']],
    [
      '鬼滅の刃、呪術廻戦、チェンソーマンお願いします #Huluお願い',
      ['鬼滅の刃', '呪術廻戦', 'チェンソーマン'],
    ],
    ['鬼滅の刃・呪術廻戦・SPY×FAMILYを追加してください #Huluお願い', ['鬼滅の刃', '呪術廻戦', 'SPY×FAMILY']],
    ['Fate/stay night を見たいです #Huluお願い', ['Fate/stay night']],
    ['千と千尋の神隠しを配信して！ #Huluお願い', ['千と千尋の神隠し']],
    // Lists and lines.
    ['#Huluお願い\n1. 鬼滅の刃\n2. 呪術廻戦\nよろしくお願いします', ['鬼滅の刃', '呪術廻戦']],
    ['#Huluお願い ①鬼滅の刃 ②呪術廻戦', ['鬼滅の刃', '呪術廻戦']],
    ['1. Lost 2. Friends #wishlist', ['Lost', 'Friends']],
    ['・鬼滅の刃\n・呪術廻戦\n#Huluお願い', ['鬼滅の刃', '呪術廻戦']],
    ['鬼滅の刃\n呪術廻戦\n見たいです！ #Huluお願い', ['鬼滅の刃', '呪術廻戦']],
    ['鬼滅の刃 #Huluお願い #アニメ好き', ['鬼滅の刃']],
    ['#Huluお願い #鬼滅の刃 #拡散希望', ['鬼滅の刃']],
    ['#鬼滅の刃 を配信してください #Huluお願い https://example.com/x', ['鬼滅の刃']],
    ['孤独のグルメseason9をぜひ！ #Huluお願い', ['孤独のグルメseason9']],
    ['ぜひ銀魂をお願いします #Huluお願い', ['銀魂']],
    ['Huluさん、ブレイキング・バッドを追加してくれませんか？ #Huluお願い', ['ブレイキング・バッド']],
    ['#Huluお願い 【希望】ちはやふる', ['ちはやふる']],
    ['コナンの映画を増やしてください #Huluお願い', ['コナンの映画']],
    ['逃げるは恥だが役に立つ #Huluお願い', ['逃げるは恥だが役に立つ']],
    // English.
    ['any chance of getting Doctor Who back? #wishlist', ['Doctor Who']],
    ['would love to see Better Call Saul season 6 on here #wishlist', ['Better Call Saul season 6']],
    [
      '#wishlist Gilmore Girls, Buffy the Vampire Slayer, Veronica Mars',
      ['Gilmore Girls', 'Buffy the Vampire Slayer', 'Veronica Mars'],
    ],
    ['Add it please #wishlist', []],
    ['Please add Twin Peaks #wishlist', ['Twin Peaks']],
    ['@hulu_jp can you get The Wire? #wishlist', ['The Wire']],
    ['Hi team! Could you please add Friends to Hulu? Thanks! #wishlist', ['Friends']],
    ["I'd love to see Star Trek season 2 #wishlist", ['Star Trek season 2']],
    ['Twin Peaks please 🙏 #wishlist', ['Twin Peaks']],
    ['please add Lost, Friends and Dexter #wishlist', ['Lost', 'Friends', 'Dexter']],
    ['Bring back Firefly! #wishlist', ['Firefly']],
    ['We want Dark on Hulu again please #wishlist', ['Dark']],
    // Others: what stands by itself, or in their quotes.
    ['¡Hola! «La casa de papel» por favor #wishlist', ['La casa de papel']],
    ['도깨비 #wishlist', ['도깨비']],
    // Nothing.
    ['#Huluお願い', []],
    ['よろしくお願いします #Huluお願い', []],
    ['いつも楽しく見ています。ありがとうございます！ #Huluお願い', []],
    ['この企画、毎週楽しみにしています #Huluお願い', []],
    ['RT @mia: 『鬼滅の刃』を配信してください #Huluお願い', []],
    ['@hulu_jp https://example.com/a 🙏🙏 #Huluお願い', []],
    ['Thanks for asking, I really love this #wishlist', []],
    ['', []],
  ])('%j', (text, wishes) => {
    expect(wishesOf(text, campaign)).toEqual(wishes);
  });

  it('that lists a catalogue is cut', () => {
    expect(wishesOf(Array.from({ length: 99 }, (_, n) => `「T${String(n)}x」`).join(''))).toHaveLength(
      mostWishes,
    );
  });

  it.each([
    ['laughs on', `銀魂が見たい${'w'.repeat(200)}草`],
    ['goes on asking', `銀魂が見たい${'んです'.repeat(70)}ぞ`],
    ['mixes its endings', `銀魂が見たい${'wね'.repeat(100)}ぞ`],
    ['says where again and again', `can you add x${' on here'.repeat(28)} y`],
    ['begs', `${'ぜひ'.repeat(110)}x`],
    ['thanks on', `can you add x${' again'.repeat(37)}`],
    ['asks in many places', `can you add x${' to hulu'.repeat(28)} on`],
    ['greets on', `${'hi hulu '.repeat(28)}add x`],
  ])('of who %s is read at once: tried in every way it would take years', (_, text) => {
    expect(wishesOf(`${text} #Huluお願い`, campaign).length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['銀魂が見たいwwww', '銀魂'],
    ['銀魂が見たいんですけどね笑', '銀魂'],
    ['銀魂の配信お願いしますね', '銀魂'],
  ])('is read before its endings: %s', (text, wish) => {
    expect(wishesOf(text, campaign)).toEqual([wish]);
  });

  it('of any text is read in a moment, and what is read is in it', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            '『',
            '』',
            '「',
            '」',
            '"',
            '見たい',
            '配信',
            'お願い',
            'w',
            'ん',
            'んです',
            'です',
            'ぞ',
            ' on here',
            'please ',
            'add ',
            '、',
            '・',
            'と',
            ' ',
            '\n',
            '1.',
            '#',
            '@',
            'A',
            '鬼',
          ),
          { maxLength: 200 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const plain = (of: string): string => of.replaceAll(/[\s\u3000]+/gu, '');
        for (const wish of wishesOf(text, campaign)) {
          expect(wish).not.toBe('');
          for (const sign of plain(wish)) expect(text).toContain(sign);
        }
      }),
    );
  });
});

describe('two spellings', () => {
  test.each([
    ['鬼滅の刃', '鬼滅の刃！'],
    ['ワンピース', 'ﾜﾝﾋﾟｰｽ'],
    ['ワンピース', 'わんぴーす'],
    ['SPY×FAMILY', 'ＳＰＹ × Family'],
    ['Spider-Man', 'spiderman'],
    ['Pokémon', 'POKEMON'],
    ['The Wire', 'Wire'],
    ['進撃の巨人 第2期', '進撃の巨人 シーズン2'],
    ['進撃の巨人 第二期', '進撃の巨人２期'],
    ['Dark season 2', 'Dark S2'],
    ['Dark Season 2', 'Dark 2nd season'],
  ])('%s and %s are one', (one, other) => {
    expect(wishKey(one)).toBe(wishKey(other));
  });

  test.each([
    ['ウォーキングデッド', 'ウォキングデッド'],
    ['スパイダーマン', 'スパイダマン'],
    ['チェンソーマン', 'チェーンソーマン'],
    ['Game of Thrones', 'Game of Throns'],
    ['Twin Peaks', 'Twin Paeks'],
  ])('%s and %s are near', (one, other) => {
    expect(isNear(wishKey(one), wishKey(other))).toBe(true);
    expect(isNear(wishKey(other), wishKey(one))).toBe(true);
  });

  test.each([
    ['ビル', 'ビール'],
    ['Dark', 'Bark'],
    ['スパイダーマン', 'スパイダーマン2'],
    ['スパイダーマン2', 'スパイダーマン3'],
    ['進撃の巨人', '進撃の巨人 第2期'],
    ['進撃の巨人 第2期', '進撃の巨人 第3期'],
    ['進撃の巨人 第2期', '進撃の巨人 2'],
    ['名探偵コナン 黒鉄の魚影', '名探偵コナン 黒鉄の人影'],
    ['相棒', '劇場版 相棒'],
  ])('%s and %s are two', (one, other) => {
    expect(wishKey(one)).not.toBe(wishKey(other));
    expect(isNear(wishKey(one), wishKey(other))).toBe(false);
  });
});

const post = (id: number, person: string, text: string, more: Partial<WishPost> = {}): WishPost => ({
  id: `p${String(id)}`,
  person,
  wishes: wishesOf(text, campaign),
  at: id,
  reposts: 0,
  acknowledged: false,
  ...more,
});

describe('a ranking', () => {
  it('counts people once for a wish, and posts, reposts and acknowledgements as they are', () => {
    const { wishes, unread } = rankWishes([
      post(1, 'mia', '『鬼滅の刃』お願いします', { reposts: 3, acknowledged: true }),
      post(2, 'mia', '鬼滅の刃を配信してください'),
      post(3, 'jo', '鬼滅の刃が見たいです！', { reposts: 1 }),
      post(4, 'jo', '銀魂が見たい'),
      post(5, 'ann', 'ありがとうございます'),
    ]);
    expect(unread).toBe(1);
    expect(wishes).toMatchObject([
      {
        text: '鬼滅の刃',
        people: 2,
        posts: 3,
        reposts: 4,
        acknowledged: 1,
        oldest: 1,
        newest: 3,
        postIds: ['p3', 'p2', 'p1'],
      },
      { text: '銀魂', people: 1, posts: 1 },
    ]);
  });

  it('is called what most people wrote, and names the other spellings', () => {
    const [wish] = rankWishes([
      post(1, 'a', '「チェーンソーマン」'),
      post(2, 'b', '「チェンソーマン」'),
      post(3, 'c', '「チェンソーマン」'),
      post(4, 'd', '「ﾁｪﾝｿｰﾏﾝ」'),
    ]).wishes;
    expect(wish).toMatchObject({ text: 'チェンソーマン', people: 4 });
    expect(wish?.spellings.map(({ text, people }) => [text, people])).toEqual([
      ['チェンソーマン', 3],
      ['チェーンソーマン', 1],
    ]);
  });

  it('is called what was written first where equally many people wrote it', () => {
    const spelled = (first: string, second: string) =>
      rankWishes([post(2, 'a', second), post(1, 'b', first)]).wishes.map(({ text, people }) => [
        text,
        people,
      ]);
    expect(spelled('「Twin Peaks」', '「Twin Paeks」')).toEqual([['Twin Peaks', 2]]);
    expect(spelled('「Twin Paeks」', '「Twin Peaks」')).toEqual([['Twin Paeks', 2]]);
    // In another case and width it is one spelling.
    expect(spelled('「Twin Peaks」', '「TWIN PEAKS」')).toEqual([['Twin Peaks', 2]]);
  });

  it('takes “AとB” for two only where both were wished for by themselves', () => {
    const texts = ['鬼滅の刃と銀魂が見たい', '鬼滅の刃が見たい', '銀魂が見たい', '美女と野獣が見たい'];
    const { wishes } = rankWishes(texts.map((text, n) => post(n, String(n), text)));
    expect(wishes.map(({ text, people }) => [text, people])).toEqual([
      ['銀魂', 2],
      ['鬼滅の刃', 2],
      ['美女と野獣', 1],
    ]);
  });

  it('holds to what people said of it', () => {
    const posts = [
      post(1, 'a', '「鬼滅の刃」'),
      post(2, 'b', '「きめつ」'),
      post(3, 'c', '「挨拶」'),
      post(4, 'd', '「Twin Peaks」'),
      post(5, 'e', '「Twin Paeks」'),
    ];
    const { wishes, none } = rankWishes(posts, {
      same: new Map([['きめつ', '鬼滅の刃']]),
      none: new Set(['挨拶']),
      own: new Set(['twinpaeks']),
    });
    expect(wishes.map(({ text, people }) => [text, people])).toEqual([
      ['鬼滅の刃', 2],
      ['Twin Paeks', 1],
      ['Twin Peaks', 1],
    ]);
    expect(none).toEqual([{ id: '挨拶', text: '挨拶', people: 1 }]);
    // A circle of words is one thing, whatever the order.
    const circle = new Map([
      ['きめつ', '鬼滅の刃'],
      ['鬼滅の刃', 'きめつ'],
    ]);
    expect(rankWishes(posts, { ...noCorrections, same: circle }).wishes[0]?.people).toBe(2);
  });
});

const titles = fc.constantFrom(
  'ウォーキングデッド',
  'ウォキングデッド',
  'ウォーキングデット',
  'ウォーキンデッド',
  'twin peaks',
  'twin paeks',
  'Twin Peak',
  'スパイダーマン',
  'スパイダマン',
  'スパイダーマン2',
  '進撃の巨人 第2期',
  '進撃の巨人',
  '銀魂',
);
const somePosts = fc
  .array(
    fc.record({
      person: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      wishes: fc.array(titles, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ person, wishes }, n) => post(n, person, wishes.map((one) => `「${one}」`).join(''))),
  );

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

describe('whatever people wish for', () => {
  it('the order in which posts come makes no difference', () => {
    fc.assert(
      fc.property(
        somePosts.chain((posts) =>
          fc.tuple(fc.constant(posts), fc.shuffledSubarray(posts, { minLength: posts.length })),
        ),
        ([posts, shuffled]) => {
          expect(rankWishes(shuffled)).toEqual(rankWishes(posts));
        },
      ),
    );
  });

  it('grouping what was grouped changes nothing', () => {
    fc.assert(
      fc.property(somePosts, (posts) => {
        const { wishes } = rankWishes(posts);
        const again = wishes.flatMap((wish, w) =>
          Array.from({ length: wish.people }, (_, n) =>
            post(w * 100 + n, `${String(w)}-${String(n)}`, `「${wish.text}」`),
          ),
        );
        const key = ({ id, people }: { id: string; people: number }): string => `${id} ${String(people)}`;
        expect(rankWishes(again).wishes.map(key).toSorted(inOrder)).toEqual(
          wishes.map(key).toSorted(inOrder),
        );
      }),
    );
  });

  it('who wishes once more counts no more', () => {
    fc.assert(
      fc.property(somePosts, (posts) => {
        const twice = [...posts, ...posts.map((one, n) => ({ ...one, id: `again${String(n)}` }))];
        const counts = (of: readonly WishPost[]) =>
          rankWishes(of).wishes.map(({ id, people }) => `${id} ${String(people)}`);
        expect(counts(twice).toSorted(inOrder)).toEqual(counts(posts).toSorted(inOrder));
      }),
    );
  });
});
