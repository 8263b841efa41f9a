// Roles that exclude each other: whoever lets a flat is not spoken to as its guest, and whoever came before is no newcomer.
import type { DraftSpan } from './finding.ts';
import { placesOf, type Phrases } from './phrases.ts';

interface Held {
  told: string;
  words: string;
  span: DraftSpan;
}

/** Sides of one matter, each by its nouns in all languages; nobody stands on two of a row. */
const sides: readonly (readonly string[])[] = [
  [
    'hosts?|landlords?|landlady|owners?|lessors?|ホスト|オーナー|大家|家主|貸主|持ち主|貸している|房东|业主|房主|호스트|집주인|임대인|임대하는|빌려주는|caseros?|casera|due[ñn][oa]|propietari[oa]s?|anfitri[oó]n|anfitriona|anfitri[aã]o|anfitri[aã]|senhori[oa]|propriet[aá]ri[oa]|h[oô]te|propri[eé]taire|bailleur|vermieter(?:in)?|gastgeber(?:in)?|eigent[uü]mer(?:in)?|hauseigent[uü]mer(?:in)?',
    'guests?|tenants?|renters?|lodgers?|ゲスト|入居者|借主|ご宿泊の(?:お客様|方)|ご宿泊者|借りている|租客|房客|住客|客人|租户|게스트|투숙객|세입자|임차인|inquilin[oa]s?|hu[eé]sped|arrendatari[oa]|h[oó]spedes?|locat[aá]ri[oa]|locataires?|voyageur|mieter(?:in)?|g[aä]ste?|gast',
  ],
  [
    'sellers?|vendors?|shop ?keepers?|merchants?|出品者|販売者|売主|卖家|商家|店主|판매자|vendedor(?:a|es)?|vendeu(?:r|se)|verk[aä]ufer(?:in)?',
    'buyers?|purchasers?|購入者|買主|ご購入の(?:お客様|方)|买家|顾客|구매자|comprador(?:a|es)?|acheteu(?:r|se)|k[aä]ufer(?:in)?',
  ],
  [
    'ground crew|cabin crew|crew|staff|employees?|drivers?|couriers?|riders?|workers?|従業員|社員|乗務員|運転手|配達員|员工|司机|骑手|직원|기사|emplead[oa]s?|conductor(?:a)?|repartidor(?:a)?|funcion[aá]ri[oa]s?|motorista|entregador(?:a)?|salari[eé]e?s?|employ[eé]e?s?|chauffeur|livreur|mitarbeiter(?:in)?|fahrer(?:in)?|kurier',
    'passengers?|travell?ers?|customers?|shoppers?|riders? of ours|ご乗客|ご乗車の(?:お客様|方)|乗客|乘客|顾客|승객|고객|pasajer[oa]s?|clientes?|clientas?|passageir[oa]s?|passagers?|passag[eè]re|client|cliente|fahrg[aä]ste?|fahrgast|kund(?:e|in)',
  ],
  [
    'teachers?|tutors?|professors?|lecturers?|先生|教員|講師|教师|老师|교사|선생|maestr[oa]|profesor(?:a)?|professor(?:a)?|enseignante?|professeure?|lehrer(?:in)?',
    'students?|pupils?|learners?|生徒|学生|学习者|학생|alumn[oa]s?|estudiantes?|alun[oa]s?|estudantes?|[eé]l[eè]ves?|[eé]tudiante?s?|sch[uü]ler(?:in)?|student(?:in)?',
  ],
  [
    'journalists?|reporters?|editors?|press|記者|編集者|ライター|取材|记者|编辑|기자|periodistas?|reporter[oa]|jornalistas?|rep[oó]rter|journalistes?|r[eé]dact(?:eur|rice)|journalist(?:in)?|redakteur(?:in)?',
    'policy ?holders?|customers?|members?|subscribers?|ご契約者|ご加入|会員|投保人|会员|客户|您的保单|가입자|회원|고객님의 계약|asegurad[oa]|su p[oó]liza|cliente|segurad[oa]|sua ap[oó]lice|assur[eé]e?|votre contrat|versicherte[rn]?|ihre police|ihr vertrag',
  ],
];

/** A first person before a role, and what joins the two. */
const being: Readonly<Record<string, string>> = {
  ja: '',
  en: "(?:\\b(?:i'?m|i am|we'?re|we are|as|speaking as|being)(?: (?:a|an|the|your|one of your|his|her|their)){0,2}(?: [\\p{L}-]+){0,2}? |^|[.!?:] )",
  zh: '(?:我是|我们是|作为|身为)(?:[^。，]{0,4})',
  ko: '(?:저는|제가|나는)[^.!?\\n]{0,10}',
  es: '(?:soy|somos|como)(?: (?:el|la|los|las|un|una))?(?: \\p{L}+)? ',
  pt: '(?:sou|somos|como)(?: (?:o|a|os|as|um|uma))?(?: \\p{L}+)? ',
  fr: '(?:je suis|nous sommes|en tant que|comme)(?: (?:le|la|les|un|une|l.))?(?: \\p{L}+)? ?',
  de: '(?:ich bin|wir sind|als)(?: (?:der|die|das|ein|eine))?(?: \\p{L}+)? ',
};
/** What a reply says to whom it takes for one of them. */
const spokenTo: Readonly<Record<string, readonly [string, string]>> = {
  ja: ['', '(?:(?:の(?:お客様|皆様|方))?(?:には|として|でいらっしゃ|の(?:お客様|方)(?:に|は|で|か)))'],
  en: [
    "(?:\\bas (?:a|an|the|our|one of our) |(?:\\bsince|\\bbecause) you(?:'re| are) (?:a|an|the|one of our) |\\byou(?:'re| are) (?:a|an|the|one of our) |\\bfor our |\\bdear )(?:valued )?",
    '(?! (?:of|and)\\b)',
  ],
  zh: ['(?:作为|身为|您是)', ''],
  ko: ['', '(?:께서는|님께서|으로서|님은|이시)'],
  es: ['(?:como (?:el |la |un |una )?|al ser (?:el |la )?|(?=su p[oó]liza))', ''],
  pt: ['(?:como (?:o |a |um |uma )?|(?=sua ap[oó]lice))', ''],
  fr: ['(?:en tant que |comme |(?=votre contrat))', ''],
  de: ['(?:als |(?=ihre police|ihr vertrag))', ''],
};

/** Nobody who has been with us for years, or who writes again, is new to us. */
const before: Phrases = {
  ja: /(?:\d{1,6}|[一二三四五六七八九十]{1,6}|何)年(?:来|以上|間|も|前から)|(?:父|母|祖父|祖母|親|先)の代から|(?:二|三|四|五|2|3|4|5|[２-５])(?:足|回|台|個|度|本|枚|冊|着|つ)目|(?:長|なが)(?:年|く|らく)(?:の|お)?(?:つき|付き|愛用|使|通|利用)|いつも(?:使|利用|買|通)|常連|リピート|交換して(?:もら|いただ)|昨日も(?:お伝え|話|言)/gu,
  en: /\b(?:since (?:19|20)\d\d|for (?:over |more than |nearly |the (?:last|past) )?(?:\d{1,6}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|many) years|(?:second|third|fourth|fifth|sixth|tenth) (?:pair|one|order|time|stay|visit|bag|phone|set|season|year|subscription)|long-?(?:time|standing) (?:customer|member|user|fan|reader|guest)|loyal customer|regular(?:s)? (?:here|of yours|customer)|you (?:replaced|repaired|refunded|exchanged|fixed) (?:the|my|it)|as i (?:told|said|wrote)|every (?:summer|year|christmas|winter) (?:since|for|with you))\b/giu,
  zh: /(?:\d{1,6}|[一二三四五六七八九十几多]{1,6})年(?:的)?(?:老)?(?:客户|用户|会员|了)|老(?:客户|顾客|用户)|第[二三四五]次|一直用|上次换/giu,
  ko: /(?:\d{1,6}|몇|십|수십) ?년(?:째|동안|넘게)|단골|오래(?:된)? (?:고객|사용)|두 ?번째|세 ?번째/giu,
  es: /desde (?:19|20)\d\d|(?:llevo|hace|desde hace) (?:m[aá]s de )?(?:\d{1,6}|dos|tres|cinco|diez|veinte) a[ñn]os|client[ea] (?:fiel|de toda la vida)|(?:segundo|tercer|segunda|tercera) (?:par|vez|pedido)/giu,
  pt: /desde (?:19|20)\d\d|(?:h[aá]|faz) (?:mais de )?(?:\d{1,6}|dois|tr[eê]s|cinco|dez|vinte) anos|cliente (?:antig[oa]|fiel)|(?:segundo|terceiro|segunda|terceira) (?:par|vez|pedido)/giu,
  fr: /depuis (?:(?:19|20)\d\d|(?:plus de )?(?:\d{1,6}|deux|trois|cinq|dix|vingt) ans)|client(?:e)? (?:fid[eè]le|de longue date)|(?:deuxi[eè]me|troisi[eè]me) (?:paire|fois|commande)/giu,
  de: /seit (?:(?:19|20)\d\d|(?:[uü]ber )?(?:\d{1,6}|zwei|drei|f[uü]nf|zehn|zwanzig) jahren)|stammkund\p{L}*|(?:zweite|dritte|zweites|drittes) (?:paar|mal|bestellung)/giu,
};
const asNew: Phrases = {
  ja: /(?:初めて|はじめて)の(?:お取引|ご利用|お客様|方|ご来店|ご注文|ご購入)|(?:初めて|はじめて)(?:で(?:いらっしゃ|すか|しょうか)|ご利用|お使い)|新規の(?:お客様|方)|口座の開き方|ようこそ|入門/gu,
  en: /\b(?:new to us|newcomers?|for (?:new|first-time) (?:customers|users|members|guests)|new (?:customer|member|user|guest|here)\b|is this (?:the|your) first|(?:the|your) first time|first-time|getting started|welcome to (?:the )?\w+|starter (?:account|guide|kit)|open (?:a|an|your first) \w* ?account|never (?:used|tried|bought|stayed))\b/giu,
  zh: /新(?:客户|用户|朋友|会员)|初次|第一次(?:使用|购买|光临)|欢迎加入/giu,
  ko: /처음 (?:이용|오신|뵙|구매|이신)|신규 (?:고객|회원)|첫 (?:이용|구매)/giu,
  es: /(?:su|tu|la) primera vez|nuevos? clientes?|nuev[oa] (?:aqu[ií]|con nosotros)|bienvenid[oa] a/giu,
  pt: /(?:sua|a) primeira vez|novos? clientes?|nov[oa] (?:aqui|connosco|conosco)|bem-vind[oa] [aà]/giu,
  fr: /(?:votre|la) premi[eè]re (?:fois|visite|commande)|nouve(?:aux|lle|au)s? clients?|bienvenue chez/giu,
  de: /(?:ihr|zum|das) erste[sn]? mal|neukund\p{L}*|neu (?:bei uns|hier)|willkommen bei/giu,
};

const patterns = new Map<string, RegExp>();

/** Compiled once in the life of a program: drafts are checked at every key. */
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'iu');
  patterns.set(source, known);
  return known;
}

/** In which words somebody says that they are on a side; null where they do not. */
function sideOf(nouns: string, said: string, lang: string): string | null {
  const self = being[lang];
  if (self === undefined) return null;
  const behind: Readonly<Record<string, string>> = {
    ja: '(?:側|です|をして|として|で、|の者)',
    en: '(?: here\\b|\\b)',
  };
  const negated = lang === 'ja' ? '(?!(?:では|じゃ)(?:な|あり))' : '';
  const found = patternOf(`${self}(?:${nouns})${negated}${behind[lang] ?? ''}`).exec(said);
  if (found !== null) return found[0].trim();
  const lets =
    nouns.startsWith('hosts') && lang === 'en' ? /\b(?:i|we) (?:host|let|rent out)\b/iu.exec(said) : null;
  return lets?.[0] ?? null;
}

/** Where a draft speaks to somebody as what they are not, by what they said of themselves; null where it does not. */
export function heldOtherwise(said: string, draft: string, lang: string): Held | null {
  const [ahead, behind] = spokenTo[lang] ?? ['', ''];
  for (const row of sides) {
    for (const [at, nouns] of row.entries()) {
      const told = spokenTo[lang] === undefined ? null : sideOf(nouns, said, lang);
      const others = row.filter((_, other) => other !== at).join('|');
      const place = told === null ? null : patternOf(`${ahead}(?:${others})${behind}`).exec(draft);
      if (told !== null && place !== null) {
        const [words] = place;
        return { told, words, span: [place.index, place.index + words.length] };
      }
    }
  }
  const [longAgo] = placesOf(before, lang, said);
  const [span] = placesOf(asNew, lang, draft);
  if (longAgo === undefined || span === undefined) return null;
  return { told: said.slice(...longAgo), words: draft.slice(...span), span };
}
