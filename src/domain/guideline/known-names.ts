// Family names and given names that handles are made of: enough of them to tell that one is not another.

/** Family names as handles write them; `ou` and `oo` as `o`. */
const familyNames = [
  '佐藤 sato,鈴木 suzuki,高橋 takahashi,田中 tanaka,伊藤 ito,渡辺 watanabe,山本 yamamoto',
  '中村 nakamura,小林 kobayashi,加藤 kato,吉田 yoshida,山田 yamada,佐々木 sasaki,山口 yamaguchi',
  '松本 matsumoto,井上 inoue,木村 kimura,林 hayashi,斎藤 saito,斉藤 saito,清水 shimizu',
  '山崎 yamazaki,森 mori,池田 ikeda,橋本 hashimoto,阿部 abe,石川 ishikawa,山下 yamashita',
  '中島 nakajima,石井 ishii,小川 ogawa,前田 maeda,岡田 okada,長谷川 hasegawa,藤田 fujita,後藤 goto',
  '近藤 kondo,村上 murakami,遠藤 endo,青木 aoki,坂本 sakamoto,福田 fukuda,太田 ota,西村 nishimura',
  '藤井 fujii,金子 kaneko,岡本 okamoto,藤原 fujiwara,三浦 miura,中野 nakano,中川 nakagawa',
  '原田 harada,松田 matsuda,竹内 takeuchi,小野 ono,田村 tamura,中山 nakayama,和田 wada,石田 ishida',
  '森田 morita,上田 ueda,原 hara,内田 uchida,柴田 shibata,酒井 sakai,宮崎 miyazaki,横山 yokoyama',
  '高木 takagi,安藤 ando,宮本 miyamoto,大野 ono,小島 kojima,谷口 taniguchi,今井 imai,工藤 kudo',
  '増田 masuda,丸山 maruyama,杉山 sugiyama,村田 murata,大塚 otsuka,新井 arai,平野 hirano',
  '藤本 fujimoto,河野 kono,上野 ueno,野口 noguchi,武田 takeda,松井 matsui,千葉 chiba,菅原 sugawara',
  '岩崎 iwasaki,久保 kubo,木下 kinoshita,佐野 sano,野村 nomura,松尾 matsuo,市川 ichikawa',
  '菊地 kikuchi,杉本 sugimoto,古川 furukawa,大西 onishi,島田 shimada,水野 mizuno,桜井 sakurai',
  '渡部 watanabe,高田 takada,吉川 yoshikawa,山内 yamauchi,西田 nishida,飯田 iida,菊池 kikuchi',
  '西川 nishikawa,小松 komatsu,北村 kitamura,安田 yasuda,五十嵐 igarashi,川口 kawaguchi',
  '平田 hirata,関 seki,中田 nakata,久保田 kubota,服部 hattori,東 higashi,岩田 iwata,土屋 tsuchiya',
  '川崎 kawasaki,福島 fukushima,本田 honda,辻 tsuji,樋口 higuchi,秋山 akiyama,田口 taguchi',
  '永井 nagai,山中 yamanaka,吉村 yoshimura,星野 hoshino,黒田 kuroda,矢野 yano,荒木 araki',
  '大橋 ohashi',
];

/** The letters of a family name, by the name. */
export const romaji: ReadonlyMap<string, string> = new Map(
  familyNames
    .join(',')
    .split(',')
    .map((pair): [string, string] => {
      const [name = '', letters = ''] = pair.split(' ');
      return [name, letters];
    }),
);
export const familyLetters: ReadonlySet<string> = new Set(romaji.values());

export const givenNames: ReadonlySet<string> = new Set(
  [
    'adam adrian aisha alan albert alex alice amanda amir amy ana andrea andrew andy angela anna anne',
    'annie anthony arthur ashley barbara becky ben beth bill bob brandon brian carl carla carlos carol',
    'caroline catherine charlie charlotte chloe chris claire clara colin craig dan daniel daisy dave',
    'david dawn dean debbie derek diana diego donna dylan ed eddie edward elena eli ella ellen emily emma',
    'eric erin ethan eva evan eve fatima finn fiona frank fred gary gavin george gemma grace graham greg',
    'hannah harriet harry heather helen henry holly hugo ian isaac isabel ivan ivy jack jackie jacob jake',
    'james jamie jane janet jason jean jeff jen jenny jess jessica jill jim joan joe joel john jon josh',
    'juan julia julie june karen kate katie keith kelly ken kevin kim kirsty kyle lara laura lauren leah',
    'lena leo lewis liam lily linda lisa liz logan louise lucas lucy luis luke maggie marcus margaret',
    'maria mark martha martin mary mason matt max maya megan mia michael michelle mike mohammed molly',
    'nadia nancy naomi natalie nathan neil nick nicola nicole nina noah nora oliver olivia omar oscar',
    'owen pam pat patrick paul paula peter phil philip priya rachel raj ravi rebecca rich richard rob',
    'robert robin roger rory rosa rose ross ruby ruth ryan sally sam samantha sandra sara sarah scott',
    'sean shaun simon sofia sophie stella stephen steve stuart sue susan tara ted teresa terry tess theo',
    'thomas tim tina toby tom tony tracy victor victoria vincent wendy will william yasmin zoe',
  ]
    .join(' ')
    .split(' '),
);
