// What people say that they cannot or will not do, by what a reply asks it of them all the same.
import type { Phrases } from './phrases.ts';

/** What they cannot or will not do, what asks it of them all the same, and what spares them. */
export const cannot: readonly { said: Phrases; asked: Phrases; spared: Phrases }[] = [
  {
    said: {
      ja: /耳が(?:聞こえ|不自由|遠)|聴覚|聾|難聴|声が出(?:な|ませ)|電話(?:が|は|を)?(?:でき(?:な|ませ)|無理|苦手|使え(?:な|ませ)|かけられ(?:な|ませ)|怖|嫌|したくな|しろと言わないで)/gu,
      en: /\b(?:i'?m (?:profoundly )?deaf|deaf (?:so|and)|hard of hearing|(?:can'?t|cannot|unable to) (?:call|phone|ring|talk|speak|hear|use (?:the|a) phone)|(?:don'?t|do not) (?:ask|tell|make) me to (?:ring|call|phone)|no phone calls|phone anxiety|lost my voice|non-?verbal)\b/giu,
    },
    asked: {
      ja: /お電話(?:にて|で(?:お|ご)|を(?:いただ|くだ|お)|くださ|ください)|おかけ(?:くだ|いただ)|\d{2,4}-\d{2,4}-\d{3,4}/gu,
      en: /\b(?:(?:call|ring|phone) (?:us|them|our|the|him|her)|give (?:us|them|me|it) a (?:call|ring|bell)|by phone|over the phone|on the phone|0\d{2,4} \d{3} \d{3,4})\b/giu,
    },
    spared: {
      ja: /電話(?:なし|では?なく|は(?:不要|いりません)|以外|をおかけにならず)|電話を(?:使|か)(?:わ|け)ず/gu,
      en: /\b(?:no need to (?:call|ring|phone)|without (?:a |any )?(?:call|calling|phon\w+|ringing)|no (?:phone )?calls?|instead of (?:call|phon|ring)ing|won'?t (?:call|ring|phone)|text relay|not (?:call|ring|phone))\b/giu,
    },
  },
  {
    said: {
      ja: /スマホ(?:を|は|が|も)?(?:持って(?:い)?(?:な|ませ)|ない|ありません|使え(?:な|ませ))|ガラケー|(?:パソコン|プリンター)(?:が|を|は|も)?(?:ない|ありません|持って(?:い)?(?:な|ませ))/gu,
      en: /\b(?:(?:don'?t|doesn'?t|do not|does not|haven'?t|hasn'?t) (?:have|own|got|use) (?:a |the |your |any )?(?:smart ?phone|computer|printer|app|email)|no (?:smart ?phone|computer|printer))\b/giu,
    },
    asked: {
      ja: /アプリ(?:から|で|を|にて)|ダウンロード|印刷|サイト(?:から|で)|オンライン/gu,
      en: /\b(?:(?:in|through|via|use|download|open) (?:the|our|your) app|online|print (?:it|the|and)|download)\b/giu,
    },
    spared: {
      ja: /アプリ(?:なし|を使わ)|印刷(?:なし|不要)|郵送|紙で/gu,
      en: /\b(?:without (?:the |an? )?(?:app|printer|computer)|by (?:post|letter|phone)|on paper|in the post)\b/giu,
    },
  },
  {
    said: {
      ja: /目が(?:見え|不自由|悪)|視覚障|全盲|弱視|読み上げソフト|字が読め(?:な|ませ)/gu,
      en: /\b(?:i'?m (?:nearly |partly |registered )?blind|visually impaired|(?:can'?t|cannot|don'?t) see (?:the|a|any) (?:screen|picture|button|display)s?|screen ?reader|partially sighted)\b/giu,
    },
    asked: {
      ja: /(?:の)?図(?:を|の)|画像(?:を|の)(?:ご)?(?:覧|確認)|(?:赤|青|緑|白|黄色)い|目印|写真を(?:ご覧|撮)|画面(?:に|の|を)[^。\n]{0,12}(?:絵|色|ご覧|確かめ)/gu,
      en: /\b(?:(?:see|look at) the (?:picture|diagram|screen|photo|light)|(?:red|blue|green|white|amber) (?:button|light|icon)|what colou?r)\b/giu,
    },
    spared: {
      ja: /読み上げ|音声|手ざわり|触って|お電話/gu,
      en: /\b(?:read (?:it )?out|by touch|by ear|voice|over the phone|talk you through)\b/giu,
    },
  },
  {
    // It is no longer with them: nothing is there to be tried.
    said: {
      ja: /(?:返品|返送|解約|退会|返却)(?:は)?(?:もう|すでに|既に)?(?:済み|し(?:ました|た[。、ので]|てあ))|(?:もう|すでに|既に)[^。\n]{0,14}(?:返品|解約|返送|返却)(?:済|し)/gu,
      en: /\b(?:(?:i|we|i'?ve|we'?ve|have|already) (?:already )?(?:returned|sent (?:it|them|mine) back|sold (?:it|them|mine))|(?:it|they)(?:'s| is|'re| are) (?:already )?back with you)\b/giu,
    },
    asked: {
      ja: /再起動|リセット|初期化|お試し(?:ください|いただけ)|(?:まだ|いまも|続き)ますか|ボタンを[^。]{0,8}押し/gu,
      en: /\b(?:(?:does|is) your \w+ still|restart|reset|reboot|hold (?:both|the) buttons?|try (?:turning|updating|charging))\b/giu,
    },
    spared: {
      ja: /新しい|代わりの|交換品/gu,
      en: /\b(?:new one|replacement)\b/giu,
    },
  },
  {
    // Stairs and ways are not for everybody.
    said: {
      ja: /車(?:いす|椅子|イス)|松葉杖|ベビーカー|歩け(?:な|ませ)|足(?:が|腰が|も)(?:悪|不自由|弱|痛)|寝たきり|(?:店|外)(?:まで|に|へ)?(?:も)?(?:行け|出(?:られ|れ))(?:な|ませ)/gu,
      en: /\b(?:wheelchair\w*|crutches|walking (?:frame|stick)|rollator|pushchair|pram|buggy|stroller|mobility scooter|(?:can'?t|cannot|unable to|struggle to) (?:walk|climb|manage stairs|do stairs|leave (?:the house|home|bed)|get out|get to (?:a|the|your)|drive)|housebound|bed-?ridden|in plaster)\b/giu,
      zh: /轮椅|拐杖|婴儿车|走不了|腿脚不便|出不了门/giu,
      ko: /휠체어|목발|유모차|걷지 못|거동이|외출이 어려/giu,
      es: /silla de ruedas|muletas|carrito|no puedo (?:andar|caminar|salir)/giu,
      pt: /cadeira de rodas|muletas|carrinho de beb[eê]|n[aã]o (?:posso|consigo) (?:andar|sair)/giu,
      fr: /fauteuil|b[eé]quilles|poussette|ne (?:peux|peut) pas (?:marcher|sortir|me d[eé]placer)/giu,
      de: /rollst[uü]hl|kr[uü]cken|kinderwagen|rollator|kann nicht (?:laufen|gehen|raus)/giu,
    },
    asked: {
      ja: /階段|お(?:上|登)がり|歩いて|徒歩|歩道橋|(?:お店|店舗|店頭|窓口|当店|こちら)(?:に|へ|まで)(?:また)?(?:お越し|お持ち|ご来店|いら)|お越し(?:ください|いただ)|ご来店/gu,
      en: /\b(?:stairs?|steps beside|footbridge|on foot|(?:short|quick|easy) walk|walk (?:to|up|down|over|round)|climb|(?:come|drop|pop|call) (?:in|by|into|over|round)|come to (?:a|the|our|your)|visit (?:a|the|our|your|us)|in person|drive (?:to|over))\b/giu,
      zh: /楼梯|台阶|步行|走(?:过去|上)|到(?:店|前台|网点|柜台)/giu,
      ko: /계단|걸어서|도보|방문해|매장(?:으로|에) (?:오|와)/giu,
      es: /escaleras?|a pie|caminando|(?:pase|acuda|venga) (?:por|a)/giu,
      pt: /escadas?|a p[eé]|andando|(?:passe|v[aá]|venha) (?:na|à|ao|numa|at[eé])/giu,
      fr: /escaliers?|[aà] pied|en marchant|(?:passez|venez|rendez-vous) /giu,
      de: /treppe\p{L}*|zu fu[sß]|kommen sie (?:vorbei|in|zu)|stufen/giu,
    },
    spared: {
      ja: /エレベーター(?:は|が)|スロープ|お(?:届け|持ち|伺い|うかがい)します|係(?:が|の者が)(?:伺|お手伝い|参)|郵送|段差(?:が|の)な/gu,
      en: /\b(?:ramps?|step-?free|lift (?:at|on|in)|level access|taxi|we(?:'ll| will) (?:come|collect|bring|send|carry)|by post|no need to (?:come|visit)|without (?:stairs|steps|coming))\b/giu,
      zh: /坡道|上门|无障碍|我们(?:去|来)/giu,
      ko: /경사로|찾아뵙|방문해 드리|엘리베이터는/giu,
      es: /rampa|sin escal|vamos a su|recogemos/giu,
      pt: /rampa|sem degraus|vamos at[eé]|recolhemos/giu,
      fr: /rampe|plain-pied|nous (?:venons|passons)|taxi/giu,
      de: /rampe|stufenlos|barrierefrei|wir (?:kommen|holen|bringen)|taxi/giu,
    },
  },
  {
    said: {
      ja: /(?:ネット|インターネット|メール|パソコン)(?:が|は|を|も)?(?:使え|でき|つなが|やら|し)(?:な|ませ)|ネット環境(?:が|は)?な/gu,
      en: /\b(?:(?:doesn'?t|don'?t|does not|do not|can'?t|cannot) (?:do|use|have) (?:the )?(?:internet|online|computers?|apps|e-?mail)|not (?:online|on the internet)|no (?:internet|wi-?fi|e-?mail)(?: at (?:home|all))?)\b/giu,
    },
    asked: {
      ja: /ログイン|アップロード|サイト(?:から|で)|ウェブ|オンライン|マイページ|メール(?:で|に)お送り/gu,
      en: /\b(?:log ?(?:in|on)|sign in|upload|online|on (?:our|the) (?:web)?site|website|e-?mail (?:us|it|the)|in (?:the|our) app)\b/giu,
    },
    spared: {
      ja: /お電話|郵送|紙で|代わりに|店頭で/gu,
      en: /\b(?:by (?:post|phone|letter)|on paper|we(?:'ll| will) (?:call|ring|post)|for (?:her|him|them)|instead|you can do)\b/giu,
    },
  },
];
