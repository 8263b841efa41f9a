// Made-up posts of customers in Japanese and English, for benchmarks: word frequencies as in real text, the same for the same seed.

const enCommon =
  'the to and i a my is it in of for you that on this me so but have was with not just be at are all they do your we an like what if when out up can about get now from will or no one time know how still been after there more good some who would day back really their has had why only then as by want need today its here them never even because got our too people going see new make work off over thing way last week again first please help';
const enTopics =
  'phone battery screen update app account password order delivery refund support service customer payment card charge cancel subscription broken broke repair warranty shop store price email login code error crash slow internet wifi signal router camera photo video noise fan laptop charger cable keyboard headphones watch tablet printer driver setting reset restart install version download upload storage backup cloud sync notification message call speaker bluetooth shipping package courier late missing wrong size colour return exchange invoice receipt bank flight hotel booking seat ticket airport luggage train bus weather coffee lunch dinner game music concert movie book school office meeting friend family dog cat garden kitchen washing machine fridge vacuum heater lamp door window car bike engine tyre fuel insurance doctor medicine sleep run walk gym shoes jacket dress bag';
const enEndings = ['', '', '', 's', 'ed', 'ing', 'er'];
const enSyllables =
  'ba be bo ca ce co da de di do fa fe fi ga go ha he ho ja jo ka ke ki la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi wa we wo ya yo za zo bra cla dro fle gri pla sto tri qua sha che thi nor mar ten lin ker ston ford ville ham';

const jaTopics =
  '電池 充電 画面 更新 アプリ アカウント パスワード 注文 配送 返金 サポート 対応 支払い カード 請求 解約 定期便 故障 修理 保証 店舗 値段 メール ログイン 認証 エラー 不具合 速度 回線 電波 ルーター カメラ 写真 動画 騒音 ファン パソコン ケーブル キーボード イヤホン 時計 タブレット プリンター 設定 初期化 再起動 バージョン ダウンロード 容量 バックアップ 同期 通知 電話 スピーカー 荷物 遅延 紛失 サイズ 色 返品 交換 領収書 銀行 飛行機 ホテル 予約 座席 切符 空港 電車 バス 天気 コーヒー 昼食 夕飯 ゲーム 音楽 映画 本 学校 会社 会議 友達 家族 犬 猫 庭 台所 洗濯機 冷蔵庫 掃除機 暖房 電球 玄関 窓 車 自転車 エンジン 保険 病院 薬 睡眠 散歩 靴 上着 鞄 音 水 風呂 部屋 隣 子供 先生 仕事 休み 朝 夜 明日 昨日 今週';
const jaParticles = ['は', 'が', 'を', 'に', 'で', 'も', 'の', 'と', 'から', 'まで', 'って', 'より'];
const jaVerbs =
  '使う 届く 壊れる 動く 止まる 買う 待つ 送る 返す 直す 変える 選ぶ 聞く 話す 見る 食べる 飲む 行く 帰る 寝る 起きる 始める 終わる 困る 諦める 教える 調べる 試す 繋ぐ 光る';
const jaEndings =
  'です ます でした ました ません ない なかった たい てほしい ている てしまった そう らしい かもしれない んだけど ですか ますか よね なあ と思う のに から ので けど。 してください できない つながらない 助けて どうすればいい';
const jaOpenings =
  'もう まだ やっと また すごく 本当に とりあえず なぜか いきなり 昨日から 今朝 さっき たぶん 誰か ';
const kanji =
  '日本人大年月火水木金土山川田中小林森石井高松竹梅桜花草虫魚鳥牛馬羊犬猫雨雪風雲空海島岸谷池橋道路駅町村市県国京都東西南北前後左右上下内外新古長短広狭深浅強弱明暗白黒赤青黄緑紫銀銅鉄紙糸布衣食住居室屋根床壁門戸庭園芸術絵画書文字語言葉声音楽歌舞劇場館院校学習教育師弟子父母兄姉妹夫妻娘孫王様神仏寺社宮城堂塔軍兵士武器刀剣弓矢戦争平和法律政治経済商売買物品店員客席机椅棚箱袋瓶缶皿鍋釜茶酒米麦豆肉卵油塩糖味香辛甘苦';

/** Ranks drawn as words are in real text: the n-th about 1/n as often as the first. */
function zipf(random: () => number, size: number, exponent = 1): () => number {
  const upTo = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += 1 / (rank + 2.7) ** exponent;
    upTo[rank] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Words nobody wrote a list of: names, models, places; many, and each rare. */
function inventedWords(random: () => number, syllables: readonly string[], size: number): string[] {
  const pick = (): string => syllables[Math.floor(random() * syllables.length)] ?? '';
  return Array.from({ length: size }, () => {
    const length = 2 + Math.floor(random() * 3);
    return Array.from({ length }, pick).join('');
  });
}

export interface CorpusPost {
  text: string;
  lang: 'ja' | 'en';
}

/** Answers a function that makes one post after another, half Japanese, half English. */
export function corpusMaker(random: () => number): () => CorpusPost {
  const chance = (share: number): boolean => random() < share;
  const list = (words: string): string[] => words.split(' ');
  const from = (words: readonly string[]): (() => string) => {
    const rank = zipf(random, words.length);
    return () => words[rank()] ?? '';
  };
  const common = from(list(enCommon));
  const topic = from(list(enTopics));
  const ending = (): string => enEndings[Math.floor(random() * enEndings.length)] ?? '';
  const name = from(inventedWords(random, list(enSyllables), 40_000));
  const jaTopic = from(list(jaTopics));
  const particle = from(jaParticles);
  const verb = from(list(jaVerbs));
  const jaEnding = from(list(jaEndings));
  const opening = from(list(jaOpenings));
  const compound = from(inventedWords(random, Array.from(kanji), 30_000));
  const number = (): string => String(Math.floor(random() * 10 ** (1 + Math.floor(random() * 6))));

  const english = (): string => {
    const words: string[] = [];
    const length = 6 + Math.floor(random() * 26);
    for (let at = 0; at < length; at += 1) {
      const kind = random();
      if (kind < 0.66) words.push(common());
      else if (kind < 0.9) words.push(topic() + ending());
      else if (kind < 0.98) words.push(name());
      else words.push(number());
      if (chance(0.08)) words.push(`${words.pop() ?? ''}${chance(0.5) ? ',' : '.'}`);
    }
    return words.join(' ');
  };
  const japanese = (): string => {
    let text = '';
    const clauses = 2 + Math.floor(random() * 5);
    for (let at = 0; at < clauses; at += 1) {
      if (chance(0.3)) text += opening();
      const noun = random();
      if (noun < 0.68) text += jaTopic();
      else if (noun < 0.92) text += compound();
      else if (noun < 0.97) text += name();
      else text += number();
      text += particle();
      if (chance(0.7)) text += verb();
      text += jaEnding();
      text += chance(0.4) ? '。' : chance(0.3) ? '、' : '';
    }
    return text;
  };
  return () => (chance(0.5) ? { text: japanese(), lang: 'ja' } : { text: english(), lang: 'en' });
}
