// What questions in six more languages want, and what takes them up: for whether each of several is answered.
import type { Phrases } from './phrases.ts';

/** A question that wants something certain, and what an answer to it has. */
export interface Wants {
  asks: Phrases;
  answers: Phrases;
}

const dated =
  '\\p{Nd}|hoy|ma[ñn]ana|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|semana|mes|d[ií]as?|horas?|ya|todav[ií]a|pronto|hoje|amanh[aã]|segunda|ter[cç]a|quarta|quinta|sexta|m[eê]s|aujourd|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|mois|jours?|heures?|bient[oô]t|encore|heute|morgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche|monat|tage?n?|stunden?|uhr|noch|bald|schon';
const datedWord = new RegExp(`(?<!\\p{L})(?:${dated})`, 'giu');
const money =
  /\p{Nd}|€|(?<!\p{L})(?:euros?|reais|gratis|gratuit\p{L}*|grat[ií]s|gr[aá]tis|sin (?:coste|costo|cargo)|sem custo|de gra[cç]a|kostenlos|kostenfrei|umsonst|kostet|kosten|cuesta|coste|costo|custa|custo|co[uû]te|co[uû]t|prix|precio|pre[cç]o|preis|incluid[oa]|inclu[ií]d[oa]|compris\p{L}*|inbegriffen|zus[aä]tzlich|aufpreis|suplemento|suppl[eé]ment|a mais|extra)/giu;
const placed =
  /https?:|(?<!\p{L})(?:en (?:el|la|los|las|nuestr|cualquier)|tienda|mostrador|p[aá]gina|men[uú]|ajustes|n[oa]s? |em |loja|balc[aã]o|site|configura|dans|chez|[aà] la |au |aux |sur |magasin|guichet|page|r[eé]glages|im |in der|in den|an der|am |auf |beim|bei |laden|schalter|seite|men[uü]|einstellungen|unter)/giu;

export const wantedAbroad: readonly Wants[] = [
  {
    asks: {
      zh: /什么时候|何时|几点|多久|哪天|几号|几天/gu,
      ko: /언제|몇 ?시|며칠|얼마나 걸/gu,
      es: /cu[aá]ndo|a qu[eé] hora|cu[aá]nto (?:tarda|tiempo|falta)|hasta qu[eé] hora/giu,
      pt: /quando|que horas|quanto tempo|at[eé] que horas/giu,
      fr: /quand|[aà] quelle heure|combien de (?:temps|jours)|jusqu'[aà] quelle heure/giu,
      de: /(?<!\p{L})wann|um wie viel uhr|wie lange|bis wann/giu,
    },
    answers: {
      zh: /[\p{Nd}一二三四五六七八九十]+[点日号天周月小时分年]|今天|明天|后天|今晚|周[一二三四五六日末天]|星期|下周|本周|下个?月|月底|月初|半(?:年|个?月|天)|每(?:天|周|月|年|隔)|随时|马上|还没|尚未|目前/gu,
      ko: /\p{Nd}|오늘|내일|모레|[월화수목금토일]요일|이번 ?주|다음 ?주|다음 ?달|이달|아직|곧|언제든/gu,
      es: datedWord,
      pt: datedWord,
      fr: datedWord,
      de: datedWord,
    },
  },
  {
    asks: {
      zh: /多少钱|价格|费用|收费|加钱|要钱|免费吗/gu,
      ko: /얼마(?!나)|가격|비용|요금|추가금|무료인/gu,
      es: /cu[aá]nto (?:cuesta|vale|es|cobr)|precio|cuesta|gratis|se paga|suplemento/giu,
      pt: /quanto (?:custa|[eé]|fica|sai)|pre[cç]o|custa|gr[aá]tis|paga/giu,
      fr: /combien (?:[cç]a |cela )?(?:co[uû]te|co[uû]tent|est-ce)|combien [cç]a|prix|payant|gratuit|en suppl[eé]ment/giu,
      de: /was kostet|wie viel kostet|kostet (?:das|es)|preis|kostenlos|aufpreis|extra\?/giu,
    },
    answers: {
      zh: /\p{Nd}|[一二三四五六七八九十百千]{1,6}(?:元|块)|免费|不(?:另)?(?:外)?(?:收|加)|无需|收费|费用/gu,
      ko: /\p{Nd}|원|무료|없습니다|추가 ?(?:비용|요금)|요금|만 ?원/gu,
      es: money,
      pt: money,
      fr: money,
      de: money,
    },
  },
  {
    asks: {
      zh: /在哪|哪里|哪儿|什么地方/gu,
      ko: /어디/gu,
      es: /d[oó]nde/giu,
      pt: /onde/giu,
      fr: /(?<!\p{L})o[uù] (?:est|se|puis|peut|trouver|dois|je|on|sont)/giu,
      de: /(?<!\p{L})wo(?:hin)? /giu,
    },
    answers: {
      zh: /在|店|官网|页面|里|处|台|柜|层/gu,
      ko: /에서|에 있|매장|홈페이지|페이지|층|메뉴/gu,
      es: placed,
      pt: placed,
      fr: placed,
      de: placed,
    },
  },
  {
    asks: {
      zh: /(?:能|可以|可不可以|能不能|会|行|支持|适合)[^。！？]{0,14}(?:吗|么|嘛|？)|(?:是否|能否)/gu,
      ko: /(?:수 있|되|돼|가능|써도|먹어도|해도)[^.!?\n]{0,6}(?:나요|까요|가요|요|죠)\??/gu,
    },
    answers: {
      zh: /能|可以|不行|行的|支持|照常|继续|失效|无法|没问题|是的|不是|会/gu,
      ko: /수 있|수 없|됩니다|안 됩|돼요|가능|불가|네[,. ]|아니요|아닙니다|괜찮|어렵/gu,
    },
  },
];

/** Takes any question up: asks back about it, finds out, or goes on elsewhere. */
export const takesUpAbroad: Phrases = {
  zh: /https?:|私信|确认|核实|查|稍后|了解(?:一下)?后|都|两(?:个|项)|目前(?:还)?(?:没|不)|尚未|不清楚/gu,
  ko: /https?:|디엠|DM|쪽지|확인(?:해|하)|알아보|둘 다|모두|아직|미정|답변드리겠/giu,
  es: /https?:|(?<!\p{L})(?:dms?|mensaje (?:directo|privado)|(?:lo )?(?:comprob|revis|mir|consult|averigu|confirm)\p{L}*|ambas?|ambos|las dos|los dos|todo eso|no (?:lo )?sabemos|todav[ií]a no)(?!\p{L})/giu,
  pt: /https?:|(?<!\p{L})(?:dms?|mensagem (?:direta|privada)|(?:verific|confirm|consult|checa)\p{L}*|vamos ver|ambas?|ambos|os dois|as duas|tudo isso|n[aã]o sabemos|ainda n[aã]o)(?!\p{L})/giu,
  fr: /https?:|(?<!\p{L})(?:dms?|mp|message priv[eé]|(?:v[eé]rifi|regard|renseign|confirm)\p{L}*|les deux|tout cela|ne savons pas|pas encore)(?!\p{L})/giu,
  de: /https?:|(?<!\p{L})(?:dms?|pn|direktnachricht|(?:pr[uü]f|kl[aä]r|erkundig|frag)\p{L}*|schauen|beides|beide|weder|wissen (?:wir )?(?:noch )?nicht|noch nicht)(?!\p{L})/giu,
};

/** Answers one question without a word of it. */
export const plainAbroad: Phrases = {
  zh: /是的|对的|可以|不行|没有|不是|有的|当然/gu,
  ko: /(?:^|[.!] ?)(?:네|예|아니요|아닙니다)|물론/gu,
  es: /(?<!\p{L})(?:s[ií]|no|claro|por supuesto|tambi[eé]n|tampoco|lamentablemente)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:sim|n[aã]o|claro|tamb[eé]m|infelizmente)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:oui|non|bien s[uû]r|aussi|malheureusement|ne \p{L}+ pas)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:ja|nein|klar|nat[uü]rlich|auch|leider|nicht|kein\p{L}*)(?!\p{L})/giu,
};

/** Where one sentence goes over to a second question. */
export const jointAbroad: Readonly<Record<string, RegExp>> = {
  ja: /(?<=(?:ます|です|ません|でしょう|れる|ある)(?:か|の))、/u,
  zh: /(?<=(?:吗|么|呢|哪[儿里天个]|多少钱?|几[点号天]))[，,]/u,
  ko: /,\s*(?=\S+.{0,20}(?:나요|까요|가요))/u,
  es: /,? (?:y|o) (?=(?:cu[aá]n|d[oó]nde|c[oó]mo|qu[eé]|puedo|hay|es|se|tiene|est[aá]))/iu,
  pt: /,? e (?=(?:quando|onde|como|quanto|qual|posso|tem|h[aá]|d[aá]|precisa|[eé]) )/iu,
  fr: /,? et (?=(?:quand|o[uù]|comment|combien|est-ce|puis-je|peut-on|y a|l'|la |le |les |faut))/iu,
  de: /,? und (?=(?:wann|wo|wie|was|kann|gibt|ist|muss|darf|kostet|funktioniert|gilt|geht)(?: |t))/iu,
};

/** Words of questions that name no thing. */
export const idleAbroad =
  /^(?:qui[eé]n|cu[aá]l|cu[aá]ndo|cu[aá]nto|c[oó]mo|d[oó]nde|puedo|puede|pueden|hay|tienen?|est[aá]n?|para|por|qu[eé]|los|las|una?|con|del|esta?|esto|alguien|tamb\p{L}*|quando|quanto|onde|como|qual|posso|pode|podem|tem|t[eê]m|voc[eê]s?|para|uma?|com|dos|das|isso|est[aá]|minha|meu|meus|quand|combien|comment|est|sont|peut|puis|avez|avoir|vous|nous|les|des|une|pour|avec|dans|cela|elle|elles|ils|que|qui|ici|est-ce|mon|mes|votre|vos|wann|wie|was|wer|kann|k[oö]nnen|gibt|ist|sind|haben|der|die|das|den|dem|ein\p{L}*|auch|auf|mit|f[uü]r|noch|man|ich|sie|ihr|mein\p{L}*|denn|viel|lange|muss|darf)$/iu;
