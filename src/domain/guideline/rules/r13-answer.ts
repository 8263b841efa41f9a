// R13: always answer inbound. Who writes to us is answered, with more than a nod, and is not turned away.
import { onlyFills, postDoes, withActed } from '../acted.ts';
import type { DraftContext } from '../context.ts';
import { handlePattern, questionsIn, turnsToUs } from '../conversation.ts';
import type { DraftSpan, Found, Rule } from '../finding.ts';
import { placesOf, says, type Phrases } from '../phrases.ts';
import { sentencesOf } from '../sentences.ts';
import { troublesOf } from '../troubles.ts';

const word = /[\p{L}\p{N}]/u;

/** A whole sentence that only says that it was read. */
const nod: Phrases = {
  ja: /^(?:はい|ええ|どうも|そう(?:です(?:か|ね)|なんですね)|なるほど(?:です(?:ね)?)?|了解(?:です|しました|いたしました|っす)?|承知(?:です|しました|いたしました)?|かしこまりました|分かりました|わかりました|確認(?:し|いたし)ました|(?:内容(?:を)?)?拝見(?:し|いたし)ました|(?:ご意見|ご指摘|お声|ご感想|ご要望|ご連絡|コメント)(?:を|として)?(?:、)?(?:誠に|どうも)?(?:ありがとうございま(?:す|した)|承りました|いただきました|頂きました)|(?:ご意見|お声|今後)(?:の|は|として)?(?:、)?(?:参考|勉強)(?:に)?(?:させて(?:いただき|頂き)ます|(?:いた)?します)|(?:社内|担当(?:部署|者)?|関係部署)(?:に|で|へ)(?:申し)?(?:共有|伝え)(?:させて(?:いただき|頂き)ます|(?:いた)?します|ておきます|ます)|以上(?:です|、よろしくお願いします)?|失礼(?:いた)?します|(?:今後とも|どうぞ)?よろしくお願い(?:いた|申し上げ)?(?:し)?ます|ご了承(?:ください|願います)|ご理解(?:ください|のほど\S*)|おっしゃる通りです|残念です(?:ね)?|大変です(?:ね|よね)|お困りなんですね|そうでしたか|お疲れ(?:様|さま)です|検討(?:させて)?(?:いただき|いたし|し)ます|(?:ご報告|お知らせ|お問い合わせ|投稿|ご質問|お声がけ)(?:を)?(?:いただき)?(?:、)?(?:誠に|どうも)?ありがとうございま(?:す|した)|お気の毒です|(?:取扱)?説明書を(?:お読み|ご覧|ご確認)ください|(?:公式)?(?:サイト|ホームページ|HP|FAQ)を(?:ご覧|ご確認)ください|様子を見てください|(?:今)?しばらくお待ちください|またのご利用をお待ちしております|気をつけてください|いつもありがとうございます|お大事に|頑張ってください|ok|オーケー|ノーコメント(?:です)?|特に(?:申し上げる|お答えする)ことは(?:ございません|ありません))[。.!！…]*$/iu,
  en: /^(?:ok(?:ay)?|k|noted|thanks?|thank you|thx|cheers|got it|understood|i see|we see|right|fair enough|sure|fine|seen|roger|acknowledged|copy that|duly noted|thanks? (?:you )?(?:very much |so much )?for (?:your |the |this |that )?(?:message|feedback|comment|comments|input|tweet|post|note|contacting us|reaching out|letting us know|getting in touch|sharing|writing|opinion|interest|understanding|question)(?: with us)?|thank you for (?:your |the |this )?(?:message|feedback|comment|comments|input|tweet|post|note|contacting us|reaching out|letting us know|getting in touch|sharing|writing|opinion|interest|understanding|question)(?: with us)?|we (?:have )?(?:received|read|seen|noted) (?:your|this|the) (?:message|feedback|comment|post|note)|(?:your |this |the )?(?:feedback|comments?|message|enquiry|question|point|post|input) (?:has|have|is|was) (?:been )?(?:duly )?(?:noted|received|logged|recorded|passed on)|(?:your )?feedback (?:has been )?(?:noted|received|passed on)|we(?:'ll| will)? (?:pass|forward|share) (?:this|it|that|your (?:feedback|comments?|message)) (?:on|along|to (?:the|our) (?:relevant |right )?(?:team|department))?|we (?:value|appreciate) (?:your|all|every) (?:feedback|opinion|input|customers?|comments?)|(?:that'?s|too|that is) (?:a )?(?:shame|pity|bad|unfortunate)|oh (?:dear|no|well)|get well soon|take care|we(?:'ll| will) (?:take (?:it|this|that|your \w+) into (?:consideration|account)|(?:bear|keep) (?:it|this|that) in mind|consider (?:it|this|that|your \w+))|(?:please )?(?:read|see|check|consult|refer to) (?:the|your|our) (?:manual|faqs?|website|instructions|terms)|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)|good luck(?: with (?:that|it))?|bye|no comment|enjoy your day|best(?: regards)?|kind regards)[.!…]*$/iu,
  zh: /^(?:好的?|嗯|哦|知道了|收到|了解|明白|谢谢|感谢(?:您|你)?(?:的)?(?:反馈|留言|来信|联系|意见|支持)|谢谢(?:您|你)?(?:的)?(?:反馈|留言|来信|联系|意见|支持)|我们会?(?:参考|考虑)(?:您的意见)?|(?:已|我们已)(?:记录|收到|转达)(?:您的(?:反馈|意见))?|祝(?:您|你)(?:生活)?愉快|无可奉告|请(?:您)?(?:谅解|理解))[。.!！…]*$/iu,
  ko: /^(?:네|예|아|알겠습니다|확인했습니다|확인하였습니다|그렇군요|감사합니다|(?:소중한 )?(?:의견|문의|말씀|댓글|제보)(?:을|를)? ?(?:주셔서 )?감사(?:합니다|드립니다)|참고하겠습니다|전달하겠습니다|좋은 하루 (?:되세요|보내세요)|양해 ?(?:부탁드립니다|바랍니다)|수고하세요|답변드릴 (?:내용|말씀)이 없습니다)[.!…]*$/iu,
  es: /^(?:ok|vale|entendido|recibido|anotado|tomamos nota|gracias|muchas gracias|(?:muchas )?gracias por (?:tu|su|el|la|los|tus|sus) (?:mensaje|comentarios?|opini[oó]n|sugerencias?|mensajes|aviso|contacto|inter[eé]s)|gracias por (?:escribir(?:nos)?|contactar(?:nos)?|contactarnos)|lo tendremos en cuenta|(?:que (?:tengas?|tenga|pases?)|ten) (?:un )?buen d[ií]a|sin comentarios|qu[eé] pena|[aá]nimo|saludos)[.!…]*$/iu,
  pt: /^(?:ok|certo|entendido|entendi|recebido|anotado|obrigad[oa]s?|muito obrigad[oa]|obrigad[oa] (?:pelo|pela|por) (?:seu|sua|teu|tua|o|a)? ?(?:mensagem|coment[aá]rio|contato|contacto|opini[aã]o|feedback|sugest[aã]o|aviso|interesse)|obrigad[oa] por (?:entrar em contato|escrever|nos contatar|avisar)|vamos levar em conta|tenha um [oó]timo dia|(?:um )?bom dia|sem coment[aá]rios|que pena|abra[cç]os?)[.!…]*$/iu,
  fr: /^(?:ok|d'accord|bien (?:re[cç]u|not[eé])|not[eé]|compris|entendu|merci|merci beaucoup|(?:nous vous remercions|merci) (?:pour|de) (?:votre|vos|ton|tes|ce|cet|le) (?:message|commentaires?|retour|avis|remarques?|int[eé]r[eê]t|suggestion)|merci de nous avoir (?:contact[eé]s?|[eé]crit|pr[eé]venus?)|nous (?:en )?prenons (?:bonne )?note|nous en tiendrons compte|bonne (?:journ[eé]e|soir[eé]e|continuation|chance)|sans commentaire|dommage|bon courage|cordialement)[.!…]*$/iu,
  de: /^(?:ok(?:ay)?|alles klar|verstanden|notiert|zur kenntnis genommen|danke|vielen dank|danke sch[oö]n|(?:vielen )?dank f[uü]r (?:deine?|ihre?|die|den|das|eure?) (?:nachricht|r[uü]ckmeldung|feedback|hinweis|kommentar|anfrage|meinung|anregung|interesse)|danke f[uü]r(?:s| das) (?:feedback|schreiben|melden)|wir (?:nehmen|haben) (?:das|es|ihr feedback) (?:zur kenntnis(?: genommen)?|notiert|auf)|wir geben (?:das|es) weiter|sch[oö]nen? (?:tag|abend|gru[sß]{1,2})(?: noch)?|kein kommentar|schade|viel gl[uü]ck|gute besserung)[.!…]*$/iu,
};
const thanks: Phrases = {
  ja: /ありがと|有難う|感謝|助かり|助かった|おかげ/gu,
  en: /\b(?:thanks?|thank you|thx|ty|cheers|appreciated?|grateful)\b/giu,
};
/** There is more than thanks. */
const however: Phrases = {
  ja: /でも|けど|けれど|ですが|ただ|しかし|まだ|また(?=[^、。]{0,6}(?:出|起|止|切|落))/gu,
  en: /\b(?:but|though|however|still|except|although|yet|again)\b/giu,
};
/** A word of theirs is heard. */
const warm: Phrases = {
  ja: /ありがと|申し訳|すみません|ごめん|失礼|こちらこそ|よかった|良かった|何より|嬉し|うれし|安心|幸い|光栄|どういたし|お役に立|楽し|励み|喜|いつでも|また|よろしく|お声|ほっと|おめでと|すてき|素敵|やった|よし|最高|とんでも|お大事|お気/gu,
  en: /\b(?:thank\w*|sorry|welcome|glad|happy|pleasure|pleased|great|good|love\w*|enjoy\w*|cheers|delight\w*|any ?time|no (?:problem|worries|trouble)|wonderful|nice|made (?:our|my)|appreciate\w*|yay|yes+|hooray|fantastic|brilliant|perfect|amazing|awesome|ha+|phew|relie\w+|you'?re|our pleasure|here for you|shout|always|see you|take care|have (?:a|fun))\b/giu,
};
/** They need something of us, whether or not they ask. */
const pleads: Phrases = {
  ja: /助けて|お願い(?:し|いた)|対応して|(?:し|見|直し|送っ|教え|来)て(?:ください|下さい|ほしい|もらえ|いただけ)|困(?:って|り|る)|怖い|こわい|危な|心配|挟(?:ま|み|ん)|怪我|けが|ケガ|痛/gu,
  en: /\b(?:help(?! (?:page|desk|center|centre|article))|please|pls|scar(?:ed|es|y)|worried|worrying|urgent(?:ly)?|dangerous|caught|hurt|injured|stuck|blocked)\b/giu,
  zh: /求助|帮(?:我|忙)|怎么办|请(?:帮|处理|回复|解决)|急|害怕|担心/giu,
  ko: /도와|부탁|어떡|어떻게 해|급(?:해|합|히)|무서|걱정|해 ?주세요/giu,
  es: /(?<!\p{L})(?:ayuda\p{L}*|por favor|urgente|miedo|preocup\p{L}*)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:ajud\p{L}*|por favor|urgente|medo|preocupad[oa])(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:aide\p{L}*|s'il vous pla[iî]t|svp|urgent\p{L}*|peur|inqui\p{L}*)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:hilf\p{L}*|bitte|dringend|angst|sorge\p{L}*)(?!\p{L})/giu,
};
/** Who says this turns people away. */
const refusal: Phrases = {
  ja: /(?:確認|対応|回答|返信)の対象外|(?:こちら|この投稿|こちらの投稿|返信欄)[^。\n]{0,6}(?:は|では)?[^。\n]{0,6}(?:回答|返信|対応)し(?:ない|ません)|(?:ご?返信|リプライ|メッセージ|コメント|DM|ご意見)(?:は|に(?:は)?|を)[^。\n]{0,8}(?:確認|拝見|対応|お返事|閲覧)(?:は)?(?:して|いたして)(?:おり|い)ません|(?:個別(?:の|に|には)?|(?:こちら|ここ|当アカウント|本アカウント|このアカウント|弊アカウント|X|Twitter|ツイッター|SNS|リプライ|コメント欄|DM)(?:では|での|には|上では))[^。\n]{0,26}(?:お?(?:答え|応え)|回答|返信|対応|返答|ご?案内|受け?付け|お受け|サポート|承)[^。\n]{0,10}(?:(?:て|で)?(?:おり|い)?ません|できません|でき(?:かね)|いたしかね|致しかね|出来(?:ません|かね)|行って(?:おり|い)ません|差し控え|ご遠慮|対象外)|(?:お?(?:答え|応え)|返信|回答)(?:する)?(?:の)?(?:義務|必要)(?:は|が)?(?:あり|ござい)ません|(?:回答|返信|お答え|コメント)(?:は|を|について(?:は)?)?(?:差し)?控え(?:させ|ます|て)|(?:回答|お答え)(?:する)?(?:こと)?(?:は)?(?:でき(?:ません|かねます)|いたしかねます)(?:[。！]|$)|(?:当社|弊社|こちら|うち)(?:の(?:担当|管轄|問題|範囲)|に(?:言われ|聞かれ))(?:では(?:ござい|あり)ません|ても(?:困|分か|わか|知)|じゃ(?:ない|ありません))|(?:知りません|関係(?:ございません|ありません|ない(?:です)?)|(?:担当|管轄|専門)外(?:です|なので|のため)|(?:他|ほか)を当たって)|(?:お問い?合わ?せ|ご?質問|ご要望)(?:に(?:は|つきまして(?:は)?)?|について(?:は)?)[^。\n]{0,16}(?:返信|回答|お答え|対応)[^。\n]{0,6}(?:おりません|いません|できません|かねます)|(?:ご自身|ご自分|お客様ご自身|各自)で(?:お?調べ|検索|解決|確認|ご対応|ご判断|ググ)|(?:よそ|他所|他社|メーカー|販売店)(?:に|へ)(?:聞|お聞き|お問い合わせ|ご相談|言って)[^。\n]{0,8}(?:ください|下さい|願います)|(?:公式サイト|ホームページ|HP|FAQ|電話|窓口)(?:を見|をご覧|に(?:聞|お問い))[^。\n]{0,14}(?:以外|しか)(?:[^。\n]{0,8})ません/gu,
  en: /\b(?:(?:conversation|thread|enquiry|ticket) (?:has been|is|was) (?:now )?closed|(?:will|can) ?(?:not|n't) be (?:seen|read|answered|dealt with)|no further repl(?:y|ies)|(?:don'?t|do not) take (?:enquiries|questions|reports|complaints)|(?:are|is) not (?:recorded|read|monitored|passed on)\b|(?:we|i)(?:'re| are| am)? (?:do not|don'?t|can'?t|cannot|won'?t|will not|not able to|unable to|not allowed to) (?:answer|respond|reply|handle|deal with|provide (?:any )?(?:support|help)|offer (?:any )?(?:support|help)|take (?:questions|complaints|requests)|do (?:support|customer service)|help (?:you )?(?:here|on|with (?:this|that|individual)))\b[^.!?\n]{0,50}(?:here|on (?:this|twitter|x|social|facebook|instagram|bluesky|mastodon)|(?:this|our) (?:account|channel|page)|individual(?:ly)?|questions|enquiries|inquiries|complaints|tweets|posts|comments|messages|with (?:this|that))|(?:this|our) (?:account|page|inbox|profile|channel) (?:is(?: not|n'?t) (?:monitored|for (?:support|questions|complaints|customer service))|does(?: not|n'?t) (?:reply|answer|respond|handle|offer|provide|do)\b[^.!?\n]{0,30}|is for (?:news|announcements|updates|marketing) only)|not (?:a|the) (?:support|help|complaints?|customer service) (?:account|desk|page|channel|line)|(?:not|isn'?t) (?:something|anything) we (?:can |will )?(?:help|answer|comment|deal|discuss|do)[^.!?\n]{0,20}|(?:(?:that'?s|this is|it'?s) )?not (?:my|our) (?:job|department|area|remit|business)|(?:not|no) (?:obliged|required|obligation) to (?:answer|reply|respond)|no comment|(?:(?:unable|not able) to|can'?t|cannot) (?:answer|comment|say)(?: (?:that|this|it))?(?=[.!]|$)|(?:can'?t|cannot|unable to|not able to) help(?: you)?(?: with (?:that|this)| there| here)?(?=[.!]|$)|nothing to do with us|not our (?:concern|business)|(?:you'?re|you are) on your own|(?:we|i) (?:don'?t know|have no idea)(?=[.!]|$)|(?:just |you can |please |try to )?(?:google it|look it up(?: yourself)?|search (?:for it )?(?:online|yourself)|figure it out yourself)|(?:ask|try|contact|call) (?:someone|somebody|anyone) else|find (?:it|that|the answer) yourself|we have nothing to (?:say|add)|we(?:'d| would) rather not (?:say|answer|comment))\b/giu,
  zh: /(?:这里|此处|本账号|本号|微博|评论区|私信)[^。！？\n]{0,10}(?:不|无法|不能|概不)(?:回复|回答|处理|受理|提供|解答)|(?:不|恕不|无法)(?:一一|逐一|单独)(?:回复|回答)|不归我们管|不是我们的(?:问题|责任|事)|(?:自己|自行)(?:查|搜|百度|解决|看)|无可奉告|问别人(?:去|吧)?|找别人/giu,
  ko: /(?:여기|이 계정|본 계정|SNS|트위터|댓글)(?:에서는?|로는)?[^.!?\n]{0,14}(?:답변|상담|문의|응대|처리)[^.!?\n]{0,8}(?:않|안 |불가|못|어렵)|개별 ?(?:문의|답변)[^.!?\n]{0,14}(?:않|안 |불가|못)|저희 (?:소관|담당|책임|문제)(?:이|가)? 아니|직접 (?:찾아|검색|해결|알아)|다른 (?:곳|데|분)(?:에|한테|께) (?:문의|물어)|답변(?:을)? (?:드릴 수 없|거부|드리지 않)/giu,
  es: /(?<!\p{L})(?:(?:aqu[ií]|por (?:aqu[ií]|este (?:medio|canal)|redes|twitter|x)|(?:en )?esta cuenta|en redes)[^.!?\n]{0,12} no (?:atend\p{L}*|respond\p{L}*|contest\p{L}*|damos|ofrec\p{L}*|resolv\p{L}*)|no (?:atendemos|respondemos|contestamos|damos soporte)[^.!?\n]{0,30}(?:aqu[ií]|por (?:este|aqu[ií]|redes)|esta cuenta|individual\p{L}*)|no es (?:asunto|problema|responsabilidad) nuestr[oa]|b[uú]sc(?:alo|a|ue)\p{L}* (?:en google|por (?:tu|su) cuenta)|pregunt[ae] (?:a otr[oa]s?|en otro)|sin comentarios|no tenemos nada que decir)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:(?:aqui|por (?:aqui|este canal)|(?:n)?esta conta|nas redes)[^.!?\n]{0,12} n[aã]o (?:atend\p{L}*|respond\p{L}*|prest\p{L}*|oferec\p{L}*|resolv\p{L}*)|n[aã]o (?:atendemos|respondemos|prestamos suporte)[^.!?\n]{0,30}(?:aqui|por (?:este|aqui|redes)|esta conta|individua\p{L}*)|n[aã]o [eé] (?:problema|responsabilidade|assunto) nosso?a?|(?:procure|pesquise|busque) (?:no google|por conta pr[oó]pria|sozinh[oa])|pergunte a(?:o)? outr[oa]s?|sem coment[aá]rios|nada a declarar)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:(?:nous ne |on ne )(?:r[eé]pondons|r[eé]pond|traitons|traite|g[eé]rons|faisons|fait)[^.!?\n]{0,16} pas[^.!?\n]{0,30}(?:ici|sur (?:ce|twitter|x|les r[eé]seaux)|individuel\p{L}*|demandes|questions)|ce compte (?:ne r[eé]pond|n'est) pas[^.!?\n]{0,24}|(?:ce n'est|c'est) pas notre (?:probl[eè]me|service|responsabilit[eé]|affaire)|cherchez (?:sur google|vous-m[eê]me|par vous-m[eê]me)|(?:demandez|adressez-vous) (?:[aà] (?:quelqu'un d'autre|d'autres)|ailleurs)|(?:sans|aucun) commentaire|rien [aà] (?:dire|ajouter|d[eé]clarer))(?!\p{L})/giu,
  de: /(?<!\p{L})(?:(?:hier|auf diesem (?:account|konto|kanal)|[uü]ber (?:diesen kanal|twitter|x|social media)|dieser account)[^.!?\n]{0,24}(?:keine (?:anfragen|fragen|antworten|hilfe|beschwerden|support\p{L}*)|nicht (?:beantwort\p{L}*|bearbeit\p{L}*|helfen|betreut))|(?:wir )?(?:beantworten|bearbeiten|geben) (?:hier )?keine[^.!?\n]{0,30}|(?:nicht|kein) (?:unser|unsere|unserer) (?:problem|abteilung|aufgabe|baustelle)|(?:das ist )?nicht unser(?:e)? (?:problem|abteilung|aufgabe|baustelle)|googel\p{L}* (?:sie |du )?(?:das|es|doch|mal)[^.!?\n]{0,12}|(?:fragen sie|frag) (?:jemand|woanders)\p{L}*[^.!?\n]{0,10}|kein kommentar|dazu (?:haben wir nichts zu sagen|sagen wir nichts))(?!\p{L})/giu,
};
/** There is a way on with us: what cannot be said here is said there. */
const elsewhere: Phrases = {
  ja: /DM(?!では|での|には)|ＤＭ|ダイレクトメッセージ|メッセージ(?:で|にて|を)(?:お送り|ご連絡|いただ)|https?:|お電話(?:で|にて|を)(?:差し上げ|いたし|ご連絡)|折り返し|担当(?:者)?(?:から|より)|確認(?:し|いた)|調べ/gu,
  en: /\b(?:dms?|direct message|message us|private(?:ly)?|inbox|we(?:'ll| will) (?:call|email|write|check|find|look|ask)|i(?:'ll| will) (?:call|email|write|check|find|look|ask)|send (?:us|me)|chat)\b|https?:/giu,
  zh: /私信|https?:|我们(?:会|将)(?:查|核实|联系|回电)|电话/giu,
  ko: /DM|디엠|쪽지|메시지(?:로|를)|https?:|확인해 (?:보|드리)|알아보|전화(?:드리|로)/giu,
  es: /(?<!\p{L})(?:dms?|mensaje (?:directo|privado)|privado|(?:lo )?(?:revis|consult|comprob|mir)\p{L}*mos|te (?:llam|escrib)\p{L}*)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:dms?|mensagem (?:direta|privada)|privado|inbox|(?:vamos )?(?:verific|consult)\p{L}*|ligamos)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:dms?|mp|message priv[eé]|en priv[eé]|nous (?:v[eé]rifions|regardons|appelons)|v[eé]rifi\p{L}*)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:dms?|direktnachricht|pn|privatnachricht|per nachricht|wir (?:pr[uü]fen|schauen|rufen|fragen)|ich (?:pr[uü]fe|schaue|frage))(?!\p{L})/giu,
};

/** Asked for a message before: what is not wanted here is wanted there. */
const inPrivate =
  /DM|ＤＭ|ダイレクトメッセージ|\b(?:dms?|direct message|private message|privado|priv[eé]|direktnachricht)\b|私信|쪽지/iu;

/** In sentences; who says more goes on with something. */
const mostThanks = 2;

/** Whether all they say is thanks, and nothing that an answer would have to go into. */
function onlyThanks(text: string, lang: string): boolean {
  const plain = text.replaceAll(handlePattern, ' ');
  const isShort = sentencesOf(plain).length <= mostThanks && !/\p{Nd}/u.test(plain);
  return isShort && says(thanks, lang, plain) && !says(however, lang, plain);
}

/** The draft without whom it is to and who signs it. */
function bodyOf({ draft, persona }: DraftContext): string {
  const text = draft.replaceAll(handlePattern, ' ').trim();
  const { signature } = persona;
  return signature !== '' && text.endsWith(signature) ? text.slice(0, -signature.length).trim() : text;
}

/** Where only nods are. */
function onlyNods(body: string, lang: string): boolean {
  const pattern = nod[lang];
  const sentences = sentencesOf(body).map(([start, end]) => body.slice(start, end));
  return pattern !== undefined && sentences.length > 0 && sentences.every((one) => pattern.test(one));
}

export const r13: Rule = {
  id: 'R13',
  level: 'warn',
  check(context) {
    const { lang, post, newer } = context;
    const body = bodyOf(context);
    // A smile may be an answer to thanks; whether the persona smiles is for R18.
    const { isPleased, isStuck } = troublesOf(post.text, lang);
    if (!word.test(post.text)) return [];
    if (!word.test(body)) {
      const isSmile =
        /\p{Emoji_Presentation}/u.test(body) && isPleased && context.persona.emoji === 'allowed';
      return isSmile ? [] : [{ reason: 'nothingSaid' }];
    }
    const asks = [post.text, ...newer.map(({ text }) => text)].some(
      (text) => questionsIn(text, lang).length > 0 || says(pleads, lang, text),
    );
    if (
      !asks &&
      isPleased &&
      onlyThanks(post.text, lang) &&
      warm[lang] !== undefined &&
      !says(warm, lang, body)
    )
      return [{ reason: 'thanksUnanswered' }];
    const refused = refusalsIn(context);
    if (!asks && !isStuck && (isPleased || !turnsToUs(context))) return refused;
    // A question that nothing takes up is R12's.
    const isQuestion = [post, ...newer].some(({ text }) => questionsIn(text, lang).length > 0);
    const isDone =
      isQuestion || isPleased || postDoes('glad', post.text, context) || says(thanks, lang, post.text);
    const isBrushedOff = (asks || isStuck) && (onlyNods(body, lang) || (!isDone && onlyFills(context)));
    return isBrushedOff && refused.length === 0
      ? [{ reason: 'brushesOff', params: { words: body } }]
      : refused;
  },
};

/** Where a draft turns people away and names no other way to us. */
function refusalsIn(context: DraftContext): Found[] {
  const { draft, lang } = context;
  return withActed(placesOf(refusal, lang, draft), 'refuses', context)
    .filter(
      (span: DraftSpan) =>
        !says(elsewhere, lang, draft.slice(span[1])) && !inPrivate.test(draft.slice(0, span[0])),
    )
    .map((span) => ({ reason: 'refuses', params: { words: draft.slice(...span) }, span }));
}
