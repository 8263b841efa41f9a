// R08: be quick. Who has waited is told that we know it, who is in a hurry is not put off, and who waits longest comes first.
import { cuesOf, type CueName } from '../../judgement/cues.ts';
import { normalise } from '../../judgement/normalise.ts';
import { firstOf } from '../conversation.ts';
import type { DraftContext } from '../context.ts';
import type { Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';

const dayMinutes = 24 * 60;

/** The wait is spoken of. */
const delay: Phrases = {
  ja: /お?待たせ|お?待ちいただ|遅(?:く|れ|い)|遅延|お?時間(?:を|が)(?:いただ|頂|かか|要)|ご?返(?:信|事|答)が(?:でき|届|行)|滞|申し訳|すみません|お詫び|おわび|ごめん|失礼(?:を)?(?:いた)?し|(?:長|なが)(?:い|く|らく)|日がた|日が経/gu,
  en: /\b(?:sorry|apolog\w+|wait(?:ed|ing)?|delay\w*|late|slow|so long|too long|overdue|earlier|sooner|taken (?:us )?\w+ (?:days?|long|hours?)|(?:slipped|fell) (?:through|past)|missed|forgive)\b/giu,
  zh: /久等|等待|等了|耽误|延误|拖延|抱歉|对不起|不好意思|歉意|耐心|迟了|晚了|來晚|晚回复/giu,
  ko: /기다리|늦(?:어|은|게)|지연|죄송|미안|송구|오래 걸/giu,
  es: /(?<!\p{L})(?:espera\p{L}*|demora\p{L}*|retras\p{L}*|tard\p{L}*|paciencia|lo (?:siento|sentimos|lamento|lamentamos)|disculp\p{L}*|perd[oó]n\p{L}*)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:espera\p{L}*|demora\p{L}*|atras\p{L}*|paci[eê]ncia|desculp\p{L}*|lament\p{L}*|sentimos|perd[aã]o|aguard\p{L}*)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:attent\p{L}*|attend\p{L}*|retard\p{L}*|tard\p{L}*|d[eé]lai|patien\p{L}*|d[eé]sol[eé]\p{L}*|excus\p{L}*|pardon|navr[eé]\p{L}*|regrett\p{L}*)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:wart\p{L}*|gewartet|verz[oö]ger\p{L}*|versp[aä]t\p{L}*|sp[aä]t\p{L}*|geduld|entschuldig\p{L}*|sorry|verzeih\p{L}*|tut (?:mir|uns)|bedauer\p{L}*|gedauert|l[aä]nger)(?!\p{L})/giu,
};
/** They say that they wait for an answer of ours. */
const waits: Phrases = {
  ja: /(?:お願い(?:し|)|頼ん|送っ|出し|申請し|連絡し)(?:て|で|た(?:の(?:が|は))?)(?:から)?(?:もう|すでに|、)?\s?(?:\d{1,6}|[一二三四五六七八九十]{1,6})(?:か月|ヶ月|カ月|週間|日|時間)|(?:\d{1,6}|[一二三四五六七八九十]{1,6})(?:か月|ヶ月|カ月|週間|日|時間)前(?:に|から)[^。！？!?\n]{0,20}(?:来ない|来ません|のに|誰も|まだ|音沙汰|それきり|なにも|何も)|(?:\d{1,6}|[一二三四五六])(?:か月|ヶ月|カ月|週間)(?:以上|も|たっても)?[^。\n]{0,4}(?:来な|届か|経)|(?:\d{1,6}|[一二三四五六七八九十何数半]{1,6})\s?(?:分|時間|日|週間|か月|ヶ月|カ月|ヵ月)(?:間)?(?:以上|くらい|ぐらい|も|前(?:に|から)?|ほど)?(?:[^。、！？!?\n]{0,14})(?:待って|待た|(?:つな|繋)がら|出な|返(?:事|信|答)(?:が|も|は)?(?:な|こ|来|き|もら)|連絡(?:が|も|は)?(?:な|こ|来|き|もら)|音沙汰|放置|無視|たって|経って|経つ|たつ)|(?:返(?:事|信|答)|連絡|回答|対応)(?:が|も|は|って)?(?:まだ|ずっと|全然|一向に|一切)?(?:です(?:か|よね)|来(?:ない|ません|てない|ていない)|こない|きません|きてない|ない(?:ん|の|まま|です|けど|[。!！?？]|$)|もらえ(?:ない|ません|てない|ていない)|ありません)|(?:言われ|聞い|連絡し|問い合わせ|送っ|頼ん|書い|伝え|メールし|電話し|申し込ん)(?:て|で)(?:から)?(?:もう|すでに)?\s?(?:\d{1,6}|[一二三四五六七八九十]{1,6})(?:時間|日|週間|か月|ヶ月)|(?:\d{1,6}|[一二三四五六七八九十]{1,6})(?:時間|日|週間|か月|ヶ月)(?:間|目|以上)?(?:です)?[。、]?\s?(?:まだ|何も|いまだ|未だ|全く)|(?:なぜ|なんで|どうして)無視|無視し(?:ない|て(?:い)?ます|て(?:い)?る|続け)|無視する(?:ん|の)|音沙汰(?:が|も)?(?:な|あり)|(?:まだ|いつまで|ずっと|どれだけ|何時間|いつから)(?:[^。！？!?\n]{0,8})(?:待(?:って|た|ち|て)|放置|無視)|催促|いつまで待|待ちくたび|(?:返事|返信)(?:を)?(?:くれ|ください|下さい|して(?:くれ|ください|もらえ))|音信不通|(?:既読|未読)(?:スルー|無視)|(?:スルー|無視)され/gu,
  en: /\b(?:(?:it'?s been|been) (?:over |more than |nearly )?(?:\d{1,6}|a|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several) (?:hours|days?|weeks?|months?)(?: now)? since|(?:then|just|only|nothing but) silence|nobody (?:came|comes|called|rang|showed)|(?:promised|said) (?:someone|somebody|you)(?:'d| would) (?:ring|call|write|email|reply)|(?:still|been|kept|keep|am|i'm|was|have been) waiting|waited (?:for )?(?:\d{1,6}|a|an|two|three|four|five|six|seven|eight|ten|over|nearly|almost|ages|all|days|weeks|hours)|(?:no|any|without (?:a|any)|haven'?t (?:had|got|received|heard)(?: (?:a|any))?|not (?:had|got|received)(?: (?:a|any))?|never (?:got|had|received)(?: (?:a|any))?|zero) (?:reply|replies|response|answer|update|word|news)|(?:haven'?t|have not|never) heard (?:back|anything|from)|nobody (?:has )?(?:replied|answered|responded|come back|got back)|no one (?:has )?(?:replied|answered|responded|come back|got back)|(?:\d{1,6}|two|three|four|five|six|ten|several|few) (?:minutes|hours|days|weeks|months) (?:ago|later|and|now)|day (?:two|three|four|five|six|seven|\d{1,6})\b|radio silence|(?:being|been|was) ignored|ignor(?:e|ed|ing) (?:me|us|my)|left (?:me )?on read|any (?:updates?|news)\b|where(?:'s| is) (?:my|the) (?:reply|answer|response)|how (?:much )?long(?:er)? (?:do|must|should) i (?:have to |need to )?wait|(?:third|second|fourth) (?:time|message|email) (?:i'm )?(?:asking|writing|i)|asked (?:twice|three times|you \w+ times)|please (?:just )?(?:reply|respond)\b|chasing (?:you|this|an?)|when (?:will|are) (?:you|someone|somebody|anyone) (?:going to )?(?:reply|answer|respond|get back))\b/giu,
  zh: /等了?(?:\d{1,6}|[一二两三四五六七八九十几半好]+)(?:多)?(?:个)?(?:天|周|星期|小时|月|年|分钟)|(?:没有?|沒有?|无|不)(?:人)?(?:任何)?(?:回复|回覆|答复|回音|消息|理我|回我)|(?:一直|还|仍)在等|石沉大海|(?:不回|已读不回|催了)/giu,
  ko: /(?:\d{1,6}|몇|이틀|사흘|일주일)\s?(?:일|주|시간|달|개월|분)?(?:째|동안|이나|넘게)?[^.!?\n]{0,8}(?:기다|답이|답변이|연락이|소식이)|(?:답변|답장|연락|회신|답)(?:이|을|은|도)?\s?(?:없|안 (?:와|오|주)|못 받|오지 않)|무시(?:당|하)/giu,
  es: /(?<!\p{L})(?:(?:llevo|llevamos|tras|hace|desde hace) (?:ya |m[aá]s de )?(?:\d{1,6}|un|una|dos|tres|cuatro|cinco|varios|varias) (?:d[ií]as?|semanas?|horas?|meses|mes)[^.!?\n]{0,30}(?:esper\p{L}*|sin (?:respuesta|noticias|contestaci[oó]n)|(?:nadie|no) (?:me )?(?:contesta|responde))|sin (?:respuesta|noticias|contestaci[oó]n)|(?:nadie|no) (?:me |nos )?(?:contestan?|contest[oó]|contestaron|responden?|respondi[oó]|respondieron|ha[ns]? (?:contestado|respondido))|(?:sigo|seguimos|sigue) esperando|me ignor\p{L}*)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:(?:estou|estamos|fiquei|h[aá]|faz) (?:j[aá] |mais de )?(?:\d{1,6}|um|uma|dois|duas|tr[eê]s|quatro|cinco|v[aá]rios|v[aá]rias) (?:dias?|semanas?|horas?|meses|m[eê]s)[^.!?\n]{0,30}(?:esper\p{L}*|aguard\p{L}*|sem (?:resposta|retorno|not[ií]cias))|sem (?:resposta|retorno|not[ií]cias)|(?:ningu[eé]m|n[aã]o) (?:me |nos )?(?:respondem?|responderam|respondeu|retornam?|retornou|retornaram)|(?:continuo|ainda) (?:[aà] espera|esperando|aguardando)|me ignor\p{L}*)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:(?:j'attends|on attend|nous attendons|attends) (?:toujours|encore|depuis)|(?:sans|aucune|pas de|toujours pas de) (?:r[eé]ponse|nouvelles?|retour)|(?:personne|vous) (?:ne |n')(?:me |m')?r[eé]pond\p{L}*(?: pas)?|depuis (?:\d{1,6}|un|une|deux|trois|quatre|cinq|plusieurs) (?:jours?|semaines?|heures?|mois)[^.!?\n]{0,20}(?:attend\p{L}*|sans|r[eé]ponse)|on m'ignore|ignor[eé]e?s?)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:(?:ich )?warte\p{L}* (?:ich )?(?:immer noch|noch immer|schon|jetzt|seit|auf (?:eine )?antwort)|seit (?:\d{1,6}|einer|einem|zwei|drei|vier|f[uü]nf|mehreren|wochen|tagen) ?(?:tagen?|wochen?|stunden|monaten?)?[^.!?\n]{0,24}(?:wart\p{L}*|keine|nichts|ohne)|(?:keine|ohne|noch keine|nie eine) (?:antwort|r[uü]ckmeldung|reaktion)|(?:niemand|keiner) (?:antwortet|meldet|reagiert|geht)|ignoriert)(?!\p{L})/giu,
};
/** Only one that is about us and our answer, and not how long something has been broken. */
const notForUs: Phrases = {
  en: /\b(?:(?:bought|ordered|updated|installed|started|stopped|broke|moved|joined|arrived|came|was delivered) (?:\w+ ){0,4}(?:\d{1,6}|two|three|four|five|six|several|few) \w+ ago)\b/giu,
};

/** An answer that comes in days, or some time. */
const slow: Phrases = {
  ja: /(?<!\d)(?:\d{1,4}|(?<![一二三四五六七八九十数])[一二三四五六七八九十数]{1,4})(?:\s?[〜~～-]\s?\d{1,4})?\s?(?:営業日|日|週間)(?:以内|ほど|程度|くらい|前後|後|間)?(?:に|で|を|は|の)?(?:[^。、\n]{0,10})(?:返(?:信|答|事)|回答|連絡|対応|お(?:待ち|時間|返事|答え))|(?:週明け|来週|翌営業日|休み明け|後日|来月)(?:以降)?(?:に|まで)?(?:[^。、\n]{0,10})(?:返(?:信|答|事)|回答|連絡|対応|確認|うかが|伺|訪問|お越し|参り)|(?:しばらく|今しばらく|少々)お待ち(?:ください|いただ)|(?:メール|フォーム|書面|郵送)(?:にて|で|から)(?:[^。\n]{0,10})(?:お問い合わせ|ご連絡|お送り|受け付け)/gu,
  en: /\b(?:(?:within|in|takes?|needs?|up to|allow|about|usually|another|around) (?:about |around )?(?:\d{1,6}|two|three|four|five|seven|ten|a few|several)(?:\s?(?:-|–|to|or)\s?(?:\d{1,6}|three|four|five|seven))? (?:business |working )?(?:days?|weeks?)|(?:some ?time |early |late )?next (?:week|month|business day|working day)|(?:please )?be patient|(?:on|after|until) monday|after the (?:weekend|holidays?)|(?:email|write to|fill (?:in|out)) (?:us|our|the|a) ?\w*(?: form)?)\b/giu,
};
/** The answer itself takes days. */
const slowAnswer: Phrases = {
  ja: /(?<!\d)(?:[3-9]|\d{2,4}|[三四五六七八九十]|数)(?:\s?[〜~～-]\s?\d{1,4})?\s?(?:営業日|日|週間)(?:(?:以内|ほど|程度|くらい|前後|後)(?:に|で|を|は|の)?|に|で|は|の)(?:[^。\n]{0,8})(?:返(?:信|答|事)|回答|お?答え)|(?:来週|再来週|来月|休み明け|連休明け)(?:以降)?(?:に|まで)?(?:[^。、\n]{0,8})(?:返(?:信|答|事)|回答|お?答え)|後日(?:、)?(?:改めて|あらためて)?(?:[^。、\n]{0,8})(?:返(?:信|答|事)|回答|お?答え)/gu,
  en: /\b(?:(?:reply|respond|answer|write back|get back|come back|be in touch|hear (?:back )?from us|response|repl(?:y|ies))\b[^.!?\n]{0,24}\b(?:within|in|after|takes?|up to) (?:[3-9]|\d{2,}|three|four|five|seven|ten|a few|several|\d{1,6}\s?(?:-|–|to)\s?\d{1,6}) (?:business |working )?(?:days?|weeks?)|(?:allow|wait|within|takes?) (?:up to )?(?:[3-9]|\d{2,}|three|four|five|seven|ten|a few|several|\d{1,6}\s?(?:-|–|to)\s?\d{1,6}) (?:business |working )?(?:days?|weeks?)[^.!?\n]{0,20}\b(?:reply|respond|response|answer))\b/giu,
};
/** No time at all. */
const vague: Phrases = {
  ja: /いつになるか(?:は)?(?:分|わ)か(?:り|ら)|(?:お)?(?:時間|手)が(?:ある|空いた|あいた)(?:とき|時|際)に|そのうち(?:に)?(?:[^。\n]{0,10})(?:ます|連絡|返信)|気(?:が|の)(?:付い|つい|向い)た(?:とき|時|ら)|いずれ(?:[^。\n]{0,10})(?:ます|連絡|返信)|(?:余裕|時間)が(?:でき|出来)(?:ましたら|たら|次第)|混(?:み|ん)(?:合|で)[^。\n]{0,16}(?:お?返(?:信|事|答)|対応|回答)(?:は|に|が)?(?:でき|いつ|遅|お時間)[^。\n]{0,10}(?:せん|ます)|順番に(?:ご?対応|お?返)|気長に|(?:手|体)が(?:す|空)(?:い|き|く)[^。\n]{0,16}(?:ます|ください)|(?:来月|来週|再来週|年明け|月末)(?:あたり|ごろ|頃|くらい)(?:に|には)?[^。\n]{0,14}(?:見|みて|対応|確認|返)|(?:落ち着|片付)(?:い|き)(?:たら|ましたら|次第)/gu,
  en: /\b(?:in due course|(?:when|once) (?:we|i|somebody|someone) (?:get|gets|find|finds|have|has) (?:a chance|around to|round to|(?:the |some |a )?time|a (?:free )?(?:moment|minute))|at some (?:point|stage)|sooner or later|one of these days|(?:can'?t|cannot|don'?t|not able to|unable to) (?:say|tell(?: you)?|know) when|no idea when|(?:whenever|as and when) (?:we|i|possible)|eventually|some(?:time|\s?day) (?:soon|later|next|this)|(?:be patient|wait your turn)|in the order (?:we|they|received|of)|join the queue|when (?:things|it|we)(?:'s| is|'re| are)? ?(?:get |gets |are |is )?(?:calm|quiet|slow|less busy)\w*(?: down)?|in (?:a|some) (?:few )?(?:weeks?|months?) or so|(?:there(?:'s| is) )?no (?:telling|saying|knowing) when|gets? (?:around|round) to (?:it|them|these|this|that|yours)\b|busy (?:right now|at the moment)[^.!?\n]{0,20}later)\b/giu,
  zh: /有空(?:的时候|再)|不知道(?:要)?(?:什么时候|何时|多久)|什么时候(?:能)?[^。\n]{0,8}不(?:好说|清楚|确定)|过些时候|改天|以后再说|排队等/giu,
  ko: /언제(?:가)? 될지[^.\n]{0,8}(?:모르|알 수|말씀)|시간(?:이)? (?:나|날|될|있을) ?(?:면|때)|나중에|순서대로|언젠가/giu,
  es: /(?<!\p{L})(?:cuando (?:podamos|tengamos (?:tiempo|un momento)|pueda)|no (?:sabemos|podemos decir) cu[aá]ndo|en alg[uú]n momento|a su debido tiempo|alg[uú]n d[ií]a|por orden de llegada)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:quando (?:pudermos|der|tivermos (?:tempo|um momento)|houver tempo)|n[aã]o (?:sabemos|podemos dizer) quando|em algum momento|oportunamente|algum dia|por ordem de chegada)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:quand (?:nous|on) (?:pourrons|pourra|aurons|aura) (?:le temps|un moment)?|(?:ne )?(?:savons|pouvons) pas (?:dire )?quand|en temps voulu|un jour ou l'autre|[aà] l'occasion|dans l'ordre d'arriv[eé]e)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:wenn (?:wir|ich) (?:mal )?(?:zeit|dazu|gelegenheit)[^.!?\n]{0,16}|(?:k[oö]nnen|kann) (?:noch )?nicht sagen,? wann|irgendwann|zu gegebener zeit|bei gelegenheit|der reihe nach)(?!\p{L})/giu,
};

/** It cannot wait for days, whatever it is. */
const hurried: Phrases = {
  ja: /助けて|(?:\d{1,6}|数|一|二|三)(?:分|時間)後(?:に|が|です)|(?:今日|本日|今夜|今晩|明日|あした|明朝)(?:中|まで|の|が|に)?[^。\n]{0,10}(?:締|〆|必要|使|出発|本番|式|提出|納期|まで)|間に合わ|急いで|至急|(?:赤ちゃん|乳児|小さい子|子ども|子供|高齢|透析|薬)[^。\n]{0,14}(?:い(?:て|ます|る)|困|泣|切れ)|凍え|熱中症|お湯が出|断水|停電|閉じ込め|漏れて|水漏れ|ガス臭|盗(?:ま|ら|り)|スられ|乗っ取|なりすまし|搭乗|出発まで|試験(?:な|が|中|開始)|\d{1,6}分(?:前|後|しか)/gu,
  en: /\b(?:help!|urgent(?:ly)?|asap|right now|tonight|this (?:morning|evening|afternoon)|in (?:an?|two|three|\d{1,6}) (?:hours?|minutes?)|due (?:today|tonight|tomorrow|in|at|by)|(?:need|have to|must) [^.!?\n]{0,30}(?:today|tonight|tomorrow)|(?:my|our|a) (?:baby|newborn|toddler)|no (?:hot water|heating|power|water|electricity)|freezing|locked (?:in|out)|leak\w*|stolen|hacked|fraud|smell(?:s)? (?:of )?gas|gas smell|(?:gate|check-?in|desk) closes|boarding|exam|through the ceiling|flood\w*|(?:in|at) \d{1,6} ?(?:min(?:ute)?s?)\b|\d{1,6} min(?:ute)?s (?:ago|left|to go)|run(?:ning)? out of (?:insulin|medication|medicine)|stranded)\b/giu,
};
const pressing: ReadonlySet<CueName> = new Set(['danger', 'leak', 'stranded', 'deadline']);

/** At least so long ago: what they wrote since tells it too. */
function minutesSince({ waiting, newer }: DraftContext): number {
  return Math.max(waiting?.minutes ?? 0, ...newer.map(({ minutesAfter }) => minutesAfter));
}

/** The words in which they say that they wait for us; null where they do not. */
export function waitedIn({ lang, post, newer }: DraftContext): string | null {
  for (const text of [post.text, ...newer.map((one) => one.text)]) {
    const place = firstOf(waits, lang, text);
    if (place !== null && !says(notForUs, lang, text)) return place.words;
  }
  return null;
}

/** Once more no time, to somebody who has waited. */
const noTime: Phrases = {
  ja: /(?:到着|受付|届いた|お申し?込み|ご連絡)?順(?:に|で|番に)[^。\n]{0,16}(?:進め|対応|審査|ご案内|処理|確認)|(?:終わり|済み|整い|分かり|わかり|でき|完了し?)次第|(?:このまま|今しばらく|いましばらく|もうしばらく)お待ち/gu,
  en: /\b(?:in the order|in turn|(?:once|when|as soon as) (?:yours|it|that|they|we|this)(?:'s|'ve| has| have| is| are| can| finish\w*)|bear with us|(?:thank you|thanks) for your patience|in due course)\b/giu,
};
const time: Phrases = {
  ja: /\p{Nd}+\s?(?:時|日|分)|今日|本日|明日|今週|来週|[月火水木金土日]曜|以内|までに|夕方|午前|午後/gu,
  en: /\b(?:\d{1,6}|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|within|by (?:noon|five|the end)|this (?:morning|afternoon|evening|week))\b/giu,
};

function aboutWait(context: DraftContext): Found[] {
  const { draft, lang, waiting } = context;
  if (delay[lang] === undefined || says(delay, lang, draft)) return [];
  const minutes = minutesSince(context);
  const promised = waiting?.promiseMinutes ?? dayMinutes;
  if (minutes > Math.min(promised, dayMinutes))
    return [{ reason: 'late', params: { minutes: String(minutes) } }];
  const waited = waitedIn(context);
  return waited === null ? [] : [{ reason: 'waitUnsaid', params: { waited } }];
}

export const r08: Rule = {
  id: 'R08',
  level: 'warn',
  check(context) {
    const { draft, lang, post, agent, waiting } = context;
    const found = aboutWait(context);
    const isPressing =
      says(hurried, lang, post.text) ||
      cuesOf(normalise(post.text), lang).some(({ name }) => pressing.has(name));
    const put = (reason: 'slow' | 'vague', phrases: Phrases): void => {
      for (const span of placesOf(phrases, lang, draft))
        found.push({ reason, params: { words: draft.slice(...span) }, span });
    };
    // Out of hours the day on which somebody is there again is what R20 asks for.
    put('slow', isPressing && context.isOpen !== false ? slow : slowAnswer);
    put('vague', vague);
    if (waitedIn(context) !== null && !says(time, lang, draft)) put('vague', noTime);
    const nearBreach = agent?.nearBreach ?? 0;
    const half = (waiting?.promiseMinutes ?? 0) / 2;
    if (nearBreach > 0 && waiting !== undefined && waiting.minutes < half)
      found.push({ reason: 'othersFirst', params: { count: String(nearBreach) } });
    return found;
  },
};
