// Whether our name stands in a post as the common word that it is besides: a bird, a meadow, a child, a place to walk.

/** What stands in names of companies and tells one from no other. */
const generic =
  /^(?:support|help|helpdesk|care|service|services|team|official|desk|customer|customers|the|and|bank|mobile|hotels?|energy|power|city|library|insurance|notes|studios?|games?|footwear|shoes?|toys?|cameras?|rail|railway|air|airlines?|airways|coffee|groceries|grocers?|gyms?|fitness|foods?|water|telecom|broadband|home|homes|online|clinic|pharmacy|museum|books?|press|music|audio|tools?|bikes?|cars?|travel|tours?|parcels?|delivery|express|group|company|house|kitchen|garden|club|cinema|theatre|school|academy|atenci[oó]n|ayuda|ajuda|suporte|kundenservice|hilfe|clientes?)$/iu;
const genericEnd =
  /(?:カスタマー)?(?:サポート|公式|お客様(?:室|窓口|係)|相談室|窓口|客服|服务|官方|银行|航空|电信|酒店|고객(?:센터|지원)|서비스|공식)(?:センター|チーム|室)?$/u;

const genericRun =
  /^(?:ベーカリー|カフェ|ホテル|モバイル|オンライン|カメラ|ストア|ショップ|ペット|ホーム|キッチン|クリニック|スタジオ|ゲーム(?:ズ)?|会計|運営|銀行|損保|保険|電鉄|鉄道|交通|航空|電力|食品|商店|書店|靴店|旅館|美術館|図書館|水道|新聞|薬局|製菓|酒造|家電|の|で(?:ん)?き|案内係?|湯の宿|광장|은행|항공|전자|모바일|카페)$/u;

/** Words by which our name is told from others, as they are written; at least three letters, or two of a dense script. */
function wordsOf(name: string): string[] {
  const dense = name.replace(genericEnd, '').trim();
  if (/^[\p{sc=Han}\p{sc=Hangul}\p{sc=Katakana}\p{sc=Hiragana}ー]/u.test(dense)) {
    const runs =
      dense.match(/(?:\p{sc=Katakana}|ー){2,}|\p{sc=Hiragana}{2,}|\p{sc=Han}{2,}|\p{sc=Hangul}{2,}/gu) ?? [];
    return runs.filter((run) => !genericRun.test(run));
  }
  return (dense.match(/\p{Lu}[\p{L}’']{2,}/gu) ?? []).filter((word) => !generic.test(word));
}

/** An article that sets a thing apart from a name. */
const articles: Readonly<Record<string, string>> = {
  en: 'the|an?|that|this|those|these|some|two|three|old|wild|our|my|his|her|every|each',
  es: 'unas?|unos?|un|las?|los|el|aquel(?:la)?|esta|este',
  pt: 'umas?|uns|um|as?|os?|aquel[ae]|esta|este',
  fr: 'une?|des|les?|la|cette|ce|cet',
};
/** What stands behind a name used for a product. */
const ours =
  /^(?:app|account|card|order|site|website|team|support|staff|delivery|driver|router|box|store|shop|branch|customer|service|plan|bill|invoice|parcel|guys|people|employee|login|password|subscription|membership|update|server|page|line|hotline|price|fan|user|product|model|version|device|lens|camera|phone|shoe|boot)/iu;

/** What is seen, grows, lives and is done outdoors or at home, and is no matter of a company's. */
const world: Readonly<Record<string, RegExp>> = {
  en: /\b(?:sing(?:s|ing)|sang|nest\w*|feather\w*|wings?|flew|soar\w*|perch\w*|field|fields|lake|loch|river|valley|cliff\w*|dawn|dusk|sunset|sunrise|storm|frost|snow|rain|mist|spring|autumn|blossom\w*|bloom\w*|leaves|branches|roots?|trees?|hedge\w*|wildflowers?|butterfl\w+|bees|ducks?|trout|salmon|fish|birds?|fox|deer|sheep|cows?|ponies|beach|tide|waves|coast|moor\w*|hills?|mountain\w*|walk(?:ed|ing)|hik\w+|swim|swam|picnic|church|requiem|symphony|sonata|poems?|poet|novel|crossword|chess|teacher|school|grandfather|grandmother|grandad|brass|antique|attic|painting|exhibition|kids|toddler|puppy|kitten|dog|cat|football|match|striker|keeper|goal)\b/iu,
  ja: /軒先|巣|雛|ひな(?!祭)|さえずり|鳴(?:い|く|き)|庭|縁側|窓辺|畑|田んぼ|山頂|登山|海辺|砂浜|夕焼け|朝焼け|青空|虫|蝶|花(?!代)|桜|紅葉|散歩|柴犬|子犬|子猫|猫|しっぽ|昼寝|おやつ|抱っこ|ぽかぽか|日なた|日向ぼっこ|神社|お参り|参拝|石段|御朱印|南極|出港|見送|乗組|羽|卵(?!焼|サンド)|月夜|満月|星空|俳句|短歌|着物|帯|反物|絵画|小学校|先生|後輩|先輩|既読無視|観察|渡り鳥|飛ん|飛び立/u,
  zh: /湖边|山上|田野|树上|树林|花园|鸟|叫个|唱歌|飞过|筑巢|羽毛|日出|日落|春天|秋天|爬山|散步|小猫|小狗|诗|老师|学校|寺|海边|云彩|月亮|星空/u,
  ko: /새(?:가|소리|들)|지저귀|둥지|들판|호수|산책|산에|꽃|나무|강아지|고양이|노을|하늘을|바다|봄이|가을|시인|선생님|학교/u,
  es: /cant(?:ar|a|aba|ando)|nido|campo|[aá]rbol|bosque|r[ií]o|lago|amanecer|atardecer|balc[oó]n|jard[ií]n|p[aá]jaros?|plumas?|primavera|oto[nñ]o|monta[ñn]a|playa|poema|maestr[oa]|escuela|perr[oa]|gat[oa]/iu,
  pt: /cant(?:ar|a|ava|ando)|ninho|campo|[aá]rvore|bosque|rio|lago|amanhecer|p[oô]r do sol|varanda|jardim|p[aá]ssaros?|penas|primavera|outono|montanha|praia|poema|professor|escola|cachorr[oa]|c[aã]o|gat[oa]/iu,
  fr: /chant(?:e|er|ait|ant)|nid|champs?|arbre|for[eê]t|rivi[eè]re|lac|aube|cr[eé]puscule|balcon|jardin|oiseaux?|plumes?|printemps|automne|montagne|plage|po[eè]me|[eé]cole|chien|chat|miroir|pi[eè]ge/iu,
  de: /sing(?:t|en)|gesang|nest|feld|baum|wald|fluss|see\b|sonnenaufgang|sonnenuntergang|garten|vogel|v[oö]gel|federn|fr[uü]hling|herbst|berg|strand|gedicht|schule|lehrer|hund|katze|wiese/iu,
};
/** Trade with anybody at all: then it may be ours after all. */
const trade: Readonly<Record<string, RegExp>> = {
  en: /\b(?:order\w*|app|deliver\w*|refund\w*|subscription|account|bill(?:ed|ing)?|charged?|store|shop|customer|update\w*|firmware|broken|battery|screen|bought|queue|desk|terminal|airport|working|crash\w*|staff|arriv\w+|parcel|website|login|log in|router|signal|claim|polic(?:y|ies)|flight|booking|booked|check-?in|password)\b/iu,
  ja: /アプリ|注文|頼ん|花束|届|配送|返金|契約|請求|店員|店舗|お店|レジ|予約|ログイン|更新|電波|回線|料金|買っ|購入|修理|故障|壊れ|保険|口座|振込|サポート|宿泊|泊まっ|食べ|おいし|美味/u,
  zh: /订单|应用|快递|退款|账户|客服|店|买|更新|坏|信号|航班|预订|投诉/u,
  ko: /주문|앱|배송|환불|계정|고객|매장|샀|구매|업데이트|고장|예약|요금/u,
  es: /pedido|app|env[ií]o|reembolso|cuenta|factura|tienda|compr[eé]|reserva|vuelo|cobr/iu,
  pt: /pedido|app|entrega|reembolso|conta|fatura|loja|comprei|reserva|voo|cobr/iu,
  fr: /commande|appli|livraison|rembours|compte|facture|magasin|achet|r[eé]serv|vol\b|client/iu,
  de: /bestell|app\b|liefer|erstatt|konto|rechnung|laden|gekauft|buchung|flug|kunde/iu,
};

/** Where one of our words stands for what it means to everybody; null where it may be us. */
export function commonNounIn(said: string, name: string, lang: string): string | null {
  const natural = world[lang];
  if (natural === undefined) return null;
  const isWorldly = natural.test(said) && trade[lang]?.test(said) !== true;
  const article = articles[lang];
  for (const word of wordsOf(name)) {
    if (article === undefined) {
      if (isWorldly && said.includes(word)) return word;
      continue;
    }
    const small = word.toLowerCase();
    const place = new RegExp(
      `(?<![\\p{L}#@])(?:${article}) ${small}(?:s|es)?(?![\\p{L}\\p{N}])(?: (\\S+))?`,
      'u',
    ).exec(said.replace(/^\p{Lu}/u, (first) => first.toLowerCase()));
    const isThing = place !== null && !ours.test(place[1] ?? '') && !said.includes(word);
    if (isThing && isWorldly) return place[0];
  }
  return null;
}
