// R09: ask each time whether to speak. Who wants to be left alone, mourns, jokes, or only names us in passing, is left alone.
import { postDoes } from '../acted.ts';
import { cuesOf, type CueName } from '../../judgement/cues.ts';
import { normalise } from '../../judgement/normalise.ts';
import type { DraftContext } from '../context.ts';
import { firstOf, questionsIn, turnsToUs } from '../conversation.ts';
import type { Found, Rule } from '../finding.ts';
import { namesakeIn } from '../namesakes.ts';
import type { Phrases } from '../phrases.ts';
import type { ReasonCode } from '../reasons.ts';
import { troublesOf } from '../troubles.ts';

/** Said to companies; it holds even for whoever asks something. */
const leaveAlone: Phrases = {
  ja: /(?:もう|二度と|これ以上)[^。\n]{0,6}(?:連絡|電話|DM|メール|話しかけ)[^。\n]{0,4}(?:こ|来|し)ないで|(?:絡(?:ん|まれ|み)|から(?:ん|まれ|み)|話しかけ|話し掛け|リプ(?:し|ライし)?|返信し|返事し|反応し|エゴサし|引用し|声(?:を)?かけ|首(?:を)?突っ込ん|出て)(?:で|て|に)?(?:(?:こ|来)(?:ないで|なくて(?:も)?(?:い|結構|大丈夫)|んな|ないでほし|られて(?:も|は)?(?:困|迷惑))|(?:く|来)る[^。\n]{0,10}(?:苦手|嫌い|無理|怖|うざ|ウザ|迷惑|きも|キモ|やめて)|(?:く|来)る(?:な(?![いのんら])|の(?:は|が|、)?(?:ほんと|本当に|マジで|まじで)?(?:やめ|嫌|いや|怖|こわ|きも|キモ|無理|勘弁|うざ|ウザ|苦手|迷惑))|ほしくな|欲しくな)|(?:企業|公式|メーカー|中の人|サポート|業者)(?:アカ(?:ウント)?|垢)?(?:さん|の人|の方)?(?:は|から(?:の)?|の)?[^。\n]{0,8}(?:リプ(?:ライ)?|返信|返事|反応|連絡|コメント)(?:は|も|とか)?(?:不要|いらない|いりません|いらん|要らない|要りません|お断り|結構|無用|求めて(?:い)?(?:ない|ません)|やめて|しないで|ご遠慮|来ても)|(?:リプ(?:ライ)?|返信|返事|回答|反応|連絡|アドバイス|助言)(?:は|も)?(?:不要|いらない|いりません|いらん|要らない|要りません|お断り|無用|求めて(?:い)?(?:ない|ません)|結構です|遠慮して)|(?:誰|だれ)(?:に)?も(?:見|読ま)(?:ないで|なくて(?:も)?いい)|(?:誰|だれ)とも話(?:し)?(?:たくな|したくな)|(?:放|ほ)(?:っ|う)(?:てお|と)いて|そっとしておいて|(?:ただの|単なる|これは)(?:独り言|ひとりごと|独りごと|愚痴|つぶやき)|(?:独り言|ひとりごと|愚痴)(?:です(?![か])|なので|だから|なだけ|につき)|(?:企業|公式|メーカー)(?:アカ|垢)?(?:は|の方は|さんは)?(?:ブロック|見ないで|来ないで|お帰り|立ち入り禁止|出禁)|(?:公式|企業|中の人|メーカー|会社)(?:さん|の人|アカ|垢)?(?:は|さんは)?[^。\n]{0,10}(?:来ないで|関わらないで|触れないで|出てこないで|見ないで|来なくて(?:も)?(?:いい|結構|大丈夫)|お引き取り|お呼びじゃ|呼んで(?:い)?(?:ない|ません))|(?:公式|企業)[^。\n]{0,20}(?:監視|見(?:て(?:い)?る|られて)|エゴサ)[^。\n]{0,12}(?:怖|こわ|キモ|きも|嫌|無理)|(?:誰も|だれも)[^。\n]{0,6}(?:言わないで|返さないで|触れないで)|エゴサ(?:で|から)?(?:来ないで|禁止|避け|お断り|やめて)/giu,
  en: /\b(?:(?:brands?|compan(?:y|ies)|corporations?|corporate accounts?|official accounts?|support (?:accounts?|bots?|teams?)|social media (?:teams?|interns?)|customer service)[^.!?\n]{0,40}\b(?:(?:please )?(?:don'?t|do not|never|stop|quit|should(?:n'?t| not)|need not|needn'?t)\b[^.!?\n]{0,24}\b(?:reply\w*|respond\w*|@\w*|dm\w*|messag\w+|talk\w*|answer\w*|chim\w+|jump\w*|slid\w+|barg\w+|interact\w*|contact\w*|repl(?:ies|y))|stay out|keep out|go away|leave me|(?:are )?not (?:welcome|invited)|will be blocked|get blocked|dni)|if (?:a|any|one|another|some) (?:corporate|brand|company|official)\w*(?: account)? (?:repl(?:y|ies)|responds?|answers?|shows? up|comments?|dms?)|(?:please |pls |plz )?(?:don'?t|do not|no need to|stop|quit) (?:reply|replying|respond|responding|@ ?(?:me|ing)|dm(?:ing)? me|messag(?:e|ing) me|contact(?:ing)? me|answer(?:ing)? (?:this|me)|jump(?:ing)? in|chim(?:e|ing) in|slid(?:e|ing) into|tag(?:ging)? me|interact)|leave me (?:alone|be|in peace|out)|(?:not|isn'?t|wasn'?t|am not|i'?m not) (?:looking|asking|fishing|after) (?:for )?(?:a |any |your )?(?:repl(?:y|ies)|help|support|answers?|advice|solutions?|response|corporate|brand|fix)|no (?:reply|replies|response|brands?|advice|help|support|corporate|solutions?)(?: \w+){0,3} (?:needed|please|wanted|necessary|required|thanks)|(?:just|only|merely|i'?m) (?:venting|ranting|vent\b|moaning|thinking (?:out loud|aloud)|shouting into the void|a rant)|rant over|end (?:of )?rant|\/rant|(?:not|wasn'?t|isn'?t|wasn't) (?:talking|speaking|addressed|directed|aimed) (?:to|at) (?:you|the brand|them|any)|(?:don'?t|do not) (?:need|want) (?:a |any |your |the )?(?:corporate|brand|official|company|support|customer service|pr|bot|replies|reply|sorry|apolog\w+)|(?:stay|keep|get) (?:away|out|off) (?:of|from) my (?:mentions|replies|dms|feed|timeline)|(?:asked|told) (?:you|you (?:lot|people|guys|all)|them) to (?:stop|quit|leave|not)|(?:don'?t|do not|nobody) (?:look|read this)|nobody asked (?:you|the brand|brands|for)|mind your own|unsolicited|uninvited|(?:brands?|companies|corporations)[^.!?\n]{0,40}(?:creepy|creeps? me out|stalk\w*|spying|gross)|(?<=^|[.!]\s*)(?:please )?nobody (?:say|reply|answer|comment)|this is (?:just )?a (?:rant|vent)|brands? dni|block(?:ing|ed)? (?:every|any|all) (?:brand|company|corporate))/giu,
  zh: /(?:官方|商家|品牌|企业|客服)[^。！？\n]{0,10}(?:别|不要|勿|请勿|不用|不必)(?:来|回|回复|私信|打扰|联系|理)|(?:别|不要|请勿|勿|不用|不必)(?:回复|回覆|私信|评论|打扰|联系|@)(?:我)?|不需要(?:回复|客服|帮助|建议)|只是(?:吐槽|发泄|自言自语|随便说说)|别理我/giu,
  ko: /(?:기업|공식|브랜드|회사|고객센터)[^.!?\n]{0,12}(?:오지 ?마|댓글 ?(?:사절|금지)|답글 ?(?:사절|금지)|끼어들지|사절)|(?:답글|댓글|답장|연락|멘션|디엠)(?:은|는|도)? ?(?:하지 ?마|사절|필요 ?없|금지|안 ?(?:주셔|하셔))|그냥 (?:푸념|혼잣말|하소연)|혼잣말|말 ?걸지 ?마/giu,
  es: /(?<!\p{L})(?:(?:marcas|empresas|cuentas oficiales|community managers?)[^.!?\n]{0,24}(?:no (?:respond\p{L}*|contest\p{L}*|escrib\p{L}*)|abstener\p{L}*|fuera)|no (?:me )?(?:respond[aá]\p{L}*|contest[eé]\p{L}*|escrib[aá]\p{L}*)|no (?:hace falta|busco|necesito|quiero) (?:que (?:me )?(?:respond|contest)\p{L}*|respuesta|ayuda|consejos?)|solo (?:me )?(?:desahog\p{L}*|quej\p{L}*)|dej(?:a|en|ad)me en paz)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:(?:marcas|empresas|contas oficiais)[^.!?\n]{0,24}(?:n[aã]o (?:respond\p{L}*|comente\p{L}*)|fora)|n[aã]o (?:me )?(?:respond[aei]\p{L}*|comentem|mandem|chamem)|n[aã]o (?:precisa|preciso|quero) (?:de )?(?:responder|resposta|ajuda|conselhos?)|s[oó] (?:desabafando|um desabafo|desabafo)|me deixe\p{L}* em paz)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:(?:les )?(?:marques|entreprises|comptes officiels)[^.!?\n]{0,24}(?:ne r[eé]pondez pas|abstenez|s'abstenir|dehors|pas de r[eé]ponse)|(?:ne )?(?:me |m')?r[eé]pondez pas|(?:pas besoin|inutile) (?:de r[eé]ponse|de (?:me )?r[eé]pondre|d'aide|de conseils)|je (?:ne )?(?:cherche|veux|demande) pas (?:de |d')(?:r[eé]ponse|aide|conseils?)|je (?:r[aâ]le|me plains) juste|(?:fichez|foutez|laissez)[- ]moi (?:la paix|tranquille))(?!\p{L})/giu,
  de: /(?<!\p{L})(?:(?:marken|firmen|unternehmen|offizielle accounts?|social[- ]media[- ]teams?)[^.!?\n]{0,24}(?:nicht (?:antworten|melden)|bitte nicht|raus|fernhalten)|(?:bitte )?(?:nicht|keine) (?:antworten|antwort n[oö]tig|antworten n[oö]tig|melden|anschreiben|kommentieren)|(?:brauche|will|m[oö]chte|suche) keine (?:antwort|hilfe|tipps|ratschl[aä]ge|l[oö]sung)\p{L}*|(?:muss|musste|wollte) (?:nur|mal|nur mal|mich nur) (?:kurz )?(?:meckern|dampf ablassen|auskotzen|jammern)|lasst mich in ruhe|nur (?:ein )?selbstgespr[aä]ch)(?!\p{L})/giu,
};
const mourning: Phrases = {
  ja: /婚約(?:が)?(?:なくな|破棄|解消)|離婚(?:し|届|が)|流産|亡くな(?:っ|り)|逝(?:っ|去|き)|他界|永眠|旅立ち(?:まし|った)|葬(?:儀|式)|お?通夜|告別式|四十九日|一周忌|ご冥福|追悼|黙[祷祈とう]|喪中|喪に服|訃報|被災|犠牲(?:者|に)|震災|虹の橋|息を引き取|最期(?:に|を|まで)|遺影|遺品|お悔やみ|合掌|命日|お別れの会|余命|看取|弔|死去|亡骸|(?:父|母|祖父|祖母|夫|妻|息子|娘|愛犬|愛猫|友人|親友|家族)(?:を|が)(?:亡|な)く(?:し|な)/gu,
  en: /\b(?:passed away|passing of|funeral|rest in peace|rip\b(?! ?off)|in mourning|condolences|(?:mum|mom|dad|father|mother|brother|sister|wife|husband|son|daughter|gran|grandma|grandad|grandpa|nan|nana|granny|uncle|aunt|friend|dog|cat|puppy|boy|girl) (?:has |just )?(?:died|passed)|(?:lost|losing|buried|burying|said goodbye to) (?:my|our|her|his) (?:mum|mom|dad|father|mother|brother|sister|wife|husband|son|daughter|gran|grandma|grandad|grandpa|nan|uncle|aunt|friend|best friend|dog|cat|baby|boy)|griev\w+|grief|obituary|memorial|vigil|victims|late (?:mother|father|husband|wife|mum|dad|grandmother|grandfather)'?s?|rainbow bridge|(?:anniversary of|since) (?:his|her|their) death|miscarr\w+|terminal(?:ly)?(?: ill)?|ashes|hospice|one year without|gone but not|miss (?:him|her|you) (?:every day|so much))\b/giu,
  zh: /去世|过世|逝世|走了[^。\n]{0,6}想(?:他|她|念)|葬礼|追悼|悼念|默哀|安息|遗物|忌日|遇难|哀悼/giu,
  ko: /돌아가(?:신|셨|시)|장례|별세|고인|명복|추모|유품|기일|세상을 (?:떠|뜨)|무지개다리/giu,
  es: /(?<!\p{L})(?:falleci\p{L}*|muri[oó] (?:mi|nuestr[oa])|funeral|entierro|luto|descanse en paz|q\.?e\.?p\.?d|p[eé]same|v[ií]ctimas|(?:mi|nuestr[oa]) (?:padre|madre|abuel[oa]|herman[oa]|perr[oa]|gat[oa]) (?:ha muerto|muri[oó]|falleci[oó])|velorio|aniversario de (?:la|su) muerte)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:falec\p{L}*|morreu|enterro|vel[oó]rio|funeral|luto|descanse em paz|p[eê]sames|v[ií]timas|anivers[aá]rio d[ae] (?:sua )?morte|perdi (?:meu|minha) (?:pai|m[aã]e|av[oó]|irm[aã]o?|cachorr[oa]|gat[oa]))(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:d[eé]c[eéè]d\p{L}*|d[eé]c[eè]s|est mort(?:e)?|obs[eè]ques|enterrement|fun[eé]railles|en deuil|deuil|repose en paz|repose en paix|condol[eé]ances|victimes|hommage|nous a quitt[eé]e?s?)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:verstorben\p{L}*|gestorben|beerdigung|beisetzung|trauer\p{L}*|beileid|ruhe in frieden|todestag|todesfall|opfer|gedenk\p{L}*|nicht mehr (?:unter uns|da)|von uns gegangen)(?!\p{L})/giu,
};
const politics: Phrases = {
  ja: /選挙|投票(?:所|率|に行|へ行|してき)|与党|野党|首相|総理|自民|立憲|維新の会|国会|(?:反対)?デモ(?:に|が|行進|隊)|政権|左翼|右翼|ネトウヨ|パヨク|原発|改憲|憲法|戦争|侵攻|停戦|政治(?:家|的)?|議員|増税|消費税|不買運動|ヘイト|移民|知事|大統領|陰謀論|政党|街宣|参政|演説|公約|(?:自民|共産|民主|新)?党(?:の|は|が|に)(?:演説|公約|候補|支持|投票)/gu,
  en: /\b(?:election|elected|ballot|polling station|(?:the )?president|congress|parliament|senat(?:e|or)s?|republicans?|democrats?|tor(?:y|ies)|labour (?:party|government)|left[- ]wing|right[- ]wing|woke|maga|protest(?:s|ers|ing)?|march against|boycott\w*|the war|war in|ceasefire|genocide|abortion|immigra\w+|brexit|politic\w*|prime minister|minister|referendum|tariffs?|sanctions|mayor|governor|capitalis\w+|fascis\w+|lobby(?:ing|ists?)|tax (?:the|cuts?|rises?|hikes?)|vot(?:e|ing) (?:tomorrow|today|for|on)|manifesto|union (?:busting|vote)|climate (?:denial|strike))\b/giu,
};
const joking: Phrases = {
  ja: /(?:棒読み)|[（(](?:棒|皮肉|嘘|大嘘|冗談|ネタ|白目|遠い目|すっとぼけ)[)）]|皮肉(?:です|だ|だけど|を込め)|(?:という|って|っていう)(?:ネタ|冗談|ボケ|ジョーク|夢(?:を|だった)|ギャグ|妄想)|(?:ネタ|冗談|ジョーク|ギャグ|妄想)(?:です|だけど|だよ|なので)|なんちゃって|なんつって|知らんけど|エイプリルフール|大喜利|(?:[^w]|^)[wｗ]{3,}|草(?:生え|すぎ|$|[。！])|(?:笑)$|さすが(?:っす|ですわ|だわ)|ご立派(?:です|だ)こと|(?:素晴らし|すばらし|見事な)[^。\n]{0,16}(?:ですこと|ですなあ|ですなぁ)|(?:[一-龠ァ-ヶー]{2,12})(?:とかけまして|ととく|と解く)|川柳|嘘です|ウソです|というオチ|あるある|ダジャレ|駄洒落/gu,
  en: /(?:(?<=\s|^)\/s(?=\s|$)|(?<=\s|^)\/j(?=\s|$)|#(?:sarcasm|joke|jk|irony|humou?r|meme|shitpost)|🙃)|\b(?:sarcas\w*|irony|ironic(?:ally)?|jk|just kidding|(?:i'?m )?(?:only |just )?jok(?:e|ing)|kidding|april fools?|slow clap|knock knock|walks? into a bar|pun intended|dad joke|said no one ever|asking for a friend|shitpost\w*|meme|lmao+|rofl|roflmao|(?:my )?(?:villain|supervillain) origin|plot twist|breaking:|in other news|punchline|imagine if|worship at|fight me|hot take|unpopular opinion|who (?:still |even )?does that|imagine (?:banking|paying|being|using|still)|sponsor me|marry me)\b/giu,
};
/** Irony that says so of itself: it holds for whoever is stuck as well. */
const irony: Phrases = {
  ja: /[（(](?:棒|皮肉|棒読み|大嘘)[)）]|棒読み|皮肉(?:です|だ|を込め)/gu,
  en: /(?<=\s|^)\/s(?=\s|$)|#sarcasm|\bsarcas(?:m|tic)\b|\bsaid no one ever\b|\bslow clap\b/giu,
};
const inPassing: Phrases = {
  ja: /(?:の|んとこの?)(?:前|隣|となり|向かい|近く|横|裏|駐車場|角|看板|交差点|上の階|下|ビル)(?:の|で|に|を|から|まで|あたり|へ)[^。\n]{0,16}(?:待ち合わせ|集合|会(?:う|っ|お)|見かけ|い(?:る|た|ます)|停め|止め|拾っ|カフェ|公園|喫茶|ラーメン|美容|曲が|右|左|バス停|信号|猫|行列|工事|飲み|ランチ|花見|桜)|(?:の)?(?:夢(?:に|で|を)|(?:みたいな|っぽい|と同じ)(?:色|形|見た目|音|顔|匂い))|(?:の)?(?:CM|ＣＭ|広告)(?:の|で|に|に出|見て)[^。\n]{0,14}(?:曲|俳優|女優|子|人|犬|猫|懐かし|かわい|可愛|泣|誰)|の(?:先輩|後輩|社員|中の人)(?:に|と)(?:会|出会|飲|結婚)|(?:って|という)名前の|推し(?:が|の|も)|(?:社員|バイト|面接|内定|就活)(?:の|が|で|に|は|を)?[^。\n]{0,10}(?:だった頃|時代|受け|落ち|受か|出|決ま)|(?:株|株価|決算)(?:の|が|で|に|は|を)?[^。\n]{0,10}(?:買っ|売っ|上が|下が|良|悪|発表)|(?:友達|友人|知り合い|知人|親戚|兄|姉|弟|妹|父|母|夫|妻|息子|娘|元彼|元カノ|旦那|先輩|後輩|同級生)(?:が|は)[^。\n]{0,14}(?:就職|入社|内定|転職|勤め|働い)|の(?:袋|箱|空き箱|段ボール|紙袋|レシート)(?:に|で|を)[^。\n]{0,12}(?:入れ|詰め|猫|工作|メモ|寝|遊)/gu,
  en: /\b(?:(?:meet(?:ing)?|met|see (?:you|u)|parked|waiting|wait|standing|sat|sitting|turn(?:ed)? (?:left|right)|walk(?:ed|ing)?|ran into|bumped into|saw|spotted|queue\w*|(?:caf[eé]|bar|pub|park|place|shop|bakery|restaurant|stop|gym|flat|office|church|bench))\b[^.!?\n]{0,36}\b(?:outside|opposite|across from|across the (?:road|street) from|behind|in front of|next (?:door )?to|near|round the corner from|above|below|beside|(?:under|beneath|by) (?:the|a) \w+ (?:sign|billboard|awning))|(?:(?:in|into|out of|inside|using|with) (?:an?|my|the|some) (?:old |empty |new )?[A-Za-z]\w+ (?:box|bag|carton|mug|tote|receipt|t-?shirt|cap|wrapper))|(?:dream(?:t|ed|ing)?|nightmare) (?:about|of|that|where|with)|(?:same|exact) (?:colou?r|shape|size|shade|noise|sound) (?:as|of)|(?:jingle|ad|advert|commercial)(?: \w+){0,4} (?:stuck in|in) my head|(?:interview(?:ed|ing)?|worked|working|work|internship|intern(?:ed|ing)?|job|shares?|stocks?) (?:at|with|in|for) |(?:call|nam(?:e|ing)) (?:my|our|the) \w+ |my (?:idol|bias|fave|celebrity crush)|(?:friend|cousin|mate|neighbou?r|colleague|classmate)s?(?: of mine)? (?:who |that )?(?:now )?(?:works|worked)|(?:my|his|her) (?:ex|dad|mum|mom|uncle|aunt|brother|sister|cousin|mate|friend|neighbou?r|boyfriend|girlfriend) (?:works|worked|used to work|got a job) (?:at|for|with))/gu,
};
const amongFriends: Phrases = {
  ja: /(?:今度|明日|あした|今夜|今晩|週末|来週|土曜|日曜|次)[^。\n]{0,18}(?:行こ(?:う|〜|ー|っ)?|飲も|遊ぼ|集ま(?:ろ|る)|会お|食べよ|やろう(?:よ|ぜ|ね)|行く[?？人]|ひま[?？]|暇[?？])|(?:誕生日|結婚|合格|卒業|就職|出産|内定)[^。\n]{0,6}おめでと|(?:お疲れ|おつかれ)(?:〜|ー|！|!|さま〜|様〜|っ)|一緒に(?:行|見|飲|食|やろ|買い)|(?:貸して|返して)(?:くれ|ね|〜|ー|よ|[。！!]|$)|(?:ねえ|ねぇ)(?:ママ|パパ|お母さん|お父さん|みんな)|(?:みんな|ママ友|同期|サークル|ゼミ|部活)(?:で|と|の)[^。\n]{0,12}(?:行|飲|集|打ち上げ|女子会)|(?:ちゃん|くん|君|っち)(?:、|が|は|と|も|へ|に)[^。\n]{0,16}(?:ね[〜ー！!]|よ[〜ー！!]|よね|じゃん|でしょ|好きそう|覚えてる|元気)/gu,
  en: /\b(?:see (?:you|u|ya) (?:all |guys |both )?(?:tonight|later|there|at|soon|saturday|sunday|friday|tomorrow|then)|love (?:you|ya|u) (?:guys|all|lots|so much)|happy (?:birthday|anniversary)|congrat\w*|miss (?:you|ya|u)\b|let'?s (?:go|meet|grab|get|do)|(?:wanna|want to|shall we|fancy) (?:go|grab|come|get|meet|a)|come (?:over|round)|my place|your place|who'?s (?:coming|in|up for)|lend me|can i borrow|bring (?:the|your) (?!box|receipt)|girls'? night|movie night|game night|remember when (?:we|you)|(?:you|u) would love|reminds me of (?:you|u)|thinking of you|hey (?:mate|babe|bestie|hun|sis|bro)|bestie|squad|group chat|the gang)\b/giu,
};
const praisesOther: Phrases = {
  ja: /(?:に|へ)(?:乗り換え|のりかえ|買い?(?:換|替)え|変え|替え|移っ|し)(?:て|たら|てから|てみて)?[^。\n]{0,8}(?:(?:大)?正解|よかった|良かった|快適|最高|幸せ|満足|天国|感動|手放せない)|(?:他社|別の(?:会社|メーカー|ブランド|店)|ライバル)(?:の|に|は|さん)[^。\n]{0,16}(?:最高|好き|良い|いい|よい|神|勝ち|正解|優秀|おいし|美味)/gu,
  en: /\b(?:(?:switched|switching|moved|moving|changed|went|going|gone|converted) (?:over )?(?:from \w+ )?to [^.!?\n]{1,30}(?:and|,|best|never|so much|love|happier|no regrets|game)[^.!?\n]{0,40}|(?:much |way |so much |far )?(?:better|nicer|tastier|cheaper|faster) (?:than|from) [^.!?\n]{0,24}(?:ever|anyway|any day|by far)|never (?:been happier|looked back|going back)|(?:best|favou?rite) (?:\w+ ){0,3}(?:is|are|was) (?:still |actually |clearly )?(?:from |by )?(?:the )?(?:competition|competitor|rival|other)|(?:shout ?out|kudos|props|hats off|well done|credit) (?:to|goes to) )/giu,
};

/** Who says one of these may need us. */
const needs: ReadonlySet<CueName> = new Set(['stuck', 'fault', 'danger', 'outage', 'leak', 'stranded']);
/** These say nothing of who asks us or is stuck with us. */
const silences: readonly [ReasonCode, Phrases][] = [
  ['joking', irony],
  ['mourning', mourning],
  ['politics', politics],
  ['joking', joking],
  ['praisesOther', praisesOther],
  ['amongFriends', amongFriends],
  ['inPassing', inPassing],
];
const passedOn = /^\s*RT @\w+/u;

function quietBecause(context: DraftContext): Found[] {
  const { post, thread, lang, judged } = context;
  const cues = cuesOf(normalise(post.text), lang).map(({ name }) => name);
  const namesake = namesakeIn(context);
  if (namesake !== null) return [{ reason: 'namesake', params: { words: namesake } }];
  const isStuck = cues.some((name) => needs.has(name)) || postDoes('harm', post.text, context);
  const asks = questionsIn(post.text, lang).length > 0;
  for (const [reason, phrases] of silences) {
    // A loss that the others in the thread speak of is a loss all the same.
    const texts = [post, ...(phrases === mourning ? thread : [])].map(({ text }) => text);
    const [place = null] = texts.map((text) => firstOf(phrases, lang, text)).filter((one) => one !== null);
    // What friends ask is not asked of us; who mourns or jokes and is stuck as well may need us.
    const isFree = (phrases === irony || !isStuck) && (reason === 'amongFriends' || !asks);
    if (place !== null && isFree) return [{ reason, params: { words: place.words } }];
  }
  // Models take many a complaint and many a kind word for nothing to answer.
  const isSilent = judged?.about === false || judged?.speak === 'no';
  return isSilent && !isStuck && !asks && !troublesOf(post.text, lang).isPleased
    ? [{ reason: 'silenceAdvised' }]
    : [];
}

export const r09: Rule = {
  id: 'R09',
  level: 'warn',
  check(context) {
    const { post, lang, newer } = context;
    for (const text of [post.text, ...newer.map((one) => one.text)]) {
      const place = firstOf(leaveAlone, lang, text);
      if (place !== null) return [{ reason: 'leftAlone', params: { words: place.words } }];
    }
    // Who turns to us or asks wants an answer, whatever the model takes it for.
    const isOpen = turnsToUs(context) || !context.isFirstContact || questionsIn(post.text, lang).length > 0;
    if (!isOpen && postDoes('alone', post.text, context))
      return [{ reason: 'leftAlone', params: { words: post.text } }];
    if (context.isRepost === true || passedOn.test(post.text)) return [{ reason: 'passedOn' }];
    return turnsToUs(context) || !context.isFirstContact ? [] : quietBecause(context);
  },
};
