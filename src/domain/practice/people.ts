// The people who live on the practice network: each keeps one name, one voice and one life over all their stories.
import type { PracticeLanguage, Voice } from './story.ts';

export interface Character {
  handle: string;
  displayName: string;
  bio: string;
  lang: PracticeLanguage;
  voice: Voice;
  followers: number;
  /** Whether strangers may write them a direct message. */
  dmOpen: boolean;
}

function people(
  lang: PracticeLanguage,
  rows: readonly (readonly [Voice, string, string, string, number, 'closed'?])[],
) {
  return rows.map(([voice, handle, displayName, bio, followers, dms]): Character => ({
    handle,
    displayName,
    bio,
    lang,
    voice,
    followers,
    dmOpen: dms !== 'closed',
  }));
}

export const characters: readonly Character[] = [
  ...people('ja', [
    ['casual', 'mugi_to_neko', 'むぎ🐈', '猫2匹と社会人4年目。だいたい眠い。', 214],
    ['casual', 'yunomi_83', 'ゆのみ', '本とお茶。たまに愚痴。', 96],
    ['casual', 'ao_no_sora7', 'あお', '通勤電車で生きてる / 写真すこし', 431],
    ['casual', 'kinakomochi_b', 'きなこもち', '在宅ワーク三年目。運動不足。', 158],
    ['casual', 'haruru_haru', 'はるる', '新婚🐣 引っ越したばかり', 302, 'closed'],
    ['casual', 'tsukimi_udon', '月見うどん', '麺と散歩', 67],
    ['polite', 'sakamoto_note', 'さかもと', '二児の母です。子育てと仕事の記録。', 188],
    ['polite', 'k_hirose_', '広瀬', '会社員。ランニングと珈琲。', 240],
    ['polite', 'nagata_mk', '永田みき', '図書館勤務。ゆっくり返信します。', 75],
    ['polite', 'ogawa_lens', '小川', '週末写真。ご連絡はお気軽に。', 512],
    ['blunt', 'gen_works', 'ゲン', '現場職。思ったことは言う。', 129],
    ['blunt', 'ryu_09b', 'りゅう', '無言フォロー失礼。辛口。', 880, 'closed'],
    ['blunt', 'tanuki_oyaji', 'たぬき親父', '晩酌だけが楽しみ', 53],
    ['kansai', 'omame_osaka', 'おまめ', '大阪の端っこ。しゃべりすぎ注意。', 344],
    ['kansai', 'takoyaki_ken', 'けんちゃん', '粉もんと阪堺電車', 121],
    ['kansai', 'kyo_no_moto', 'もと', '京都で自営してます', 207],
    ['hakata', 'yuzukosho_m', 'ゆずこしょう', '福岡在住。子ども3人おるけん毎日戦争。', 166],
    ['hakata', 'hakata_tomo', 'とも', '屋台好き。よかよか。', 98],
    ['senior', 'fujiko_garden', '藤子', '七十二歳。庭と俳句。孫に教わって始めました。', 41],
    ['senior', 'yamane_yoshio', '山根よしお', '定年後のつぶやき。', 36],
    ['fan', 'pipi_collect', 'ぴぴ', '好きなものを好きと言うアカウント💛', 640],
    ['fan', 'mashiro_fan', 'ましろ', '推し活と限定品', 512],
    ['teen', 'nemui_hs2', 'ねむい', 'こうこうせい', 271, 'closed'],
    ['teen', 'shiro_pan', 'しろぱん', '吹部 / テスト前', 190],
    ['spammer', 'raku_fukugyo', '在宅ラクラク案内', 'スマホ1台で始められる♪ 詳細はプロフへ', 12],
    ['spammer', 'present_kikaku8', 'プレゼント企画まとめ', '毎日当たる！', 9],
  ]),
  ...people('en', [
    ['casual', 'jess_outside', 'Jess', 'Trails, tea, two rabbits.', 233],
    ['casual', 'marcus_wv', 'Marcus V', 'Nurse. Night shifts. Bad puns.', 187],
    ['casual', 'tomo_in_leeds', 'Tom O.', 'Leeds. Mostly complaining about rain.', 140],
    ['casual', 'rosie_makes', 'Rosie', 'I knit things and undo them again', 410],
    ['casual', 'danhasnotime', 'Dan', 'dad of 3, asleep by 9', 95, 'closed'],
    ['casual', 'petra_kl', 'Petra', 'Film club, thrift shops', 260],
    ['polite', 'eleanor_hughes', 'Eleanor Hughes', 'Librarian. Replies slowly but always.', 118],
    ['polite', 'aisha_reads', 'Aisha', 'Teacher, reader, aunt of six', 322],
    ['polite', 'ben_carter_', 'Ben Carter', 'Small hotel owner in the hills', 204],
    ['polite', 'maria_lind', 'Maria Lind', 'Accountant by day, baker by night', 150],
    ['blunt', 'rickyd_84', 'Ricky D', 'Calling it as I see it.', 702, 'closed'],
    ['blunt', 'no_nonsense_nat', 'Nat', 'opinions my own, and correct', 388],
    ['blunt', 'gary_tools', 'Gary', 'Vans, tools, football', 88],
    ['senior', 'margaret_b72', 'Margaret', 'Retired postmistress. Learning this with my grandson.', 29],
    ['senior', 'walter_pike', 'Walter', 'Widower, gardener, radio listener', 33],
    ['fan', 'bea_loves', 'Bea ✨', 'I only post about things I love', 690],
    ['fan', 'theo_collects', 'Theo', 'Limited editions. All of them.', 455],
    ['teen', 'zoekindof', 'zoe', 'sophomore / marching band', 310, 'closed'],
    ['teen', 'lilkai_', 'kai', 'skating n failing chem', 275],
    ['spammer', 'crypto_wins_daily', 'Daily Wins', 'Passive income made easy! Link in bio', 7],
    ['spammer', 'giveaway_hub77', 'Giveaway Hub', 'WIN every day', 11],
  ]),
];

/** Everyday posts that are about nothing of ours: the noise every listener must let pass. */
export const smallTalk: Record<PracticeLanguage, readonly string[]> = {
  ja: [
    '月曜が来るの早すぎん？',
    '今日の夕焼けすごかった。写真じゃ伝わらないやつ',
    '電車で座れただけで一日がんばれる',
    '冷蔵庫あけて、なに取りに来たか忘れた',
    '洗濯物干したら降ってきた。知ってた',
    '新しい靴で靴ずれ。慣れるまでの辛抱',
    '職場の差し入れのどら焼き、おいしかった〜',
    'うちの猫、今日もキーボードの上',
    '眠い。とにかく眠い。',
    '散歩してたら金木犀の匂いがした',
    '図書館で借りた本が当たりだった。続きも予約した',
    '明日こそ早起きする（三日連続三回目）',
    'スーパーのレジで前の人が知り合いだった。なぜか隠れた',
    'コーヒー淹れたのに机に置いたまま会議行ってた',
    '庭のミニトマト、やっと赤くなりました',
    '子どもの参観日。緊張してたのは親のほうだった',
    '歯医者の予約、また延期してしまった',
    'ラーメン食べたい。23時だけど',
  ],
  en: [
    'Why is Monday always on a Monday',
    'Opened the fridge. Forgot why. Closed the fridge.',
    'The sky tonight looked painted, no photo does it justice',
    'Got a seat on the train, today is already a win',
    'Hung the laundry out so of course it started raining',
    'My cat has decided the keyboard is hers now',
    'Made coffee, left it on the desk, went to a meeting. Classic.',
    'Library book turned out to be a gem, already reserved the next one',
    'Going to get up early tomorrow (day 4 of saying this)',
    'New shoes, new blisters',
    'First tomatoes of the year are finally red',
    'Saw someone I know at the shop and hid behind the cereal. Why am I like this',
    'Dentist appointment postponed again, oops',
    'Noodles at 11pm is self care',
    'The neighbour is learning the trumpet. We are all learning patience.',
    'Parents evening. I was more nervous than the kid.',
  ],
};
